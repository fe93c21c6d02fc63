"""The returns of the server: the hand-worked example, and the addresses over HTTP."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conformance.tests.worked import AUTHORITY, CASELOAD, ROWS, TOTALS, Worked, worked
from reference_server import instant
from reference_server.assembly import Behaviour
from reference_server.clock import JumpingClock
from reference_server.operations.returns import cases_of, count_cases, count_decisions, course
from reference_server.publisher import TOKEN
from reference_server.rules import STANDARD, Returns
from reference_server.rules.publication import Change
from reference_server.rules.returns import calendar_quarter, midnight
from reference_server.store import Store
from reference_server.tests.opened import opened
from reference_server.tests.test_bad_input import ask

QUARTER = calendar_quarter("2026-Q3")
OURS = f"authority={AUTHORITY}"


def returned(*cases: Worked) -> tuple[dict[str, int], list[tuple[str, dict[str, int]]], dict[str, int]]:
    records = [record for case in cases for record in case.records]
    rules = Returns()
    courses = [course(rules, case) for case in cases_of(records, AUTHORITY)]
    assert QUARTER
    return count_cases(rules, QUARTER, courses, True), *count_decisions(rules, QUARTER, courses)


@pytest.mark.parametrize("case", worked(), ids=lambda case: case.name)
def test_each_case_counts_as_was_worked_out_by_hand(case: Worked) -> None:
    load, rows, _ = returned(case)
    assert load == case.caseload
    counted = {row: {name for name, number in counts.items() if number} for row, counts in rows}
    assert counted == ({case.row: case.columns} if case.row else {})


def test_all_cases_together_are_the_sums_on_paper() -> None:
    load, rows, totals = returned(*worked())
    assert load == CASELOAD
    assert {row: counts["total"] for row, counts in rows} == ROWS
    assert totals == TOTALS


@pytest.mark.parametrize("text", ["", "2026-Q0", "2026-Q5", "2026-q3", "2026Q3", "0000-Q1", "9999-Q4", "2026-Q\u0663"])
def test_what_is_no_quarter_is_none(text: str) -> None:
    assert calendar_quarter(text) is None


def test_a_quarter_begins_at_midnight_in_london() -> None:
    assert instant.text(midnight(date(2026, 7, 1))) == "2026-06-30T23:00:00.000Z"
    assert instant.text(midnight(date(2026, 1, 1))) == "2026-01-01T00:00:00.000Z"


def facts(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    whole = {"reference": "1", "planningAuthority": AUTHORITY, "applicationTypes": ["hh"], "status": "undetermined"}
    return {**whole, "receivedDate": "2026-07-01", **more}


def test_the_journal_gives_each_state_as_it_was(tmp_path: Path) -> None:
    clock = JumpingClock()
    store = Store(tmp_path / "store.sqlite", STANDARD, clock, ("public",))
    first = store.publish((Change("application", "case-0001", facts(), "public"),))
    clock.sleep(1)
    second = store.publish((Change("application", "case-0001", facts(receivedDate="2026-07-02"), "public"),))
    clock.sleep(1)
    third = store.publish((Change("application", "case-0001", None, ""),))
    days = [
        [data["receivedDate"] for _, _, data in store.journal.held("public", at)]
        for at in (first, second, third, third + 1)
    ]
    store.close()
    assert days == [[], ["2026-07-01"], ["2026-07-02"], []]


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        (OURS, 400, "unknown-quarter"),
        (f"quarter=2026-Q5&{OURS}", 400, "unknown-quarter"),
        (f"quarter=2099-Q1&{OURS}", 400, "unknown-quarter"),
        ("quarter=2026-Q3", 400, "invalid-filter"),
        ("quarter=2026-Q3&authority=local-authority:ZZZ", 400, "invalid-filter"),
        (f"quarter=2026-Q3&{OURS}&asAt=yesterday", 400, "invalid-timestamp"),
        (f"quarter=2026-Q3&{OURS}&asAt=2099-01-01T00:00:00Z", 400, "position-ahead"),
        (f"quarter=2026-Q3&{OURS}&asAt=2020-01-01T00:00:00Z", 410, "history-truncated"),
        (f"quarter=2026-Q3&{OURS}&colour=red", 400, "unknown-parameter"),
    ],
)
def test_what_is_asked_wrongly_is_refused(tmp_path: Path, query: str, status: int, word: str) -> None:
    with opened(Behaviour(), JumpingClock(), tmp_path) as bases:
        answered, problem = ask(f"{bases}/public/returns/ps1?{query}")
    assert answered == status
    assert problem["type"].endswith(f":{word}")


def test_a_public_return_counts_less_than_that_of_partners(tmp_path: Path) -> None:
    clock = JumpingClock()
    year, month = instant.text(clock.now())[:4], int(instant.text(clock.now())[5:7])
    query = f"quarter={year}-Q{(month + 2) // 3}&{OURS}"
    with opened(Behaviour(), clock, tmp_path) as bases:
        _, public = ask(f"{bases}/public/returns/ps1?{query}")
        _, partner = ask(f"{bases}/partner/returns/ps1?{query}", token=TOKEN)
    numbers = [answer["onHandStart"] + answer["received"] + answer["unclear"] for answer in (public, partner)]
    assert numbers[0] < numbers[1]
