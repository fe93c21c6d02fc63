"""Evidence of the chapter *Records*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry


@dataclass(frozen=True, slots=True)
class Copy(Evidence):
    """What a consumer holds after reading the whole feed to a complete page: the latest entry of every live record.

    `exchange` is the page that said `complete`.
    """

    records: Mapping[tuple[str, str], Entry]
    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The last page: a record is told by its own."""
        return (self.exchange,)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The live records."""
        return tuple(self.records.values())

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that are published here: those declared and those seen."""
        return frozenset(self.terms.description.words("kinds")) | {kind for kind, _ in self.records}
