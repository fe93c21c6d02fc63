"""From what the checks saw to a verdict on each requirement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from conformance.model.requirement import Requirement
from conformance.model.verdict import WORST_FIRST, Outcome, Verdict
from conformance.plan import Plan
from conformance.runner.tally import Tally

NOT_REACHED = "the run ended before it was reached"


def conclude(plan: Plan, tallies: Iterable[Tally], trouble: str) -> tuple[Verdict, ...]:
    """A verdict for every requirement of the standard. `trouble` is why the run ended early, if it did."""
    tallies = tuple(tallies)
    judged = tuple(
        _verdict(requirement, tuple(t for t in tallies if t.check.requirement == requirement.id), trouble)
        for requirement in plan.requirements
    )
    return fold(plan, judged) + plan.excluded


def fold(plan: Plan, verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Name for each failure the failed requirement that explains it, if one does."""
    broken = {v.requirement.id for v in verdicts if v.outcome in (Outcome.FAILED, Outcome.WARNED)}
    return tuple(
        replace(verdict, because=_cause(plan, verdict.requirement.id, broken))
        if verdict.requirement.id in broken
        else verdict
        for verdict in verdicts
    )


def _cause(plan: Plan, requirement_id: str, broken: set[str]) -> str:
    given = (name for check in plan.of(requirement_id) for name in check.given)
    return next((name for name in given if name in broken), "")


def _verdict(requirement: Requirement, tallies: tuple[Tally, ...], trouble: str) -> Verdict:
    outcomes = {id(tally): _outcome(requirement, tally) for tally in tallies}
    worst = next(outcome for outcome in WORST_FIRST if outcome in outcomes.values())
    # Of two that saw nothing, the one tells more whose evidence got lost.
    alike = [tally for tally in tallies if outcomes[id(tally)] is worst]
    telling = max(alike, key=lambda tally: worst is Outcome.UNSEEN and bool(tally.lost))
    reason = _reason(worst, telling, trouble)
    return Verdict(
        requirement,
        worst,
        reason=reason,
        findings=telling.findings,
        inputs=str(telling.question) if telling.findings else "",
        first=telling.first,
        seen=telling.seen,
        of=telling.of,
        exposure=sum(tally.exposure for tally in tallies),
        observed=telling.observed,
        required=worst is Outcome.UNSEEN and bool(telling.lost or trouble),
    )


def _outcome(requirement: Requirement, tally: Tally) -> Outcome:
    if tally.is_broken:
        return Outcome.FAILED if requirement.level.binds else Outcome.WARNED
    if tally.crash:
        return Outcome.ERRORED
    if tally.doubt:
        return Outcome.INCONCLUSIVE
    return Outcome.PASSED if tally.exposure else Outcome.UNSEEN


def _reason(outcome: Outcome, tally: Tally, trouble: str) -> str:
    if outcome is Outcome.ERRORED:
        return tally.crash
    if outcome is Outcome.INCONCLUSIVE:
        return tally.doubt
    if outcome is Outcome.UNSEEN:
        return trouble or tally.lost or tally.absent or tally.check.unseen or NOT_REACHED
    return ""
