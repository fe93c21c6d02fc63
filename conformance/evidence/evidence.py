"""What all evidence has: the terms it is judged by, the exchanges it consists of, and a size."""

from __future__ import annotations

import abc
import enum
from dataclasses import dataclass
from typing import ClassVar

from conformance.evidence.terms import Terms
from conformance.model.exchange import Exchange
from conformance.model.finding import Finding


class Need(enum.StrEnum):
    """What a kind of evidence can only be had with."""

    ANY = "any"
    TRAFFIC = "traffic"
    WRITE = "write"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Evidence(abc.ABC):
    """What one probe gathered, for checks to judge."""

    needs: ClassVar[Need] = Need.ANY

    terms: Terms

    @property
    @abc.abstractmethod
    def exchanges(self) -> tuple[Exchange, ...]:
        """Everything that was sent and answered, in order."""

    @property
    def size(self) -> tuple[int, ...]:
        """What makes one piece of evidence easier to read than another: smaller comes first."""
        return (len(self.exchanges), sum(len(exchange.body) for exchange in self.exchanges))

    def breach(self, expected: str, actual: str, *exchanges: Exchange) -> Finding:
        """A finding on this evidence, shown by some of its exchanges or by all."""
        return Finding(expected, actual, exchanges or self.exchanges)
