"""What a check may know besides what it sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.model.description import Description
from conformance.standard import (
    Codelist,
    Leaf,
    Lifecycle,
    Schema,
    Standard,
    codelists_of,
    dates_of,
    noun_of,
    references_of,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """The standard, the endpoint's own description, and by how many milliseconds its clock is ahead of ours."""

    standard: Standard
    description: Description
    clock_offset: int = 0

    @property
    def codelists(self) -> Mapping[str, Codelist]:
        """The lists of words, by name."""
        return self.standard.codelists

    @property
    def levels(self) -> Mapping[str, float]:
        """The numbers of the standard, by name."""
        return self.standard.levels

    def schema(self, noun: str) -> Schema:
        """The schema of a noun of the standard."""
        return self.standard.schemas[noun]

    def record_schema(self, kind: str) -> Schema | None:
        """The schema of a kind of record; None for a kind that this version does not describe."""
        return self.standard.schemas.get(noun_of(kind)) if kind in self.standard.crosswalk else None

    def legal_dates(self, kind: str) -> frozenset[str]:
        """The members of a kind that are legal dates."""
        schema = self.record_schema(kind)
        return dates_of(schema) if schema else frozenset()

    def references(self, kind: str) -> tuple[tuple[str, str], ...]:
        """The members of a kind that refer to records, each with the kind that it refers to."""
        schema = self.record_schema(kind)
        return references_of(schema) if schema else ()

    def coded(self, kind: str) -> tuple[tuple[str, str], ...]:
        """The members of a kind that hold words of a list, each with the name of the list."""
        schema = self.record_schema(kind)
        return codelists_of(schema) if schema else ()

    @property
    def lifecycle(self) -> Lifecycle:
        """The states of a case and what leads from one to another."""
        return self.standard.lifecycle

    def leaves(self, kind: str) -> tuple[Leaf, ...]:
        """The leaves of a kind; none for one that this version does not describe."""
        return tuple(self.standard.leaves_of_kind(kind).values())

    def shown(self, kind: str) -> frozenset[str]:
        """The fields of a kind that the endpoint's view may show."""
        return self.standard.shown(kind, self.description.view)
