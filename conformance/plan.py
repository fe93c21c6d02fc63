"""Which requirements are judged in a run, by which checks, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from conformance.check import Check
from conformance.checks import ALL
from conformance.evidence import Need
from conformance.model.description import Description
from conformance.model.requirement import Requirement
from conformance.model.verdict import Outcome, Verdict
from conformance.probes import PROBES
from conformance.standard import Standard
from conformance.target import Mode, Target
from conformance.untested import untested


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does: the checks of each requirement that is judged, and a verdict for each that is not."""

    classes: tuple[str, ...]
    checks: tuple[Check[Any], ...]
    requirements: tuple[Requirement, ...]
    excluded: tuple[Verdict, ...]

    def of(self, requirement_id: str) -> tuple[Check[Any], ...]:
        """The checks that judge one requirement."""
        return tuple(check for check in self.checks if check.requirement == requirement_id)


def plan(standard: Standard, target: Target, description: Description) -> Plan:
    """The plan for one endpoint: the classes of the profile asked for, else those that it claims."""
    classes = classes_of(standard, target, description)
    verdicts = {r.id: _exclusion(r, classes, target) for r in standard.requirements.values()}
    judged = tuple(r for r in standard.requirements.values() if verdicts[r.id] is None)
    wanted = {requirement.id for requirement in judged}
    asked = {probe.evidence for probe in PROBES if not probe.of or probe.of in classes}
    return Plan(
        classes,
        tuple(check for check in ALL if check.requirement in wanted and check.evidence in asked),
        judged,
        tuple(verdict for verdict in verdicts.values() if verdict),
    )


def classes_of(standard: Standard, target: Target, description: Description) -> tuple[str, ...]:
    """The classes to judge, floor first. An endpoint that claims nothing is judged by the floor."""
    part = standard.profiles[target.profile].of(description.view) if target.profile else None
    wanted = {standard.classes[0], *(part.classes if part else description.classes)}
    return tuple(name for name in standard.classes if name in wanted)


def misfit(standard: Standard, target: Target, description: Description) -> str:
    """Why an endpoint cannot be judged by the profile that was asked for; '' if it can."""
    profile = standard.profiles[target.profile] if target.profile else None
    if profile is None or profile.of(description.view):
        return ""
    served = ", ".join(part.view for part in profile.served)
    return f"the profile {profile.name} serves {served}, and this endpoint says that it serves {description.view!r:.60}"


def _exclusion(requirement: Requirement, classes: tuple[str, ...], target: Target) -> Verdict | None:
    if not set(requirement.classes) & set(classes):
        return Verdict(requirement, Outcome.EXCLUDED, f"the class {', '.join(requirement.classes)} is not claimed")
    checks = [check for check in ALL if check.requirement == requirement.id]
    if not checks:
        reason = untested()[requirement.id]
        return Verdict(requirement, Outcome.DECLARED, f"{reason.why}: {reason.instead}")
    if target.mode is Mode.READ_ONLY and all(check.evidence.needs is Need.WRITE for check in checks):
        return Verdict(requirement, Outcome.EXCLUDED, "it is judged by writing: run with --mode sandbox")
    if target.effort.is_smoke and not any(_is_quick(check) for check in checks):
        return Verdict(requirement, Outcome.EXCLUDED, f"a {target.depth} run does not go that far")
    return None


def _is_quick(check: Check[Any]) -> bool:
    return any(probe.smoke for probe in PROBES if probe.evidence is check.evidence)
