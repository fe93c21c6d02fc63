"""Checks of *Changes*, section *Watermark*, on evidence made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.checks.changes import pages as of_pages
from conformance.checks.changes import watermark as of_watermark
from conformance.evidence import Idle, Transcript, Vigil
from conformance.model.instant import write
from conformance.model.page import Page
from conformance.tests.specimens import (
    DAY,
    NOON,
    entries,
    item,
    page,
    terms,
    told,
    walk,
)


def test_a_watermark_holds_for_entries_and_never_goes_back() -> None:
    judge = of_watermark.every_entry_lies_below_the_watermark
    assert told(judge, walk(page(item(1, NOON), watermark=write(NOON + 1)))) == []
    assert len(told(judge, walk(page(item(1, NOON), watermark=write(NOON))))) == 1
    rising, falling = (write(NOON), write(NOON), write(NOON + 1)), (write(NOON + 1), "soon", write(NOON))
    for marks, found in ((rising, 0), (falling, 1)):
        transcript = Transcript(terms(), tuple(page(watermark=mark).exchange for mark in marks))
        assert len(told(of_watermark.each_watermark_is_at_least_the_last, transcript)) == found


@pytest.mark.parametrize(
    ("date", "watermark", "found"),
    [
        ("Sat, 28 Mar 2026 12:00:00 GMT", NOON, 0),
        ("Sat, 28 Mar 2026 12:00:00 GMT", NOON + 1000, 0),
        ("Sat, 28 Mar 2026 12:00:00 GMT", NOON + 1001, 1),
        ("Sat, 28 Mar 2026 12:00:00 GMT", DAY.start, 0),
        ("soon", NOON + 9000, 0),
    ],
)
def test_a_watermark_is_not_ahead_of_the_date(date: str, watermark: int, found: int) -> None:
    told_at = page(watermark=write(watermark)).exchange
    transcript = Transcript(terms(), (replace(told_at, headers=(*told_at.headers, ("Date", date))),))
    judge = of_watermark.no_watermark_lies_after_the_date
    assert len(told(judge, transcript)) == found
    assert judge.count(transcript) == (date != "soon")


@pytest.mark.parametrize(("ahead", "found"), [(-1, 0), (0, 0), (1, 1)])
def test_a_source_is_not_ahead_of_the_watermark(ahead: int, found: int) -> None:
    pages = page(watermark=write(NOON), sourceAsOf=write(NOON + ahead)), page(watermark=None, sourceAsOf=5)
    transcript = Transcript(terms(), tuple(one.exchange for one in pages))
    assert len(told(of_watermark.no_source_is_fresher_than_the_watermark, transcript)) == found


@pytest.mark.parametrize(
    ("seconds", "moved", "found", "count"), [(10, 0, 1, 2), (10, 1, 0, 2), (9, 0, 0, 0), (60, -5, 1, 2), (60, 5, 0, 2)]
)
def test_a_watermark_moves_though_nothing_happens(seconds: int, moved: int, found: int, count: int) -> None:
    first, last = page(watermark=write(NOON)), page(watermark=write(NOON + moved))
    later = Page.read(replace(last.exchange, sent=last.exchange.sent + seconds * 1000))
    judge = of_watermark.the_watermark_moves_though_nothing_happens
    assert len(told(judge, Idle(terms(), first, later))) == found
    assert judge.count(Idle(terms(), first, later)) == count


@pytest.mark.parametrize(("given", "found"), [((1, 2), 0), ((2, 1, 9), 0), ((1,), 1), ((), 2)])
def test_a_cursor_that_waits_is_given_all(given: tuple[int, ...], found: int) -> None:
    window = walk(page(item(1), item(2)))
    marks = frozenset(entry.mark for entry in entries(*(item(seq) for seq in given)))
    judge = of_pages.a_cursor_that_waits_is_given_all
    assert len(told(judge, Vigil(terms(), window, marks))) == found
    assert judge.count(Vigil(terms(), window, marks)) == 2
    assert judge.count(Vigil(terms(), walk(page()), marks)) == 0
