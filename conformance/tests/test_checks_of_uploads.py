"""Checks of uploads and of withdrawal, each on a handover made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.documents import uploads
from conformance.evidence import Address, Handover, Introduction, Lodgement
from conformance.model.exchange import Exchange
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import entries, exchange, item, terms, told, tombstone

BODY = b"a plan"
FILE: dict[str, Any] = {"filename": "Plan.pdf", "fileSize": 6, "mimeType": "application/pdf", "sha256": "0" * 64}
PLACE = {"upload": "upload-0001", "document": "record-0001", "url": "https://files.example/u/1?~secret-2~"}
DONE = {"upload": "upload-0001", "document": "record-0001", "contentStatus": "available"}


def problem(word: str, status: int) -> Exchange:
    return exchange({"type": PROBLEM + word, "title": "No", "status": status}, status=status)


STEPS = {
    "badly": problem("invalid-upload", 422),
    "spoil": exchange(PLACE, status=201),
    "spoilt": exchange(b"", status=422),
    "spoilt-complete": problem("upload-incomplete", 409),
    "reserve": exchange(PLACE, status=201),
    "early": problem("upload-incomplete", 409),
    "read": exchange(b"", status=403),
    "put": exchange(b"", status=201),
    "waiting": problem("unknown-document", 404),
    "complete": exchange(DONE),
    "unknown": problem("unknown-upload", 404),
    "again": exchange(DONE),
    "granted": exchange({"grants": []}),
    "opened": exchange(BODY),
    "replace": exchange(b"", status=412),
    "reopened": exchange(BODY),
    "withdraw": exchange(b"", status=204),
    "regranted": problem("unknown-document", 404),
    "lingering": exchange(b"", status=404),
}


def handover(*without: str, data: Any = None, **steps: Any) -> Handover:  # noqa: ANN401 - JSON, and exchanges
    taken = {name: one for name, one in {**STEPS, **steps}.items() if name not in without}
    (entry,) = entries(item(1, kind="document", data=data or FILE))
    (gone,) = entries(tombstone(2, kind="document", id=entry.id))
    return Handover(terms(), FILE, BODY, taken, entry, gone, frozenset(("entry", "tombstone")))


JUDGES = [value for value in vars(uploads).values() if isinstance(value, Check) and value.evidence is Handover]


def test_a_file_that_is_handed_in_as_the_standard_has_it_is_not_accused() -> None:
    assert len(JUDGES) == 13
    assert {judge.requirement: told(judge, handover()) for judge in JUDGES if told(judge, handover())} == {}


def test_a_store_that_looks_at_the_bytes_only_in_the_end_is_not_accused() -> None:
    late = handover(spoilt=exchange(b"", status=201), **{"spoilt-complete": problem("invalid-upload", 422)})
    assert [told(judge, late) for judge in JUDGES if told(judge, late)] == []


def test_a_file_that_waits_for_its_scan_is_not_accused() -> None:
    pending = {**DONE, "contentStatus": "pending"}
    waits = handover(
        "opened",
        "reopened",
        "lingering",
        complete=exchange(pending),
        again=exchange(pending),
        granted=problem("unknown-document", 404),
    )
    assert [told(judge, waits) for judge in JUDGES if told(judge, waits)] == []


@pytest.mark.parametrize(
    ("judge", "steps"),
    [
        (uploads.a_sound_reservation_gets_a_place, {"reserve": exchange(PLACE)}),
        (uploads.a_sound_reservation_gets_a_place, {"reserve": exchange({**PLACE, "document": 7}, status=201)}),
        (uploads.a_sound_reservation_gets_a_place, {"put": exchange(b"", status=403)}),
        (uploads.an_unsound_reservation_is_refused, {"badly": exchange(PLACE, status=201)}),
        (uploads.nothing_is_complete_without_its_bytes, {"early": exchange(DONE)}),
        (uploads.who_may_write_may_not_read, {"read": exchange(b"", status=200)}),
        (uploads.nothing_is_given_out_before_it_is_complete, {"waiting": exchange({"grants": []})}),
        (uploads.what_is_complete_is_there, {"complete": problem("unknown-upload", 404)}),
        (uploads.what_is_complete_is_there, {"opened": exchange(b"another")}),
        (uploads.what_comes_later_changes_nothing, {"reopened": exchange(b"another")}),
        (uploads.what_comes_later_changes_nothing, {"reopened": exchange(b"", status=404)}),
        (uploads.a_completion_can_be_asked_for_again, {"again": problem("upload-incomplete", 409)}),
        (uploads.a_completion_can_be_asked_for_again, {"again": exchange({**DONE, "document": "record-0002"})}),
        (uploads.an_upload_that_never_was_is_unknown, {"unknown": problem("upload-incomplete", 409)}),
        (uploads.no_grant_is_given_for_what_is_gone, {"regranted": exchange({"grants": []})}),
        (uploads.what_was_given_out_before_ends, {"lingering": exchange(BODY)}),
    ],
)
def test_a_wrong_step_is_told(judge: Check[Handover], steps: dict[str, Exchange]) -> None:
    assert len(told(judge, handover(**steps))) == 1


def test_a_record_that_tells_of_another_file_is_told() -> None:
    assert told(uploads.what_is_complete_is_there, handover(data={**FILE, "filename": "x"})) == ["'x'"]


def test_wrong_bytes_that_can_be_read_are_told() -> None:
    judge = uploads.bytes_that_were_not_announced_are_not_given_out
    steps = {"spoilt-complete": exchange(DONE), "spoilt-opened": exchange(b"nalp a")}
    assert len(told(judge, handover(**steps))) == 1
    assert told(judge, handover(**{"spoilt-complete": exchange(DONE)})) == []


def test_a_withdrawal_without_a_tombstone_is_told() -> None:
    judge, whole = uploads.who_copied_it_is_told, handover()
    silent = Handover(whole.terms, FILE, BODY, whole.steps, whole.entry, whole.entry, whole.followed)
    assert len(told(judge, silent)) == 1
    unread = Handover(whole.terms, FILE, BODY, whole.steps, whole.entry, whole.entry, frozenset(("entry",)))
    assert told(judge, unread) == []


def test_the_time_of_a_withdrawal_is_stated_and_short() -> None:
    judge = uploads.the_time_that_a_withdrawal_takes_is_stated
    for seconds, breaches in ((0, 0), (300, 0), (301, 1), ("5", 1), (None, 1), (True, 1)):
        assert len(told(judge, Introduction(terms(withdrawalSeconds=seconds), exchange({})))) == breaches


def test_the_address_of_a_withdrawn_document_leads_nowhere() -> None:
    judge, (entry,) = uploads.the_address_of_what_is_gone_leads_nowhere, entries(item(1, kind="document"))
    for status, breaches in ((404, 0), (410, 0), (303, 1), (200, 1)):
        gone = exchange(b"", status=status)
        assert len(told(judge, Address(terms(), entry, exchange(b""), None, exchange(b""), gone))) == breaches
    assert judge.count(Address(terms(), entry, exchange(b""), None, exchange(b""))) == 0


@pytest.mark.parametrize(
    "answer", [exchange(b""), exchange(b"[]"), exchange(b"\xff", status=500), exchange({"url": 5})]
)
def test_garbage_ends_in_verdicts(answer: Exchange) -> None:
    evidence = handover(**dict.fromkeys(STEPS, answer))
    for judge in JUDGES:
        assert all(isinstance(text, str) for text in told(judge, evidence))
        assert judge.count(evidence) >= 0


def lodgement(**steps: Exchange) -> Lodgement:
    whole = {
        "reserve": exchange(PLACE, status=201),
        "complete": exchange(DONE),
        "deliver": exchange({"results": [{"status": "applied"}], "last": 1}),
        "granted": exchange({"grants": []}),
        "opened": exchange(BODY),
    }
    return Lodgement(terms(), BODY, {**whole, **steps})


def test_a_submission_that_is_read_as_it_was_sent_is_not_accused() -> None:
    assert told(uploads.what_was_sent_in_is_read_as_it_was_sent, lodgement()) == []


def test_a_submission_that_was_not_taken_is_not_seen() -> None:
    refused = lodgement(deliver=exchange({"results": [{"status": "rejected"}], "last": 1}))
    assert refused.taken == lodgement(complete=problem("upload-incomplete", 409)).taken == ()


@pytest.mark.parametrize("body", [b"", b"a  plan"])
def test_a_submission_that_was_written_again_is_told(body: bytes) -> None:
    assert len(told(uploads.what_was_sent_in_is_read_as_it_was_sent, lodgement(opened=exchange(body)))) == 1
