"""Checks of caching and compression, on evidence made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from conformance.checks.changes import caching
from conformance.checks.service import measured as service
from conformance.evidence import Compressed, Revisit, Transcript
from conformance.model.page import Page
from conformance.tests.specimens import entries, exchange, item, page, terms, told


@pytest.mark.parametrize(
    ("view", "values", "found"),
    [
        ("public", ["no-cache"], 0),
        ("public", ["No-Store"], 0),
        ("public", ["max-age=0, no-cache"], 0),
        ("public", ["max-age=0", "no-cache"], 0),
        ("public", ["public, max-age=3600"], 1),
        ("public", ['no-cache="Set-Cookie"'], 1),
        ("public", ['private="a, no-cache, b"'], 1),
        ("public", [], 1),
        ("public", [""], 1),
        ("partner", ["private, no-store"], 0),
        ("partner", ["no-store"], 1),
        ("", ["no-cache"], 0),
    ],
)
def test_a_page_is_not_kept(view: str, values: list[str], found: int) -> None:
    given = page(item(1)).exchange
    sent = replace(given, headers=(*given.headers, *(("cache-control", value) for value in values)))
    transcript = Transcript(terms(view=view), (sent, replace(sent, status=400)))
    assert len(told(caching.no_page_is_answered_out_of_a_store, transcript)) == found


ONE, TWO = page(item(1)), page(item(1), item(2))


@pytest.mark.parametrize(
    ("first", "second", "status", "found", "seen"),
    [
        (ONE, ONE, 304, 0, 1),
        (ONE, ONE, 200, 0, 1),
        (ONE, TWO, 200, 0, 1),
        (ONE, TWO, 304, 1, 1),
        (TWO, ONE, 304, 1, 1),
        (ONE, TWO, 500, 0, 0),
        (ONE, Page.read(exchange(b"no page")), 304, 0, 0),
    ],
)
def test_unchanged_means_unchanged(first: Page, second: Page, status: int, found: int, seen: int) -> None:
    revisit = Revisit(terms(), first, second, exchange(status=status))
    judge = caching.what_is_said_to_be_unchanged_is
    assert (len(told(judge, revisit)), judge.count(revisit)) == (found, seen)


def coded(given: Page, coding: str = "gzip", **members: object) -> Page:
    sent = replace(given.exchange, headers=(*given.exchange.headers, ("Content-Encoding", coding)), **members)  # type: ignore[arg-type]
    return Page.read(sent)


@pytest.mark.parametrize(
    ("plain", "other", "found", "seen"),
    [
        (TWO, coded(TWO), 0, 1),
        (TWO, coded(ONE), 1, 1),
        (ONE, coded(TWO), 1, 1),
        (TWO, coded(TWO, status=0, trouble="the body is no gzip"), 1, 1),
        (TWO, coded(TWO, body=b"\x1f\x8b"), 1, 1),
        # Not compressed at all, or the plain one cannot be read either.
        (TWO, ONE, 0, 0),
        (TWO, coded(ONE, "identity"), 0, 0),
        (Page.read(exchange(b"no page")), coded(ONE), 0, 0),
    ],
)
def test_compression_changes_nothing(plain: Page, other: Page, found: int, seen: int) -> None:
    judge = service.a_compressed_page_has_the_same_entries
    evidence = Compressed(terms(), plain, other)
    assert (len(told(judge, evidence)), judge.count(evidence)) == (found, seen)


def test_what_was_superseded_meanwhile_is_no_matter_of_compression() -> None:
    gone = frozenset(entry.mark for entry in entries(item(2)))
    assert told(service.a_compressed_page_has_the_same_entries, Compressed(terms(), TWO, coded(ONE), gone)) == []
