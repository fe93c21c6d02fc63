"""Checks of how far back a feed reaches, on evidence made by hand."""

from __future__ import annotations

import pytest

from conformance.checks.changes import retention
from conformance.evidence import Case, Introduction
from conformance.model.instant import write
from conformance.standard.standard import PROBLEM
from conformance.tests.specimens import NOON, exchange, terms, told

DAY = 86_400_000


def case(flaw: str, status: int, kind: str) -> Case:
    return Case(terms(), flaw, "some reason", "/changes", exchange({"type": PROBLEM + kind}, status=status))


@pytest.mark.parametrize(
    ("flaw", "status", "kind", "found"),
    [
        ("history-truncated", 410, "history-truncated", 0),
        ("history-truncated", 200, "", 1),
        ("history-truncated", 410, "epoch-changed", 1),
        ("history-truncated", 400, "history-truncated", 1),
        ("epoch-changed", 410, "epoch-changed", 0),
        ("epoch-changed", 200, "", 1),
        ("", 200, "", 0),
    ],
)
def test_what_is_gone_is_refused_as_gone(flaw: str, status: int, kind: str, found: int) -> None:
    judges = (retention.what_was_cut_off_is_not_answered, retention.another_epoch_is_not_answered)
    evidence = case(flaw, status, kind)
    assert sum(len(told(judge, evidence)) for judge in judges) == found
    assert sum(judge.count(evidence) for judge in judges) == bool(flaw)


@pytest.mark.parametrize(
    ("began", "earliest", "found", "seen"),
    [
        (90, 90, 0, 1),
        (90, 30, 0, 1),
        (90, 29, 1, 1),
        (29, 29, 0, 0),
        (None, 3, 0, 0),
        (90, None, 0, 0),
    ],
)
def test_a_history_reaches_back_to_the_horizon(began: int | None, earliest: int | None, found: int, seen: int) -> None:
    days = {"began": began, "earliest": earliest}
    told_at = {name: write(NOON - ago * DAY) for name, ago in days.items() if ago is not None}
    introduction = Introduction(terms(**told_at), exchange({}))
    assert len(told(retention.the_history_reaches_back_to_the_horizon, introduction)) == found
    assert retention.the_history_reaches_back_to_the_horizon.count(introduction) == seen


@pytest.mark.parametrize(
    ("cut", "classes", "found"),
    [(DAY, ["core"], 1), (DAY, ["core", "snapshot"], 0), (0, ["core"], 0), (DAY, None, 1)],
)
def test_who_cuts_claims_a_snapshot(cut: int, classes: list[str] | None, found: int) -> None:
    described = terms(began=write(NOON - cut), earliest=write(NOON), classes=classes)
    introduction = Introduction(described, exchange({}))
    assert len(told(retention.who_cuts_claims_a_snapshot, introduction)) == found
    assert retention.who_cuts_claims_a_snapshot.count(introduction) == bool(cut)


@pytest.mark.parametrize(
    ("began", "earliest", "is_cut"),
    [(NOON, NOON, False), (NOON, NOON + 1, True), (NOON + 1, NOON, False), (None, NOON, False), (NOON, None, False)],
)
def test_a_history_is_cut_where_it_began_before_its_earliest(
    began: int | None, earliest: int | None, is_cut: bool
) -> None:
    members = {"began": began and write(began), "earliest": earliest and write(earliest)}
    assert terms(**members).description.is_cut is is_cut
