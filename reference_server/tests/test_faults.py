"""The matrix: the suite passes the standard and finds every fault, no more and no less."""

from __future__ import annotations

from functools import reduce
from urllib.parse import parse_qs, urlsplit

import pytest

from conformance.checks import ALL as CHECKS
from conformance.model.instant import read
from conformance.model.report import Exit
from conformance.model.verdict import Outcome
from conformance.standard import Standard
from conformance.untested import untested
from reference_server import faults, variants
from reference_server.fault import Fault
from reference_server.tests.judging import Court, broken, told

SEED = 20261123


@pytest.mark.parametrize("fault", faults.ALL, ids=lambda fault: fault.name)
def test_a_fault_breaks_what_it_says_and_nothing_else(court: Court, fault: Fault) -> None:
    report = court.judge_fault(fault, SEED)
    found = broken(report)
    assert set(fault.breaks) <= found <= {*fault.breaks, *fault.may}, told(report)
    assert not report.having(Outcome.ERRORED), told(report)
    binding = any(Standard.read().requirements[name].level.binds for name in fault.breaks)
    assert report.exit_code is (Exit.DOES_NOT_CONFORM if binding else Exit.CONFORMS), told(report)


def test_every_check_is_broken_by_a_fault() -> None:
    breakable: set[str] = reduce(lambda names, fault: names | set(fault.breaks), faults.ALL, set())
    assert {check.requirement for check in CHECKS} - breakable == set()


def test_every_requirement_has_a_check_or_a_reason() -> None:
    judged = {check.requirement for check in CHECKS}
    assert set(Standard.read().requirements) - judged - set(untested()) == set()


def test_a_fault_names_requirements_that_exist_and_says_what_it_does() -> None:
    known = set(Standard.read().requirements)
    for fault in faults.ALL:
        assert {*fault.breaks, *fault.may} <= known, fault.name
        assert fault.says.endswith("."), fault.name
        assert fault.needs in ("", "live-traffic", "history", "issuer"), fault.name
        assert len(fault.may) <= 3, fault.name


def test_names_of_faults_are_unlike() -> None:
    names = [fault.name for fault in faults.ALL] + [variant.name for variant in variants.ALL]
    assert len(names) == len(set(names))


def test_a_fault_stands_in_the_chapter_that_it_is_about() -> None:
    for fault in faults.ALL:
        assert fault.chapter == fault.breaks[0].partition(".")[0]


def test_there_are_many_faults() -> None:
    assert len(faults.ALL) >= 120
    assert len(variants.ALL) >= 15


def length(url: str) -> int | None:
    """The milliseconds of the window that a request asks for; None where it has not two ends."""
    query = parse_qs(urlsplit(url).query)
    start, end = (read(query.get(name, [""])[0]) for name in ("from", "to"))
    return None if start is None or end is None else end - start


def test_an_inclusive_end_is_found_at_once_and_told_as_a_window_of_a_millisecond(court: Court) -> None:
    report = court.judge("closes_the_window", SEED)
    verdict = next(v for v in report.verdicts if v.requirement.id == "changes.window-excludes-end")
    # The probe begins with the window of a millisecond before the first change that it looks at.
    begins = next(n for n, exchange in enumerate(report.exchanges) if length(exchange.request.url) == 1)
    assert verdict.first - begins <= 10
    assert length(verdict.findings[0].exchanges[0].request.url) == 1
