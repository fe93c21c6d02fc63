"""The server's own reading of the lifecycle, held against the judge's and against the sample."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from conformance.standard import Standard
from reference_server import spec
from reference_server.clock import JumpingClock
from reference_server.rules import STANDARD
from reference_server.rules.publication import Change
from reference_server.sample import history
from reference_server.store import Store

JOURNAL = replace(STANDARD, changes=replace(STANDARD.changes, keeps_all=True))


def reached(start: str) -> set[str]:
    """What can be reached, by trying one more step until nothing is new."""
    found = {start}
    while not found >= (more := {to for origin, to in spec.moves() if origin in found}):
        found |= more
    return found


def test_two_readings_of_the_moves_agree() -> None:
    judge = Standard.read().lifecycle
    for name, pair in judge.states.items():
        assert {"/".join(one) for one in judge.reaches[pair]} == reached(name)
    assert set(judge.states.values()) == set(spec.states())
    assert {pair for pair, row in spec.states().items() if row["public"] == "no"} == judge.hidden


def test_every_case_of_the_sample_goes_lawful_ways(tmp_path: Path) -> None:
    clock = JumpingClock()
    store = Store(tmp_path / "store.sqlite", JOURNAL, clock, ("partner",))
    history.load(store, clock.now())
    rows = [json.loads(row.item) for row in store.feed.page("partner", (0, -1), clock.now(), clock.now(), 100_000)]
    store.close()
    held: dict[str, str] = {}
    for entry in rows:
        if entry["kind"] == "application" and entry["op"] == "upsert":
            state = f"{entry['data']['stage']}/{entry['data']['status']}"
            assert state in reached(held.get(entry["id"], state)), entry
            held[entry["id"]] = state
    assert len(held) > 50


def test_what_was_only_sent_in_reaches_partners_and_no_further() -> None:
    reach = STANDARD.publication.reach
    case: dict[str, Any] = {"stage": "submission", "status": "undetermined"}
    assert reach(Change("application", "a", case, "national")) == "partner"
    assert reach(Change("application", "a", case, "personal")) == "personal"
    assert reach(Change("application", "a", {**case, "stage": "validation"}, "national")) == "national"


def test_a_record_that_was_never_shown_leaves_no_tombstone_in_public(tmp_path: Path) -> None:
    clock = JumpingClock()
    store = Store(tmp_path / "store.sqlite", STANDARD, clock, ("public", "partner"))
    store.publish([Change("site", "site-0001", None, "", version=4)])
    assert [store.feed.page(view, (0, -1), 2**53, 2**53, 9) == [] for view in ("public", "partner")] == [True, False]
    store.close()
