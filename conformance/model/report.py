"""Everything a run has to say."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from conformance.model.exchange import Exchange
from conformance.model.history import Past
from conformance.model.instant import Instant
from conformance.model.verdict import Outcome, Verdict


class Exit(enum.IntEnum):
    """The exit codes of the command."""

    CONFORMS = 0
    DOES_NOT_CONFORM = 1
    USAGE = 2
    COULD_NOT_JUDGE = 3
    SUITE_BROKE = 4
    NOTHING_JUDGED = 5
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Run:
    """What was run: the words that every renderer puts at the head of a report."""

    standard: str
    suite: str
    base_url: str
    view: str
    classes: tuple[str, ...]
    profile: str
    mode: str
    level: str
    seed: int
    run_id: str
    site: str
    started: Instant
    took: float


@dataclass(frozen=True, slots=True)
class Report:
    """All verdicts of a run, with every exchange.

    `trouble` says why the run ended early, if it did. `left` names the records that it wrote and could not take back.
    `past` is what runs of later days may want to know.
    """

    run: Run
    verdicts: tuple[Verdict, ...]
    exchanges: tuple[Exchange, ...] = ()
    trouble: str = ""
    interrupted: bool = False
    strict: bool = False
    left: tuple[str, ...] = ()
    past: Past | None = None

    @property
    def complete(self) -> bool:
        """Whether the run reached its end."""
        return not self.trouble

    @property
    def exit_code(self) -> Exit:
        """The one number that a pipeline reads."""
        return exit_code(self.verdicts, self.complete, self.interrupted, self.strict)

    @property
    def undecided(self) -> tuple[Verdict, ...]:
        """The verdicts that keep the run from exit 0 because they are none."""
        return tuple(verdict for verdict in self.verdicts if _is_open(verdict, self.strict))

    def having(self, *outcomes: Outcome) -> tuple[Verdict, ...]:
        """The verdicts with one of some outcomes."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome in outcomes)


def exit_code(verdicts: Iterable[Verdict], complete: bool, interrupted: bool = False, strict: bool = False) -> Exit:
    """Failed before errored before undecided before nothing: only a scored pass leads to 0."""
    verdicts = tuple(verdicts)
    outcomes = {verdict.outcome for verdict in verdicts}
    if Outcome.FAILED in outcomes:
        return Exit.DOES_NOT_CONFORM
    if Outcome.ERRORED in outcomes:
        return Exit.SUITE_BROKE
    if interrupted:
        return Exit.INTERRUPTED
    if not complete or any(_is_open(verdict, strict) for verdict in verdicts):
        return Exit.COULD_NOT_JUDGE
    if Outcome.PASSED not in outcomes:
        return Exit.NOTHING_JUDGED
    return Exit.CONFORMS


def _is_open(verdict: Verdict, strict: bool) -> bool:
    if verdict.outcome is Outcome.INCONCLUSIVE:
        return strict or verdict.required
    return verdict.outcome is Outcome.UNSEEN and verdict.required
