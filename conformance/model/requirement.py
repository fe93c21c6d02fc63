"""A sentence of the standard, and how strongly it binds."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Level(enum.StrEnum):
    """The RFC 2119 keyword that a sentence turns on."""

    MUST = "MUST"
    MUST_NOT = "MUST NOT"
    SHOULD = "SHOULD"
    SHOULD_NOT = "SHOULD NOT"
    MAY = "MAY"

    @property
    def binds(self) -> bool:
        """Whether breaking it makes an endpoint non-conformant."""
        return self in {Level.MUST, Level.MUST_NOT}


@dataclass(frozen=True, slots=True)
class Requirement:
    """One normative sentence, known everywhere by one id.

    `classes` are the conformance classes that it belongs to; `why` and `right` are the words under it that
    explain and do not bind; `failing` is an exchange that breaks it, as the chapter shows it.
    """

    id: str
    title: str
    statement: str
    level: Level
    classes: tuple[str, ...]
    why: str
    right: str
    failing: str

    @property
    def chapter(self) -> str:
        """The chapter it stands in, which is the first word of its id."""
        return self.id.partition(".")[0]
