"""Evidence of the chapter *Discovery*."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant, read

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Introduction(Evidence):
    """The description, asked for once. What it says stands in the terms."""

    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)

    @property
    def cut(self) -> tuple[Exchange, ...]:
        """The one, if it says that a part of the history was cut off."""
        return self.exchanges if self.terms.description.is_cut else ()

    @property
    def past_horizon(self) -> tuple[Exchange, ...]:
        """The one, if it says that the history is so old that it has to reach back to the horizon."""
        began, earliest = read(self.terms.description.text("began")), self.terms.description.earliest
        return self.exchanges if began is not None and earliest is not None and began <= self.horizon else ()

    @property
    def horizon(self) -> Instant:
        """The instant, on the endpoint's clock, from which the history is whole at least."""
        now = self.exchange.sent + self.terms.clock_offset
        return now - int(self.terms.levels["horizonDays"] * DAY)
