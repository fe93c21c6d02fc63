"""Checks of *Changes*, section *Windows*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.causes import STEADY
from conformance.checks.refusal import CLEAR, refused_with
from conformance.evidence import Case, Corner, Cut, Spelling, Walk, beyond, difference
from conformance.model.finding import Findings
from conformance.model.instant import write


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
    # Of the pages after the first, the cursor answers.
    for entry in walk.pages[0].entries:
        if walk.bounded and entry.changed_at >= walk.window.end:
            yield walk.breach(f"no change at or after {write(walk.window.end)}", str(entry), entry.exchange)


@check(
    "changes.windows-join",
    over="comparable",
    given=(
        "changes.window-includes-start",
        "changes.window-excludes-end",
        "changes.empty-window-is-empty",
        "changes.cursor-keeps-its-window",
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


@check("changes.window-needs-a-start", over="missing_starts", given=CLEAR)
def a_request_that_begins_nowhere_is_refused(case: Case) -> Findings:
    """Whoever forgets where it stands is told so, and neither sent everything nor nothing."""
    yield from refused_with("missing-from", case)


@check(
    "changes.empty-window-is-empty",
    over="empty_windows",
    given=("changes.window-includes-start", "changes.window-excludes-end", *CLEAR),
    unseen="no change is known whose instant a window could start and end at",
)
def a_window_without_length_has_no_entries(corner: Corner) -> Findings:
    """A consumer that is up to date asks from where it stands to where it stands."""
    for page in corner.empty_windows:
        if page.trouble or corner.found:
            yield corner.breach(f"200 with no entries, for {corner.says}", page.trouble or f"{corner.found} entries")


@check("changes.future-end-is-answered", over="future_ends", given=(*STEADY, *CLEAR), unseen="the feed holds no entry")
def a_window_that_is_not_over_is_answered(corner: Corner) -> Findings:
    """Many programs write "until the end of time" for "no end"."""
    for page in corner.future_ends:
        if page.trouble:
            yield corner.breach(f"200 with what there is already, for {corner.says}", page.trouble)
        for entry in corner.lost[:1]:
            yield corner.breach(f"what there is already, for {corner.says}", f"an empty page, without {entry}")


@check("changes.future-start-is-empty", over="future_starts", given=CLEAR)
def a_window_that_has_not_begun_is_empty(corner: Corner) -> Findings:
    """Two clocks are never quite together; who asks a little too early asks again."""
    for page in corner.future_starts:
        if page.trouble or corner.found:
            yield corner.breach(f"200 with no entries, for {corner.says}", page.trouble or f"{corner.found} entries")


@check(
    "changes.offsets-mean-the-same",
    over="equal",
    given=("changes.future-start-is-empty", "changes.future-end-is-answered", *STEADY, *CLEAR),
    unseen="no change is known whose instant a window could start at",
)
def two_spellings_of_one_window_give_the_same(spelling: Spelling) -> Findings:
    """Every language writes instants in a way of its own."""
    for other in spelling.equal:
        yield from _alike(spelling, other)


@check(
    "changes.bounds-are-exact",
    over="finer",
    given=("changes.offsets-mean-the-same", *STEADY, *CLEAR),
    unseen="no change is known whose instant a window could start at",
)
def digits_beyond_milliseconds_count(spelling: Spelling) -> Findings:
    """Cut or rounded, a bound falls on a change that the consumer has, or past one that it has not."""
    for other in spelling.finer:
        yield from _alike(spelling, other)


def _alike(spelling: Spelling, other: Walk) -> Findings:
    expected = f"the changes of {spelling.plain.window}, for {spelling.says}"
    refused = next((page for page in (spelling.plain.pages[0], other.pages[0]) if page.trouble), None)
    if refused:
        yield spelling.breach(expected, refused.trouble, refused.exchange)
    if not (spelling.plain.is_whole and other.is_whole):
        return
    for entry in difference(spelling.plain.entries, other.entries):
        if entry.mark not in spelling.superseded:
            yield spelling.breach(expected, f"no {entry}")
    for entry in difference(other.entries, spelling.plain.entries):
        yield spelling.breach(expected, f"also, or once more, {entry}")
