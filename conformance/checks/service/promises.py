"""Checks of promises: against the bounds of the standard, and against each other."""

from __future__ import annotations

from itertools import pairwise

from conformance.check import check
from conformance.evidence import Introduction, Pledge
from conformance.model.description import Description
from conformance.model.finding import Findings
from conformance.model.instant import read, read_http
from conformance.model.strict import Json

DESCRIBED = ("discovery.describes-itself",)
PROMISED = ("service.promise-can-be-read", *DESCRIBED)
NO_PROMISE = "no full promise could be read"
MINUTE = 60
# What two clocks and whole seconds make.
SLACK = 5000
CLOSE = 1e-9


@check("service.replication-is-at-most-nightly", given=DESCRIBED)
def nobody_promises_to_be_later_than_nightly(introduction: Introduction) -> Findings:
    """A register that is a week behind lets the time for comments pass."""
    most = introduction.terms.levels["replicationSecondsNightly"]
    promised = introduction.terms.description.number("serviceLevels", "replicationSeconds")
    if promised is not None and promised > most:
        yield introduction.breach(f"at most {most:,.0f} seconds", f"a promise of {promised:,.0f} seconds")


@check("service.quota-is-worth-having", given=DESCRIBED)
def a_quota_lets_a_consumer_through(introduction: Introduction) -> Findings:
    """With one request in ten minutes nobody reads everything."""
    least, quota = introduction.terms.levels["quotaPerMinuteLeast"], introduction.terms.description.quota
    if quota and _a_minute(quota) < least - CLOSE:
        actual = f"{quota[0]:,.0f} requests in {quota[1]:,.0f} seconds"
        yield introduction.breach(f"at least {least:g} requests a minute", actual)


@check("service.promised-time-is-bounded", given=DESCRIBED)
def a_promised_time_means_something(introduction: Introduction) -> Findings:
    """A promise about every second answer is none."""
    levels, description = introduction.terms.levels, introduction.terms.description
    least, most = levels["responsePercentileLeast"], levels["responseMillisecondsMost"]
    percentile = description.number("serviceLevels", "responseTime", "percentile")
    milliseconds = description.number("serviceLevels", "responseTime", "milliseconds")
    if percentile is not None and milliseconds is not None and (percentile < least or milliseconds > most):
        actual = f"{percentile:g} per cent within {milliseconds:,.0f} ms"
        yield introduction.breach(f"at least {least:g} per cent within at most {most:,.0f} ms", actual)


def _a_minute(quota: tuple[float, float]) -> float:
    return quota[0] / quota[1] * MINUTE


@check("service.promise-can-be-read", given=DESCRIBED)
def the_full_promise_can_be_read(pledge: Pledge) -> Findings:
    """A monitor has to read it to measure by it."""
    exchange = pledge.exchange
    if not pledge.told:
        actual = f"status {exchange.status}" if exchange.status != 200 else "no JSON object"
        yield pledge.breach("200 with a promise as the schema `full-promise` has it", actual)
    elif exchange.media_type != "application/json":
        yield pledge.breach("the media type application/json", exchange.media_type or "no media type")
    for flaw in pledge.terms.schema("full-promise").flaws(pledge.told) if pledge.told else ():
        yield pledge.breach("a promise as the schema `full-promise` has it", str(flaw))


@check(
    "service.promises-agree",
    over="served",
    given=("service.quota-is-served", *PROMISED),
    unseen=NO_PROMISE,
)
def the_full_promise_is_that_of_the_description(pledge: Pledge) -> Findings:
    """Buyers read the one, lawyers the other."""
    description = pledge.terms.description
    for path in (("replicationSeconds",), ("responseTime", "percentile"), ("responseTime", "milliseconds")):
        short, full = description.number("serviceLevels", *path), pledge.number(*path)
        if short is not None and full is not None and short != full:
            name = ".".join(path)
            yield pledge.breach(f"`{name}` {short:g}, as the description has it", f"{full:g}")
    everybody, caller = description.quota, quota_of(pledge)
    if everybody and caller and _a_minute(caller) < _a_minute(everybody) - CLOSE:
        expected = f"a quota of no less than {everybody[0]:g} requests in {everybody[1]:g} seconds"
        yield pledge.breach(expected, f"{caller[0]:g} in {caller[1]:g}")


def quota_of(pledge: Pledge) -> tuple[float, float] | None:
    """The quota in a full promise."""
    return Description({"serviceLevels": pledge.told}).quota


@check(
    "service.tier-is-kept",
    over="served",
    given=("service.replication-is-at-most-nightly", "service.promises-agree", *PROMISED),
    unseen=NO_PROMISE,
)
def a_tier_bounds_the_replication(pledge: Pledge) -> Findings:
    """Behind the word stands a number, and it is the same for all."""
    rows = pledge.terms.codelists["service-tier"].rows
    level = next((row["level"] for row in rows if row["reference"] == pledge.told.get("tier")), None)
    promised = pledge.number("replicationSeconds")
    if level and promised is not None and promised > pledge.terms.levels[level]:
        expected = f"at most {pledge.terms.levels[level]:,.0f} seconds, as {pledge.told['tier']} means"
        yield pledge.breach(expected, f"{promised:,.0f} seconds")


@check("service.percentiles-are-in-order", over="served", given=PROMISED, unseen=NO_PROMISE)
def a_larger_share_takes_no_less_time(pledge: Pledge) -> Findings:
    """The slowest of a hundred is never faster than the middle one."""
    operations = pledge.told.get("responseTimes")
    for operation in operations if isinstance(operations, list) else ():
        steps = sorted(_steps(operation))
        for (share, milliseconds), (more, fewer) in pairwise(steps):
            if more > share and fewer < milliseconds:
                actual = f"{share:g} per cent within {milliseconds:g} ms, and {more:g} per cent within {fewer:g} ms"
                yield pledge.breach("larger shares in no fewer milliseconds", actual)
                return


def _steps(operation: Json) -> list[tuple[float, float]]:
    listed = operation.get("percentiles") if isinstance(operation, dict) else None
    steps = [Description(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    pairs = ((step.number("percentile"), step.number("milliseconds")) for step in steps)
    return [(share, milliseconds) for share, milliseconds in pairs if share is not None and milliseconds is not None]


@check(
    "service.load-is-within-the-quota",
    over="served",
    given=("service.quota-is-worth-having", "service.promises-agree", *PROMISED),
    unseen=NO_PROMISE,
)
def the_load_can_be_reached(pledge: Pledge) -> Findings:
    """Above the quota nobody can ever measure."""
    quota, load = quota_of(pledge), pledge.number("load", "requestsPerSecond")
    if quota and load is not None and load * MINUTE > _a_minute(quota) + CLOSE:
        actual = f"a load of {load:g} a second"
        yield pledge.breach(f"at most the {quota[0]:g} requests in {quota[1]:g} seconds of its quota", actual)


@check(
    "service.promise-is-in-force",
    over="served",
    given=("service.date-is-told", *PROMISED),
    unseen=NO_PROMISE,
)
def the_promise_is_that_of_today(pledge: Pledge) -> Findings:
    """What is measured today is measured by the promise of today."""
    now = read_http(pledge.exchange.header("Date"))
    start, end = (read(str(pledge.told.get(name))) for name in ("effectiveFrom", "effectiveUntil"))
    if now is not None and start is not None and start > now + SLACK:
        yield pledge.breach("a promise that has begun", f"one from {pledge.told['effectiveFrom']} on")
    if now is not None and end is not None and end < now - SLACK:
        yield pledge.breach("a promise that has not ended", f"one until {pledge.told['effectiveUntil']}")


@check("service.promise-is-not-stored", over="served", given=PROMISED, unseen=NO_PROMISE)
def nobody_may_keep_a_promise(pledge: Pledge) -> Findings:
    """A proxy that keeps it shows one customer what another has agreed."""
    told = ", ".join(value for name, value in pledge.exchange.headers if name.lower() == "cache-control")
    if "no-store" not in (word.strip().lower() for word in told.split(",")):
        yield pledge.breach("`Cache-Control: no-store`", told[:100] or "no such header")
