"""Evidence of *Deliveries*, section *Delivering*: one item after the other."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence, Need
from conformance.model.exchange import Exchange
from conformance.model.page import Entry
from conformance.model.strict import Json


@dataclass(frozen=True, slots=True)
class Step:
    """One delivered item and how it was answered.

    `held` is the version that the receiver held before, 0 for none, and `over` is the `op` of that.
    """

    id: str
    op: str
    version: int
    held: int
    data: dict[str, Json] | None
    status: str
    exchange: Exchange
    over: str = ""

    def __str__(self) -> str:
        return f"{self.op} version {self.version} over {self.held or 'nothing'}: {self.status or 'no answer'}"

    @property
    def is_older(self) -> bool:
        """Whether the receiver held this version, or a later one, already."""
        return self.version <= self.held


@dataclass(frozen=True, slots=True)
class Conversation(Evidence):
    """A program of deliveries, carried out one by one, and what the receiver's feed then holds.

    `final` is the latest entry of each id of this program. `ambiguous` are ids of which a delivery got no answer: it
    may have been applied or not, so nothing is said about them.
    """

    needs = Need.WRITE

    steps: tuple[Step, ...]
    final: tuple[Entry, ...]
    ambiguous: frozenset[str]
    read: tuple[Exchange, ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The deliveries, then the reading."""
        return tuple(step.exchange for step in self.steps) + self.read

    @property
    def size(self) -> tuple[int, ...]:
        """Few steps."""
        return (len(self.steps),)

    @property
    def applied(self) -> tuple[Step, ...]:
        """The last applied step of each id whose state is certain."""
        last = {step.id: step for step in self.steps if step.status == "applied" and step.id not in self.ambiguous}
        return tuple(last.values())

    @property
    def older(self) -> tuple[Step, ...]:
        """The steps that bring nothing new to what is there, and so change nothing."""
        return tuple(step for step in self.late if step.over != "delete")

    @property
    def buried(self) -> tuple[Step, ...]:
        """The steps that bring nothing new to a record that was removed."""
        return tuple(step for step in self.late if step.over == "delete")

    @property
    def late(self) -> tuple[Step, ...]:
        """The steps whose version is held already, or a later one."""
        return tuple(step for step in self.steps if step.is_older and step.id not in self.ambiguous)
