"""Checks of the section *Filters*, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.changes import filters
from conformance.evidence import Filter, FilterCase, Selection, Transcript, reach
from conformance.model.exchange import Exchange
from conformance.model.instant import write
from conformance.model.page import Page
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import (
    BASE,
    DAY,
    FACTS,
    NOON,
    entries,
    exchange,
    item,
    page,
    terms,
    told,
    tombstone,
    walk,
)

OURS, THEIRS = "local-authority:WMB", "local-authority:OMD"
HOME = Filter(authorities=(OURS,))
SITES = Filter(kinds=("site",))
BOTH = Filter(("site",), (OURS,))
ONE, TWO = item(1), item(2, kind="decision", data={**FACTS, "application": "record-0009"})
AWAY = item(3, data={**FACTS, "planningAuthority": THEIRS})
NO_MORE = tombstone(3, reason="out-of-scope")


def selection(chosen: Filter, *pages: Page, held: tuple[Any, ...] = (), **members: Any) -> Selection:  # noqa: ANN401
    known = entries(*held)
    whole: dict[str, Any] = {"known": {entry.mark: entry for entry in known}, "due": known, **members}
    return Selection(terms(), chosen, walk(*pages, bounded=False), **whole)


def test_a_filter_admits_kinds_and_authorities() -> None:
    one, two, away, stone = entries(ONE, TWO, AWAY, NO_MORE)
    assert [HOME.admits(entry) for entry in (one, two, away)] == [True, True, False]
    assert [SITES.admits(entry) for entry in (one, two, away)] == [True, False, True]
    assert [BOTH.leaves_out(entry) for entry in (one, two, away, stone)] == [False, True, True, False]
    assert not HOME.leaves_out(entries(item(1, data={}))[0])
    assert str(BOTH) == "kind site and authority local-authority:WMB"


def test_a_filtered_page_holds_nothing_else() -> None:
    judge = filters.only_what_answers_to_the_filter_comes_through
    assert told(judge, selection(HOME, page(ONE, TWO, NO_MORE))) == []
    assert len(told(judge, selection(HOME, page(ONE, AWAY)))) == 1
    assert len(told(judge, selection(SITES, page(ONE, TWO)))) == 1
    assert told(judge, selection(HOME, page(ONE), page(AWAY))) == []
    assert told(judge, selection(BOTH, page(AWAY))) == []


def test_a_filtered_feed_holds_all_that_answers() -> None:
    judge = filters.all_that_answers_to_the_filter_comes_through
    assert told(judge, selection(HOME, page(ONE, TWO), held=(ONE, TWO, AWAY))) == []
    assert told(judge, selection(HOME, page(ONE), held=(ONE, TWO, AWAY))) == ["no such entry"]
    assert told(judge, selection(SITES, page(ONE), held=(ONE, tombstone(4)))) == ["no such entry"]
    assert told(judge, selection(HOME, page(ONE), held=(ONE, tombstone(4)))) == []
    assert told(judge, selection(HOME, page(ONE), held=(ONE, tombstone(4)), whole=True)) == ["no such entry"]
    left = frozenset((("site", "record-0004"),))
    assert told(judge, selection(HOME, page(ONE), held=(ONE, tombstone(4)), members=left)) == ["no such entry"]
    assert len(told(judge, selection(HOME, page({**ONE, "data": {**FACTS, "name": "x"}}), held=(ONE,)))) == 1
    renumbered = {**ONE, "seq": 7}
    assert len(told(judge, selection(HOME, page(renumbered), held=(ONE,), due=()))) == 1
    refused = Page.read(exchange({}, status=400))
    assert told(judge, selection(HOME, refused, held=(ONE,))) == ["status 400"]


def test_two_filters_narrow_together() -> None:
    judge = filters.two_filters_let_through_what_answers_to_both
    assert told(judge, selection(BOTH, page(ONE), held=(ONE, TWO, AWAY))) == []
    assert len(told(judge, selection(BOTH, page(ONE, TWO, AWAY), held=(ONE, TWO, AWAY)))) == 2
    assert len(told(judge, selection(BOTH, page(), held=(ONE, TWO)))) == 1
    assert told(judge, selection(HOME, page(AWAY), held=(ONE,))) == []


def test_later_pages_are_filtered_too() -> None:
    judge = filters.the_pages_that_follow_are_filtered_too
    assert told(judge, selection(HOME, page(AWAY), page(ONE, NO_MORE))) == []
    assert len(told(judge, selection(HOME, page(ONE), page(TWO, AWAY)))) == 1
    assert told(judge, selection(HOME, page(ONE), Page.read(exchange({}, status=400)))) == ["status 400"]
    assert told(judge, selection(HOME, page(ONE), Page.read(exchange(b"", status=500)))) == []


def test_what_goes_to_another_council_is_a_tombstone_to_the_first() -> None:
    judge = filters.what_leaves_a_filter_is_a_tombstone_to_its_readers
    was = frozenset((("site", "record-0003"),))
    assert told(judge, selection(HOME, page(ONE, NO_MORE), held=(ONE, AWAY), members=was)) == []
    assert told(judge, selection(HOME, page(ONE), held=(ONE, AWAY), members=was)) == ["nothing"]
    assert told(judge, selection(HOME, page(ONE), held=(ONE, AWAY))) == []
    withdrawn = page(tombstone(3))
    assert told(judge, selection(HOME, withdrawn, held=(AWAY,))) == ["the reason 'withdrawn'"]
    newer = page({**NO_MORE, "version": 4})
    assert len(told(judge, selection(HOME, newer, held=(AWAY,)))) == 1
    earlier = page(tombstone(2, id="record-0003", reason="out-of-scope"))
    assert told(judge, selection(HOME, earlier, held=(AWAY,), members=was)) == []


@pytest.mark.parametrize(
    ("watermark", "members", "found"),
    [
        (NOON, {"coveredTo": write(NOON)}, 0),
        (NOON + 5, {"coveredTo": write(NOON + 5)}, 0),
        (NOON - 1, {"coveredTo": write(NOON - 1)}, 1),
        (NOON + 10, {"coveredTo": write(NOON + 10)}, 1),
        (NOON, {"coveredTo": write(NOON - 1)}, 1),
        (NOON, {"coveredTo": None}, 1),
        (NOON, {"coveredTo": None, "complete": False}, 0),
        (NOON, {"coveredTo": write(NOON), "complete": False}, 1),
    ],
)
def test_a_filtered_page_has_the_watermark_of_the_feed(watermark: int, members: dict[str, Any], found: int) -> None:
    judge = filters.a_filtered_page_has_the_watermark_of_the_feed
    framed = page(watermark=write(NOON)), page(watermark=write(NOON + 9))
    filtered = page(watermark=write(watermark), **members)
    assert len(told(judge, selection(HOME, filtered, framed=framed))) == found
    assert told(judge, selection(HOME, filtered)) == []
    assert told(judge, selection(HOME, filtered, framed=(framed[0], page(watermark="soon")))) == []


def test_a_wrong_filter_is_refused_by_its_name() -> None:
    for flaw, judge in (
        ("invalid-filter", filters.a_filter_for_what_is_not_served_is_refused),
        ("cursor-mismatch", filters.a_filter_beside_a_cursor_is_refused),
    ):
        good = exchange({"type": PROBLEM + flaw, "title": "No", "status": 400}, status=400)
        assert told(judge, FilterCase(terms(), flaw, "a flaw", "/changes", good)) == []
        assert told(judge, FilterCase(terms(), flaw, "a flaw", "/changes", exchange({}))) == ["status 200"]
        assert judge.count(FilterCase(terms(), "another", "a flaw", "/changes", exchange({}))) == 0


def test_a_walk_reaches_its_watermark_or_its_last_entry() -> None:
    assert reach(walk(page(ONE))) == (DAY.end, 0)
    assert reach(walk(page(ONE, complete=False))) == (NOON, 2)
    assert reach(walk(Page.read(exchange(b"", status=500)))) == (0, 0)


def test_a_transcript_leaves_out_what_came_through_a_filter() -> None:
    def answer(query: str, cursor: str) -> Exchange:
        return exchange({"items": [], "cursor": cursor}, url=f"{BASE}/changes?{query}")

    pages = answer("from=x", "a"), answer("from=x&kind=site", "b"), answer("cursor=b", "c"), answer("cursor=c", "d")
    assert [one.cursor for one in Transcript(terms(), (*pages, answer("cursor=a", "e"))).pages] == ["a", "e"]


GARBAGE: tuple[Any, ...] = (None, 5, [], {"seq": True}, {**ONE, "data": []}, {**ONE, "data": {"planningAuthority": {}}})


@pytest.mark.parametrize("members", [{}, {"watermark": None}, {"complete": "yes"}, {"cursor": 5}, {"coveredTo": {}}])
@pytest.mark.parametrize("chosen", [HOME, SITES, BOTH])
def test_garbage_ends_in_verdicts(chosen: Filter, members: dict[str, Any]) -> None:
    judges = [one for one in vars(filters).values() if isinstance(one, Check) and one.evidence is Selection]
    assert len(judges) == 6
    broken = page(*GARBAGE, **members)
    for evidence in (
        selection(chosen, broken, broken, held=(*GARBAGE, ONE), framed=(broken, broken)),
        selection(chosen, Page.read(exchange(b"\xff")), held=GARBAGE, framed=(broken,)),
    ):
        assert isinstance(reach(evidence.walk), tuple)
        for judge in judges:
            assert all(isinstance(text, str) for text in told(judge, evidence))
            assert judge.count(evidence) >= 0
