"""Evidence of snapshots: the whole present state, read twice, and the feed from where each of the two ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from conformance.evidence.errors import Case
from conformance.evidence.evidence import Evidence
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant
from conformance.model.page import Entry, Page

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """One snapshot with one page size, and in `after` the pages of the feed from its last cursor on.

    `endless` says why the snapshot does not end, if so, and `unread` why we did not read on.
    """

    limit: int
    pages: tuple[Page, ...]
    after: tuple[Page, ...] = ()
    endless: str = ""
    unread: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the snapshot that could be read."""
        return tuple(entry for page in self.pages for entry in page.entries)

    @property
    def brought(self) -> tuple[Entry, ...]:
        """The entries of the feed after it."""
        return tuple(entry for page in self.after for entry in page.entries)

    @property
    def begin(self) -> Instant:
        """The watermark of the first page: what changed before it is in the snapshot, or comes after its cursor."""
        return self.pages[0].watermark or 0

    @property
    def end(self) -> Instant:
        """The watermark up to which the feed after it was read."""
        return (self.after[-1].watermark or 0) if self.after else 0

    @property
    def is_whole(self) -> bool:
        """Whether snapshot and feed were read to their ends, so that they can be held against something."""
        read = all(not page.trouble and not page.malformed for page in (*self.pages, *self.after))
        return not self.endless and not self.unread and read

    @property
    def repeated(self) -> tuple[Entry, ...]:
        """What stands in it although its record was there already."""
        extra: list[Entry] = []
        times = Counter[Key]()
        for entry in self.entries:
            times[entry.key] += 1
            if times[entry.key] == 2:
                extra.append(entry)
        return tuple(extra)

    @property
    def copy(self) -> dict[Key, Entry]:
        """What a consumer holds that applies the feed after the snapshot, and keeps the higher version."""
        held: dict[Key, Entry] = {}
        for entry in (*self.entries, *self.brought):
            if entry.key not in held or entry.version > held[entry.key].version:
                held[entry.key] = entry
        return held


@dataclass(frozen=True, slots=True)
class Compared:
    """One passage beside the feed, which is given by the latest entry of every record, now and `soon` after reading."""

    passage: Passage
    feed: Mapping[Key, Entry]
    soon: Mapping[Key, Entry]

    @property
    def missing(self) -> tuple[Entry, ...]:
        """Records that were live when the passage began, have not changed since, and are not told of."""
        copy, begin = self.passage.copy, self.passage.begin
        before = (held for held in self.feed.values() if held.changed_at < begin)
        return tuple(held for held in before if not held.is_tombstone and held.key not in copy)

    @property
    def buried(self) -> tuple[Entry, ...]:
        """What it shows although it was removed before the passage began, if the feed after it does not say so."""
        copy, begin = self.passage.copy, self.passage.begin
        graves = (held for held in self.feed.values() if held.is_tombstone and held.changed_at < begin)
        return tuple(copy[grave.key] for grave in graves if _outlives(copy.get(grave.key), grave))

    @property
    def stale(self) -> tuple[tuple[Entry, Entry | None], ...]:
        """The latest entries that a consumer of snapshot and feed did not get, each with what it holds instead.

        What came after the passage began and was still the latest soon after its end was there to be read meanwhile.
        """
        copy, begin, end = self.passage.copy, self.passage.begin, self.passage.end
        meanwhile = (held for held in self.soon.values() if begin <= held.changed_at < end)
        before = (held for held in self.feed.values() if held.changed_at < min(begin, end))
        both = (*meanwhile, *before)
        return tuple((held, copy.get(held.key)) for held in both if _is_behind(copy.get(held.key), held, begin))

    @property
    def strange(self) -> tuple[Entry, ...]:
        """What it shows and the feed has never told, or not yet."""
        shown, feed = self.passage.entries, self.feed
        return tuple(entry for entry in shown if entry.key not in feed or entry.version > feed[entry.key].version)

    @property
    def unlike(self) -> tuple[tuple[Entry, Entry], ...]:
        """What it shows otherwise than the feed does, in the same version."""
        pairs = ((self.feed.get(entry.key), entry) for entry in self.passage.entries if not entry.is_tombstone)
        return tuple((told, entry) for told, entry in pairs if told and _differs(told, entry))

    @property
    def is_odd(self) -> bool:
        """Whether something differs."""
        if self.strange or self.unlike:
            return True
        return self.passage.is_whole and bool(self.missing or self.buried or self.stale)


@dataclass(frozen=True, slots=True)
class Snapshot(Evidence):
    """The present state, read with two page sizes, held against the feed.

    `again` are answers to the cursor of the second passage's first page, sent once more with each of `limits`. `feed`
    is the latest entry of every record, read at least as far as the passages, and `soon` the same as it was right after
    them; None where the feed is not known whole.
    """

    passages: tuple[Passage, ...]
    again: tuple[Page, ...] = ()
    limits: tuple[int, ...] = ()
    feed: Mapping[Key, Entry] | None = None
    soon: Mapping[Key, Entry] | None = None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """Those of the passages, the feed after each, and the cursor sent again."""
        pages = (page for passage in self.passages for page in (*passage.pages, *passage.after))
        return tuple(page.exchange for page in (*pages, *self.again))

    @property
    def read(self) -> tuple[tuple[Passage, Page], ...]:
        """The pages that could be read at all, each with the passage that it belongs to."""
        return tuple((passage, page) for passage in self.passages for page in passage.pages if not page.trouble)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all passages."""
        return tuple(entry for passage in self.passages for entry in passage.entries)

    @property
    def joined(self) -> tuple[Passage, ...]:
        """The passages that ended and say where the feed goes on."""
        return tuple(passage for passage in self.passages if passage.after and not passage.endless)

    @property
    def compared(self) -> tuple[Compared, ...]:
        """Each passage beside the feed, if that is known and the passage holds something."""
        if self.feed is None:
            return ()
        return tuple(
            Compared(passage, self.feed, self.soon or self.feed) for passage in self.passages if passage.entries
        )

    @property
    def whole(self) -> tuple[Compared, ...]:
        """The passages that were read to their ends, beside the feed."""
        if self.feed is None:
            return ()
        return tuple(
            Compared(passage, self.feed, self.soon or self.feed) for passage in self.passages if passage.is_whole
        )

    @property
    def comparable(self) -> tuple[Passage, ...]:
        """All passages, if there are several, and all can be held against the feed and against each other."""
        return self.passages if len(self.whole) == len(self.passages) > 1 else ()

    @property
    def lacking(self) -> tuple[Entry, ...]:
        """What one passage has, the other has not, and nothing has changed since the first began."""
        if not self.comparable:
            return ()
        one, other = ({entry.mark: entry for entry in passage.entries} for passage in self.comparable[:2])
        odd = [entry for mark, entry in (*one.items(), *other.items()) if (mark in one) != (mark in other)]
        return tuple(entry for entry in odd if not self.has_changed(entry, self.comparable[0].begin))

    def has_changed(self, entry: Entry, since: Instant) -> bool:
        """Whether the record of an entry was published anew, as far as is known; unknown is taken for yes."""
        latest = (self.feed or {}).get(entry.key)
        return self.feed is None or (latest is not None and latest.changed_at >= since)

    @property
    def is_odd(self) -> bool:
        """Whether something differs, so that the feed has to be read further before anything is said."""
        return bool(self.lacking) or any(compared.is_odd for compared in (*self.compared, *self.whole))


@dataclass(frozen=True, slots=True)
class SnapshotCase(Case):
    """One flawed request for a snapshot, or with a cursor of one, with its answer."""

    @property
    def refusable(self) -> tuple[Exchange, ...]:
        """The exchange, if an answer came."""
        return self.exchanges if self.exchange.status else ()


def _outlives(shown: Entry | None, tombstone: Entry) -> bool:
    return shown is not None and not shown.is_tombstone and shown.version <= tombstone.version


def _is_behind(held: Entry | None, latest: Entry, begin: Instant) -> bool:
    """Whether a copy lacks what happened after its snapshot began, or holds something older."""
    if held is None:
        return not latest.is_tombstone and latest.changed_at >= begin
    return held.version < latest.version and not (latest.is_tombstone and latest.changed_at < begin)


def _differs(told: Entry, shown: Entry) -> bool:
    return told.version == shown.version and not told.is_tombstone and told.body != shown.body
