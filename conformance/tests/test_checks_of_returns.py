"""The returns as the judge counts them, against a hand-worked example; and its checks on answers made by hand."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from conformance.check import Check
from conformance.checks import returns
from conformance.evidence import Answer, Reckoning, Refusal
from conformance.evidence.returns import book_of
from conformance.model.caseload import Count, count, files
from conformance.model.exchange import Exchange
from conformance.model.instant import read, write
from conformance.model.page import Entry
from conformance.model.quarter import Quarter, quarter_at
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import entries, exchange, item, terms, told
from conformance.tests.worked import AUTHORITY, CASELOAD, ROWS, TOTALS, Worked, worked

QUARTER = Quarter(2026, 3)
POSITION = read("2026-10-05T00:00:00.000Z") or 0
BOOK = book_of(terms())
GARBAGE = (
    exchange(b""),
    exchange(b"null"),
    exchange({"rows": 5, "totals": []}),
    exchange({"rows": [None, {"row": 5, "decisions": [1]}], "asAt": "then"}),
    exchange(b"<html>", status=500),
)


def counted(*cases: Worked) -> Count:
    records = [record for case in cases for record in case.records]
    return count(files(records, AUTHORITY, BOOK), QUARTER, BOOK)


def caseload(of: Count) -> dict[str, int]:
    end = of.on_hand + of.received - of.decided - of.left
    numbers = (of.on_hand, of.received, of.decided, of.left, end, of.unclear)
    return dict(zip(CASELOAD, numbers, strict=True))


@pytest.mark.parametrize("case", worked(), ids=lambda case: case.name)
def test_each_case_counts_as_was_worked_out_by_hand(case: Worked) -> None:
    found = counted(case)
    assert caseload(found) == case.caseload
    assert {row: set(columns) for row, columns in found.rows.items()} == ({case.row: case.columns} if case.row else {})


def test_all_cases_together_are_the_sums_on_paper() -> None:
    found = counted(*worked())
    assert caseload(found) == CASELOAD
    assert {row: columns["total"] for row, columns in found.rows.items()} == ROWS
    total: Counter[str] = sum(found.rows.values(), Counter())
    assert {name: total[name] for name in TOTALS} == TOTALS


def test_a_quarter_begins_at_midnight_in_london() -> None:
    assert quarter_at(read("2026-06-30T22:59:59.999Z") or 0) == Quarter(2026, 2)
    assert quarter_at(read("2026-06-30T23:00:00.000Z") or 0) == QUARTER
    assert quarter_at(read("2026-12-31T23:59:59.999Z") or 0) == Quarter(2026, 4)
    assert Quarter(2026, 1).before == Quarter(2025, 4)
    assert (str(QUARTER.last), str(Quarter(2025, 4).next)) == ("2026-09-30", "2026-Q1")


def records() -> dict[tuple[str, str], Entry]:
    every = [record for case in worked() for record in case.records]
    items = [item(n, kind=kind, id=key, data=data) for n, (kind, key, data) in enumerate(every, 1)]
    return {entry.key: entry for entry in entries(*items)}


def head(name: str, quarter: Quarter, position: int) -> dict[str, Any]:
    days = {"from": str(quarter.first), "to": str(quarter.last), "quarterEnded": position >= quarter.next.begins}
    stated = {"return": name, "authority": AUTHORITY, "quarter": str(quarter), "epoch": "a", "asAt": write(position)}
    return {**stated, **days}


def first_caseload(**members: Any) -> Answer:  # noqa: ANN401 - JSON
    body = {**head("ps1", QUARTER, POSITION), **CASELOAD, **members}
    return Answer("ps1", QUARTER, POSITION, exchange(body))


def second_caseload(**members: Any) -> Answer:  # noqa: ANN401 - JSON
    # Of all cases two are on hand after the quarter, and E comes on its first day.
    load = {"onHandStart": 2, "received": 1, "decided": 0, "leftUndecided": 0, "onHandEnd": 3, "unclear": 3}
    body = {**head("ps1", QUARTER.next, POSITION), **load, **members}
    return Answer("ps1", QUARTER.next, POSITION, exchange(body))


def table(change: dict[tuple[str, str], int] | None = None, **totals: int) -> Answer:
    found = counted(*worked()).rows
    rows = {row: {name: columns[name] for name in TOTALS} for row, columns in found.items()}
    for (row, name), number in (change or {}).items():
        rows[row][name] = number
    listed = [{"row": row, "decisions": columns} for row, columns in sorted(rows.items())]
    body = {**head("ps2", QUARTER, POSITION), "rows": listed, "totals": {**TOTALS, **totals}}
    return Answer("ps2", QUARTER, POSITION, exchange(body))


def refused(status: int = 400, word: str = "unknown-quarter") -> Refusal:
    body = {"type": PROBLEM + word, "title": "No", "status": status}
    return Refusal("unknown-quarter", "a fifth quarter", exchange(body, status=status))


def reckoning(**members: Any) -> Reckoning:  # noqa: ANN401 - the fields of a reckoning
    first, second = members.pop("first", first_caseload()), members.pop("second", second_caseload())
    asked = (members.pop("table", table()), first, second)
    whole: dict[str, Any] = {"newest": replace(second, as_at=None), "again": second, "refused": (refused(),)}
    whole |= {"asked": asked, "records": records(), "told": "a", **members}
    return Reckoning(terms(), AUTHORITY, POSITION, **whole)


JUDGES = [value for value in vars(returns).values() if isinstance(value, Check)]


def test_what_is_right_is_not_accused() -> None:
    assert len(JUDGES) >= 20
    assert {judge.requirement: told(judge, reckoning()) for judge in JUDGES if told(judge, reckoning())} == {}


@pytest.mark.parametrize(
    ("judge", "members"),
    [
        (returns.a_return_names_its_subject, {"first": first_caseload(to="2026-10-01")}),
        (returns.a_return_names_its_subject, {"first": first_caseload(epoch="b")}),
        (returns.a_return_names_its_subject, {"again": replace(second_caseload(), exchange=exchange(b"", status=404))}),
        (returns.a_position_counts_alike_every_time, {"again": second_caseload(received=9)}),
        (returns.a_quarter_that_runs_is_not_over, {"first": first_caseload(quarterEnded=False)}),
        (returns.a_quarter_that_runs_is_not_over, {"again": second_caseload(quarterEnded=True)}),
        (returns.what_is_no_quarter_is_refused, {"refused": (refused(200),)}),
        (returns.what_is_no_quarter_is_refused, {"refused": (refused(word="malformed-body"),)}),
        (returns.no_case_is_counted_that_is_not_shown, {"first": first_caseload(onHandStart=40)}),
        (returns.what_is_unclear_is_not_guessed, {"first": first_caseload(unclear=0)}),
        (returns.what_came_in_is_counted_by_the_day_of_receipt, {"first": first_caseload(received=5)}),
        (returns.a_case_is_decided_once_and_by_the_authority, {"first": first_caseload(decided=18)}),
        (returns.what_left_undecided_has_left, {"second": second_caseload(leftUndecided=1)}),
        (returns.what_was_open_was_on_hand, {"first": first_caseload(onHandStart=15)}),
        (returns.a_caseload_is_a_sum, {"first": first_caseload(onHandEnd=3)}),
        (returns.a_quarter_begins_where_the_last_one_ends, {"second": second_caseload(onHandStart=1)}),
        (returns.a_row_that_nobody_knows_is_not_guessed, {"table": table({("unclassified", "total"): 0})}),
        (returns.each_row_has_its_decisions, {"table": table({("Q13", "total"): 3})}),
        (returns.an_outcome_is_that_of_its_word, {"table": table({("Q22", "granted"): 1})}),
        (returns.what_officers_decided_is_delegated, {"table": table({("Q02", "delegated"): 1})}),
        (returns.an_agreed_time_is_counted_by_itself, {"table": table({("Q06", "agreedUnknown"): 0})}),
        (returns.each_band_has_its_decisions, {"table": table({("Q13", "within13Weeks"): 0})}),
        (returns.totals_are_sums, {"table": table(granted=12)}),
    ],
)
def test_what_is_wrong_is_told(judge: Check[Reckoning], members: dict[str, Any]) -> None:
    assert told(judge, reckoning(**members))


def test_the_newest_position_is_neither_old_nor_to_come() -> None:
    judge = returns.a_return_without_a_position_is_of_now
    date = (("Date", "Mon, 05 Oct 2026 09:00:00 GMT"),)

    def at(stated: str) -> Reckoning:
        body = json.dumps({"asAt": stated}).encode()
        answered = replace(second_caseload().exchange, body=body, headers=date)
        return reckoning(newest=Answer("ps1", QUARTER.next, None, answered))

    assert told(judge, at("2026-10-05T09:00:00.500Z")) == []
    assert told(judge, at("2026-10-04T23:59:59.999Z")) == ["2026-10-04T23:59:59.999Z"]
    assert told(judge, at("2026-10-06T00:00:00.000Z")) == ["2026-10-06T00:00:00.000Z"]


def test_without_the_whole_feed_only_sums_are_judged() -> None:
    blind = reckoning(
        records=None, first=first_caseload(received=5, onHandEnd=1), second=second_caseload(onHandStart=9)
    )
    found = {judge.requirement for judge in JUDGES if told(judge, blind)}
    assert found == {"returns.caseload-adds-up", "returns.quarters-join"}
    assert returns.what_was_open_was_on_hand.count(blind) == 0


@pytest.mark.parametrize("answer", GARBAGE)
def test_garbage_ends_in_verdicts(answer: Exchange) -> None:
    one = Answer("ps1", QUARTER, POSITION, answer)
    two = Answer("ps2", QUARTER, POSITION, answer)
    spoilt = Refusal("unknown-quarter", "", answer), Refusal("invalid-filter", "", answer)
    evidence = reckoning(first=one, table=two, newest=one, again=one, refused=spoilt)
    for judge in JUDGES:
        assert all(isinstance(text, str) for text in told(judge, evidence))
        assert judge.count(evidence) >= 0
