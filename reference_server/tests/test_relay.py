"""What the relay makes of a night: what is new, what is gone, and when a person is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reference_server import instant
from reference_server.clock import JumpingClock
from reference_server.relay.office import Office
from reference_server.tests.nights import HOUR, feed, held, live, look, night, office_in, rows, without, write_night

TODAY = "2026-11-23"


def test_an_unchanged_night_publishes_nothing_and_moves_the_source_on(office: Office) -> None:
    before, as_of = feed(office), office.relay.ledger.newest
    told = night(office, "second", held(), "csv json jsonl")
    assert told["outcome"] == "published"
    assert {kind: count["unchanged"] for kind, count in told["kinds"].items()} == {
        "site": 40,
        "application": 40,
        "decision": 22,
    }
    assert feed(office) == before
    newest = office.relay.ledger.newest
    assert as_of
    assert newest
    assert newest.taken_at > as_of.taken_at


def test_a_record_that_vanishes_is_a_tombstone_and_may_come_back_above_it(office: Office) -> None:
    some = held()
    key = next(row["key"] for row in some["site"] if row["key"] not in str(some["decision"]))
    told = night(office, "second", without(some, key))
    assert {kind: count["removed"] for kind, count in told["kinds"].items() if count["removed"]} == {
        "site": 1,
        "application": 1,
    }
    graves = [entry for entry in feed(office) if entry["op"] == "delete"]
    assert [(entry["kind"], entry["version"], entry["reason"]) for entry in graves] == [
        ("application", 2, "withdrawn"),
        ("site", 2, "withdrawn"),
    ]
    night(office, "third", held())
    assert {live(office)[entry["kind"], entry["id"]]["version"] for entry in graves} == {3}


def test_a_kind_that_is_not_counted_is_left_alone(office: Office) -> None:
    before = feed(office)
    some = held()
    del some["decision"]
    assert night(office, "second", some)["outcome"] == "published"
    assert feed(office) == before


def test_a_kind_that_is_empty_waits_for_a_person(office: Office) -> None:
    before = feed(office)
    told = night(office, "second", {**held(), "decision": []})
    assert told["outcome"] == "held-back"
    assert "22 of 22 published records of decision are not in it, more than 5 %" in told["why"]
    assert feed(office) == before
    (office.relay.folder / "second.confirmed").touch()
    assert look(office, "second")["outcome"] == "published"
    assert [entry["kind"] for entry in feed(office) if entry["op"] == "delete"] == ["decision"] * 22


@pytest.mark.parametrize(("gone", "outcome"), [(2, "published"), (3, "held-back")], ids=["5 %", "more than 5 %"])
def test_up_to_a_twentieth_of_a_kind_may_vanish_in_one_night(office: Office, gone: int, outcome: str) -> None:
    assert night(office, "second", {"application": held()["application"][gone:]})["outcome"] == outcome


def test_a_night_that_is_held_back_leaves_the_source_where_it_was_and_a_later_one_passes_it(office: Office) -> None:
    as_of = office.relay.ledger.newest
    assert night(office, "second", rows(TODAY, 20))["outcome"] == "held-back"
    assert office.relay.ledger.newest == as_of
    assert night(office, "third", held())["outcome"] == "published"
    assert look(office, "second")["outcome"] == "passed-over"


def test_nothing_is_told_twice(office: Office) -> None:
    night(office, "second", rows(TODAY, 20))
    lines: list[str] = []
    office.relay.tell = lines.append
    assert office.relay.look() == ()
    assert lines == []


def test_a_site_that_is_still_referred_to_stays(office: Office) -> None:
    some = held()
    del some["site"][0]
    told = night(office, "second", some)
    assert told["kinds"]["site"] == {
        "rows": 39,
        "new": 0,
        "changed": 0,
        "unchanged": 39,
        "removed": 0,
        "refused": 0,
        "kept": 1,
    }
    assert "is not in it, but application" in told["kept"][0]
    assert len(live(office)) == len(held()["site"]) * 2 + 22


def test_ids_tell_nothing_and_are_the_same_in_another_store(office: Office, tmp_path: Path) -> None:
    ids = {key for _, key in live(office)}
    assert all(len(key) == 32 and set(key) <= set("0123456789abcdef") for key in ids)
    other = office_in(tmp_path / "other", JumpingClock())
    night(other, "first", held(), "csv")
    assert {key for _, key in live(other)} == ids
    other.close()


def test_what_no_public_view_shows_is_told_and_not_published(office: Office) -> None:
    told = look(office, "first")
    assert told["notCarried"] == [
        "application.fileNumber: the standard has no such member",
        "application.officerName: the view public does not show it",
        "application.submissions: the view public does not show it",
    ]
    assert not any({"officerName", "fileNumber", "key"} & entry["data"].keys() for entry in live(office).values())


def test_the_source_is_only_as_fresh_as_what_lies_below_the_watermark(office: Office) -> None:
    first = office.relay.ledger.newest
    night(office, "second", held())
    second = office.relay.ledger.newest
    assert first
    assert second
    ledger = office.relay.ledger
    assert ledger.source_as_of(second.published_at) == first.taken_at
    assert ledger.source_as_of(second.published_at + 1) == second.taken_at


def test_an_older_extract_is_passed_over(office: Office) -> None:
    before = feed(office)
    write_night(office.relay.folder / "late", office.relay.clock.now() - 30 * HOUR, rows(TODAY, 39))
    assert look(office, "late")["outcome"] == "passed-over"
    assert feed(office) == before


def test_the_instant_in_a_report_is_that_of_the_extract(office: Office) -> None:
    newest = office.relay.ledger.newest
    assert newest
    assert look(office, "first")["takenAt"] == instant.text(newest.taken_at)


def test_one_folder_may_hold_another_extract_every_night(office: Office) -> None:
    path = office.relay.folder / "latest"
    for hours_ago, cases, outcome in ((9, 39, "published"), (8, 40, "published"), (7, 20, "held-back")):
        shutil.rmtree(path, ignore_errors=True)
        write_night(path, office.relay.clock.now() - hours_ago * HOUR, rows(TODAY, cases))
        assert look(office, "latest")["outcome"] == outcome
    assert len(live(office)) == 40 * 2 + 22


def test_a_confirmation_is_used_up(office: Office) -> None:
    confirmation = office.relay.folder / "latest.confirmed"
    path = office.relay.folder / "latest"
    for hours_ago, cases, outcome in ((9, 20, "published"), (8, 10, "held-back")):
        if outcome == "published":
            confirmation.touch()
        shutil.rmtree(path, ignore_errors=True)
        write_night(path, office.relay.clock.now() - hours_ago * HOUR, rows(TODAY, cases))
        assert look(office, "latest")["outcome"] == outcome
    assert not confirmation.exists()
