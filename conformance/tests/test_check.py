"""What a check is, and what is true of all of them."""

from __future__ import annotations

import inspect
from graphlib import TopologicalSorter
from typing import Any

import pytest

from conformance.check import Check, check
from conformance.checks import ALL
from conformance.checks.changes.windows import two_touching_windows_hold_what_one_holds
from conformance.evidence import Cut, Evidence, Walk
from conformance.model.finding import Finding, Findings
from conformance.probes import PROBES
from conformance.tests.specimens import item, standard, walk_of

IDS = [f"{one.requirement}:{one.judge.__name__}" for one in ALL]


def test_a_check_judges_what_its_parameter_is() -> None:
    @check("changes.page-keeps-limit", over="entries", given=("changes.walk-ends",), unseen="nothing there")
    def a_judge(walk: Walk) -> Findings:
        yield walk.breach("none", "one")

    assert (a_judge.evidence, a_judge.requirement, a_judge.over) == (Walk, "changes.page-keeps-limit", "entries")
    assert (a_judge.given, a_judge.unseen) == (("changes.walk-ends",), "nothing there")
    assert [type(found) for found in a_judge.judge(walk_of())] == [Finding]


def test_a_part_that_the_evidence_does_not_have_is_refused() -> None:
    def a_judge(walk: Walk) -> Findings:
        yield from ()
        assert walk

    with pytest.raises(AttributeError, match="a_judge: Walk has no entrys"):
        check("changes.page-keeps-limit", over="entrys")(a_judge)


def test_what_is_judged_is_counted() -> None:
    def a_judge(walk: Walk) -> Findings:
        yield from ()
        assert walk

    two = walk_of(item(1), item(2))
    assert check("changes.page-keeps-limit", over="entries")(a_judge).count(two) == 2
    assert check("changes.page-keeps-limit", over="tombstones")(a_judge).count(two) == 0
    assert check("changes.page-keeps-limit")(a_judge).count(two) == 1


@pytest.mark.parametrize("one", ALL, ids=IDS)
def test_a_check_says_why_and_belongs_to_a_requirement(one: Check[Any]) -> None:
    assert inspect.getdoc(one.judge)
    assert {one.requirement, *one.given} <= set(standard().requirements)
    assert one.requirement not in one.given
    assert one.judge.__name__.count("_") >= 2
    assert issubclass(one.evidence, Evidence)


@pytest.mark.parametrize("one", ALL, ids=IDS)
def test_some_probe_gathers_what_a_check_judges(one: Check[Any]) -> None:
    assert [probe.evidence for probe in PROBES].count(one.evidence) == 1


def test_no_cause_leads_back_to_itself() -> None:
    graph: dict[str, set[str]] = {}
    for one in ALL:
        graph.setdefault(one.requirement, set()).update(one.given)
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) >= {one.requirement for one in ALL}


def test_a_check_has_a_name_of_its_own() -> None:
    assert len({one.judge.__name__ for one in ALL}) == len(ALL)
    assert two_touching_windows_hold_what_one_holds in ALL
    assert two_touching_windows_hold_what_one_holds.evidence is Cut
