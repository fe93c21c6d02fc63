"""Checks of what is kept: freshness, quota, refusals, response time, compression."""

from __future__ import annotations

import re
from statistics import median_low

from conformance.check import check
from conformance.checks.changes.causes import STEADY
from conformance.evidence import Burst, Compressed, Evidence, Sample, Transcript, difference
from conformance.model.exchange import Exchange
from conformance.model.finding import Doubt, Findings
from conformance.model.instant import read_http

# `Date` has whole seconds.
DATE_STEP = 1000
TOO_MANY = 429
# With more programs than this in line for a processor, who takes the time is late himself.
LONGEST_QUEUE = 4.0


@check(
    "service.replication-is-as-declared",
    over="pages",
    given=("discovery.describes-itself", "service.date-is-told", "changes.source-is-not-ahead"),
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


@check("service.date-is-told", over="in_order", unseen="nothing was answered")
def every_answer_has_a_date_of_one_clock(transcript: Transcript) -> Findings:
    """A clock may be off; the difference to ours is then the same at each answer."""
    spread = transcript.terms.levels["dateSpreadSeconds"] * 1000
    ahead: list[tuple[int, int, Exchange]] = []
    for exchange in transcript.in_order:
        date = date_of(exchange)
        if date is None:
            actual = f"Date: {exchange.header('Date')}"[:120]
            yield transcript.breach("a `Date` in the form Sat, 28 Mar 2026 12:00:00 GMT", actual, exchange)
        else:
            # It was written at some moment between the request and the end of the answer.
            lead = date - exchange.sent
            ahead.append((lead - int(exchange.took * 1000), lead + DATE_STEP, exchange))
    usual = median_low((low + high) // 2 for low, high, _ in ahead) if ahead else 0
    for low, high, exchange in ahead:
        off = max(low - usual, usual - high)
        if off > spread:
            actual = f"Date: {exchange.header('Date')}, which is {off / 1000:,.0f} seconds off"
            yield transcript.breach("a `Date` by the clock that dates most answers", actual, exchange)


@check("service.quota-is-served", over="due", unseen="the declared quota is too large to be used up in a test")
def what_is_promised_is_served(burst: Burst) -> Findings:
    """Nobody who keeps within the quota is told to come back later."""
    refused = [exchange for exchange in burst.due if exchange.status == TOO_MANY]
    served = len(burst.sent) - len(burst.refusals)
    # A gateway may turn one away here and there; the promise is how many get through.
    if refused and served < len(burst.due):
        number = burst.due.index(refused[0]) + 1
        actual = f"429 to the request number {number}, {served} served"
        yield burst.breach(f"{len(burst.due)} requests served, as promised", actual, refused[0])


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


@check(
    "service.compression-changes-nothing",
    over="codings",
    given=("changes.version-fixes-content", *STEADY),
    unseen="the endpoint does not compress",
)
def a_compressed_page_has_the_same_entries(compressed: Compressed) -> Findings:
    """Who reads only one of two feeds does not see that there are two."""
    if not compressed.codings:
        return
    coded, expected = compressed.coded, f"with {compressed.codings[0]} the entries that come without"
    if coded.trouble:
        yield compressed.breach(expected, coded.trouble)
        return
    for entry in difference(compressed.plain.entries, coded.entries):
        if entry.mark not in compressed.superseded:
            yield compressed.breach(expected, f"no {entry}")
    for entry in difference(coded.entries, compressed.plain.entries):
        yield compressed.breach(expected, f"only then {entry}")


def date_of(exchange: Exchange) -> int | None:
    """The instant in the `Date` header."""
    return read_http(exchange.header("Date"))
