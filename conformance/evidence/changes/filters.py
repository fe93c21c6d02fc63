"""Evidence of filters: the feed read through one, beside what it holds without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.evidence.changes.windows import Mark, Walk
from conformance.evidence.errors import Case, Flawed
from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant
from conformance.model.page import Entry, Page


@dataclass(frozen=True, slots=True, order=True)
class Filter:
    """Some kinds and some authorities; where there are none of one sort, all of it is meant."""

    kinds: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " and ".join(f"{name} {value}" for name, value in self.query.items()) or "no filter"

    @property
    def query(self) -> dict[str, str]:
        """The parameters that ask for it."""
        both = {"kind": ",".join(self.kinds), "authority": ",".join(self.authorities)}
        return {name: value for name, value in both.items() if value}

    @property
    def is_double(self) -> bool:
        """Whether it asks for some kinds of some authorities."""
        return bool(self.kinds and self.authorities)

    def admits(self, entry: Entry) -> bool:
        """Whether a live record answers to it."""
        authority = (entry.data or {}).get("planningAuthority")
        return self.has_kind(entry) and (not self.authorities or authority in self.authorities)

    def leaves_out(self, entry: Entry) -> bool:
        """Whether an entry certainly does not answer to it. Of a tombstone nothing but the kind is known."""
        authority = (entry.data or {}).get("planningAuthority")
        foreign = isinstance(authority, str) and bool(self.authorities) and authority not in self.authorities
        return not self.has_kind(entry) or (foreign and not entry.is_tombstone)

    def has_kind(self, entry: Entry) -> bool:
        """Whether the kind is one of those."""
        return not self.kinds or entry.kind in self.kinds


@dataclass(frozen=True, slots=True)
class Selection(Evidence):
    """The feed from an instant on, read through a filter, beside what is known of it without.

    `walk` holds the filtered pages, the first of which was asked for with the filter, the others by cursor. `known` is
    what the census has of the feed, by mark. `due` are the latest entries of all records, up to where the walk has
    come. `members` are the records that answered to the filter once, within the window. `whole` says whether the filter
    names every authority, so that tombstones are due as well. `framed` are unfiltered pages, one read before and one
    after.
    """

    filter: Filter
    walk: Walk
    known: Mapping[Mark, Entry]
    due: tuple[Entry, ...]
    members: frozenset[tuple[str, str]] = frozenset()
    whole: bool = False
    framed: tuple[Page, ...] = ()

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The filtered pages, then those without a filter."""
        return self.walk.exchanges + tuple(page.exchange for page in self.framed)

    @property
    def first(self) -> tuple[Page, ...]:
        """The page that the filter was sent for."""
        return self.walk.pages[:1]

    @property
    def single(self) -> tuple[Entry, ...]:
        """What stands on the first page, if the filter is of one sort."""
        return () if self.filter.is_double else self.walk.pages[0].entries

    @property
    def double(self) -> tuple[Entry, ...]:
        """What stands on the first page, if the filter is of both sorts."""
        return self.walk.pages[0].entries if self.filter.is_double else ()

    @property
    def later(self) -> tuple[Page, ...]:
        """The pages that cursors led to."""
        return self.walk.pages[1:]

    @property
    def wanted(self) -> tuple[Entry, ...]:
        """What is due and has to be there: live records that answer, and tombstones of those that did."""
        return tuple(entry for entry in self.due if self._is_wanted(entry))

    @property
    def left(self) -> tuple[Entry, ...]:
        """What is due and lives on outside the filter, where it was inside before."""
        told = {entry.key for entry in self.walk.tombstones}
        outside = (entry for entry in self.due if not entry.is_tombstone and self.filter.leaves_out(entry))
        return tuple(entry for entry in outside if entry.key in self.members or entry.key in told)

    def _is_wanted(self, entry: Entry) -> bool:
        if not entry.is_tombstone:
            return self.filter.admits(entry)
        everyone = self.whole or not self.filter.authorities
        return self.filter.has_kind(entry) and (everyone or entry.key in self.members)


@dataclass(frozen=True, slots=True)
class FilterCase(Case):
    """One request with a filter that is wrong."""

    unknown_filters = Flawed("invalid-filter")
    beside_cursors = Flawed("cursor-mismatch")


def reach(walk: Walk) -> tuple[Instant, int]:
    """How far a walk has come: everything up to this instant and `seq` has been told, if it answers to the filter."""
    last = walk.pages[-1]
    if last.complete and last.watermark is not None:
        return last.watermark, 0
    entries = walk.entries
    return (entries[-1].changed_at, entries[-1].seq + 1) if entries else (0, 0)
