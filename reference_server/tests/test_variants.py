"""The standard server and every lawful variant stay green."""

from __future__ import annotations

import pytest

from conformance.checks import ALL as CHECKS
from conformance.evidence import Need
from conformance.model.report import Exit
from conformance.model.verdict import Outcome
from reference_server import variants
from reference_server.tests.judging import Court, told

SEED = 20261123
QUIET = ["standard", *(variant.name for variant in variants.ALL)]
# What one run cannot see, and what a feed that was never cut, or a public view, cannot show.
DAYS = {check.requirement for check in CHECKS if check.evidence.needs is Need.DAYS}
ELSEWHERE = {
    "changes.before-earliest-is-gone",
    "changes.cut-history-has-a-snapshot",
    "changes.erased-version-is-gone",
    "changes.successor-is-there",
    "consultation.redacted-text-differs",
}
# Nor what a base that does not end can show.
ENDING = {
    "discovery.end-is-told-with-each-page",
    "discovery.ends-agree",
    "discovery.end-is-told-in-time",
    "discovery.successor-is-there",
}
BUSY = [
    "standard",
    "keeps_a_journal",
    "stamps_whole_seconds",
    "is_final_five_seconds_later",
    "takes_the_seq_as_version",
]


@pytest.mark.parametrize("name", QUIET)
def test_a_lawful_server_passes(court: Court, name: str) -> None:
    report = court.judge(name, SEED)
    assert report.exit_code is Exit.CONFORMS, told(report)
    assert report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED) == (), told(report)


@pytest.mark.parametrize("name", BUSY)
def test_a_lawful_server_passes_while_it_is_written_to(court: Court, name: str) -> None:
    report = court.judge(f"{name}+traffic", SEED)
    assert report.exit_code is Exit.CONFORMS, told(report)
    assert report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED) == (), told(report)


def test_everything_is_seen_on_a_busy_standard_server(court: Court) -> None:
    report = court.judge("standard+traffic", SEED)
    unseen = {verdict.requirement.id for verdict in report.having(Outcome.UNSEEN, Outcome.INCONCLUSIVE)}
    assert unseen <= DAYS | ELSEWHERE | ENDING, told(report)


def test_the_end_of_a_base_is_seen_where_it_ends(court: Court) -> None:
    report = court.judge("is_on_its_way_out", SEED)
    assert {verdict.requirement.id for verdict in report.having(Outcome.PASSED)} >= ENDING, told(report)


def test_a_second_run_after_ten_days_sees_what_takes_days(court: Court) -> None:
    report = court.judge("standard", SEED, returns=True)
    assert report.exit_code is Exit.CONFORMS, told(report)
    assert report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED) == (), told(report)
    assert {verdict.requirement.id for verdict in report.having(Outcome.PASSED)} >= DAYS


@pytest.mark.parametrize("name", ["keeps_a_journal", "cuts_its_history_at_forty_days"])
def test_a_lawful_server_passes_again_after_ten_days(court: Court, name: str) -> None:
    report = court.judge(name, SEED, returns=True)
    assert report.exit_code is Exit.CONFORMS, told(report)
    assert report.having(Outcome.FAILED, Outcome.WARNED, Outcome.ERRORED) == (), told(report)


def test_a_sandbox_run_passes_and_sees_deliveries(court: Court) -> None:
    report = court.judge("standard", SEED, view="partner", mode="sandbox")
    assert report.exit_code is Exit.CONFORMS, told(report)
    passed = {verdict.requirement.id for verdict in report.having(Outcome.PASSED)}
    assert {"deliveries.applied-item-is-published", "deliveries.older-version-changes-nothing"} <= passed


@pytest.mark.parametrize(("level", "most"), [("smoke", 40), ("default", 800)])
def test_a_run_keeps_within_the_requests_of_its_level(court: Court, level: str, most: int) -> None:
    report = court.judge("standard", SEED, level=level)
    assert report.exit_code is Exit.CONFORMS, told(report)
    assert len(report.exchanges) <= most
