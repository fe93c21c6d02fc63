"""Checks of *Changes*, section *Pages*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.windows import CLEAR, STEADY
from conformance.checks.refusal import refused_with
from conformance.evidence import Case, Replay, Resize, Walk, difference
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
        "errors.answer-is-described",
    ),
    unseen="no page could be read",
)
def a_closed_window_is_read_to_its_end(walk: Walk) -> Findings:
    """A consumer that never reads `complete` runs all night, or gives up and loses the rest."""
    if walk.endless:
        last = walk.pages[-2:]
        yield walk.breach("a page with `complete`, and progress until then", walk.endless, *(p.exchange for p in last))


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
