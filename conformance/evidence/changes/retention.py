"""Evidence of days: what an earlier run was told, held against the feed as it is now."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.evidence.evidence import Evidence, Need
from conformance.model.exchange import Exchange
from conformance.model.history import Fact, Past, fact_of
from conformance.model.instant import Instant
from conformance.model.page import Entry, Page

DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Since(Evidence):
    """One earlier run of the same epoch, and the feed from `start` on at the instant `now` on the endpoint's clock.

    `later` are marks of remembered entries that a later one has superseded. `exchange` is the last page of the feed.
    """

    needs = Need.DAYS

    past: Past
    start: Instant
    now: Instant
    entries: tuple[Entry, ...]
    later: frozenset[tuple[int, str, str, int]]
    exchange: Exchange

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The last page."""
        return (self.exchange,)

    @property
    def size(self) -> tuple[int, ...]:
        """A run of yesterday tells more than one of last month."""
        return (self.now - self.past.at,)

    @property
    def horizon(self) -> Instant:
        """The instant from which everything is kept at least."""
        return self.now - int(self.terms.levels["horizonDays"] * DAY)

    @property
    def kept(self) -> tuple[Fact, ...]:
        """What was remembered and lies in the part of the history that is kept."""
        return tuple(fact for fact in self.past.facts if fact.changed_at >= self.start)

    @property
    def records(self) -> tuple[Fact, ...]:
        """The remembered entries with a record, of what is kept."""
        return tuple(fact for fact in self.kept if not fact.is_tombstone)

    @property
    def tombstones(self) -> tuple[Fact, ...]:
        """The remembered tombstones that are not older than the horizon."""
        return tuple(fact for fact in self.kept if fact.is_tombstone and fact.changed_at >= self.horizon)

    @property
    def moves(self) -> tuple[tuple[Instant, Instant], ...]:
        """The `earliest` of then with that of now, if both are known."""
        then, now = self.past.earliest, self.terms.description.earliest
        return ((then, now),) if then is not None and now is not None else ()

    @property
    def found(self) -> dict[tuple[int, str, str, int], Fact]:
        """The entries of now, as they would be remembered."""
        wanted = {fact.mark for fact in self.past.facts}
        return {entry.mark: fact_of(entry) for entry in self.entries if entry.mark in wanted}


@dataclass(frozen=True, slots=True)
class Return(Evidence):
    """The cursor that an earlier run ended with, sent again within the horizon."""

    needs = Need.DAYS

    past: Past
    page: Page

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The one."""
        return (self.page.exchange,)
