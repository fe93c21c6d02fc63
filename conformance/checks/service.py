"""Checks of the chapter *Service*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.evidence import Burst, Evidence, Sample, Transcript
from conformance.model.exchange import Exchange
from conformance.model.finding import Doubt, Findings
from conformance.model.instant import read_http

# `Date` has whole seconds.
DATE_STEP = 1000
# With more programs than this in line for a processor, who takes the time is late himself.
LONGEST_QUEUE = 4.0


@check(
    "service.replication-is-as-declared",
    over="pages",
    given=("discovery.describes-itself",),
    unseen="no page could be read",
)
def the_data_is_as_fresh_as_promised(transcript: Transcript) -> Findings:
    """A feed can answer every second and be three weeks old."""
    promised = transcript.terms.description.number("serviceLevels", "replicationSeconds")
    if promised is None:
        yield Doubt("the description promises no `serviceLevels.replicationSeconds`")
        return
    for page in transcript.pages:
        date, source = date_of(page.exchange), page.instant("sourceAsOf")
        if date is None or source is None:
            continue
        age = date - source
        if age > promised * 1000 + DATE_STEP:
            actual = f"sourceAsOf is {age / 1000:,.0f} seconds before Date"
            yield transcript.breach(f"at most the promised {promised:,.0f} seconds", actual, page.exchange)
        if age < -DATE_STEP:
            actual = f"sourceAsOf {page.members['sourceAsOf']} is after Date"
            yield transcript.breach("a `sourceAsOf` that has been", actual, page.exchange)


@check(
    "service.refusal-says-when-to-retry",
    over="refusals",
    unseen="no request was refused: the declared quota is too large to go beyond",
)
def a_refusal_under_load_says_when_to_come_back(burst: Burst) -> Findings:
    """Without it every client guesses, and all of them guess the same second."""
    yield from _retry(burst, burst.refusals)


@check("service.refusal-says-when-to-retry", over="refusals_for_load", unseen="no request was refused for load")
def every_refusal_of_the_run_says_when_to_come_back(transcript: Transcript) -> Findings:
    """The same holds when nobody pushed."""
    yield from _retry(transcript, transcript.refusals_for_load)


def _retry(evidence: Evidence, refusals: tuple[Exchange, ...]) -> Findings:
    for exchange in refusals:
        value = exchange.header("Retry-After")
        if value is None:
            yield evidence.breach(f"`Retry-After` with {exchange.status}", "no such header", exchange)
        elif not re.fullmatch(r"\d{1,9}", value) and read_http(value) is None:
            yield evidence.breach("`Retry-After` as whole seconds or an HTTP date", f"{value!r}"[:80], exchange)


@check("service.answers-in-time")
def enough_answers_come_within_the_limit(sample: Sample) -> Findings:
    """One slow answer is weather; too many are climate."""
    seen = sample.observed
    allowed = 1 - sample.percentile / 100
    measured = f"{seen.slow} of {seen.n} were slower than {sample.threshold:g} ms"
    if seen.high > allowed and sample.queue > LONGEST_QUEUE:
        yield Doubt(f"{measured}: this machine was too busy to take the time")
    elif seen.low > allowed:
        yield sample.breach(f"{sample.percentile:g} per cent within {sample.threshold:g} ms", measured)
    elif seen.high > allowed:
        yield Doubt(f"{measured}: too near the promise, or too few answers, to tell")


def date_of(exchange: Exchange) -> int | None:
    """The instant in the `Date` header."""
    return read_http(exchange.header("Date"))
