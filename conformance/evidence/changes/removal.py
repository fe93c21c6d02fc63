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
    def replaced(self) -> tuple[Entry, ...]:
        """The tombstones that name what remains, where all that was ever published is known."""
        whole = not self.terms.description.is_cut
        return tuple(entry for entry in self.known if whole and entry.is_tombstone and entry.body.get("replacedBy"))

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The pages of the readings."""
        return self.read
