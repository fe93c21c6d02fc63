"""Evidence of promises over time: a window read twice, and everything that a run was told."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from conformance.evidence.changes.windows import Mark, Walk, difference
from conformance.evidence.evidence import Evidence, Need
from conformance.model.exchange import Exchange
from conformance.model.page import Entry, Page


@dataclass(frozen=True, slots=True)
class Reread(Evidence):
    """One closed window, read several times. No answer is remembered between the readings.

    `superseded` holds what is missing from a later reading and has a later entry.
    """

    readings: tuple[Walk, ...]
    superseded: frozenset[Mark] = frozenset()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Those of all readings."""
        return tuple(exchange for reading in self.readings for exchange in reading.exchanges)

    @property
    def size(self) -> tuple[int, ...]:
        """Few pages, then few entries."""
        return len(self.exchanges), len(self.readings[0].entries), self.readings[0].window.milliseconds

    @property
    def comparable(self) -> tuple[tuple[Walk, Walk], ...]:
        """Each reading with the next, if all reached their ends and there was something to read."""
        whole = all(reading.is_whole for reading in self.readings)
        return tuple(pairwise(self.readings)) if whole and any(reading.entries for reading in self.readings) else ()

    @property
    def gone(self) -> tuple[Entry, ...]:
        """What a reading had, the next has not, and no later entry explains."""
        missing = (entry for a, b in self.comparable for entry in difference(a.entries, b.entries))
        return tuple(entry for entry in missing if entry.mark not in self.superseded)

    @property
    def late(self) -> tuple[Entry, ...]:
        """What a reading has and the one before had not."""
        return tuple(entry for a, b in self.comparable for entry in difference(b.entries, a.entries))

    @property
    def unlike(self) -> tuple[tuple[Entry, Entry], ...]:
        """The same entry in two readings with different content."""
        pairs = []
        for a, b in self.comparable:
            later = {entry.mark: entry for entry in b.entries}
            both = ((entry, later[entry.mark]) for entry in a.entries if entry.mark in later)
            pairs += [(before, after) for before, after in both if before.body != after.body]
        return tuple(pairs)


@dataclass(frozen=True, slots=True)
class Transcript(Evidence):
    """Every exchange of the run with the API, in order."""

    all: tuple[Exchange, ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """All of them."""
        return self.all

    @property
    def pages(self) -> tuple[Page, ...]:
        """The pages of `/changes` among them that could be read."""
        return _pages(self.all)

    @property
    def dated(self) -> tuple[Exchange, ...]:
        """The answers that the endpoint made itself, in good order."""
        return tuple(exchange for exchange in self.all if 200 <= exchange.status < 500)

    @property
    def refusals_for_load(self) -> tuple[Exchange, ...]:
        """The answers that said: not now."""
        return tuple(exchange for exchange in self.all if exchange.status in (429, 503))


@lru_cache(maxsize=1)
def _pages(exchanges: tuple[Exchange, ...]) -> tuple[Page, ...]:
    """Read once for all who look back on a run: a run of ten thousand requests has many pages."""
    asked = (exchange for exchange in exchanges if "/changes?" in exchange.request.url)
    pages = (Page.read(exchange) for exchange in asked if exchange.request.method == "GET")
    return tuple(page for page in pages if not page.trouble)


@dataclass(frozen=True, slots=True)
class Histories(Evidence):
    """Every record that the run met in more than one version: its entries, once each, by `seq`."""

    needs = Need.TRAFFIC

    histories: tuple[tuple[Entry, ...], ...]

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Where the entries were met."""
        return tuple(entry.exchange for history in self.histories for entry in history)
