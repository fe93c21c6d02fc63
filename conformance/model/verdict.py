"""How a requirement came out."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from conformance.model.finding import Finding
from conformance.model.requirement import Requirement


class Outcome(enum.StrEnum):
    """What the suite concludes. Only `passed` counts as passed."""

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    INCONCLUSIVE = "inconclusive"
    UNSEEN = "unseen"
    DECLARED = "declared"
    EXCLUDED = "excluded"
    WAIVED = "waived"
    ERRORED = "errored"


WORST_FIRST = (
    Outcome.ERRORED,
    Outcome.FAILED,
    Outcome.WARNED,
    Outcome.INCONCLUSIVE,
    Outcome.UNSEEN,
    Outcome.PASSED,
)


@dataclass(frozen=True, slots=True)
class Observed:
    """The numbers behind a verdict on time: `share` of `n` answers within `threshold` milliseconds.

    `low` and `high` are exact 95 % bounds on the share that is slower.
    """

    n: int
    slow: int
    percentile: float
    threshold: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """The conclusion on one requirement.

    `because` names the broken requirement that explains this failure. `first` counts the requests until it was found;
    `seen` of `of` tries broke it again. `exposure` counts the things judged. `required` says whether leaving it
    undecided keeps a run from exit 0.
    """

    requirement: Requirement
    outcome: Outcome
    reason: str = ""
    because: str = ""
    findings: tuple[Finding, ...] = ()
    inputs: str = ""
    first: int = 0
    seen: int = 0
    of: int = 0
    exposure: int = 0
    observed: Observed | None = None
    required: bool = False

    @property
    def breaks(self) -> bool:
        """Whether it is a failure or a warning of its own, not folded under another."""
        return self.outcome in {Outcome.FAILED, Outcome.WARNED} and not self.because
