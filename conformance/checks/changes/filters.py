"""Checks of *Changes*, section *Filters*."""

from __future__ import annotations

from conformance.check import check
from conformance.checks.changes.causes import WHOLE_FEED
from conformance.checks.refusal import CLEAR, refused_with
from conformance.evidence import FilterCase, Selection
from conformance.model.finding import Findings
from conformance.model.instant import write
from conformance.model.page import Entry, Page

# What is wrong with the feed as such is wrong with it through a filter too.
FEED = (
    "changes.window-includes-start",
    "changes.window-excludes-end",
    "changes.cursor-is-reusable",
    *WHOLE_FEED,
)
ONE = ("changes.filter-keeps-out-the-rest", *FEED)
ALL_OF_IT = ("changes.filter-drops-nothing", *ONE)
NOTHING = "the feed holds nothing to narrow it by"


def _refusal(selection: Selection) -> str:
    """Why there is no filtered page, if the endpoint refuses a filter that it has to take."""
    return selection.walk.pages[0].trouble


@check("changes.filter-keeps-out-the-rest", over="single", given=FEED, unseen=NOTHING)
def only_what_answers_to_the_filter_comes_through(selection: Selection) -> Findings:
    """Who asks for one council has no place for the records of another."""
    for entry in selection.single:
        if selection.filter.leaves_out(entry):
            yield selection.breach(f"only entries of {selection.filter}", _with_authority(entry), entry.exchange)


def _with_authority(entry: Entry) -> str:
    authority = (entry.data or {}).get("planningAuthority")
    return f"{entry}" + (f", of {authority!r}"[:120] if authority else "")


@check("changes.filter-drops-nothing", over="wanted", given=ONE, unseen=NOTHING)
def all_that_answers_to_the_filter_comes_through(selection: Selection) -> Findings:
    """What a filter drops in silence is missing for ever: nobody reads the whole feed beside it."""
    if selection.filter.is_double:
        return
    if _refusal(selection):
        yield selection.breach(f"a page, for {selection.filter}", _refusal(selection), selection.first[0].exchange)
        return
    yield from _lost(selection)
    places = {mark[1:]: mark[0] for mark in selection.known}
    for entry in selection.walk.entries:
        whole, seq = selection.known.get(entry.mark), places.get(entry.mark[1:])
        if seq is not None and whole is None:
            yield selection.breach(f"`seq` {seq}, as without the filter", str(entry), entry.exchange)
        if whole and not (entry.is_tombstone or whole.is_tombstone) and whole.body != entry.body:
            yield selection.breach("the entry as it is without the filter", f"{entry} otherwise", entry.exchange)


def _lost(selection: Selection) -> Findings:
    told = {entry.mark for entry in selection.walk.entries}
    for entry in selection.wanted:
        if entry.mark not in told:
            found = _refusal(selection) or "no such entry"
            yield selection.breach(f"{entry}, for {selection.filter}", found, *selection.walk.exchanges)


@check("changes.filters-narrow-together", over="double", given=ALL_OF_IT, unseen=NOTHING)
def two_filters_let_through_what_answers_to_both(selection: Selection) -> Findings:
    """Who asks for the decisions of one council asks for neither all decisions nor all of the council."""
    if selection.filter.is_double:
        yield from _lost(selection)
    for entry in selection.double:
        if selection.filter.leaves_out(entry):
            yield selection.breach(f"only entries of {selection.filter}", _with_authority(entry), entry.exchange)


@check(
    "changes.cursor-keeps-its-filter",
    over="later",
    given=("changes.filters-narrow-together", *ALL_OF_IT),
    unseen="no filtered feed has a second page",
)
def the_pages_that_follow_are_filtered_too(selection: Selection) -> Findings:
    """A second page of everything is taken for what was asked for."""
    for page in selection.later:
        if page.exchange.status == 400:
            yield selection.breach(f"the next page of {selection.filter}", page.trouble, page.exchange)
        for entry in page.entries:
            if selection.filter.leaves_out(entry):
                expected = f"only entries of {selection.filter}, by its cursor"
                yield selection.breach(expected, _with_authority(entry), entry.exchange)


@check(
    "changes.leaving-a-filter-is-a-tombstone",
    over="left",
    given=ALL_OF_IT,
    unseen="no record that was read has changed hands",
)
def what_leaves_a_filter_is_a_tombstone_to_its_readers(selection: Selection) -> Findings:
    """What silently goes to another council stays in the copies of the first one."""
    for entry in selection.left:
        stones = [stone for stone in selection.walk.tombstones if stone.key == entry.key]
        exact = [stone for stone in stones if stone.mark == entry.mark]
        # One of before may be of an entry that is superseded by now, and had a reason of its own.
        told_before = any(stone.seq < entry.seq for stone in stones)
        expected = f"a tombstone `out-of-scope` for {entry}, in {selection.filter}"
        if not exact and not told_before:
            wrong = ", ".join(str(stone) for stone in stones)
            yield selection.breach(expected, f"a tombstone with {wrong}" if wrong else "nothing")
        for stone in exact:
            if stone.body.get("reason") != "out-of-scope":
                reason = f"the reason {stone.body.get('reason')!r}"[:120]
                yield selection.breach(expected, reason, entry.exchange, stone.exchange)


@check(
    "changes.filter-keeps-the-watermark",
    over="framed",
    given=(
        "changes.watermark-never-goes-back",
        "changes.watermark-bounds-entries",
        "changes.covers-only-when-complete",
        "changes.instants-are-utc-milliseconds",
        *ALL_OF_IT,
    ),
    unseen=NOTHING,
)
def a_filtered_page_has_the_watermark_of_the_feed(selection: Selection) -> Findings:
    """A feed that tells no news of one council looks dead, or late, if it tells the time of its last news."""
    told = [page.watermark for page in selection.framed if page.watermark is not None]
    if len(told) < len(selection.framed) or not told:
        return
    for page in selection.walk.read:
        if page.watermark is not None and not told[0] <= page.watermark <= told[-1]:
            expected = f"a watermark from {write(told[0])} to {write(told[-1])}, as told before and after"
            yield selection.breach(expected, f"{page.members.get('watermark')}", page.exchange)
        elif page.watermark is not None and page.instant("coveredTo") != _covered(page):
            expected = "`coveredTo` as far as the watermark" if page.complete else "`coveredTo` null until complete"
            yield selection.breach(expected, f"{page.members.get('coveredTo')}"[:80], page.exchange)


def _covered(page: Page) -> int | None:
    return page.watermark if page.complete else None


@check("changes.unknown-filter-is-refused", over="unknown_filters", given=CLEAR)
def a_filter_for_what_is_not_served_is_refused(case: FilterCase) -> Findings:
    """An empty page for a word that is spelt wrong tells that nothing changed."""
    yield from refused_with("invalid-filter", case)


@check(
    "changes.filter-stands-apart-from-a-cursor", over="beside_cursors", given=(*CLEAR, "changes.cursor-stands-alone")
)
def a_filter_beside_a_cursor_is_refused(case: FilterCase) -> Findings:
    """A cursor has one filter, and two that differ have no answer."""
    yield from refused_with("cursor-mismatch", case)
