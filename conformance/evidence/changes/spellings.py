"""Evidence of how instants are read: one window in two spellings."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.changes.windows import Mark, Walk
from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Spelling(Evidence):
    """One window as the standard writes instants, and again with its ends written otherwise.

    `is_finer` says that an end has digits beyond milliseconds: the plain window is then the one that holds the same
    milliseconds. `says` tells a person how the ends are written. `superseded` explains what the other reading lacks.
    """

    says: str
    is_finer: bool
    plain: Walk
    other: Walk
    superseded: frozenset[Mark] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Those of both readings."""
        return self.plain.exchanges + self.other.exchanges

    @property
    def size(self) -> tuple[int, ...]:
        """Few pages, then few entries, then a short text."""
        return len(self.exchanges), len(self.plain.entries), len(self.says)

    @property
    def equal(self) -> tuple[Walk, ...]:
        """The other reading, if its ends name the very same instants."""
        return () if self.is_finer else (self.other,)

    @property
    def finer(self) -> tuple[Walk, ...]:
        """The other reading, if an end of it lies between two milliseconds."""
        return (self.other,) if self.is_finer else ()
