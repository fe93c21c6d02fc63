"""Checks of digests, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from conformance.checks.changes import digests as of_digests
from conformance.evidence import StateDigest
from conformance.model.canonical import digest_of
from conformance.model.instant import write
from conformance.model.page import Entry, Page
from conformance.tests.specimens import (
    BASE,
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
    walk_of,
)

THERE = of_digests.an_upsert_has_a_digest
OF_DATA = of_digests.a_digest_is_that_of_the_canonical_form
NUMBERS = of_digests.a_number_is_read_alike_by_all
SUM = of_digests.a_state_digest_is_the_sum_over_what_is_live
PLACE = of_digests.a_state_digest_says_where_it_stands


def digested(seq: int, at: int = NOON, data: Any = FACTS, **members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return item(seq, at, data=data, **{"digest": digest_of(data), **members})


@pytest.mark.parametrize(
    ("one", "is_there"),
    [(digested(1), True), (item(1), False), (item(1, digest=None), False), (item(1, digest=5), False)],
)
def test_an_upsert_has_a_digest_and_a_tombstone_needs_none(one: dict[str, Any], is_there: bool) -> None:
    assert (told(THERE, walk_of(one, tombstone(2))) == []) is is_there


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (digested(1), 0),
        (digested(1, data={"b": 1.0, "a": "Ä \N{GRINNING FACE}", "c": []}), 0),
        (digested(1, digest="a" * 64), 1),
        (digested(1, digest=hashlib.sha256(json.dumps(FACTS).encode()).hexdigest()), 1),
        (digested(1, digest=str(digest_of(FACTS)).upper()), 1),
        # These are of other rules.
        (item(1), 0),
        (item(1, data="text", digest="a" * 64), 0),
        (item(1, data={"key": 2**60}, digest="a" * 64), 0),
    ],
)
def test_a_digest_is_that_of_the_data(one: dict[str, Any], found: int) -> None:
    assert len(told(OF_DATA, walk_of(one))) == found


@pytest.mark.parametrize(
    ("number", "found"),
    [("52.5", []), ("9007199254740993", ["items[0].data.n is 9007199254740993"]), ("52.322745999999999", None)],
)
def test_a_number_in_data_is_what_a_double_holds(number: str, found: list[str] | None) -> None:
    body = json.dumps({"items": [item(1, data={"n": "NUMBER"})]}).replace('"NUMBER"', number).encode()
    evidence = walk(Page.read(exchange(body)))
    expected = [f"items[0].data.n is {number}"] if found is None else found
    assert told(NUMBERS, evidence) == expected


def test_numbers_outside_of_data_are_no_matter_of_digests() -> None:
    assert told(NUMBERS, walk(page(digested(1), load=2**60))) == []


def stated(*items: Any, after: tuple[Page, ...] | None = None, **members: Any) -> StateDigest:  # noqa: ANN401 - JSON
    """A state digest of noon and a second, beside a feed with some items."""
    body = {"epoch": "a", "watermark": write(NOON + 1000), "cursor": "c", "records": 2, "digest": TOTAL, **members}
    answer = exchange(body, url=f"{BASE}/state-digest")
    pages = (page(),) if after is None else after
    feed: dict[tuple[str, str], Entry] = {entry.key: entry for entry in entries(*items)}
    known = StateDigest(terms(), answer, body, pages, feed)
    return known if known.newer else replace(known, then=feed)


def hashed(entry: dict[str, Any]) -> int:
    names = ("digest", "id", "kind", "version")
    form = "{" + ",".join(f'"{name}":{json.dumps(entry[name])}' for name in names) + "}"
    return int(hashlib.sha256(form.encode()).hexdigest(), 16)


ONE, TWO = digested(1), digested(2)
TOTAL = f"{(hashed(ONE) + hashed(TWO)) % 2**256:064x}"
LATE = digested(5, NOON + 2000)


@pytest.mark.parametrize(
    ("evidence", "adds", "stands"),
    [
        (stated(ONE, TWO), True, True),
        (stated(ONE, TWO, tombstone(3)), True, True),
        (stated(TWO, ONE), True, True),
        (stated(ONE, TWO, records=3), False, True),
        (stated(ONE, TWO, digest="0" * 64), False, True),
        (stated(ONE, TWO, records="2"), False, True),
        (stated(ONE), False, True),
        (stated(ONE, TWO, epoch="b"), True, False),
        (stated(ONE, TWO, after=(page(ONE),)), True, False),
        (stated(ONE, TWO, after=(Page(exchange(), {}, (), (), "status 400"),)), True, False),
        # The feed has moved on, so that nothing can be added up; what came since is to come after the cursor.
        (stated(ONE, TWO, LATE, after=(page(LATE),)), True, True),
        (stated(ONE, TWO, LATE), True, False),
    ],
)
def test_a_state_digest_adds_up_at_its_position(evidence: StateDigest, adds: bool, stands: bool) -> None:
    assert (told(SUM, evidence) == [], told(PLACE, evidence) == []) == (adds, stands)


def test_what_cannot_be_added_up_was_not_seen() -> None:
    assert SUM.count(stated(ONE, TWO)) == 2
    assert SUM.count(stated(ONE, TWO, LATE)) == 0
    assert SUM.count(stated(ONE, item(2))) == 0
    assert PLACE.count(stated(ONE, TWO, watermark="soon")) == PLACE.count(stated(ONE, watermark=None)) == 0


def test_a_state_digest_that_is_not_there_does_not_add_up() -> None:
    missing = StateDigest(terms(), exchange(b"", status=404), {})
    assert told(SUM, missing) == ["status 404"]
    assert told(PLACE, missing) == []


@pytest.mark.parametrize(
    "members", [{}, {"watermark": 5}, {"records": {}, "digest": []}, {"epoch": None, "cursor": 10**400}]
)
def test_nothing_in_a_state_digest_makes_a_check_crash(members: dict[str, Any]) -> None:
    evidence = stated(ONE, TWO, **members)
    for check in (SUM, PLACE):
        assert isinstance(told(check, evidence), list)
        assert check.count(evidence) >= 0
