"""What the store shows as a snapshot, and how it finds it."""

from __future__ import annotations

import json
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reference_server.clock import JumpingClock
from reference_server.operations.answers import PROBLEM
from reference_server.rules import STANDARD, Changes, Rules
from reference_server.rules.changes.digests import MODULUS, Identity, of_data, of_record
from reference_server.rules.publication import Change
from reference_server.signing import Place, Signed, SignedSpots, Spot
from reference_server.store import Store
from reference_server.store.copies import live_records
from reference_server.store.tables import TABLES
from reference_server.tests.judging import Court

CLOCK = JumpingClock()
JOURNAL = replace(STANDARD, changes=Changes(keeps_all=True))


@pytest.fixture(params=[STANDARD, JOURNAL], ids=["latest-only", "journal"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    rules: Rules = request.param
    opened = Store(tmp_path / "store.sqlite", rules, CLOCK, ("public",))
    yield opened
    opened.close()


def site(number: int, text: str) -> Change:
    facts = {"planningAuthority": "local-authority:WMB", "addressText": text}
    return Change("site", f"site-{number:04d}", facts, "national")


def now(store: Store) -> int:
    """A watermark above all that was published."""
    CLOCK.sleep(1)
    return store.watermark.issue()


def told(store: Store, at: int, after: tuple[str, str] = ("", ""), limit: int = 100) -> list[tuple[str, str]]:
    rows = store.copies.snapshot("public", after, 0, at, limit)
    return [(row.id, json.loads(row.item)["data"]["addressText"]) for row in rows]


def test_a_snapshot_shows_each_live_record_as_it_stood_at_an_instant(store: Store) -> None:
    store.publish([site(1, "old"), site(2, "old"), site(3, "old")])
    began = now(store)
    store.publish([site(1, "new"), Change("site", "site-0002", None, ""), site(4, "new")])
    assert told(store, began) == [("site-0001", "old"), ("site-0002", "old"), ("site-0003", "old")]
    assert told(store, now(store)) == [("site-0001", "new"), ("site-0003", "old"), ("site-0004", "new")]


def test_pages_of_a_snapshot_join_whatever_changes_between_them(store: Store) -> None:
    store.publish([site(number, "old") for number in range(1, 6)])
    began = now(store)
    first = told(store, began, limit=2)
    store.publish([site(3, "new"), Change("site", "site-0004", None, "")])
    rest = told(store, began, ("site", first[-1][0]))
    assert [key for key, _ in first + rest] == [f"site-{number:04d}" for number in range(1, 6)]


@pytest.mark.parametrize("ops", [("upsert",), ("upsert", "delete")])
def test_a_snapshot_is_found_by_indexes_alone(ops: tuple[str, ...]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(TABLES)
    rows = connection.execute(f"EXPLAIN QUERY PLAN {live_records(ops)}", ("public", "", "", 0, 9) * 2 + (9, 5))
    steps = [row[3] for row in rows]
    connection.close()
    assert [step for step in steps if "entry" in step and "USING INDEX" not in step] == []
    assert any("superseded" in step for step in steps)


def test_a_cursor_of_a_snapshot_and_one_of_the_feed_are_not_taken_for_each_other() -> None:
    spot, place = Spot("public", "e", 5, "site", "site-0001"), Place("public", "e", 0, None, 5, -1)
    of_snapshot, of_feed = SignedSpots(b"key"), Signed(b"key")
    assert of_snapshot.read(of_snapshot.write(spot)) == spot
    assert of_feed.read(of_feed.write(place)) == place
    assert of_snapshot.read(of_feed.write(place)) is None
    assert of_feed.read(of_snapshot.write(spot)) is None
    assert SignedSpots(b"other").read(of_snapshot.write(spot)) is None


def ask(url: str) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("snapshot?from=2026-03-28T00:00:00Z", "unknown-parameter"),
        ("snapshot?limit=1&limit=2", "unknown-parameter"),
        ("snapshot?limit=0", "invalid-limit"),
        ("snapshot?limit=%D9%A1", "invalid-limit"),
        ("snapshot?cursor=", "invalid-cursor"),
        ("snapshot?cursor=%00%ff", "invalid-cursor"),
        (f"snapshot?cursor={'A' * 4000}", "invalid-cursor"),
        ("state-digest?cursor=AAAA", "unknown-parameter"),
    ],
)
def test_a_bad_question_is_refused_by_name(court: Court, question: str, word: str) -> None:
    status, problem = ask(f"{court.gallery.base('standard')}/{question}")
    assert (status, problem["type"]) == (400, PROBLEM + word)


def test_a_cursor_of_another_view_or_with_one_letter_changed_is_refused(court: Court) -> None:
    base = court.gallery.base("standard")
    cursor = ask(f"{base}/snapshot?limit=1")[1]["cursor"]
    assert ask(f"{base}/snapshot?limit=1&cursor={cursor}")[0] == 200
    for place in range(0, len(cursor), 7):
        other = "A" if cursor[place] != "A" else "B"
        assert ask(f"{base}/snapshot?cursor={cursor[:place]}{other}{cursor[place + 1 :]}")[0] == 400
    store = court.gallery._rooms["standard"].publisher.store
    elsewhere = SignedSpots(store.key).write(Spot("partner", store.epoch, 5))
    assert ask(f"{base}/snapshot?cursor={elsewhere}")[0] == 400
    earlier = SignedSpots(store.key).write(Spot("public", "earlier", 5))
    assert ask(f"{base}/snapshot?cursor={earlier}")[0] == 410


def test_an_edit_on_the_wire_keeps_digests_and_their_sum(court: Court) -> None:
    base = court.gallery.base("pads_the_uprn")
    page = ask(f"{base}/snapshot?limit=100")[1]
    total, items = 0, list(page["items"])
    while not page["complete"]:
        page = ask(f"{base}/snapshot?limit=100&cursor={page['cursor']}")[1]
        items += page["items"]
    for entry in items:
        assert entry["digest"] == of_data(entry["data"])
        total += of_record(Identity(*(entry[name] for name in Identity._fields)))
    assert ask(f"{base}/state-digest")[1]["digest"] == f"{total % MODULUS:064x}"
    court.gallery.take_down("pads_the_uprn")
