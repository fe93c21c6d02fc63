"""Evidence of records beside one another: what a consumer holds that has read the whole feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from conformance.evidence.evidence import Evidence
from conformance.evidence.terms import Terms
from conformance.model.exchange import Exchange
from conformance.model.page import Entry
from conformance.standard import at


@dataclass(frozen=True, slots=True)
class Copy(Evidence):
    """What a consumer holds after reading the whole feed to a complete page: the latest entry of every live record.

    `exchange` is the page that said `complete`; `removed` are the tombstones of what is live no more.
    """

    records: Mapping[tuple[str, str], Entry]
    exchange: Exchange
    removed: Mapping[tuple[str, str], Entry] = field(default_factory=dict)

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

    @property
    def graves(self) -> tuple[Entry, ...]:
        """The tombstones."""
        return tuple(self.removed.values())

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """The live records of a kind."""
        return tuple(entry for entry in self.records.values() if entry.kind == kind)

    @property
    def applications(self) -> tuple[Entry, ...]:
        """The live applications."""
        return self.of_kind("application")

    @property
    def decided(self) -> tuple[Entry, ...]:
        """The live applications that are told to be determined, where decisions are published."""
        told = (entry for entry in self.applications if (entry.data or {}).get("status") == "determined")
        return tuple(told) if "decision" in self.kinds else ()

    @property
    def closed(self) -> tuple[Entry, ...]:
        """The live applications that came to no decision, since they were taken or sent back."""
        ends = ("withdrawn", "returned")
        return tuple(entry for entry in self.applications if (entry.data or {}).get("status") in ends)

    @property
    def sensitive(self) -> tuple[Entry, ...]:
        """The live records of a type that nobody publishes unlooked at, in a view where that can be seen."""
        told = (one for one in self.entries if "publicRegisterStatus" in self.terms.shown(one.kind))
        return tuple(entry for entry in told if _is_sensitive(self.terms, entry))

    @property
    def redactions(self) -> tuple[tuple[Entry, Entry], ...]:
        """Each live redacted copy, with the whole that it was made of, where both can be seen."""
        pairs = ((entry, (entry.kind, str((entry.data or {}).get("redactionOf")))) for entry in self.entries)
        return tuple((entry, self.records[key]) for entry, key in pairs if key in self.records)


def _is_sensitive(terms: Terms, entry: Entry) -> bool:
    """Whether some word of a record is marked as sensitive in its list."""
    for leaf in terms.leaves(entry.kind):
        rows = terms.codelists[leaf.codelist].rows if leaf.codelist else ()
        words = {row["reference"] for row in rows if row.get("sensitive") == "yes"}
        if any(value in words for value in at(entry.data or {}, leaf.path) if isinstance(value, str)):
            return True
    return False
