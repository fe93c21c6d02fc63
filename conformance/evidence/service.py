"""Evidence of the chapter *Service*."""

from __future__ import annotations

from dataclasses import dataclass, field

from conformance.evidence.changes.windows import Mark
from conformance.evidence.evidence import Evidence
from conformance.model import allowance
from conformance.model.bounds import bounds
from conformance.model.description import Description
from conformance.model.exchange import Exchange
from conformance.model.page import Page
from conformance.model.strict import Json
from conformance.model.verdict import Observed

TOO_MANY = 429


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
    """More requests at once than the endpoint promises to serve. The first `promised` are within its quota."""

    sent: tuple[Exchange, ...]
    promised: int = 0

    @property
    def due(self) -> tuple[Exchange, ...]:
        """The answers to those that the quota covers."""
        return self.sent[: self.promised]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The refusals, or the last answer if there was none."""
        return self.refusals or self.sent[-1:]

    @property
    def refusals(self) -> tuple[Exchange, ...]:
        """The answers that said: not now."""
        return tuple(exchange for exchange in self.sent if exchange.status in (429, 503))

    @property
    def counted(self) -> tuple[Exchange, ...]:
        """The refusals for too many requests that tell how many are left."""
        return tuple(one for one in self.sent if one.status == TOO_MANY and allowance.read(one.header("RateLimit")))


@dataclass(frozen=True, slots=True)
class Pledge(Evidence):
    """The full promise to this caller. `told` is empty where the answer is no object."""

    exchange: Exchange
    told: dict[str, Json] = field(default_factory=dict)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def served(self) -> tuple[Exchange, ...]:
        """The one, if it is a promise at all."""
        return self.exchanges if self.told else ()

    def number(self, *path: str) -> float | None:
        """A number at a path of members."""
        return Description(self.told).number(*path)


@dataclass(frozen=True, slots=True)
class Compressed(Evidence):
    """One closed window plain, and again in a coding, which was taken off.

    `superseded` explains what the second reading lacks.
    """

    plain: Page
    coded: Page
    superseded: frozenset[Mark] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The two."""
        return self.plain.exchange, self.coded.exchange

    @property
    def codings(self) -> tuple[str, ...]:
        """The coding that was used, if one was, or if nothing could be made of it."""
        used = self.coded.exchange.header("Content-Encoding") or ""
        failed = not self.coded.exchange.status
        return (used or "gzip",) if not self.plain.trouble and (failed or used not in ("", "identity")) else ()
