"""Evidence of the chapter *Consultation*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry

ROUND, REQUEST, RESPONSE, COMMENT = "consultation", "consultationRequest", "consulteeResponse", "publicComment"

Pair = tuple[Entry, Entry]


class Told:
    """A part of the proceedings: every state that was told of the records of some kinds."""

    def __init__(self, *kinds: str) -> None:
        self._kinds = kinds

    def __get__(self, proceedings: Proceedings | None, _owner: type[Proceedings]) -> tuple[Entry, ...]:
        told = proceedings.told if proceedings is not None else ()
        return tuple(entry for entry in told if entry.kind in self._kinds)


class Pairs:
    """A part of the proceedings: the live records of a kind, each with the live record that a member of it names."""

    def __init__(self, kind: str, member: str, target: str) -> None:
        self._kind, self._member, self._target = kind, member, target

    def __get__(self, proceedings: Proceedings | None, _owner: type[Proceedings]) -> tuple[Pair, ...]:
        held = proceedings.held if proceedings is not None else {}
        named = ((entry, (entry.data or {}).get(self._member)) for entry in held.values() if entry.kind == self._kind)
        keys = ((entry, (self._target, name)) for entry, name in named if isinstance(name, str))
        return tuple((entry, held[key]) for entry, key in keys if key in held)


class Groups:
    """A part of the proceedings: the live records of a kind with one value in a member, where there are several."""

    def __init__(self, kind: str, member: str) -> None:
        self._kind, self._member = kind, member

    def __get__(self, proceedings: Proceedings | None, _owner: type[Proceedings]) -> tuple[tuple[Entry, ...], ...]:
        found: dict[str, list[Entry]] = {}
        for entry in proceedings.held.values() if proceedings is not None else ():
            value = (entry.data or {}).get(self._member)
            if entry.kind == self._kind and isinstance(value, str):
                found.setdefault(value, []).append(entry)
        return tuple(tuple(group) for group in found.values() if len(group) > 1)


@dataclass(frozen=True, slots=True)
class Proceedings(Evidence):
    """What one reading of the feed told of consultations.

    `told` are the records as they came, superseded states among them. `held` are the live ones at a complete page, none
    where the feed was not read to one: of a part nobody can say what is missing.
    """

    kinds: ClassVar[tuple[str, ...]] = (ROUND, REQUEST, RESPONSE, COMMENT)

    told: tuple[Entry, ...]
    held: Mapping[tuple[str, str], Entry]

    rounds = Told(ROUND)
    requests = Told(REQUEST)
    comments = Told(COMMENT)
    opinions = Told(RESPONSE, COMMENT)
    asked = Pairs(REQUEST, "consultation", ROUND)
    answered = Pairs(RESPONSE, "consultationRequest", REQUEST)
    commented = Pairs(COMMENT, "consultation", ROUND)
    superseding = Pairs(RESPONSE, "supersedes", RESPONSE)
    series = Groups(ROUND, "application")
    disputed = Groups(RESPONSE, "consultationRequest")

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Where the records were met."""
        return tuple(dict.fromkeys(entry.exchange for entry in self.told))

    @property
    def shown(self) -> tuple[Entry, ...]:
        """What was said, if everybody may read it."""
        return self.opinions if self.terms.description.is_public else ()

    @property
    def confined(self) -> tuple[Entry, ...]:
        """Every record, if the view is not the one that holds personal data."""
        return self.told if self.terms.description.view != "personal" else ()

    @property
    def twice(self) -> tuple[Entry, ...]:
        """What was said, where a view gives it whole and redacted."""
        return tuple(e for e in self.opinions if e.data and {"text", "textRedacted"} <= e.data.keys())
