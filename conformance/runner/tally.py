"""What is known so far about one check."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from conformance.check import Check
from conformance.evidence import Evidence
from conformance.model.finding import Doubt, Finding
from conformance.model.verdict import Observed
from conformance.probes import NotThere, Unanswered


@dataclass(slots=True)
class Tally:
    """The count of one check: how much it judged, and the smallest evidence that breaks it.

    `first` counts the requests until the first finding; `seen` of `of` tries broke it when it was asked again. `drawn`
    says that the smallest was found by chance, so that a smaller one may exist. `lost` is why evidence could not be
    had, `absent` why there was none to be had.
    """

    check: Check[Any]
    exposure: int = 0
    smallest: Evidence | None = None
    question: object = None
    findings: tuple[Finding, ...] = ()
    drawn: bool = False
    doubt: str = ""
    observed: Observed | None = None
    lost: str = ""
    absent: str = ""
    crash: str = ""
    first: int = 0
    seen: int = 0
    of: int = 0

    @property
    def is_broken(self) -> bool:
        """Whether some evidence departs from the requirement."""
        return bool(self.findings)

    def judge(self, evidence: Evidence, question: object, drawn: bool = False) -> bool:
        """Show one piece of evidence to the check. Whether it breaks the requirement."""
        findings = self.look(evidence)
        if findings and not self.first:
            self.first = max((exchange.n for exchange in evidence.exchanges), default=1)
        if findings and (self.smallest is None or evidence.size < self.smallest.size):
            self.smallest, self.question, self.findings, self.drawn = evidence, question, findings, drawn
        self.exposure += self._count(evidence)
        self.observed = getattr(evidence, "observed", self.observed)
        return bool(findings)

    def look(self, evidence: Evidence) -> tuple[Finding, ...]:
        """What the check finds. That the check itself breaks is no verdict on the endpoint."""
        try:
            results = tuple(self.check.judge(evidence))
        except Exception:  # noqa: BLE001 - whatever breaks in a check is our fault, and told as such
            self.crash = traceback.format_exc(limit=-3)
            return ()
        self.doubt = next((result.reason for result in results if isinstance(result, Doubt)), self.doubt)
        return tuple(result for result in results if isinstance(result, Finding))

    def _count(self, evidence: Evidence) -> int:
        try:
            return self.check.count(evidence)
        except Exception:  # noqa: BLE001 - as above
            self.crash = traceback.format_exc(limit=-3)
            return 0


def safely(tallies: Iterable[Tally], work: Callable[[], Any], otherwise: Any) -> Any:  # noqa: ANN401 - any work
    """The result of some work of a probe; that the probe itself breaks is no verdict on the endpoint."""
    try:
        return work()
    except (Unanswered, NotThere):
        raise
    except Exception:  # noqa: BLE001 - whatever breaks in a probe is our fault, and told as such
        for tally in tallies:
            tally.crash = traceback.format_exc(limit=-3)
        return otherwise
