"""Evidence of the edges of what can be asked: lawful questions that few servers expect."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.page import Entry, Page
from conformance.model.window import Window


class Sort:
    """A part of a corner: its page, if the question is of one sort."""

    def __init__(self, *sorts: str) -> None:
        self._sorts = sorts

    def __get__(self, corner: Corner | None, _owner: type[Corner]) -> tuple[Page, ...]:
        return (corner.page,) if corner is not None and corner.sort in self._sorts else ()


@dataclass(frozen=True, slots=True)
class Corner(Evidence):
    """One unusual question about a window, and the first page of its answer.

    `sort` says what is unusual, `says` tells it to a person. `bounded` says whether `to` was sent. `lost` is what is
    known to lie in the window, if the page is empty and no later entry explains it.
    """

    sort: str
    says: str
    window: Window
    bounded: bool
    page: Page
    lost: tuple[Entry, ...] = ()

    empty_windows = Sort("empty window")
    future_ends = Sort("future end")
    future_starts = Sort("future start")
    large_limits = Sort("large limit")
    beginnings = Sort("from earliest")
    past_ends = Sort("past the end")
    futures = Sort("future end", "future start")

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.page.exchange,)

    @property
    def size(self) -> tuple[int, ...]:
        """A short request tells more."""
        return (len(self.page.exchange.request.url),)

    @property
    def found(self) -> int:
        """How many entries the page has, well formed or not."""
        return len(self.page.entries) + len(self.page.malformed)
