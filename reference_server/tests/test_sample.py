"""The small council: enough of everything for the suite to see."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reference_server import spec
from reference_server.clock import JumpingClock
from reference_server.rules import STANDARD
from reference_server.sample import council, history, proceedings
from reference_server.store import Store


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    return entries(tmp_path_factory.mktemp("sample"), "public")


def entries(folder: Path, view: str) -> list[dict[str, Any]]:
    clock = JumpingClock()
    store = Store(folder / "store.sqlite", STANDARD, clock, ("public", "partner"))
    history.load(store, clock.now())
    rows = store.feed.page(view, (0, -1), clock.now(), clock.now(), 10_000)
    store.close()
    return [json.loads(row.item) for row in rows]


def test_the_council_has_enough_cases_and_documents() -> None:
    cases = council.cases()
    assert len(cases) >= 40
    assert sum(len(case.documents) for case in cases) >= 150
    names = [row["filename"] for case in cases for row in case.documents]
    assert sum(not name.isascii() for name in names) >= 20
    assert any("/" in case.reference for case in cases)


def test_every_stage_is_there(tmp_path: Path) -> None:
    live = [entry for entry in entries(tmp_path, "partner") if entry["op"] == "upsert"]
    stages = {entry["data"]["stage"] for entry in live if entry["kind"] == "application"}
    assert stages == {row["reference"] for row in spec.codelist("process-stage")}


def test_one_instant_has_more_changes_than_a_page(public: list[dict[str, Any]]) -> None:
    crowd = Counter(entry["changedAt"] for entry in public).most_common(1)[0][1]
    assert crowd > STANDARD.changes.page_size


def test_deletions_and_un_publications_are_there(public: list[dict[str, Any]]) -> None:
    reasons = Counter(entry["reason"] for entry in public if entry["op"] == "delete")
    assert reasons["withdrawn"] > 0
    assert reasons["out-of-scope"] > 0


def test_nothing_that_is_withheld_is_public(public: list[dict[str, Any]]) -> None:
    text = json.dumps(public)
    assert "officerName" not in text
    assert "withhold" not in text


def test_the_same_day_gives_the_same_council(tmp_path: Path) -> None:
    first, second = (entries(tmp_path_of(tmp_path, name), "public") for name in ("one", "two"))
    assert [entry["id"] for entry in first] == [entry["id"] for entry in second]


def tmp_path_of(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def test_two_councils_share_the_service_and_some_cases_have_changed_hands(public: list[dict[str, Any]]) -> None:
    live = [entry["data"] for entry in public if entry["op"] == "upsert"]
    assert {data.get("planningAuthority") for data in live} - {None} == set(council.AUTHORITIES)
    moved = [case for case in council.cases() if case.days("moved") is not None]
    assert {case.home for case in moved} == set(council.AUTHORITIES)
    now = {data["reference"]: data.get("planningAuthority") for data in live if "reference" in data}
    assert all(now[case.reference] == case.authority(0) != case.home for case in moved)


def test_two_councils_give_one_reference_to_two_cases(public: list[dict[str, Any]]) -> None:
    named = [entry["data"] for entry in public if entry["kind"] == "application" and entry["op"] == "upsert"]
    uses = Counter(data["reference"] for data in named)
    assert max(uses.values()) == len(council.AUTHORITIES)


def test_every_kind_is_published(public: list[dict[str, Any]], tmp_path: Path) -> None:
    live = {entry["kind"] for entry in public if entry["op"] == "upsert"}
    # What an applicant sent in is for those who work on it.
    assert live == set(spec.kinds()) - {"submission"}
    assert {entry["kind"] for entry in entries(tmp_path, "partner")} == set(spec.kinds())


@pytest.mark.parametrize("view", ["public", "partner"])
def test_a_record_refers_to_what_is_live(tmp_path: Path, view: str) -> None:
    live = [entry for entry in entries(tmp_path, view) if entry["op"] == "upsert"]
    ids = {entry["id"] for entry in live}
    for entry in live:
        for name in ("application", "decision", "consultation", "consultationRequest", "decisionAppealed"):
            target = entry["data"].get(name, "")
            # A decision on an application is a word in a member of the same name.
            assert name == entry["kind"] or not target or target in ids or entry["kind"] == "appeal", entry


def test_who_said_it_is_in_no_view_that_is_served(tmp_path: Path) -> None:
    text = json.dumps(entries(tmp_path, "partner"))
    for name in ("Philippa Oakes", "Oriel Terrace", "@mail.example", "Letter Row"):
        assert name not in text


def test_what_was_said_in_confidence_is_not_public(public: list[dict[str, Any]], tmp_path: Path) -> None:
    names = {person.split()[0] for *_, person, _, _ in proceedings.CONSULTEES}
    assert not any(name in json.dumps(public) for name in names)
    assert any(name in json.dumps(entries(tmp_path, "partner")) for name in names)
