"""Evidence of digests over everything that is live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conformance.evidence.evidence import Evidence
from conformance.model.canonical import MODULUS, share_of
from conformance.model.exchange import Exchange
from conformance.model.instant import Instant, is_canonical, read
from conformance.model.page import Entry, Page
from conformance.model.strict import Json

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class StateDigest(Evidence):
    """What an endpoint says of everything that is live, beside the feed.

    `members` are those of the answer. `after` are the pages of the feed from its cursor on. `feed` is the latest entry
    of every record, read at least as far, and `then` the same as it stood at the position; None where it is not known.
    """

    answer: Exchange
    members: Mapping[str, Json]
    after: tuple[Page, ...] = ()
    feed: Mapping[Key, Entry] | None = None
    then: Mapping[Key, Entry] | None = None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The answer and the feed after it."""
        return (self.answer, *(page.exchange for page in self.after))

    @property
    def position(self) -> Instant | None:
        """The instant whose state is told: all that changed before it, and nothing else."""
        value = self.members.get("watermark")
        return read(value) if isinstance(value, str) and is_canonical(value) else None

    @property
    def newer(self) -> tuple[Entry, ...]:
        """What the feed tells of the time from the position on."""
        position = self.position
        known = (self.feed or {}).values() if position is not None else ()
        return tuple(entry for entry in known if entry.changed_at >= (position or 0))

    @property
    def adding(self) -> tuple[Entry, ...]:
        """The records that were live at the position, if that is known, and each of them has a digest."""
        live = tuple(entry for entry in (self.then or {}).values() if not entry.is_tombstone)
        return live if all(isinstance(entry.body.get("digest"), str) for entry in live) else ()

    @property
    def total(self) -> str:
        """The sum over the live records as the feed has them, in 64 hexadecimal digits."""
        shares = (share_of(*entry.key, entry.version, str(entry.body["digest"])) for entry in self.adding)
        return f"{sum(shares) % MODULUS:064x}"

    @property
    def is_same(self) -> bool:
        """Whether number and sum are those of the feed."""
        return self.members.get("records") == len(self.adding) and self.members.get("digest") == self.total

    @property
    def answers(self) -> tuple[Exchange, ...]:
        """The answer, if it tells of a position."""
        return (self.answer,) if self.position is not None else ()
