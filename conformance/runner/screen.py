"""Asks once and lets many judge; then looks for the smallest question that shows what broke."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from hypothesis.strategies import SearchStrategy

from conformance.client import BudgetSpent
from conformance.evidence import Evidence
from conformance.probes import AnyProbe, NotThere, Unanswered, Visit
from conformance.runner.draw import Breach, Drawing, Enough, draw
from conformance.runner.tally import Tally, safely
from conformance.target import Mode

# Of the requests of a run, what one kind may spend on drawn questions, on shrinking, and on asking again.
DRAWN_SHARE = 8
# What the kinds that do not draw need in any case, writing among it, and how many kinds share what lies above it.
RESERVE = {Mode.READ_ONLY: 360, Mode.SANDBOX: 500}
DRAWING_KINDS = 4
SHRINK_REQUESTS = 60
ASK_AGAIN = 3


@dataclass(slots=True)
class Screen:
    """One kind of evidence and all the checks that judge it."""

    visit: Visit
    probe: AnyProbe
    tallies: tuple[Tally, ...]
    ripened: tuple[Any, ...] = ()
    _asked: set[Any] = field(default_factory=set)

    def run(self) -> None:
        """Ask what tells most, then what is drawn, then make smaller what broke, then ask that again."""
        with self.visit.client.recalling(self.probe.recalls):
            telling = self._telling()
            for question in telling:
                self.show(question)
            strategy = self._strategy() if self.visit.target.effort.drawn else None
            if strategy is not None:
                self._asked.update(telling)
                self._draw(strategy)
                self._shrink(strategy)
        if self.probe.repeats:
            with self.visit.client.recalling(allowed=False):
                self._ask_again()

    def show(self, question: Any, drawn: bool = False) -> bool:  # noqa: ANN401 - each probe has questions of its own
        """Ask one question and let every check judge the answer. Whether any was broken by it."""
        evidence = self._gather(question)
        if evidence is None:
            return False
        # Every check is to see it, so nothing here may stop at the first that is broken.
        broken = [tally.judge(evidence, question, drawn) for tally in self.tallies]
        return True in broken

    def _drawing(self, *, shrinks: bool) -> Drawing:
        """How questions are drawn: the same ones for the same seed, each kind its own."""
        name = self.probe.evidence.__name__.encode()
        most = max(1, self.visit.target.effort.drawn // self.probe.sparing)
        return Drawing(self.visit.target.seed ^ zlib.crc32(name), most, shrinks)

    def _telling(self) -> list[Any]:
        most = self.probe.smoke if self.visit.target.effort.is_smoke else None
        questions = safely(self.tallies, lambda: list(islice(self.probe.telling(self.visit), most)), [])
        return [*self.ripened, *questions]

    def ripen(self) -> None:
        """Begin what takes time, so that it is ready when its turn comes."""
        prepare = self.probe.prepare
        if prepare:
            self.ripened = safely(self.tallies, lambda: prepare(self.visit), ())

    def _strategy(self) -> SearchStrategy[Any] | None:
        strategy: SearchStrategy[Any] | None = safely(self.tallies, lambda: self.probe.questions(self.visit), None)
        return strategy

    def _gather(self, question: Any) -> Evidence | None:  # noqa: ANN401
        try:
            evidence: Evidence | None = safely(self.tallies, lambda: self.probe.ask(self.visit, question), None)
        except Unanswered as trouble:
            for tally in self.tallies:
                tally.lost = str(trouble)
            return None
        except NotThere as nothing:
            for tally in self.tallies:
                tally.absent = str(nothing)
            return None
        return evidence

    def _draw(self, strategy: SearchStrategy[Any]) -> None:
        requests, left = self.visit.target.effort.requests, self.visit.client.memory.left
        share = min(requests // DRAWN_SHARE, max(0, left - RESERVE[self.visit.target.mode]) // DRAWING_KINDS)
        most = len(self.visit.client.memory.exchanges) + share

        def trial(question: Any) -> None:  # noqa: ANN401
            if len(self.visit.client.memory.exchanges) >= most:
                raise Enough
            if question not in self._asked:
                self._asked.add(question)
                self.show(question, drawn=True)

        draw(trial, strategy, self._drawing(shrinks=False))

    def _shrink(self, strategy: SearchStrategy[Any]) -> None:
        """For the first suspect that only chance has found: a smaller question, in few requests."""
        suspect = next((tally for tally in self.tallies if tally.is_broken and tally.drawn), None)
        if suspect is None:
            return
        most = len(self.visit.client.memory.exchanges) + SHRINK_REQUESTS

        def trial(question: Any) -> None:  # noqa: ANN401
            if len(self.visit.client.memory.exchanges) >= most:
                raise Enough
            evidence = self._gather(question)
            if evidence is None:
                return
            broken = [tally for tally in self.tallies if tally.judge(evidence, question, drawn=True)]
            if suspect in broken:
                raise Breach

        draw(trial, strategy, self._drawing(shrinks=True))

    def _ask_again(self) -> None:
        """Whether what broke comes every time: the smallest question three times more."""
        for tally in self.tallies:
            if not tally.is_broken or tally.question is None:
                continue
            tally.seen, tally.of = 1, 1
            for _ in range(ASK_AGAIN):
                try:
                    evidence = self._gather(tally.question)
                except BudgetSpent:
                    return
                if evidence is not None:
                    tally.of += 1
                    tally.seen += bool(tally.look(evidence))
