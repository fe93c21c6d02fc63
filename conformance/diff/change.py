"""What a change of the standard means for those who have implemented it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Effect(enum.StrEnum):
    """How far a change reaches."""

    BREAKING = "breaking"
    ADDITIVE = "additive"
    EDITORIAL = "editorial"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return tuple(Effect).index(self)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: how far it reaches, where it stands, what it is, and who has to act."""

    effect: Effect
    area: str
    file: str
    place: str
    says: str
    who: str = ""

    def __str__(self) -> str:
        where = f"{self.file}: {self.place}" if self.place else self.file
        return f"{where}: {self.says}" + (f" [{self.who}]" if self.who else "")


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Each change once, the gravest first, and then by file."""
    return tuple(sorted(dict.fromkeys(changes), key=lambda change: (change.effect.rank, change.file)))


def counted(changes: Iterable[Change]) -> dict[Effect, int]:
    """How many changes have each effect."""
    found = [change.effect for change in changes]
    return {effect: found.count(effect) for effect in Effect}
