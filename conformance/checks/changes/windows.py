"""Checks of *Changes*, section *Windows*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.refusal import refused_with
from conformance.evidence import Case, Cut, Walk, beyond, difference
from conformance.model.finding import Findings
from conformance.model.instant import write

# A feed that does not hold still or has no order fails every comparison of two readings.
STEADY = (
    "changes.order-is-publication-order",
    "changes.removal-is-a-tombstone",
    "changes.reread-loses-only-superseded",
    "changes.nothing-arrives-late",
)
CLEAR = ("errors.answer-is-described", "errors.refusal-has-registered-type")


@check(
    "changes.window-includes-start",
    over="at_start",
    given=("changes.walk-ignores-page-size", *STEADY),
    unseen="no change is known whose instant a window could start at",
)
def a_change_at_the_start_is_there(walk: Walk) -> Findings:
    """Windows that touch share an instant; a change at that instant belongs to the later one."""
    for entry in walk.lost:
        if entry.changed_at == walk.window.start:
            yield walk.breach(f"the change at {entry.stamp}, where the window starts", f"no {entry}")
    for entry in walk.entries:
        if entry.changed_at < walk.window.start:
            yield walk.breach(f"no change before {write(walk.window.start)}", str(entry))


@check("changes.window-excludes-end", over="at_end", unseen="no change is known whose instant a window could end at")
def a_change_at_the_end_is_left_out(walk: Walk) -> Findings:
    """Windows that touch share an instant; a change at that instant belongs to the later one."""
    for entry in walk.entries:
        if walk.bounded and entry.changed_at >= walk.window.end:
            yield walk.breach(f"no change at or after {write(walk.window.end)}", str(entry), entry.exchange)


@check(
    "changes.windows-join",
    over="comparable",
    given=(
        "changes.window-includes-start",
        "changes.window-excludes-end",
        "changes.walk-ignores-page-size",
        "changes.walk-ends",
        *STEADY,
    ),
    unseen="the feed holds nothing to cut a window at",
)
def two_touching_windows_hold_what_one_holds(cut: Cut) -> Findings:
    """Wherever a window is cut, nothing is lost and nothing comes twice."""
    if not cut.comparable:
        return
    parts = cut.early.entries + cut.late.entries
    at = write(cut.late.window.start)
    for entry in difference(cut.whole.entries, parts):
        if entry.mark not in cut.superseded:
            yield cut.breach(f"the change in the whole also in the parts, cut at {at}", f"only the whole has {entry}")
    for entry in beyond(parts, cut.whole.entries, cut.superseded):
        yield cut.breach(f"the changes of the parts, cut at {at}, also in the whole", f"only a part has {entry}")


@check("changes.bad-instant-is-refused", over="bad_instants", given=CLEAR)
def an_instant_that_names_no_moment_is_refused(case: Case) -> Findings:
    """A guess that goes wrong loses changes in silence."""
    yield from refused_with("invalid-timestamp", case)


@check("changes.reversed-window-is-refused", over="reversed_windows", given=CLEAR)
def a_window_that_ends_before_it_starts_is_refused(case: Case) -> Findings:
    """An empty page would tell that nothing changed."""
    yield from refused_with("reversed-window", case)


@check("changes.unknown-parameter-is-refused", over="unknown_parameters", given=CLEAR)
def a_parameter_that_nobody_knows_is_refused(case: Case) -> Findings:
    """A filter that is spelt wrong and ignored gives everything to one who asked for little."""
    yield from refused_with("unknown-parameter", case)
