"""Evidence of *Deliveries*, section *Editing*: the life of a record that is edited, and batches."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from conformance.evidence.deliveries.delivering import NO_ANSWER, Delivery
from conformance.evidence.evidence import Evidence, Need
from conformance.model.exchange import Exchange
from conformance.model.page import Entry
from conformance.model.strict import Json


class Move(enum.StrEnum):
    """What an edit tries."""

    CREATE = "a record that is not there, with `If-None-Match: *`"
    LOOK = "the look-up of a record that was edited"
    CARELESS = "an edit without a condition"
    CREATE_AGAIN = "a record that is there, with `If-None-Match: *`"
    CHANGE = "an edit of the version that was read"
    STALE = "an edit of an older version"
    INVALID = "a record that is not valid"
    EQUAL = "the record as it is"
    CARELESS_REMOVAL = "a deletion without a condition"
    STALE_REMOVAL = "a deletion of an older version"
    REMOVE = "the deletion of the version that was read"
    GONE = "the look-up of a record that was deleted"
    BATCH = "a batch whose items stand for themselves"
    BATCH_AGAIN = "the same batch under the same key"
    BATCH_OTHER = "another batch under the same key"
    BATCH_ALL = "a batch that stands together, with an item that conflicts"
    BATCH_KEYLESS = "a batch without a key"


REFUSED = (Move.CARELESS, Move.CREATE_AGAIN, Move.STALE, Move.INVALID, Move.CARELESS_REMOVAL, Move.STALE_REMOVAL)
TAKEN = (Move.CREATE, Move.CHANGE)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit, or one batch of some ids, and the answer. `data` is the record as it is to be after one that is taken.

    `read` is the version that the record had before.
    """

    move: Move
    ids: tuple[str, ...]
    data: dict[str, Json] | None
    read: int
    exchange: Exchange

    @property
    def is_taken(self) -> bool:
        """Whether the receiver says that it made the edit."""
        return self.exchange.status in (200, 201)

    @property
    def version(self) -> int | None:
        """The version in the entry that was answered."""
        entry = Entry.read(replace(self.exchange, status=200)) if self.is_taken else None
        return entry.version if isinstance(entry, Entry) else None

    @property
    def results(self) -> tuple[dict[str, Json], ...]:
        """What is said of each item of a batch."""
        return Delivery.read(self.exchange)


def _tried(*moves: Move) -> property:
    """The edits of some moves that were answered at all."""

    def chosen(evidence: Revision) -> tuple[Edit, ...]:
        return tuple(edit for edit in evidence.edits if edit.move in moves and edit.exchange.status not in NO_ANSWER)

    return property(chosen)


@dataclass(frozen=True, slots=True)
class Revision(Evidence):
    """Edits of one record and of some beside it, one after the other.

    `midway` holds the latest entries of them in the feed before the record is deleted, `final` those after.
    """

    needs = Need.WRITE

    edits: tuple[Edit, ...]
    midway: Mapping[str, Entry]
    final: Mapping[str, Entry]

    tagged = _tried(Move.CREATE, Move.CHANGE, Move.LOOK)
    careless = _tried(Move.CARELESS, Move.CARELESS_REMOVAL)
    stale = _tried(Move.STALE, Move.STALE_REMOVAL)
    occupied = _tried(Move.CREATE_AGAIN)
    changes = _tried(*TAKEN)
    equal = _tried(Move.EQUAL)
    refused = _tried(*REFUSED)
    invalid = _tried(Move.INVALID)
    removals = _tried(Move.REMOVE, Move.GONE)
    batches = _tried(Move.BATCH)
    repeats = _tried(Move.BATCH_AGAIN)
    others = _tried(Move.BATCH_OTHER)
    together = _tried(Move.BATCH_ALL)
    keyless = _tried(Move.BATCH_KEYLESS)

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The edits."""
        return tuple(edit.exchange for edit in self.edits)

    @property
    def is_begun(self) -> bool:
        """Whether there is a record to edit."""
        return any(edit.is_taken for edit in self.edits if edit.move is Move.CREATE)

    @property
    def newest(self) -> Edit | None:
        """The last edit that was taken before the deletion."""
        taken = [edit for edit in self.edits if edit.move in (*TAKEN, Move.EQUAL) and edit.is_taken]
        return taken[-1] if taken else None
