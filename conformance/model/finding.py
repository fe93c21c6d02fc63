"""What a check says about what it saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from conformance.model.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure from a requirement: what it asks, what was seen, and the exchanges that show it."""

    expected: str
    actual: str
    exchanges: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """The evidence was gathered and does not decide; the reason says what more it would take."""

    reason: str


Findings: TypeAlias = Iterator[Finding | Doubt]
