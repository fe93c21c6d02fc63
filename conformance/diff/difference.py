"""One difference between two shapes, and what it means at either end of an exchange."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace

from conformance.diff.change import Change, Effect


class Nature(enum.Enum):
    """How the values that a shape allows have changed."""

    NARROWER = enum.auto()
    WIDER = enum.auto()
    UNLIKE = enum.auto()  # neither, or nobody can tell
    LOST = enum.auto()  # a thing that was there is not
    NEW = enum.auto()  # a thing that nobody needs to know
    WORDS = enum.auto()


class Way(enum.Enum):
    """Who sends what the shape describes."""

    ANSWER = "whoever serves sends it"
    REQUEST = "whoever calls sends it"

    @property
    def back(self) -> Way:
        """The other way."""
        return Way.REQUEST if self is Way.ANSWER else Way.ANSWER


READERS, SERVERS, CALLERS = "who reads it", "who serves it", "who sends it"
FLIPPED = {Nature.NARROWER: Nature.WIDER, Nature.WIDER: Nature.NARROWER}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, at its place in a file."""

    file: str
    place: str
    nature: Nature
    way: Way
    says: str

    @property
    def flipped(self) -> Difference:
        """The same under a `not`."""
        return replace(self, nature=FLIPPED.get(self.nature, self.nature))

    def change(self, area: str, *, both_ends: bool) -> Change:
        """What it means. A contract counts for whoever calls; a standard binds both ends."""
        effect, who = self._meaning(both_ends)
        return Change(effect, area, self.file, self.place, self.says, who)

    def _meaning(self, both_ends: bool) -> tuple[Effect, str]:
        """Breaking is what ends something that is exchanged today, or makes it mean something else."""
        if self.nature is Nature.WORDS:
            return Effect.EDITORIAL, ""
        if self.nature is Nature.NEW:
            return Effect.ADDITIVE, ""
        if self.nature in (Nature.UNLIKE, Nature.LOST):
            return Effect.BREAKING, READERS if self.way is Way.ANSWER else CALLERS
        if self.way is Way.REQUEST:
            # A wider request ends nothing: what is sent today is still understood.
            return (Effect.BREAKING, CALLERS) if self.nature is Nature.NARROWER else (Effect.ADDITIVE, "")
        if self.nature is Nature.WIDER:
            return Effect.BREAKING, READERS
        return (Effect.BREAKING, SERVERS) if both_ends else (Effect.ADDITIVE, "")
