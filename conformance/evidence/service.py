"""Evidence of the chapter *Service*."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.bounds import bounds
from conformance.model.exchange import Exchange
from conformance.model.verdict import Observed


@dataclass(frozen=True, slots=True)
class Sample(Evidence):
    """Many answers to one cheap question, timed from the first byte sent to the last byte read.

    `percentile` per cent are promised within `threshold` milliseconds. `queue` is how many programs stood in line for
    each processor of the machine that took the time.
    """

    timed: tuple[Exchange, ...]
    percentile: float
    threshold: float
    queue: float = 0.0

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The slowest three: the others say nothing more."""
        return tuple(sorted(self.timed, key=lambda exchange: -exchange.took)[:3])

    @property
    def observed(self) -> Observed:
        """How many were slow, and the exact bounds on the share that is."""
        slow = sum(exchange.took * 1000 > self.threshold for exchange in self.timed)
        low, high = bounds(slow, len(self.timed))
        return Observed(len(self.timed), slow, self.percentile, self.threshold, low, high)


@dataclass(frozen=True, slots=True)
class Burst(Evidence):
    """More requests at once than the endpoint promises to serve."""

    sent: tuple[Exchange, ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The refusals, or the last answer if there was none."""
        return self.refusals or self.sent[-1:]

    @property
    def refusals(self) -> tuple[Exchange, ...]:
        """The answers that said: not now."""
        return tuple(exchange for exchange in self.sent if exchange.status in (429, 503))
