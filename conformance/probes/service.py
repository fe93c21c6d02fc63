"""Takes the time, and asks for more than is promised, once."""

from __future__ import annotations

import os
from collections.abc import Iterator

from conformance.evidence import Burst, Compressed, Pledge, Sample, difference
from conformance.model.exchange import Request
from conformance.model.instant import write
from conformance.model.page import Page
from conformance.model.window import Window
from conformance.probes.changes.follow import Question
from conformance.probes.discovery import object_in
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered, let_in

# Above this a burst is rude to an endpoint that may be somebody's production line.
LARGEST_QUOTA = 120
BEYOND = 20
# A longer one would keep everybody waiting.
LONGEST_REST = 10.0
# Requests and answers take time, and two clocks count them.
SPARE = 0.2
OK = 200
ONE_PAGE = 4 * 1024 * 1024


def cheap(visit: Visit) -> Request:
    """A question that costs the endpoint little: the last change of the feed, or the description."""
    instants = visit.calendar.instants
    if not instants:
        return Request("GET", visit.client.address("description"))
    edges = {"from_": write(instants[-1]), "to": write(instants[-1] + 1)}
    return Request("GET", visit.client.address("changes", **edges, limit=1))


def sample(visit: Visit, n: int) -> Sample:
    """So many answers to one cheap question, one after another. Those of a burst within the quota count."""
    description = visit.terms.description
    percentile = description.number("serviceLevels", "responseTime", "percentile")
    threshold = description.number("serviceLevels", "responseTime", "milliseconds")
    if percentile is None or threshold is None:
        raise NotThere("the description promises no response time")
    request = cheap(visit)
    answered(visit.client.ask(request))
    address = request.url
    before = [one for one in visit.client.memory.exchanges if one.request.url == address and one.status == OK][
        1 : n + 1
    ]
    timed = (*before, *(answered(visit.client.ask(request)) for _ in range(n - len(before))))
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
    request, promised = cheap(visit), _rest(visit)
    sent = tuple(answered(visit.client.ask(request, ONE_PAGE, wait=False)) for _ in range(n))
    quota = visit.terms.description.quota
    visit.client.clock.sleep(quota[1] if quota else 1.0)
    return Burst(visit.terms, sent, promised)


def _rest(visit: Visit) -> int:
    """Let the quota fill up again, if that is soon; how much of it is unused then."""
    requests, seconds = visit.terms.description.quota or (0.0, 0.0)
    clock = visit.client.clock
    clock.sleep(min(seconds, LONGEST_REST) + SPARE)
    since = clock.now() - (seconds + SPARE) * 1000
    used = sum(exchange.sent > since for exchange in visit.client.memory.exchanges)
    return max(0, int(requests) - used)


def bursts(visit: Visit) -> Iterator[int]:
    """A little more than the declared quota, where that is small."""
    quota = visit.terms.description.quota
    if quota and quota[0] <= LARGEST_QUOTA:
        yield int(quota[0]) + BEYOND


def compressed(visit: Visit, question: Question) -> Compressed:
    """One page plain, then compressed."""
    window, client = question.window, visit.client
    url = client.address("changes", from_=write(window.start), to=write(window.end), limit=question.limit)
    plain = Page.read(let_in(client.ask(Request("GET", url))))
    answer = client.ask(Request("GET", url, (("Accept-Encoding", "gzip"),)))
    # No answer where the plain one came says something of the coding; a refusal at the door does not.
    coded = Page.read(let_in(answer) if answer.status else answer)
    missing = difference(plain.entries, coded.entries) if not coded.trouble else ()
    return Compressed(visit.terms, plain, coded, visit.superseded(missing))


def on_one_page(visit: Visit) -> Iterator[Question]:
    """Some of the first changes, which few records have outgrown, as many as fit on one page."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    for n in (40, 8, 3, 1):
        few = calendar.instants[:n]
        if few:
            window = Window(few[0], few[-1] + 1)
            if len(calendar.within(window)) <= largest:
                yield Question(window, largest)
                return


def read_promise(visit: Visit, _question: str) -> Pledge:
    """The full promise."""
    exchange = let_in(visit.client.get("service-levels"))
    return Pledge(visit.terms, exchange, object_in(exchange))


def promises(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "what is promised to us?"


PLEDGES = Probe(Pledge, read_promise, promises, recalls=False, smoke=0, of="measured-service")
COMPRESSED = Probe(Compressed, compressed, on_one_page, recalls=False, smoke=0)
SAMPLES = Probe(Sample, sample, samples, recalls=False, smoke=0, repeats=False)
BURSTS = Probe(Burst, burst, bursts, recalls=False, smoke=0, repeats=False)
