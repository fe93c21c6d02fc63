"""Takes the time, and asks for more than is promised, once."""

from __future__ import annotations

import os
from collections.abc import Iterator

from conformance.evidence import Burst, Sample
from conformance.model.exchange import Request
from conformance.model.instant import write
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered

# Above this a burst is rude to an endpoint that may be somebody's production line.
LARGEST_QUOTA = 120
BEYOND = 20
ONE_PAGE = 4 * 1024 * 1024


def cheap(visit: Visit) -> Request:
    """A question that costs the endpoint little: the last change of the feed, or the description."""
    instants = visit.calendar.instants
    if not instants:
        return Request("GET", visit.client.address("description"))
    edges = {"from_": write(instants[-1]), "to": write(instants[-1] + 1)}
    return Request("GET", visit.client.address("changes", **edges, limit=1))


def sample(visit: Visit, n: int) -> Sample:
    """So many answers to one cheap question, one after another."""
    description = visit.terms.description
    percentile = description.number("serviceLevels", "responseTime", "percentile")
    threshold = description.number("serviceLevels", "responseTime", "milliseconds")
    if percentile is None or threshold is None:
        raise NotThere("the description promises no response time")
    request = cheap(visit)
    answered(visit.client.ask(request))
    timed = tuple(answered(visit.client.ask(request)) for _ in range(n))
    return Sample(visit.terms, timed, percentile, threshold, queue())


def queue() -> float:
    """How many programs stood in line for each processor here in the last minute; 0 where that is not told."""
    try:
        return os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        return 0.0


def samples(visit: Visit) -> Iterator[int]:
    """One sample of the size that the depth asks for."""
    if visit.target.effort.sample:
        yield visit.target.effort.sample


def burst(visit: Visit, n: int) -> Burst:
    """So many requests without a pause."""
    request = cheap(visit)
    sent = tuple(answered(visit.client.ask(request, ONE_PAGE, wait=False)) for _ in range(n))
    quota = visit.terms.description.quota
    visit.client.clock.sleep(quota[1] if quota else 1.0)
    return Burst(visit.terms, sent)


def bursts(visit: Visit) -> Iterator[int]:
    """A little more than the declared quota, where that is small."""
    quota = visit.terms.description.quota
    if quota and quota[0] <= LARGEST_QUOTA:
        yield int(quota[0]) + BEYOND


SAMPLES = Probe(Sample, sample, samples, recalls=False, smoke=0, repeats=False)
BURSTS = Probe(Burst, burst, bursts, recalls=False, smoke=0, repeats=False)
