"""What a run would judge, what it needs to see, and what it costs: told before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from conformance.checks import ALL
from conformance.costs import Estimate, estimate
from conformance.evidence import Need
from conformance.model.description import Description
from conformance.model.requirement import Requirement
from conformance.model.verdict import Verdict
from conformance.plan import Plan, plan
from conformance.probes import PROBES
from conformance.standard import Standard
from conformance.target import Target

NEEDS = {
    Need.TRAFFIC: "records that change while the run goes on",
    Need.WRITE: "a sandbox that is written to",
    Need.DAYS: "runs of different days that remember each other: --history FILE",
}


@dataclass(frozen=True, slots=True)
class Forecast:
    """One run of one endpoint, before it is made.

    `judged` are requirements by class, each under the first of its classes that is judged. `needs` says by what there
    has to be which requirements can be seen; `unseen` by what is told where they cannot.
    """

    view: str
    classes: tuple[str, ...]
    judged: dict[str, tuple[Requirement, ...]]
    left_out: tuple[Verdict, ...]
    needs: dict[str, tuple[str, ...]]
    unseen: dict[str, tuple[str, ...]]
    requests: Estimate


def forecast(standard: Standard, target: Target, description: Description) -> Forecast:
    """What a run against an endpoint with this description would be."""
    planned = plan(standard, target, description)
    return Forecast(
        view=description.view,
        classes=planned.classes,
        judged=_by_class(planned),
        left_out=planned.excluded,
        needs=_grouped((NEEDS[need], r.id) for r in planned.requirements if (need := _need(r.id)) in NEEDS),
        unseen=_grouped((check.unseen, check.requirement) for check in planned.checks if check.unseen),
        requests=estimate(target.mode, target.depth, _kinds(planned, target), target.effort.requests),
    )


def _by_class(planned: Plan) -> dict[str, tuple[Requirement, ...]]:
    found = {
        name: tuple(r for r in planned.requirements if next(c for c in planned.classes if c in r.classes) == name)
        for name in planned.classes
    }
    return {name: requirements for name, requirements in found.items() if requirements}


def _need(requirement_id: str) -> Need:
    """What a requirement can only be seen with: what the least demanding of its checks needs."""
    needs = {check.evidence.needs for check in ALL if check.requirement == requirement_id}
    return next(need for need in Need if need in needs)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, name in pairs:
        found.setdefault(key, {})[name] = None
    return {key: tuple(names) for key, names in found.items()}


def _kinds(planned: Plan, target: Target) -> tuple[str, ...]:
    """The kinds of evidence that the run would gather, in the order of the probes."""
    judged = {check.evidence for check in planned.checks}
    probes = (p for p in PROBES if p.evidence in judged and (p.smoke or not target.effort.is_smoke))
    return tuple(probe.evidence.__name__ for probe in probes if not probe.looks_back)
