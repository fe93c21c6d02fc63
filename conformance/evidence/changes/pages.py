"""Evidence of paging: one window at two page sizes, and one cursor sent again."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.changes.windows import Mark, Walk
from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry, Page


@dataclass(frozen=True, slots=True)
class Resize(Evidence):
    """One window read with two page sizes, the smaller one second."""

    large: Walk
    small: Walk
    superseded: frozenset[Mark] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Those of both walks."""
        return self.large.exchanges + self.small.exchanges

    @property
    def size(self) -> tuple[int, ...]:
        """Few pages, then few entries."""
        return len(self.exchanges), len(self.large.entries), self.large.window.milliseconds

    @property
    def comparable(self) -> tuple[Walk, ...]:
        """Both walks, if they were read to their ends."""
        walks = (self.large, self.small)
        return walks if all(walk.is_whole for walk in walks) else ()


@dataclass(frozen=True, slots=True)
class Vigil(Evidence):
    """What a cursor gave that waited at the end of the feed, and the same time as a window, read afterwards."""

    window: Walk
    given: frozenset[Mark]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Those of the window."""
        return self.window.exchanges

    @property
    def since(self) -> tuple[Entry, ...]:
        """What was published while the cursor waited."""
        return self.window.entries if self.window.is_whole else ()

    @property
    def missed(self) -> tuple[Entry, ...]:
        """What of it the cursor did not give."""
        return tuple(entry for entry in self.since if entry.mark not in self.given)


@dataclass(frozen=True, slots=True)
class Replay(Evidence):
    """One cursor, sent more than once with some limits. `first` is its first answer."""

    cursor: str
    first: Page
    again: tuple[Page, ...]
    limits: tuple[int, ...]
    superseded: frozenset[Mark] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All uses of the cursor."""
        return (self.first.exchange, *(page.exchange for page in self.again))


@dataclass(frozen=True, slots=True)
class Alteration(Evidence):
    """A cursor in which one character was changed. `rightly` are the answers to the cursor as it was given."""

    cursor: str
    altered: str
    rightly: tuple[Page, ...]
    answer: Page

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """What the cursor gives, and what the altered one gives."""
        return (*(page.exchange for page in self.rightly), self.answer.exchange)

    @property
    def leads_elsewhere(self) -> bool:
        """Whether it was answered with another page. There are characters that nothing hangs on."""
        marks = [tuple(entry.mark for entry in page.entries) for page in (*self.rightly, self.answer)]
        return not self.answer.trouble and marks[-1] not in marks[:-1]
