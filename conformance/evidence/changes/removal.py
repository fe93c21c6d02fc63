"""Evidence of removal: whether everything that was ever met is still told of."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry


@dataclass(frozen=True, slots=True)
class RollCall(Evidence):
    """Every record that the run has met, held against the whole feed as it is now.

    `vanished` are those of which several readings of the feed told nothing any more, not even a tombstone; each is
    given by its last known entry.
    """

    known: tuple[Entry, ...]
    vanished: tuple[Entry, ...]
    read: tuple[Exchange, ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The pages of the readings."""
        return self.read
