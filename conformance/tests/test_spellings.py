"""One window in two spellings: how it is asked for, and how the answers are judged."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.changes import windows as of_windows
from conformance.evidence import Spelling, Walk
from conformance.model.instant import read, write
from conformance.model.page import Page
from conformance.model.window import Window
from conformance.probes.calendar import Calendar
from conformance.probes.changes.spellings import _clock_change, _near, spell
from conformance.tests.specimens import NOON, entries, exchange, item, terms, told, walk, walk_of

REFUSED = walk(Page.read(exchange(b"{}", status=400)), endless="page 1 cannot be read: status 400")
JUDGES = (
    (False, of_windows.two_spellings_of_one_window_give_the_same),
    (True, of_windows.digits_beyond_milliseconds_count),
)


@pytest.mark.parametrize(
    ("offset", "digits", "part", "text"),
    [
        (None, 3, "", "2026-03-28T12:00:00.007Z"),
        (60, 3, "", "2026-03-28T13:00:00.007+01:00"),
        (-330, 6, "", "2026-03-28T06:30:00.007000-05:30"),
        (840, 9, "", "2026-03-29T02:00:00.007000000+14:00"),
        (None, 0, "", "2026-03-28T12:00:00Z"),
        (None, 3, "4", "2026-03-28T12:00:00.0074Z"),
        (0, 3, "", "2026-03-28T12:00:00.007+00:00"),
    ],
)
def test_an_instant_has_many_spellings(offset: int | None, digits: int, part: str, text: str) -> None:
    assert spell(NOON + 7, offset, digits, part) == text
    assert read(text) == NOON + 7 * bool(digits)


@pytest.mark.parametrize(
    ("year", "month", "text"),
    [
        (2026, 3, "2026-03-29T01:00:00.000Z"),
        (2026, 10, "2026-10-25T01:00:00.000Z"),
        (2027, 10, "2027-10-31T01:00:00.000Z"),
        (2024, 3, "2024-03-31T01:00:00.000Z"),
    ],
)
def test_clocks_change_on_the_last_sunday(year: int, month: int, text: str) -> None:
    assert write(_clock_change(year, month)) == text


def test_the_clock_change_is_one_that_the_feed_has_seen_or_the_next() -> None:
    old, young = Window(0, NOON), Window(NOON - 1, NOON)
    assert write(_near(old, 10)) == "2025-10-26T01:00:00.000Z"
    assert write(_near(young, 10)) == "2026-10-25T01:00:00.000Z"
    assert Calendar(None).entries == ()


@pytest.mark.parametrize(("is_finer", "judge"), JUDGES)
def test_two_spellings_give_the_same_changes(is_finer: bool, judge: Check[Any]) -> None:
    def spelling(plain: Walk, other: Walk, **members: Any) -> Spelling:  # noqa: ANN401 - its fields
        return Spelling(terms(), "in other words", is_finer, plain, other, **members)

    both = walk_of(item(1), item(2))
    excused = frozenset(entry.mark for entry in entries(item(2)))
    assert told(judge, spelling(both, both)) == []
    assert told(judge, spelling(both, walk_of(item(1))))[0].startswith("no site record-0002")
    assert told(judge, spelling(both, walk_of(item(1)), superseded=excused)) == []
    assert told(judge, spelling(walk_of(item(1)), both))[0].startswith("also, or once more, site record-0002")
    assert told(judge, spelling(both, REFUSED)) == told(judge, spelling(REFUSED, both)) == ["status 400"]
    assert told(judge, spelling(both, walk_of({"seq": "malformed"}))) == []
    assert judge.count(spelling(both, both)) == 1


def test_each_of_the_two_judges_has_spellings_of_its_own() -> None:
    for is_finer, judge in JUDGES:
        other = Spelling(terms(), "in other words", not is_finer, walk_of(item(1)), walk_of())
        assert (told(judge, other), judge.count(other)) == ([], 0)
