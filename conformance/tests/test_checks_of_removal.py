"""Checks of the section *Removal*, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.checks.changes import removal
from conformance.evidence import Ledger, RollCall
from conformance.tests.specimens import entries, item, page, terms, told, tombstone, walk_of

KEY = "record-0001"
PLACE = "https://planning.example/v0/public"


def test_what_was_erased_is_served_no_more() -> None:
    before, erasure = page(item(1, id=KEY, version=1), n=1), page(tombstone(2, id=KEY, version=2, erase=True), n=2)
    judge = removal.what_was_erased_is_served_no_more
    assert told(judge, Ledger(terms(), (before, erasure))) == []
    again = page(item(1, id=KEY, version=1), n=3)
    assert len(told(judge, Ledger(terms(), (before, erasure, again)))) == 1
    back = page(item(3, id=KEY, version=3), n=3)
    assert told(judge, Ledger(terms(), (before, erasure, back))) == []


@pytest.mark.parametrize(
    ("members", "flaws"),
    [
        ({"reason": "moved", "movedTo": PLACE}, 0),
        ({"reason": "moved"}, 1),
        ({"reason": "withdrawn", "movedTo": PLACE}, 1),
        ({"reason": "withdrawn"}, 0),
    ],
)
def test_a_moved_record_and_no_other_has_an_address(members: dict[str, Any], flaws: int) -> None:
    assert len(told(removal.a_moved_record_has_an_address, walk_of(tombstone(1, **members)))) == flaws


@pytest.mark.parametrize(
    ("reason", "ids", "flaws"),
    [("merged", ["a"], 0), ("merged", [], 1), ("split", ["a", "b"], 0), ("split", ["a"], 1), ("withdrawn", ["a"], 1)],
)
def test_a_replaced_record_names_as_many_as_its_reason_says(reason: str, ids: list[str], flaws: int) -> None:
    members: dict[str, Any] = {"replacedBy": ids} if ids else {}
    grave = tombstone(1, reason=reason, **members)
    assert len(told(removal.a_replaced_record_names_what_remains, walk_of(grave))) == flaws


def test_what_remains_is_known() -> None:
    grave = tombstone(2, reason="merged", replacedBy=[KEY])
    judge = removal.what_remains_can_be_read
    assert told(judge, RollCall(terms(), entries(item(1, id=KEY), grave), (), ())) == []
    assert len(told(judge, RollCall(terms(), entries(grave), (), ()))) == 1
    later = tombstone(3, id=KEY, version=3)
    assert told(judge, RollCall(terms(), entries(grave, later), (), ())) == []
    cut = terms(began="2026-01-01T00:00:00.000Z", earliest="2026-02-01T00:00:00.000Z")
    assert judge.count(RollCall(cut, entries(grave), (), ())) == 0
