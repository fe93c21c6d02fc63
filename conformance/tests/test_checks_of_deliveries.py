"""Checks of the chapter *Deliveries*, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.deliveries import delivering, editing, notifying, refusing
from conformance.evidence import Correspondence, Delivery, Edit, Errand, Move, Parcel, Rejection, Revision, Role, Round
from conformance.model.heard import Heard
from conformance.model.page import Entry
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import FACTS, NOON, entries, exchange, item, terms, told, tombstone

KEY = "record-0001"
SECRET = "whsec_" + base64.b64encode(b"k" * 32).decode()


def parcel(role: Role, version: int = 1, **members: Any) -> Parcel:  # noqa: ANN401 - JSON
    return Parcel(role, {"kind": "site", "id": KEY, "version": version, "op": "upsert", "data": FACTS, **members})


def result(status: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"kind": "site", "id": KEY, "status": status, "version": 1, **members}


def problem(word: str, status: int) -> dict[str, Any]:
    return {"type": PROBLEM + word, "title": "No", "status": status}


def delivery(errand: Errand, *pairs: tuple[Parcel, dict[str, Any]]) -> Delivery:
    body = {"results": [answer for _, answer in pairs], "last": 1}
    return Delivery(errand, tuple(sent for sent, _ in pairs), exchange(body, method="POST"))


def refused(errand: Errand, status: int, word: str) -> Delivery:
    return Delivery(errand, (parcel(Role.GOOD),), exchange(problem(word, status), status=status, method="POST"))


FIRST = delivery(Errand.FIRST, (parcel(Role.GOOD), result("applied")))
STATE = {"epoch": "a", "last": 1, "coveredTo": "2026-03-28T12:00:00.000Z"}


def round_of(*deliveries: Delivery, state: Any = STATE, final: tuple[Any, ...] = ()) -> Round:  # noqa: ANN401 - JSON
    latest = {entry.id: entry for entry in entries(*final)}
    return Round(terms(view="partner"), (FIRST, *deliveries), exchange(state), "a", 1, latest, NOON)


@pytest.mark.parametrize(
    ("judge", "role", "good", "bad"),
    [
        (delivering.two_states_do_not_share_a_version, Role.CHANGED, "rejected", "unchanged"),
        (delivering.what_is_not_valid_is_not_taken_in, Role.INVALID, "rejected", "applied"),
        (delivering.what_is_kept_nowhere_is_not_taken_in, Role.STRANGE, "rejected", "applied"),
        (delivering.the_others_are_handled_all_the_same, Role.GOOD, "applied", "rejected"),
        (delivering.two_states_do_not_share_a_version, Role.CHANGED, "accepted", "stale"),
    ],
)
def test_each_item_has_its_own_fate(judge: Check[Any], role: Role, good: str, bad: str) -> None:
    assert told(judge, round_of(delivery(Errand.MIXED, (parcel(role), result(good))))) == []
    assert len(told(judge, round_of(delivery(Errand.MIXED, (parcel(role), result(bad)))))) == 1


def test_a_kind_that_is_kept_and_shown_is_kept() -> None:
    one = delivery(Errand.MIXED, (parcel(Role.STRANGE), result("applied")))
    assert told(delivering.what_is_kept_nowhere_is_not_taken_in, round_of(one, final=(item(1, id=KEY),))) == []


def test_results_stand_in_the_order_of_the_items() -> None:
    judge, other = delivering.every_item_is_answered_in_its_place, {"kind": "site", "id": "another-one"}
    assert told(judge, round_of()) == []
    assert len(told(judge, round_of(delivery(Errand.MIXED, (parcel(Role.GOOD), result("applied", **other)))))) == 1
    short = Delivery(Errand.MIXED, (parcel(Role.GOOD),), exchange({"results": []}))
    assert len(told(judge, round_of(short))) == 1


def test_a_rejection_has_a_registered_problem() -> None:
    judge = delivering.a_rejected_item_has_a_problem
    for answer, flaws in (
        (result("rejected", problem=problem("invalid-record", 422)), 0),
        (result("rejected"), 1),
        (result("rejected", problem=problem("made-up", 422)), 1),
        (result("applied"), 0),
    ):
        assert len(told(judge, round_of(delivery(Errand.MIXED, (parcel(Role.INVALID), answer))))) == flaws


def test_extensions_come_back() -> None:
    data = {**FACTS, "extensions": {"a": 1}}
    one = delivery(Errand.MIXED, (parcel(Role.EXTENDED, data=data), result("applied")))
    judge = delivering.extensions_come_back_as_they_were_sent
    assert told(judge, round_of(one, final=(item(1, id=KEY, data=data),))) == []
    assert len(told(judge, round_of(one, final=(item(1, id=KEY),)))) == 1


@pytest.mark.parametrize(
    ("judge", "errand", "status", "word"),
    [
        (refusing.what_leaves_a_gap_is_not_taken, Errand.GAP, 409, "delivery-gap"),
        (refusing.what_is_no_delivery_is_not_taken, Errand.CUT_OFF, 400, "malformed-body"),
        (refusing.what_is_too_large_is_not_taken, Errand.LARGE, 413, "body-too-large"),
        (refusing.a_position_of_another_epoch_means_nothing, Errand.FOREIGN_GAP, 409, "delivery-gap"),
    ],
)
def test_what_is_no_delivery_is_refused_by_name(judge: Check[Any], errand: Errand, status: int, word: str) -> None:
    assert told(judge, round_of(refused(errand, status, word))) == []
    assert len(told(judge, round_of(delivery(errand, (parcel(Role.GOOD), result("applied")))))) == 1
    unanswered = Delivery(errand, (parcel(Role.GOOD),), exchange(b"", status=0))
    assert told(judge, round_of(unanswered)) == []


def test_nothing_is_left_of_a_refused_delivery() -> None:
    gap = refused(Errand.GAP, 409, "delivery-gap")
    stray = Delivery(Errand.GAP, (parcel(Role.GOOD, id="record-0002"),), gap.exchange)
    judge = refusing.nothing_is_left_of_what_was_refused
    assert told(judge, round_of(stray)) == []
    assert len(told(judge, round_of(stray, final=(item(2, id="record-0002"),)))) == 1
    assert told(judge, round_of(gap, final=(item(1, id=KEY),))) == []


def test_the_state_is_true() -> None:
    where, ahead = refusing.the_state_is_where_the_sender_stands, refusing.the_state_is_not_ahead_of_the_feed
    assert told(where, round_of()) == told(ahead, round_of()) == []
    assert len(told(where, round_of(state={**STATE, "last": 0}))) == 1
    assert len(told(where, round_of(state=b"<html>"))) == 1
    assert len(told(ahead, round_of(state={**STATE, "coveredTo": "2026-03-28T12:00:00.001Z"}))) == 1


def edit(move: Move, status: int, body: Any, read: int = 1, **headers: str) -> Edit:  # noqa: ANN401 - JSON
    return Edit(move, (KEY,), FACTS, read, exchange(body, status=status, headers=tuple(headers.items())))


CREATED = edit(Move.CREATE, 201, item(1, id=KEY, version=1), read=0, ETag='"1"')


def revision(*edits: Edit, midway: tuple[Any, ...] = (item(1, id=KEY),)) -> Revision:
    latest: dict[str, Entry] = {entry.id: entry for entry in entries(*midway)}
    return Revision(terms(view="partner"), (CREATED, *edits), latest, latest)


@pytest.mark.parametrize(
    ("judge", "move", "status", "word"),
    [
        (editing.an_edit_without_a_condition_is_refused, Move.CARELESS, 428, "precondition-required"),
        (editing.an_edit_of_an_older_version_is_refused, Move.STALE, 412, "precondition-failed"),
        (editing.what_is_there_is_not_created, Move.CREATE_AGAIN, 412, "precondition-failed"),
        (editing.an_edit_that_is_not_valid_is_refused, Move.INVALID, 422, "invalid-record"),
        (editing.a_batch_without_a_key_is_refused, Move.BATCH_KEYLESS, 400, "missing-key"),
        (editing.another_body_under_a_key_is_refused, Move.BATCH_OTHER, 422, "key-reused"),
    ],
)
def test_a_wrong_edit_is_refused_by_name(judge: Check[Any], move: Move, status: int, word: str) -> None:
    assert told(judge, revision(edit(move, status, problem(word, status)))) == []
    assert len(told(judge, revision(edit(move, status, problem("other", status))))) == 1
    assert len(told(judge, revision(edit(move, 200, item(2, id=KEY))))) == 1
    assert told(judge, revision(edit(move, 503, b""))) == []


def test_an_edit_is_published_and_tagged_with_its_version() -> None:
    published, tagged = editing.what_was_edited_can_be_read, editing.a_tag_is_the_version_in_quotes
    assert told(published, revision()) == told(tagged, revision()) == []
    assert len(told(published, revision(midway=()))) == 1
    assert len(told(published, revision(midway=(item(1, id=KEY, data={}),)))) == 1
    assert len(told(tagged, revision(edit(Move.LOOK, 200, item(1, id=KEY), ETag='W/"1"')))) == 1


def test_a_refused_edit_leaves_the_record_alone() -> None:
    stale = Edit(Move.STALE, (KEY,), {"other": 1}, 1, exchange(problem("precondition-failed", 412), status=412))
    judge = editing.a_refused_edit_leaves_the_record_as_it_was
    assert told(judge, revision(stale)) == []
    assert len(told(judge, revision(stale, midway=(item(2, id=KEY, data={"other": 1}),)))) == 1
    careless = Edit(Move.CARELESS_REMOVAL, (KEY,), None, 1, exchange(b"{}", status=428))
    assert len(told(judge, revision(careless, midway=(tombstone(2, id=KEY),)))) == 1


def heard(number: int, name: str, status: int = 204, path: str = "/hook", **members: Any) -> Heard:  # noqa: ANN401
    note = {"type": "changes.available", "subscription": "5b1f0c7a91d4", "number": number, **members}
    body = json.dumps(note).encode()
    signed = hmac.new(b"k" * 32, f"{name}.7.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(signed).decode()}"
    headers = {"webhook-id": name, "webhook-timestamp": "7", "webhook-signature": signature}
    return Heard("POST", path, headers, body, NOON + 1, status)


def letters(*some: Heard, **members: Any) -> Correspondence:  # noqa: ANN401 - the fields of a correspondence
    asked = heard(0, "q", 200, type="subscription.verify", challenge="0123456789abcdef")
    whole: dict[str, Any] = {
        "created": exchange({"secret": SECRET}, status=201),
        "asked": (asked,),
        "published": ((NOON, some),),
        "looked": exchange({"id": "5b1f0c7a91d4"}),
        "ended": exchange(b"", status=204),
        "looked_after": exchange(b"{}", status=404),
        "after": (),
        "patience": 62.0,
    }
    return Correspondence(terms(), **{**whole, **members})


FINE = (heard(1, "a", 500), heard(1, "a"), heard(2, "b"))


@pytest.mark.parametrize(
    ("judge", "broken"),
    [
        (notifying.a_change_is_told_in_time, letters()),
        (notifying.a_notification_holds_a_hint_and_no_more, letters(heard(1, "a", items=[]))),
        (
            notifying.a_notification_has_a_signature_that_fits,
            letters(*FINE, created=exchange({"secret": "whsec_AAAA"})),
        ),
        (notifying.what_failed_comes_again_as_itself, letters(heard(1, "a", 500), heard(1, "c"))),
        (notifying.numbers_go_up_by_one, letters(heard(1, "a"), heard(1, "b"))),
        (notifying.who_is_called_was_asked_before, letters(*FINE, asked=())),
        (notifying.a_redirect_leads_nowhere, letters(heard(1, "a", 307), heard(1, "a", path="/astray"))),
        (notifying.a_secret_is_not_told_again, letters(*FINE, looked=exchange({"secret": SECRET}))),
        (notifying.who_has_left_is_not_called, letters(*FINE, after=(heard(3, "c"),))),
    ],
)
def test_a_notification_is_as_it_is_to_be(judge: Check[Any], broken: Correspondence) -> None:
    assert told(judge, letters(*FINE)) == []
    assert told(judge, broken)


def test_an_inner_address_is_refused() -> None:
    def rejection(status: int, word: str) -> Rejection:
        return Rejection(
            terms(), "https://10.0.0.8/", "a private address", exchange(problem(word, status), status=status)
        )

    judge = notifying.an_inner_address_is_not_called
    assert told(judge, rejection(422, "address-not-permitted")) == []
    assert told(judge, rejection(429, "too-many-requests")) == []
    assert len(told(judge, rejection(422, "receiver-not-verified"))) == 1
    assert len(told(judge, rejection(201, "nothing"))) == 1
