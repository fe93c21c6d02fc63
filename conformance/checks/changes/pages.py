"""Checks of *Changes*, section *Pages*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.windows import CLEAR, STEADY
from conformance.checks.refusal import refused_with
from conformance.evidence import Case, Corner, Replay, Resize, Walk, difference
from conformance.model.finding import Findings


@check("changes.page-keeps-limit", over="read", unseen="no page could be read")
def a_page_is_no_longer_than_asked(walk: Walk) -> Findings:
    """A consumer plans its memory and its transactions by the limit."""
    most = min(walk.limit, walk.terms.description.page_size)
    for page in walk.read:
        found = len(page.entries) + len(page.malformed)
        if found > most:
            yield walk.breach(f"at most {most} entries on a page", f"{found} entries", page.exchange)


@check(
    "changes.walk-ignores-page-size",
    over="comparable",
    given=("changes.window-excludes-end", *STEADY),
    unseen="the feed holds nothing to read with two page sizes",
)
def two_page_sizes_give_the_same_entries(resize: Resize) -> Findings:
    """Where a page ends inside a crowd at one instant, the next one goes on inside it."""
    if not resize.comparable:
        return
    sizes = f"with {resize.large.limit} and with {resize.small.limit} a page"
    for entry in difference(resize.large.entries, resize.small.entries):
        if entry.mark not in resize.superseded:
            yield resize.breach(f"the same entries {sizes}", f"with {resize.small.limit} a page there is no {entry}")
    for entry in difference(resize.small.entries, resize.large.entries):
        yield resize.breach(
            f"the same entries {sizes}", f"only with {resize.small.limit} a page, or more often: {entry}"
        )


@check(
    "changes.walk-ends",
    over="read",
    given=(
        "changes.cursor-is-reusable",
        "changes.window-includes-start",
        "changes.window-excludes-end",
        "changes.future-end-is-answered",
        "errors.answer-is-described",
    ),
    unseen="no page could be read",
)
def a_closed_window_is_read_to_its_end(walk: Walk) -> Findings:
    """A consumer that never reads `complete` runs all night, or gives up and loses the rest."""
    if walk.endless:
        last = walk.pages[-2:]
        yield walk.breach("a page with `complete`, and progress until then", walk.endless, *(p.exchange for p in last))


@check("changes.walk-ends", over="past_ends", unseen="the feed holds no entry")
def nothing_comes_after_the_end_of_a_closed_window(corner: Corner) -> Findings:
    """Who asks once more is told that there is nothing, and not what it has read already."""
    for page in corner.past_ends:
        if page.trouble or corner.found or not page.complete:
            actual = page.trouble or f"{corner.found} entries, `complete` {page.members.get('complete')!r}"[:100]
            yield corner.breach(f"an empty page that is complete, for {corner.says}", actual)


@check("changes.cursor-is-reusable", over="again", given=STEADY, unseen="no window has a second page")
def a_cursor_gives_the_same_page_again(replay: Replay) -> Findings:
    """Answers get lost on the way; who cannot ask again has to start from the beginning."""
    for page, limit in zip(replay.again, replay.limits, strict=True):
        if page.trouble:
            yield replay.breach("the entries that the cursor gave before", page.trouble, page.exchange)
            continue
        expected = tuple(entry for entry in replay.first.entries if entry.mark not in replay.superseded)[:limit]
        got = page.entries[: len(expected)]
        for entry in difference(expected, got):
            yield replay.breach(f"first the same entries as before, {limit} asked for", f"no {entry}")


@check("changes.unknown-cursor-is-refused", over="unknown_cursors", given=CLEAR)
def a_cursor_that_was_never_given_out_is_refused(case: Case) -> Findings:
    """A cursor that is cut off on the way is neither the start of the feed nor its end."""
    yield from refused_with("invalid-cursor", case)


@check("changes.cursor-stands-alone", over="accompanied_cursors", given=CLEAR, unseen="no page gave a cursor")
def a_cursor_beside_a_window_is_refused(case: Case) -> Findings:
    """One of two windows would be ignored, and nobody knows which."""
    yield from refused_with("cursor-mismatch", case)


@check("changes.bad-limit-is-refused", over="bad_limits", given=CLEAR)
def a_limit_that_counts_nothing_is_refused(case: Case) -> Findings:
    """A limit that is silently replaced hides a fault in the program that asks."""
    yield from refused_with("invalid-limit", case)


@check("changes.large-limit-is-clamped", over="large_limits", given=("changes.page-keeps-limit", *CLEAR))
def a_limit_beyond_the_page_size_is_lowered(corner: Corner) -> Findings:
    """A consumer reads from forty publishers with one limit."""
    most = corner.terms.description.page_size
    for page in corner.large_limits:
        if page.trouble or corner.found > most:
            yield corner.breach(f"200 with at most {most} entries", page.trouble or f"{corner.found} entries")
