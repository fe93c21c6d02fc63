"""Evidence of caching: whether a page that is said to be unchanged is."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Page


@dataclass(frozen=True, slots=True)
class Revisit(Evidence):
    """One question asked twice, and then on the condition that the answer is no longer the first one."""

    first: Page
    second: Page
    conditional: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The three."""
        return self.first.exchange, self.second.exchange, self.conditional

    @property
    def answers(self) -> tuple[Exchange, ...]:
        """The last answer, if it is a page or says that there is no other."""
        readable = not self.first.trouble and not self.second.trouble
        return (self.conditional,) if readable and self.conditional.status in (200, 304) else ()

    @property
    def has_changed(self) -> bool:
        """Whether the second answer had other entries than the first."""
        return [entry.mark for entry in self.first.entries] != [entry.mark for entry in self.second.entries]
