"""Cursors: how one is damaged, and how cursors are judged on evidence made by hand."""

from __future__ import annotations

import pytest

from conformance.checks.changes import pages as of_pages
from conformance.checks.changes import windows as of_windows
from conformance.evidence import Alteration, Transcript
from conformance.model.page import Page
from conformance.model.window import Window
from conformance.probes.changes.pages import changed
from conformance.tests.specimens import NOON, exchange, item, page, terms, told, walk

FITS = of_pages.a_cursor_needs_no_encoding
KEEPS = of_pages.a_page_by_cursor_ends_where_the_window_ends
NOTICED = of_pages.a_changed_character_is_noticed


@pytest.mark.parametrize(
    ("cursor", "place", "becomes"),
    [
        ("abc7", 3, "abc2"),
        ("abc7", 0, "dbc7"),
        ("~..z", 0, "~..p"),
        ("AZ-_", 1, "AP-_"),
        ("--__", 0, "--__"),
        ("٣", 0, "٣"),
        ("", 0, ""),
    ],
)
def test_a_letter_becomes_another_of_its_alphabet(cursor: str, place: int, becomes: str) -> None:
    assert changed(cursor, place) == becomes


@pytest.mark.parametrize(
    ("cursor", "fits"),
    [
        ("djEuMTg0NDIuOWYyYzRiMWU", True),
        ("~a.b-c_D9", True),
        ("x" * 1024, True),
        ("x" * 1025, False),
        ("", False),
        ("a=", False),
        ("a+b/c", False),
        ("{}", False),
        ("2026-03-28T00:00:00Z", False),
        ("é", False),
        ("a\n", False),
    ],
)
def test_a_cursor_needs_no_encoding(cursor: str, fits: bool) -> None:
    transcript = Transcript(terms(), (page(cursor=cursor).exchange,))
    assert (told(FITS, transcript) == []) is fits
    assert FITS.count(transcript) == 1


def test_a_page_without_a_cursor_has_none_to_judge() -> None:
    transcript = Transcript(terms(), (page(cursor=None).exchange, exchange(b"", status=500)))
    assert (told(FITS, transcript), FITS.count(transcript)) == ([], 0)


def test_a_page_by_cursor_ends_where_its_window_ends() -> None:
    window = Window(NOON, NOON + 9)
    fine = walk(page(item(1, NOON)), page(item(2, NOON + 8)), window=window)
    late = walk(page(item(1, NOON)), page(item(2, NOON + 9)), window=window)
    assert (told(KEEPS, fine), len(told(KEEPS, late))) == ([], 1)
    assert told(of_windows.a_change_at_the_end_is_left_out, late) == []
    first = walk(page(item(2, NOON + 9)), window=window)
    assert (told(KEEPS, first), KEEPS.count(first)) == ([], 0)
    assert len(told(of_windows.a_change_at_the_end_is_left_out, first)) == 1
    assert KEEPS.count(walk(page(), page(item(2, NOON + 9)), window=window, bounded=False)) == 0


def test_an_altered_cursor_leads_nowhere_else() -> None:
    right, other = page(item(2)), page(item(3))

    def alteration(answer: Page, *rightly: Page) -> Alteration:
        return Alteration(terms(), "abc", "abd", rightly or (right,), answer)

    assert told(NOTICED, alteration(other)) == ["200 with another page, of 1 entries"]
    assert told(NOTICED, alteration(page())) == ["200 with another page, of 0 entries"]
    assert told(NOTICED, alteration(right)) == told(NOTICED, alteration(other, right, other)) == []
    assert told(NOTICED, alteration(Page.read(exchange(b"{}", status=400)))) == []
    assert NOTICED.count(alteration(other)) == 1
