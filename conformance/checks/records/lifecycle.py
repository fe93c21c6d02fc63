"""Checks of *Records*, section *Lifecycle*: what an application may be, and what it may become."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.causes import FEED, WHOLE_FEED
from conformance.evidence import Copy, Register, Terms
from conformance.model.finding import Findings
from conformance.model.instant import is_day
from conformance.model.page import Entry
from conformance.standard.lifecycle import Pair

TOLD = ("records.matches-its-schema", "records.stage-fits-status")
# What is compared over versions stands on their order, and on what was said of them.
COURSE = (*WHOLE_FEED, *TOLD)
# What is compared over records stands on a feed that was read whole, and on references that lead somewhere.
TOGETHER = (
    "publication.view-is-allow-listed",
    "records.reference-resolves",
    "records.matches-its-schema",
    "publication.unpublishing-takes-all-along",
    *FEED,
)
NO_APPLICATION = "the feed holds no application"
ONE_VERSION = "no application was met in two versions: the feed keeps the latest only, and stood still during the run"
# Whom only a court can send back.
CLAIM = "highCourtAppeal"


def state_of(terms: Terms, entry: Entry) -> Pair | None:
    """The stage and the status of an application, if both are in their lists."""
    stage, status = (entry.data or {}).get("stage"), (entry.data or {}).get("status")
    known = stage in terms.codelists["process-stage"].codes and status in terms.codelists["application-status"].codes
    return (str(stage), str(status)) if known else None


def is_corrected(earlier: Entry, later: Entry) -> bool:
    """Whether the later version tells of a correction of which the earlier one did not."""
    before, after = ((entry.data or {}).get("corrections") for entry in (earlier, later))
    known = before if isinstance(before, list) else []
    return isinstance(after, list) and len(after) > len(known)


def _says(state: Pair) -> str:
    return f"`{state[1]}` in the stage `{state[0]}`"


@check("records.stage-fits-status", over="applications", unseen=NO_APPLICATION)
def a_stage_and_a_status_go_together(register: Register) -> Findings:
    """Two fields that contradict each other leave it to the reader which to believe."""
    lawful = frozenset(register.terms.lifecycle.states.values())
    for entry in register.applications:
        state = state_of(register.terms, entry)
        if state and state not in lawful:
            fits = ", ".join(sorted(status for stage, status in lawful if stage == state[0]))
            expected = f"with the stage `{state[0]}` one of {fits}"
            yield register.breach(expected, f"{entry}: {_says(state)}", entry.exchange)


@check("records.ended-stays-ended", over="moves", given=COURSE, unseen=ONE_VERSION)
def what_has_ended_does_not_go_on(register: Register) -> Findings:
    """A neighbour who was told that the case is over has stopped looking."""
    for earlier, later in register.moves:
        before, after = state_of(register.terms, earlier), state_of(register.terms, later)
        goes_on = before in register.terms.lifecycle.ends and before and after and after[1] != before[1]
        if before and after and goes_on and not is_corrected(earlier, later):
            yield register.breach(
                f"{_says(before)} for ever, as {earlier} said, or a correction",
                f"{later}: {_says(after)}",
                earlier.exchange,
                later.exchange,
            )


@check("records.decided-stays-decided", over="moves", given=COURSE, unseen=ONE_VERSION)
def what_is_decided_is_undone_by_a_court_alone(register: Register) -> Findings:
    """A permission that silently is none any more was relied on by somebody."""
    if "decision" not in register.kinds or "quashed" not in register.terms.shown("decision"):
        return
    for earlier, later in register.moves:
        before, after = state_of(register.terms, earlier), state_of(register.terms, later)
        if not before or not after or (before[1], after[1]) != ("determined", "undetermined"):
            continue
        if before[0] != CLAIM and not is_corrected(earlier, later) and later.id not in register.quashed:
            yield register.breach(
                f"a decision on it that is `quashed`, or a correction, since {earlier} was determined",
                f"{later}: {_says(after)}",
                earlier.exchange,
                later.exchange,
            )


@check(
    "records.move-is-lawful",
    over="moves",
    given=("records.ended-stays-ended", "records.decided-stays-decided", *COURSE),
    unseen=ONE_VERSION,
)
def each_version_can_be_reached_from_the_one_before(register: Register) -> Findings:
    """A case goes ways that the law knows, however many steps of one lie between two readings."""
    reaches = register.terms.lifecycle.reaches
    for earlier, later in register.moves:
        before, after = state_of(register.terms, earlier), state_of(register.terms, later)
        # What is no lawful state has no way out of it either, and is told of by itself.
        if before not in reaches or after not in reaches or before is None or after is None:
            continue
        if after not in reaches[before] and not is_corrected(earlier, later):
            yield register.breach(
                f"a state that can be reached from {_says(before)}, as {earlier} was, or a correction",
                f"{later}: {_says(after)}",
                earlier.exchange,
                later.exchange,
            )


@check(
    "records.determined-has-a-decision",
    over="decided",
    given=TOGETHER,
    unseen="the feed holds no application that is determined, or no decisions are published here",
)
def what_is_determined_was_decided(copy: Copy) -> Findings:
    """Who reads that a case was decided wants to know how."""
    decided = {(entry.data or {}).get("application") for entry in copy.of_kind("decision")}
    for entry in copy.decided:
        if entry.id not in decided:
            yield copy.breach(f"a live decision on {entry}", "none", entry.exchange, copy.exchange)


@check(
    "records.withdrawn-has-no-decision",
    over="closed",
    given=TOGETHER,
    unseen="the feed holds no application that was withdrawn or returned",
)
def what_was_withdrawn_is_not_decided(copy: Copy) -> Findings:
    """A case has one end."""
    if "quashed" not in copy.terms.shown("decision"):
        return
    closed = {entry.id: entry for entry in copy.closed}
    for decision in copy.of_kind("decision"):
        data = decision.data or {}
        entry = closed.get(str(data.get("application")))
        if entry and data.get("quashed") is not True:
            actual = f"{decision}, on {entry}, which is {(entry.data or {}).get('status')}"
            yield copy.breach("no decision on what was withdrawn or returned", actual, decision.exchange)


@check(
    "records.withdrawal-has-its-day",
    over="withdrawn",
    given=("records.matches-its-schema",),
    unseen="the feed holds no application that was withdrawn",
)
def a_withdrawal_has_a_day(register: Register) -> Findings:
    """The returns count withdrawals by quarter."""
    for entry in register.withdrawn:
        if "withdrawnDate" not in (entry.data or {}):
            yield register.breach("a `withdrawnDate`", f"{entry} is withdrawn and has none", entry.exchange)


@check("records.withdrawn-date-needs-a-withdrawal", over="applications", given=TOLD, unseen=NO_APPLICATION)
def only_what_is_withdrawn_has_the_day_of_it(register: Register) -> Findings:
    """MHCLG knows a withdrawal by its date alone."""
    stand_ins = register.terms.codelists["date-stand-in"].codes
    for entry in register.applications:
        state, day = state_of(register.terms, entry), (entry.data or {}).get("withdrawnDate")
        if state and state[1] != "withdrawn" and is_day(day) and day not in stand_ins:
            expected, actual = "no `withdrawnDate` unless the status is withdrawn", f"{entry}: {day}, {_says(state)}"
            yield register.breach(expected, actual, entry.exchange)
