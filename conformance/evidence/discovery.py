"""Evidence of the chapter *Discovery*."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Introduction(Evidence):
    """The description, asked for once. What it says stands in the terms."""

    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.exchange,)
