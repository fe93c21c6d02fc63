"""What the store keeps as the sum over what is live."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reference_server.clock import JumpingClock
from reference_server.rules import STANDARD, Changes, Rules
from reference_server.rules.changes import State
from reference_server.rules.publication import Change
from reference_server.store import Store

CLOCK = JumpingClock()
JOURNAL = replace(STANDARD, changes=Changes(keeps_all=True))
VIEWS = ("public", "partner")


@pytest.fixture(params=[STANDARD, JOURNAL], ids=["latest-only", "journal"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    rules: Rules = request.param
    opened = Store(tmp_path / "store.sqlite", rules, CLOCK, VIEWS)
    yield opened
    opened.close()


def site(number: int, text: str, reach: str = "national") -> Change:
    facts = {"planningAuthority": "local-authority:WMB", "addressText": text}
    return Change("site", f"site-{number:04d}", facts, reach)


def now(store: Store) -> int:
    """A watermark above all that was published."""
    CLOCK.sleep(1)
    return store.watermark.issue()


def added_up(store: Store, view: str, at: int) -> State:
    """The state, from the entries that are live."""
    items = [json.loads(row.item) for row in store.copies.snapshot(view, ("", ""), 0, at, 1000)]
    total = 0
    for entry in items:
        form = json.dumps({name: entry[name] for name in ("digest", "id", "kind", "version")}, separators=(",", ":"))
        total += int(hashlib.sha256(form.encode()).hexdigest(), 16)
    return State(len(items), total % 2**256)


def test_the_sum_is_that_over_what_is_live_in_each_view(store: Store) -> None:
    store.publish([site(1, "a"), site(2, "b"), site(3, "c", "partner")])
    store.publish([site(1, "changed"), Change("site", "site-0002", None, "")])
    store.publish([site(2, "back"), site(4, "d"), site(4, "d again")])
    at = now(store)
    for view, records in (("public", 3), ("partner", 4)):
        state = store.copies.state(view, at)
        assert state == added_up(store, view, at)
        assert state.records == records


def test_the_sum_is_that_of_an_instant(store: Store) -> None:
    store.publish([site(1, "a"), site(2, "b")])
    before = now(store)
    expected = added_up(store, "public", before)
    store.publish([site(1, "changed"), Change("site", "site-0002", None, "")])
    assert store.copies.state("public", before) == expected
    assert store.copies.state("public", now(store)).records == 1


def test_nothing_published_is_a_sum_of_nothing(store: Store) -> None:
    assert store.copies.state("public", now(store)) == State(0, 0)
    store.publish([site(1, "a")])
    store.publish([Change("site", "site-0001", None, "")])
    assert store.copies.state("public", now(store)) == State(0, 0)


def test_work_that_fails_leaves_the_sum_as_it_was(store: Store) -> None:
    store.publish([site(1, "a")])
    expected = store.copies.state("public", now(store))
    with pytest.raises(AttributeError):
        store.publish([site(2, "b"), None])  # type: ignore[list-item] # what makes it fail
    assert store.copies.state("public", now(store)) == expected


def test_old_sums_are_let_go_except_the_one_that_still_holds(tmp_path: Path) -> None:
    store = Store(tmp_path / "old.sqlite", STANDARD, CLOCK, VIEWS)
    for number in range(4):
        store.publish([site(number, "a")])
        CLOCK.sleep(120)
    assert store.copies.state("public", now(store)).records == 4
    rows = store._connection.execute("SELECT count(*) FROM state WHERE view = 'public'").fetchone()[0]
    store.close()
    assert rows == 2
