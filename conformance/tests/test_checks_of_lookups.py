"""Checks of the section *Look-up*, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.records import lookup as records
from conformance.evidence import Aim, Enquiry, Sought
from conformance.model.exchange import Exchange
from conformance.model.page import Entry
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import FACTS, entries, exchange, item, page, terms, told, tombstone

ID = "record-0001"
SITE = {**FACTS, "reference": "S/1", "uprns": ["100"]}
HELD = item(1, data=SITE)
KEYS = (("reference", "S/1"), ("authority", "local-authority:WMB"))
GARBAGE = (
    exchange(b""),
    exchange(b"null"),
    exchange(b"[]"),
    exchange(b'{"items": 5}'),
    exchange({"items": [None, 5, [], {"data": []}]}),
    exchange({"seq": True, "data": 7}),
    exchange(b"\xff", status=500),
    exchange(b"<html>", status=404),
)


def enquiry(sought: Sought, answer: Exchange, *held: Any, after: tuple[Any, ...] | None = None) -> Enquiry:  # noqa: ANN401
    def latest(items: tuple[Any, ...]) -> dict[tuple[str, str], Entry]:
        return {entry.key: entry for entry in entries(*items)}

    return Enquiry(terms(), sought, answer, latest(held), latest(held if after is None else after))


def by_id(aim: Aim, answer: Any, *held: Any, status: int = 200, **members: Any) -> Enquiry:  # noqa: ANN401 - JSON
    return enquiry(Sought(aim, "a question", "site", ID), exchange(answer, status=status), *held, **members)


def search(aim: Aim, *found: Any, held: tuple[Any, ...] = (HELD,)) -> Enquiry:  # noqa: ANN401 - JSON
    keys = (("uprn", "100"),) if aim is Aim.UPRN else KEYS
    return enquiry(Sought(aim, "a question", "site", keys=keys), page(*found).exchange, *held)


def problem(word: str, status: int) -> dict[str, Any]:
    return {"type": PROBLEM + word, "title": "No", "status": status}


def test_a_record_is_looked_up_as_the_feed_gives_it() -> None:
    judge = records.what_is_looked_up_is_what_the_feed_gives
    assert told(judge, by_id(Aim.LIVE, HELD, HELD)) == []
    assert len(told(judge, by_id(Aim.LIVE, {**HELD, "data": FACTS}, HELD))) == 1
    assert len(told(judge, by_id(Aim.LIVE, {**HELD, "seq": 9}, HELD))) == 1
    assert len(told(judge, by_id(Aim.LIVE, {**HELD, "version": 9}, HELD))) == 1
    moved = item(7, id=ID, version=7)
    between = {**HELD, "version": 3}
    assert told(judge, by_id(Aim.LIVE, between, HELD, after=(moved,))) == []
    assert told(judge, by_id(Aim.LIVE, moved, HELD, after=(moved,))) == []
    assert len(told(judge, search(Aim.REFERENCE, {**HELD, "data": {**SITE, "postcode": "ZZ1"}}))) == 1


def test_a_live_record_is_found_unless_something_happened_to_it() -> None:
    judge = records.a_live_record_is_there
    assert told(judge, by_id(Aim.LIVE, HELD, HELD)) == []
    lost = by_id(Aim.LIVE, problem("unknown-record", 404), HELD, status=404)
    assert told(judge, lost) == ["status 404"]
    assert told(judge, by_id(Aim.LIVE, {}, HELD, status=410, after=(tombstone(2, id=ID),))) == []


def test_nothing_older_than_the_feed_gave_is_found() -> None:
    judge = records.nothing_older_is_found_than_the_feed_has_given
    newer = {**HELD, "version": 2}
    assert told(judge, by_id(Aim.LIVE, newer, HELD)) == []
    assert len(told(judge, by_id(Aim.LIVE, HELD, newer))) == 1
    assert len(told(judge, search(Aim.REFERENCE, HELD, held=(newer,)))) == 1


def test_a_look_up_shows_records_and_fields_of_the_feed_alone() -> None:
    judge = records.a_look_up_shows_no_more_than_the_feed_does
    assert told(judge, search(Aim.REFERENCE, HELD)) == []
    assert len(told(judge, search(Aim.REFERENCE, HELD, item(2, data=SITE)))) == 1
    assert len(told(judge, by_id(Aim.LIVE, {**HELD, "data": {**SITE, "officerName": "Ann"}}, HELD))) == 1
    assert told(judge, by_id(Aim.LIVE, item(1, kind="bench", data={"secret": 1}), item(1, kind="bench"))) == []


@pytest.mark.parametrize(
    ("judge", "aim", "word", "status", "held"),
    [
        (records.a_removed_record_is_told_to_be_gone, Aim.REMOVED, "record-removed", 410, (tombstone(1),)),
        (records.a_record_that_never_was_is_not_found, Aim.UNKNOWN, "unknown-record", 404, ()),
        (records.a_search_without_a_key_is_refused, Aim.KEYLESS, "missing-lookup-key", 400, ()),
        (records.a_stray_parameter_of_a_search_is_refused, Aim.STRAY, "unknown-parameter", 400, ()),
    ],
)
def test_what_is_not_there_or_not_asked_well_has_a_problem_of_its_own(
    judge: Check[Any], aim: Aim, word: str, status: int, held: tuple[Any, ...]
) -> None:
    assert told(judge, by_id(aim, problem(word, status), *held, status=status)) == []
    assert told(judge, by_id(aim, problem("other", status), *held, status=status)) == [f"{status} with {PROBLEM}other"]
    assert told(judge, by_id(aim, HELD, *held)) == ["status 200"]
    assert told(judge, by_id(aim, b"<html>", *held, status=status)) == [f"{status} with no problem type"]
    other = by_id(Aim.LIVE, b"", *held, status=500)
    assert told(judge, other) == []
    assert judge.count(other) == 0


@pytest.mark.parametrize(
    ("judge", "aim"),
    [
        (records.what_has_a_reference_is_found_by_it, Aim.REFERENCE),
        (records.what_lies_at_a_property_is_found_by_it, Aim.UPRN),
    ],
)
def test_every_live_record_that_answers_to_the_keys_is_found(judge: Check[Any], aim: Aim) -> None:
    other = item(2, data=SITE)
    assert told(judge, search(aim, HELD, other, held=(HELD, other))) == []
    assert len(told(judge, search(aim, HELD, held=(HELD, other)))) == 1
    assert told(judge, search(aim, HELD, held=(HELD, item(3)))) == []
    assert told(judge, search(aim, held=(tombstone(1),))) == []


def test_what_is_found_answers_to_the_keys() -> None:
    judge = records.what_is_found_answers_to_the_keys
    assert told(judge, search(Aim.REFERENCE, HELD)) == []
    for wrong in ({"reference": "s/1"}, {"reference": "S/12"}, {"planningAuthority": "local-authority:OMD"}):
        assert len(told(judge, search(Aim.REFERENCE, {**HELD, "data": {**SITE, **wrong}}))) == 1
    assert len(told(judge, search(Aim.UPRN, {**HELD, "data": {**SITE, "uprns": ["0100"]}}))) == 1
    assert told(judge, search(Aim.UPRN, {**HELD, "data": {**FACTS, "uprn": "100"}})) == []
    assert len(told(judge, search(Aim.UPRN, {**HELD, "kind": "application"}))) == 1


def test_a_search_of_nothing_is_an_empty_list() -> None:
    judge = records.where_nothing_is_found_the_list_is_empty
    assert told(judge, search(Aim.NOTHING)) == []
    assert len(told(judge, search(Aim.NOTHING, HELD))) == 1
    assert len(told(judge, enquiry(Sought(Aim.NOTHING, "", "site", keys=KEYS), exchange(b"", status=404)))) == 1


@pytest.mark.parametrize("answer", GARBAGE)
@pytest.mark.parametrize("aim", list(Aim))
def test_garbage_ends_in_verdicts(aim: Aim, answer: Exchange) -> None:
    judges = [one for one in vars(records).values() if isinstance(one, Check) and one.evidence is Enquiry]
    assert len(judges) == 12
    for key in (ID, ""):
        evidence = enquiry(Sought(aim, "a question", "site", key, KEYS), answer, HELD)
        for judge in judges:
            assert all(isinstance(text, str) for text in told(judge, evidence))
            assert judge.count(evidence) >= 0
