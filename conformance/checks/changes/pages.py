"""Checks of *Changes*, section *Pages*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.checks.changes.causes import STEADY
from conformance.checks.refusal import CLEAR, refused_with
from conformance.evidence import Alteration, Case, Corner, Replay, Resize, Transcript, Vigil, Walk, beyond, difference
from conformance.model.finding import Findings
from conformance.model.instant import write
from conformance.standard.standard import PROBLEM

UNRESERVED = re.compile(r"[A-Za-z0-9._~-]+")


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
    given=("changes.window-excludes-end", "changes.cursor-keeps-its-window", *STEADY),
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
    for entry in beyond(resize.small.entries, resize.large.entries, resize.superseded):
        found = f"only with {resize.small.limit} a page, or more often: {entry}"
        yield resize.breach(f"the same entries {sizes}", found)


@check(
    "changes.walk-ends",
    over="read",
    given=(
        "changes.cursor-is-reusable",
        "changes.window-includes-start",
        "changes.window-excludes-end",
        "changes.cursor-keeps-its-window",
        "changes.future-end-is-answered",
        "discovery.earliest-is-served",
        "errors.answer-is-described",
    ),
    unseen="no page could be read",
)
def a_closed_window_is_read_to_its_end(walk: Walk) -> Findings:
    """A consumer that never reads `complete` runs all night, or gives up and loses the rest."""
    if walk.endless:
        last = walk.pages[-2:]
        yield walk.breach("a page with `complete`, and progress until then", walk.endless, *(p.exchange for p in last))


@check(
    "changes.walk-ends",
    over="past_ends",
    given=("changes.cursor-keeps-its-window",),
    unseen="the feed holds no entry",
)
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


@check(
    "changes.cursor-fits-an-address",
    over="cursors",
    given=("errors.answer-is-described",),
    unseen="no page gave a cursor",
)
def a_cursor_needs_no_encoding(transcript: Transcript) -> Findings:
    """What has to be encoded is encoded twice by one client and not at all by the next."""
    most = int(transcript.terms.levels["cursorCharactersMost"])
    for page in transcript.cursors:
        cursor = page.cursor or ""
        if len(cursor) > most or not UNRESERVED.fullmatch(cursor):
            actual = f"{len(cursor):,} characters: {cursor!r}"[:120]
            yield transcript.breach(f"a `cursor` of 1 to {most:,} unreserved characters", actual, page.exchange)
            return


@check(
    "changes.cursor-keeps-its-window",
    over="followed",
    given=("changes.window-excludes-end",),
    unseen="no window has a second page",
)
def a_page_by_cursor_ends_where_the_window_ends(walk: Walk) -> Findings:
    """The consumer keeps `to` as its next start; what came too early comes again."""
    for page in walk.followed:
        for entry in page.entries:
            if entry.changed_at >= walk.window.end:
                expected = f"no change at or after {write(walk.window.end)}, where the window of the cursor ends"
                yield walk.breach(expected, str(entry), walk.pages[0].exchange, page.exchange)


@check(
    "changes.altered-cursor-is-refused",
    given=("changes.unknown-cursor-is-refused", *CLEAR),
    unseen="no page gave a cursor",
)
def a_changed_character_is_noticed(alteration: Alteration) -> Findings:
    """It leads to another place, and every answer looks right."""
    if alteration.leads_elsewhere:
        found = len(alteration.answer.entries)
        yield alteration.breach(
            f"400 with {PROBLEM}invalid-cursor, for {alteration.altered[:60]} in place of {alteration.cursor[:60]}",
            f"200 with another page, of {found} entries",
        )


@check(
    "changes.waiting-cursor-misses-nothing",
    over="since",
    given=("changes.nothing-arrives-late", "changes.order-is-publication-order"),
    unseen="nothing was published while this run looked",
)
def a_cursor_that_waits_is_given_all(vigil: Vigil) -> Findings:
    """What a waiting cursor passes over is in every window and in no copy."""
    for entry in vigil.missed:
        asked_for = f"every entry of {vigil.window.window} to the cursor that waited"
        yield vigil.breach(asked_for, f"only the window has {entry}", entry.exchange)
