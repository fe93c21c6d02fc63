"""Evidence of *Security*, section *Reach*: what the token of another caller shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry, Page


@dataclass(frozen=True, slots=True)
class Reading(Evidence):
    """A page that was read with the token of another caller.

    `authorities` are those that the description names to that caller, `mine` the entries that our own token showed, by
    their marks. `by_cursor` says that the page was asked for by a cursor that was given to us.
    """

    authorities: frozenset[str]
    page: Page
    mine: Mapping[tuple[int, str, str, int], Entry]
    by_cursor: bool = False

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.page.exchange,)

    @property
    def upserts(self) -> tuple[Entry, ...]:
        """The records on the page."""
        return tuple(entry for entry in self.page.entries if not entry.is_tombstone)

    @property
    def fed(self) -> tuple[Entry, ...]:
        """The records, if the page was asked for by a window."""
        return () if self.by_cursor else self.upserts

    @property
    def carried(self) -> tuple[Exchange, ...]:
        """The answer, if the page was asked for by a cursor."""
        return self.exchanges if self.by_cursor else ()

    @property
    def strange(self) -> tuple[Entry, ...]:
        """The records of authorities that the description does not name to that caller."""
        told = ((entry, (entry.data or {}).get("planningAuthority")) for entry in self.upserts)
        return tuple(entry for entry, owner in told if isinstance(owner, str) and owner not in self.authorities)

    @property
    def shared(self) -> tuple[tuple[Entry, Entry], ...]:
        """The records that both tokens show in the same version: as we see them, and as the other does."""
        return tuple((self.mine[entry.mark], entry) for entry in self.upserts if entry.mark in self.mine)
