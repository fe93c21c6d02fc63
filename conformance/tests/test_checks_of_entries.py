"""Checks that look back on every entry that a run was given, on evidence made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.changes import entries as of_entries
from conformance.evidence import Ledger
from conformance.model.page import Page
from conformance.tests.specimens import BASE, exchange, item, terms, told, tombstone

ONCE, FIXED = of_entries.an_entry_comes_once_on_the_way_of_its_cursors, of_entries.a_version_says_one_thing
START = "from=2026-03-28T00:00:00.000Z"


def given(asked: str, cursor: str, *items: Any, complete: bool = True) -> Page:  # noqa: ANN401 - JSON
    """A page that was asked for in some way and gives some cursor."""
    body = {"complete": complete, "cursor": cursor, "items": list(items)}
    return Page.read(exchange(body, url=f"{BASE}/changes?{asked}&limit=9"))


def ledger(*pages: Page) -> Ledger:
    return Ledger(terms(), pages)


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([given(START, "A", item(1), item(2))], 0),
        ([given(START, "A", item(1), item(1))], 1),
        ([given(START, "A", item(1)), given("cursor=A", "B", item(2))], 0),
        ([given(START, "A", item(1)), given("cursor=A", "B", item(1))], 1),
        # Every use of a cursor is a way of its own, and so is every window.
        ([given(START, "A", item(1)), given("cursor=A", "B", item(2)), given("cursor=A", "B", item(2))], 0),
        ([given(START, "A", item(1)), given(START, "A", item(1))], 0),
        # At the end, what was there last comes again and again.
        ([given(START, "A", item(1)), given("cursor=A", "A", item(1)), given("cursor=A", "A", item(1))], 2),
        # A page that leads nowhere is a matter of paging.
        ([given(START, "A", item(1), complete=False), given("cursor=A", "A", item(1), complete=False)], 0),
        # A later version is another entry.
        ([given(START, "A", item(1, id="record-1")), given("cursor=A", "B", item(5, id="record-1"))], 0),
        ([given("cursor=C", "A", item(1)), given("cursor=C", "B", {"seq": 1}, 5, None)], 0),
    ],
)
def test_an_entry_comes_once_on_the_way_of_its_cursors(pages: list[Page], found: int) -> None:
    assert len(told(ONCE, ledger(*pages))) == found


@pytest.mark.parametrize(
    ("earlier", "later", "found"),
    [
        (item(1), item(1), []),
        (item(1), item(7, id="record-0001", version=1, changedAt="2026-03-28T13:00:00.000Z"), []),
        (item(1, data={"a": 1}), item(1, data={"a": 2}), ["data.a was 1, now 2"]),
        (item(1, data={"a": 1}), item(1, version=2, data={"a": 2}), []),
        (item(1, data={"a": 1}), item(1, kind="application", data={"a": 2}), []),
        (tombstone(1), tombstone(1, reason="merged"), ['reason was "withdrawn", now "merged"']),
        (item(1, data={"a": 1}), item(1, data=None), ['data was {"a": 1}, now null']),
    ],
)
def test_a_version_says_one_thing(earlier: dict[str, Any], later: dict[str, Any], found: list[str]) -> None:
    assert told(FIXED, ledger(given(START, "A", earlier), given(START, "A", later))) == found
    three = ledger(given(START, "A", earlier), given(START, "A", later), given(START, "A", later))
    assert len(told(FIXED, three)) == len(found)
    assert FIXED.count(three) == 3
