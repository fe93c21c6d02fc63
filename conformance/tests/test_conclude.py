"""From tallies to verdicts, and which failure explains another."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.check import Check
from conformance.evidence import Walk
from conformance.model.finding import Findings
from conformance.model.verdict import WORST_FIRST, Outcome, Verdict
from conformance.plan import Plan, misfit, plan
from conformance.runner.conclude import conclude, fold
from conformance.runner.tally import Tally
from conformance.standard.profiles import Part
from conformance.target import Depth, Mode, Target
from conformance.tests.specimens import BASE, finding, standard, terms, verdict

START, END, JOIN = "changes.window-includes-start", "changes.window-excludes-end", "changes.windows-join"


def planned(*checks: Check[Any]) -> Plan:
    """A plan of some checks."""
    wanted = dict.fromkeys(check.requirement for check in checks)
    return Plan(("core",), checks, tuple(standard().requirements[name] for name in wanted), ())


def silent(_: Walk) -> Findings:
    yield from ()


def checking(name: str, *given: str) -> Check[Walk]:
    return Check(name, Walk, silent, given=given)


FOLDING = planned(checking(START), checking(END), checking(JOIN, START, END))


def causes(**outcomes: Outcome) -> dict[str, str]:
    """Which requirement explains which, where some came out in some way."""
    names = {"start": START, "end": END, "join": JOIN}
    verdicts = tuple(verdict(outcome, names[name]) for name, outcome in outcomes.items())
    return {one.requirement.id: one.because for one in fold(FOLDING, verdicts) if one.because}


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.WARNED])
def test_a_failure_that_another_explains_names_it(outcome: Outcome) -> None:
    assert causes(start=Outcome.PASSED, end=outcome, join=Outcome.FAILED) == {JOIN: END}
    assert causes(start=outcome, end=outcome, join=Outcome.FAILED) == {JOIN: START}


def test_a_failure_that_nothing_explains_is_one_of_its_own() -> None:
    assert causes(start=Outcome.PASSED, end=Outcome.UNSEEN, join=Outcome.FAILED) == {}
    assert causes(start=Outcome.ERRORED, end=Outcome.INCONCLUSIVE, join=Outcome.FAILED) == {}
    assert causes(start=Outcome.FAILED, end=Outcome.FAILED, join=Outcome.PASSED) == {}


def test_a_folded_failure_stays_failed() -> None:
    folded = fold(FOLDING, (verdict(Outcome.FAILED, END), verdict(Outcome.FAILED, JOIN)))
    assert [one.outcome for one in folded] == [Outcome.FAILED, Outcome.FAILED]
    assert [one.breaks for one in folded] == [True, False]


def tally(outcome: Outcome, name: str = END) -> Tally:
    """A tally that comes out in some way."""
    one = Tally(checking(name))
    if outcome is Outcome.ERRORED:
        one.crash = "Traceback"
    elif outcome is Outcome.FAILED:
        one.findings = (finding(),)
    elif outcome is Outcome.INCONCLUSIVE:
        one.doubt = "too few"
    elif outcome is Outcome.PASSED:
        one.exposure = 1
    return one


OF_A_MUST = (Outcome.ERRORED, Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.UNSEEN, Outcome.PASSED)


def worst(*outcomes: Outcome) -> Verdict:
    tallies = tuple(tally(outcome) for outcome in outcomes)
    return conclude(planned(*(one.check for one in tallies)), tallies, "")[0]


@pytest.mark.parametrize("first", OF_A_MUST)
@pytest.mark.parametrize("second", OF_A_MUST)
def test_a_requirement_takes_the_worst_of_its_checks(first: Outcome, second: Outcome) -> None:
    assert worst(first, second).outcome is min(first, second, key=WORST_FIRST.index)


def test_what_does_not_bind_is_a_warning_where_it_is_broken() -> None:
    shoulds = [one.id for one in standard().requirements.values() if not one.level.binds]
    for name in shoulds:
        one = tally(Outcome.FAILED, name)
        assert conclude(planned(one.check), (one,), "")[0].outcome is Outcome.WARNED
    assert worst(Outcome.FAILED).outcome is Outcome.FAILED


def test_every_requirement_of_the_standard_gets_exactly_one_verdict() -> None:
    for mode in Mode:
        for depth in Depth:
            whole = plan(standard(), Target(BASE, mode=mode, depth=depth), terms(classes=["core"]).description)
            verdicts = conclude(whole, tuple(Tally(check) for check in whole.checks), "it ended")
            assert sorted(one.requirement.id for one in verdicts) == sorted(standard().requirements)
            assert all(one.reason for one in verdicts)


SERVED = [(profile.name, part) for profile in standard().profiles.values() for part in profile.served]


@pytest.mark.parametrize(("name", "part"), SERVED, ids=[f"{name}-{part.view}" for name, part in SERVED])
def test_a_profile_decides_by_the_view_which_classes_are_judged(name: str, part: Part) -> None:
    described = terms(classes=["core"], view=part.view).description
    assert misfit(standard(), Target(BASE, profile=name), described) == ""
    assert set(plan(standard(), Target(BASE, profile=name), described).classes) == set(part.classes)


def test_a_view_that_a_profile_does_not_serve_is_not_judged_by_it() -> None:
    described = terms(view="personal").description
    told = misfit(standard(), Target(BASE, profile="register"), described)
    assert told == "the profile register serves public, and this endpoint says that it serves 'personal'"
    assert misfit(standard(), Target(BASE), described) == ""


def test_an_endpoint_that_claims_nothing_is_judged_by_the_floor() -> None:
    assert plan(standard(), Target(BASE), terms().description).classes == ("core",)
    assert plan(standard(), Target(BASE), terms(classes=["download", "unheard-of"]).description).classes == (
        "core",
        "download",
    )


def test_what_is_judged_by_writing_is_left_out_of_a_read_only_run_with_its_reason() -> None:
    claims = terms(classes=["core", "deliver"]).description
    reasons = {one.requirement.id: one.reason for one in plan(standard(), Target(BASE), claims).excluded}
    assert reasons["deliveries.applied-item-is-published"] == "it is judged by writing: run with --mode sandbox"
    assert reasons["documents.grant-expires"] == "the class download is not claimed"
    writing = plan(standard(), Target(BASE, mode=Mode.SANDBOX), claims)
    assert "deliveries" in {one.chapter for one in writing.requirements}
