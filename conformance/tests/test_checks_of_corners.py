"""Checks of what is lawful and seldom asked, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.changes import pages as of_pages
from conformance.checks.changes import watermark as of_watermark
from conformance.checks.changes import windows as of_windows
from conformance.evidence import Corner
from conformance.model.instant import write
from conformance.model.page import Page
from conformance.model.window import Window
from conformance.tests.specimens import DAY, NOON, entries, exchange, item, page, terms, told

REFUSED = Page.read(exchange(b"{}", status=400))


def corner(sort: str, answer: Page, window: Window = DAY, **members: Any) -> Corner:  # noqa: ANN401 - its fields
    return Corner(
        terms(limits={"pageSize": 2}), sort, "a question", window, members.pop("bounded", True), answer, **members
    )


@pytest.mark.parametrize(
    ("sort", "judge"),
    [
        ("empty window", of_windows.a_window_without_length_has_no_entries),
        ("future start", of_windows.a_window_that_has_not_begun_is_empty),
        ("past the end", of_pages.nothing_comes_after_the_end_of_a_closed_window),
    ],
)
def test_where_there_is_nothing_the_page_is_empty(sort: str, judge: Check[Any]) -> None:
    assert told(judge, corner(sort, page())) == []
    assert told(judge, corner(sort, REFUSED)) == ["status 400"]
    assert told(judge, corner(sort, page(item(1))))[0].startswith("1 entries")
    assert told(judge, corner(sort, page({"seq": "malformed"})))[0].startswith("1 entries")
    assert told(judge, corner("another sort", page(item(1)))) == []
    assert (judge.count(corner(sort, page())), judge.count(corner("another sort", page()))) == (1, 0)


def test_past_the_end_a_page_is_complete() -> None:
    judge = of_pages.nothing_comes_after_the_end_of_a_closed_window
    assert told(judge, corner("past the end", page(complete=False))) == ["0 entries, `complete` False"]


def test_a_large_limit_gives_a_page() -> None:
    judge = of_pages.a_limit_beyond_the_page_size_is_lowered
    assert told(judge, corner("large limit", page(item(1), item(2)))) == []
    assert told(judge, corner("large limit", page(item(1), item(2), item(3)))) == ["3 entries"]
    assert told(judge, corner("large limit", REFUSED)) == ["status 400"]


def test_an_end_to_come_gives_what_is_there() -> None:
    judge, known = of_windows.a_window_that_is_not_over_is_answered, entries(item(1))
    assert told(judge, corner("future end", page(item(1)))) == told(judge, corner("future end", page())) == []
    assert told(judge, corner("future end", REFUSED)) == ["status 400"]
    assert told(judge, corner("future end", page(), lost=known))[0].startswith("an empty page, without site")


@pytest.mark.parametrize(
    ("window", "bounded", "watermark", "covered", "fine"),
    [
        (DAY, True, NOON, NOON, True),
        (DAY, True, NOON, DAY.end, False),
        (DAY, False, NOON, NOON, True),
        (Window(NOON + 1, DAY.end), True, NOON, None, True),
        (Window(NOON + 1, DAY.end), False, NOON, NOON, False),
    ],
)
def test_what_is_still_to_come_is_not_covered(
    window: Window, bounded: bool, watermark: int, covered: int | None, fine: bool
) -> None:
    answer = page(watermark=write(watermark), coveredTo=None if covered is None else write(covered))
    judge = of_watermark.what_is_still_to_come_is_not_covered
    assert (told(judge, corner("future end", answer, window, bounded=bounded)) == []) is fine
    assert told(judge, corner("large limit", answer, window, bounded=bounded)) == []
