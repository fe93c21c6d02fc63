"""Evidence of windows: one read to its end, and one cut in two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.instant import write
from conformance.model.page import Entry, Page
from conformance.model.window import Window

Mark = tuple[int, str, str, int]


class Edge:
    """A part of a walk: what is known to lie on one end of its window."""

    def __init__(self, end: str) -> None:
        self._end = end

    def __get__(self, walk: Walk | None, _owner: type[Walk]) -> tuple[Entry, ...]:
        if walk is None:
            return ()
        edge = getattr(walk.window, self._end)
        return tuple(entry for entry in walk.known if entry.changed_at == edge)


@dataclass(frozen=True, slots=True)
class Walk(Evidence):
    """One window, asked for and followed to its last page.

    `bounded` says whether `to` was sent. `endless` says why the walk does not end, if so, and `unread` why we did not
    read on, which is no fault of the feed. `known` is what the census
    had seen from the start to the end, the end included. `lost` is what of it should be here, is not, and has no
    later entry that explains it.
    """

    window: Window
    bounded: bool
    limit: int
    pages: tuple[Page, ...]
    endless: str = ""
    unread: str = ""
    known: tuple[Entry, ...] = ()
    lost: tuple[Entry, ...] = ()

    at_start = Edge("start")
    at_end = Edge("end")

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """One for each page."""
        return tuple(page.exchange for page in self.pages)

    @property
    def size(self) -> tuple[int, ...]:
        """Few pages, then few entries, then a short window."""
        return len(self.pages), len(self.entries), self.window.milliseconds

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all pages that could be read."""
        return tuple(entry for page in self.pages for entry in page.entries)

    @property
    def upserts(self) -> tuple[Entry, ...]:
        """The entries that carry a record."""
        return tuple(entry for entry in self.entries if not entry.is_tombstone)

    @property
    def tombstones(self) -> tuple[Entry, ...]:
        """The entries that say that a record is gone."""
        return tuple(entry for entry in self.entries if entry.is_tombstone)

    @property
    def items(self) -> tuple[object, ...]:
        """Everything that stood on the pages, well formed or not."""
        return tuple(item for page in self.pages for item in (*page.entries, *page.malformed))

    @property
    def read(self) -> tuple[Page, ...]:
        """The pages that could be read at all."""
        return tuple(page for page in self.pages if not page.trouble)

    @property
    def is_whole(self) -> bool:
        """Whether it was read to its end without trouble, so that it can be held against another."""
        return (
            not self.endless and not self.unread and all(not page.trouble and not page.malformed for page in self.pages)
        )

    @property
    def followed(self) -> tuple[Page, ...]:
        """The pages that a cursor led to, if the window has an end to keep to."""
        return self.pages[1:] if self.bounded else ()


@dataclass(frozen=True, slots=True)
class Cut(Evidence):
    """One window whole, and again as two that touch. `superseded` explains what the later reading lacks."""

    whole: Walk
    early: Walk
    late: Walk
    superseded: frozenset[Mark] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Those of the three walks."""
        return self.whole.exchanges + self.early.exchanges + self.late.exchanges

    @property
    def size(self) -> tuple[int, ...]:
        """Few pages, then few entries."""
        return len(self.exchanges), len(self.whole.entries), self.whole.window.milliseconds

    @property
    def comparable(self) -> tuple[Walk, ...]:
        """The three walks, if all were read to their ends."""
        walks = (self.whole, self.early, self.late)
        return walks if all(walk.is_whole for walk in walks) else ()


def asked(walk: Walk) -> str:
    """What was asked for, for a person."""
    end = write(walk.window.end) if walk.bounded else "the watermark"
    return f"from {write(walk.window.start)} to {end}, {walk.limit} a page"


def difference(ours: Iterable[Entry], theirs: Iterable[Entry]) -> tuple[Entry, ...]:
    """What stands among ours more often than among theirs."""
    left = Counter(entry.mark for entry in theirs)
    extra = []
    for entry in ours:
        if left[entry.mark] > 0:
            left[entry.mark] -= 1
        else:
            extra.append(entry)
    return tuple(extra)


def beyond(ours: Iterable[Entry], theirs: Iterable[Entry], superseded: frozenset[Mark]) -> tuple[Entry, ...]:
    """What stands among ours more often, save what is superseded and stands among theirs not at all."""
    held = {entry.mark for entry in theirs}
    return tuple(entry for entry in difference(ours, theirs) if entry.mark in held or entry.mark not in superseded)
