"""Checks of what stands in records, each on evidence made by hand: clean, and broken."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.checks.records import SECTIONS, content, dates, lifecycle, places
from conformance.evidence import Copy, Register
from conformance.model.grid import to_grid
from conformance.tests.specimens import FACTS, SITE, entries, exchange, item, page, terms, told, tombstone

CASE: dict[str, Any] = {
    "reference": "26/00123/FUL",
    "planningAuthority": "local-authority:WMB",
    "description": "A café",
    "applicationTypes": ["full"],
    "site": SITE,
    "stage": "assessment",
    "status": "undetermined",
    "receivedDate": "2026-01-12",
}
KINDS = ["application", "site", "decision"]
SQUARE = [[-2.9, 52.3], [-2.8, 52.3], [-2.8, 52.4], [-2.9, 52.4], [-2.9, 52.3]]


def case(seq: int = 1, key: str = "case-000001", **members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return item(seq, kind="application", id=key, data={**CASE, **members})


def decision(seq: int = 9, key: str = "dec-000001", **members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    data = {"planningAuthority": CASE["planningAuthority"], "application": "case-000001", "decision": "granted"}
    return item(seq, kind="decision", id=key, data={**data, "decisionDate": "2026-03-01", **members})


def register(*items: Any, **members: Any) -> Register:  # noqa: ANN401 - JSON
    """Each record with its versions, in the order of the items."""
    courses: dict[tuple[str, str], list[Any]] = {}
    for entry in entries(*items):
        courses.setdefault(entry.key, []).append(entry)
    said = terms(**{"kinds": KINDS, **members})
    return Register(said, tuple(tuple(course) for course in courses.values()), (page(*items),))


def site(**members: Any) -> Register:  # noqa: ANN401 - JSON
    return register(item(1, data={**FACTS, **members}))


def copy(*items: Any, **members: Any) -> Copy:  # noqa: ANN401 - JSON
    live = {entry.key: entry for entry in entries(*items) if not entry.is_tombstone}
    gone = {entry.key: entry for entry in entries(*items) if entry.is_tombstone}
    return Copy(terms(**{"kinds": KINDS, **members}), live, exchange(n=7), gone)


@pytest.mark.parametrize(
    ("key", "reference", "is_told"),
    [
        ("26-00123-FUL", "26/00123/FUL", True),
        ("application-26-00123-FUL", "26/00123/FUL", True),
        ("0f2600123fa10f2600123fa10f260012", "26/00123", False),
        ("7f3a44c1-0000-4000-8000-000000000001", "7f3a44c1-0000-4000-8000-000000000001", False),
        ("9f2c4b1e52d44b7e9a631f0c7d2e8b45", "26/00123/FUL", False),
    ],
)
def test_an_id_is_not_made_of_a_reference(key: str, reference: str, *, is_told: bool) -> None:
    assert bool(told(content.an_id_is_not_made_of_a_reference, register(case(key=key, reference=reference)))) is is_told


@pytest.mark.parametrize(
    ("reference", "is_told"),
    [("26/00123/FUL", False), ("TCA 26/017 & 018", False), ("\u00c9/1", False), ("E\u0301/1", True), ("A ", True)]
    + [(text, True) for text in ("A\u00ad1", "A\u200b1", "A\u00a01", "\tA")],
)
def test_a_reference_is_as_it_is_printed(reference: str, *, is_told: bool) -> None:
    judge = content.a_reference_is_written_in_one_way
    assert bool(told(judge, register(case(linkedApplications=[{"reference": reference}])))) is is_told


def test_property_numbers_and_codes_are_written_in_one_way() -> None:
    number, code = (
        content.a_property_number_is_text_without_zeros_in_front,
        content.a_code_is_spelt_as_its_list_spells_it,
    )
    assert told(number, site(uprns=["100", "900000000012"], usrns=["12"])) == []
    for wrong in (["0100"], [100], [True], [" 100"], ["1234567890123"]):
        assert len(told(number, site(uprns=wrong))) == 1
    for right in ("granted", "granted-by-the-moon", ""):
        assert told(code, register(decision(decision=right))) == []
    for wrong_word in ("Granted", "granted_with_conditions", "granted ", "Prior approval given"):
        assert len(told(code, register(decision(decision=wrong_word)))) == 1


def test_dates_come_in_order_within_a_record_and_across_a_case() -> None:
    alone, together = dates.the_dates_of_a_record_are_in_order, dates.the_dates_of_a_case_are_in_order
    assert told(alone, register(case(withdrawnDate="2026-01-12"), decision(committeeDate="2026-02-28"))) == []
    assert len(told(alone, register(case(withdrawnDate="2026-01-11")))) == 1
    assert len(told(alone, register(decision(committeeDate="2026-03-02")))) == 1
    assert told(alone, register(case(receivedDate="9999-12-31", withdrawnDate="2026-01-11"))) == []
    assert told(together, copy(case(), decision())) == []
    assert told(together, copy(case(), decision(decisionDate="2026-01-12"))) == []
    assert len(told(together, copy(case(), decision(decisionDate="2026-01-11")))) == 1
    assert told(together, copy(decision(decisionDate="2026-01-11"))) == []


def test_a_date_lies_within_the_life_of_a_case_and_what_is_past_is_past() -> None:
    plausible, past = dates.a_date_lies_within_the_life_of_a_case, dates.what_has_happened_is_not_dated_ahead
    # The exchanges of these tests were sent at noon of 28 March 2026.
    for day, flaws in (("1948-07-01", 0), ("1947-07-01", 1), ("2031-12-31", 0), ("2032-01-01", 1)):
        assert len(told(plausible, register(case(receivedDate=day)))) == flaws
    assert told(plausible, register(case(statutoryDeadlineDate="2126-01-01"))) == []
    assert told(plausible, register(item(1, data={**FACTS, "receivedDate": "1066-10-14"}))) == []
    for day, flaws in (("2026-03-28", 0), ("2026-03-29", 1), ("2025-01-01", 0)):
        assert len(told(past, register(case(receivedDate=day)))) == flaws
    assert told(past, register(case(statutoryDeadlineDate="2026-05-01"))) == []


def state(stage: str, status: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"stage": stage, "status": status, **members}


CORRECTED = {"corrections": [{"correctedDate": "2026-03-02", "reason": "wrong-case"}]}


@pytest.mark.parametrize(
    ("states", "broken"),
    [
        ([("validation", "undetermined"), ("assessment", "determined"), ("highCourtAppeal", "determined")], ""),
        ([("highCourtAppeal", "determined"), ("assessment", "undetermined")], ""),
        ([("assessment", "undetermined"), ("consultation", "undetermined")], ""),
        ([("consultation", "undetermined"), ("validation", "undetermined")], "records.move-is-lawful"),
        ([("appeal", "determined"), ("submission", "undetermined")], "records.decided-stays-decided"),
        ([("assessment", "determined"), ("assessment", "undetermined")], "records.decided-stays-decided"),
        ([("assessment", "withdrawn"), ("assessment", "undetermined")], "records.ended-stays-ended"),
        ([("validation", "returned"), ("validation", "undetermined")], "records.ended-stays-ended"),
        ([("assessment", "withdrawn"), ("assessment", "withdrawn")], ""),
        ([("consultation", "determined"), ("moon", "undetermined")], ""),
    ],
)
def test_a_move_is_judged_by_what_can_be_reached(states: list[tuple[str, str]], broken: str) -> None:
    versions = [case(n, **state(*one)) for n, one in enumerate(states, 1)]
    judges = [one for one in vars(lifecycle).values() if isinstance(one, Check) and one.over == "moves"]
    found = [judge.requirement for judge in judges if told(judge, register(*versions))]
    assert found[:1] == ([broken] if broken else [])
    # Where the move is told to be a correction, or nobody could tell it, nothing is wrong with it.
    corrected = register(*versions[:-1], {**versions[-1], "data": {**versions[-1]["data"], **CORRECTED}})
    assert [judge for judge in judges if told(judge, corrected)] == []
    assert [judge for judge in judges if judge.count(register(*versions, view="national"))] == []


def test_a_decision_is_undone_where_a_court_has_quashed_it() -> None:
    judge = lifecycle.what_is_decided_is_undone_by_a_court_alone
    versions = [case(1, status="determined"), case(2)]
    assert len(told(judge, register(*versions, decision()))) == 1
    assert told(judge, register(*versions, decision(quashed=True))) == []
    assert len(
        told(judge, register(*versions, decision(quashed=True), tombstone(10, kind="decision", id="dec-000001")))
    )
    assert told(judge, register(*versions, kinds=["application"])) == []


def test_a_stage_and_a_status_go_together() -> None:
    judge = lifecycle.a_stage_and_a_status_go_together
    assert told(judge, register(case(), case(2, **state("appeal", "undetermined")))) == []
    assert len(told(judge, register(case(**state("consultation", "determined"))))) == 1
    assert told(judge, register(case(**state("consultation", "decided")))) == []


def test_an_end_has_what_belongs_to_it_and_nothing_else() -> None:
    decided, withdrawn = lifecycle.what_is_determined_was_decided, lifecycle.what_was_withdrawn_is_not_decided
    assert told(decided, copy(case(status="determined"), decision())) == []
    assert len(told(decided, copy(case(status="determined")))) == 1
    assert decided.count(copy(case(status="determined"), kinds=["application"])) == 0
    assert len(told(withdrawn, copy(case(status="withdrawn"), decision()))) == 1
    assert told(withdrawn, copy(case(status="withdrawn"), decision(quashed=True))) == []
    assert told(withdrawn, copy(case(status="disposed"), decision(decision="finally-disposed"))) == []
    day, only = lifecycle.a_withdrawal_has_a_day, lifecycle.only_what_is_withdrawn_has_the_day_of_it
    assert len(told(day, register(case(status="withdrawn")))) == 1
    assert told(day, register(case(status="withdrawn", withdrawnDate="2026-02-01"))) == []
    assert len(told(only, register(case(withdrawnDate="2026-02-01")))) == 1
    assert told(only, register(case(withdrawnDate="1900-01-01"))) == []


@pytest.mark.parametrize(
    ("geometry", "broken"),
    [
        ({"type": "Point", "coordinates": [-2.9, 52.3]}, set()),
        ({"type": "Point", "coordinates": [52.3, -2.9]}, {"records.geometry-is-in-degrees"}),
        ({"type": "Point", "coordinates": [338541, 270112]}, {"records.geometry-is-in-degrees"}),
        ({"type": "Point", "coordinates": [-2.92207800000001, 52.3]}, {"records.position-is-not-over-exact"}),
        ({"type": "Polygon", "coordinates": [SQUARE]}, set()),
        ({"type": "Polygon", "coordinates": [SQUARE, SQUARE]}, {"records.ring-turns-left"}),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE[::-1]]]}, {"records.ring-turns-left"}),
        ({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, {"records.ring-is-closed"}),
        ({"type": "Polygon", "coordinates": [[], [[]], 7, [[1]]]}, {"records.geometry-is-in-degrees"}),
        ({"type": "Polygon"}, set()),
    ],
)
def test_a_geometry_is_drawn_as_it_is_to_be(geometry: dict[str, Any], broken: set[str]) -> None:
    judges = [one for one in vars(places).values() if isinstance(one, Check)]
    assert {judge.requirement for judge in judges if told(judge, site(geometry=geometry))} == broken


def test_the_grid_and_the_degrees_name_one_place() -> None:
    judge = places.two_ways_to_say_where_name_one_place
    east, north = to_grid(51.4778, -0.0014)
    # The observatory at Greenwich, as its own page has it.
    assert (round(east / 10), round(north / 10)) == (53889, 17732)
    where = {"latitude": 51.4778, "longitude": -0.0014}
    assert told(judge, site(**where, easting=538890, northing=177320)) == []
    assert told(judge, site(**where, easting=539500, northing=177320)) == []
    assert len(told(judge, site(**where, easting=177320, northing=538890))) == 1
    assert judge.count(site(**where, easting="538890", northing=177320)) == 0


@pytest.mark.parametrize("data", [{}, {"stage": 5, "status": [], "receivedDate": {}, "geometry": [], "uprns": 7}])
@pytest.mark.parametrize("kind", ["application", "site", "decision", "bench"])
def test_garbage_ends_in_verdicts(kind: str, data: dict[str, Any]) -> None:
    judges = [one for section in SECTIONS for one in vars(section).values() if isinstance(one, Check)]
    items = [item(1, kind=kind, data=data), item(2, kind=kind, id="record-0001", data=data)]
    for judge in judges:
        for evidence in (register(*items), copy(*items)):
            if isinstance(evidence, judge.evidence):
                assert all(isinstance(text, str) for text in told(judge, evidence))
                assert judge.count(evidence) >= 0
