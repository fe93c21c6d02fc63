"""Evidence of documents as the feed lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry

FOLLOWS = ("replaces", "redactionOf")


@dataclass(frozen=True, slots=True)
class Listing(Evidence):
    """Every document that the run met: for each that it met more than once, the entries; and the live records."""

    met: tuple[tuple[Entry, ...], ...]
    live: Mapping[str, Entry]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Where the live records were met."""
        return tuple(entry.exchange for entry in self.live.values())

    @property
    def documents(self) -> tuple[Entry, ...]:
        """The live records."""
        return tuple(self.live.values())

    @property
    def public(self) -> tuple[Entry, ...]:
        """The live records, if everybody may read them."""
        return self.documents if self.terms.description.is_public else ()

    @property
    def followers(self) -> tuple[tuple[str, Entry, str], ...]:
        """Each live record that refers to an earlier document: by which member, the record, and to which."""
        found = []
        for entry in self.documents:
            for member in FOLLOWS:
                target = (entry.data or {}).get(member)
                if isinstance(target, str):
                    found.append((member, entry, target))
        return tuple(found)

    @property
    def redactions(self) -> tuple[tuple[Entry, Entry], ...]:
        """Each live redacted copy, with the live whole document."""
        pairs = ((entry, target) for member, entry, target in self.followers if member == "redactionOf")
        return tuple((entry, self.live[target]) for entry, target in pairs if target in self.live)
