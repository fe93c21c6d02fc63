"""What a run remembers of an endpoint for the runs of later days: little, and no secret."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from conformance.model.instant import Instant, write
from conformance.model.page import Entry

# Enough to notice that a history was lost or rewritten, and no second copy of the register.
MOST_UPSERTS, MOST_TOMBSTONES = 200, 100


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry as a run was given it. `digest` stands for all that it said."""

    seq: int
    changed_at: Instant
    kind: str
    id: str
    version: int
    op: str
    digest: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id} version {self.version}, seq {self.seq}"

    @property
    def key(self) -> tuple[str, str]:
        """What names the record."""
        return self.kind, self.id

    @property
    def mark(self) -> tuple[int, str, str, int]:
        """What tells one entry of a feed from another."""
        return self.seq, self.kind, self.id, self.version

    @property
    def is_tombstone(self) -> bool:
        """Whether it says that a record is gone."""
        return self.op == "delete"


@dataclass(frozen=True, slots=True)
class Past:
    """One run of an earlier day: when it was, on the endpoint's clock, what it was told, and the cursor at its end."""

    base_url: str
    at: Instant
    epoch: str
    earliest: Instant | None
    cursor: str
    facts: tuple[Fact, ...]

    def __str__(self) -> str:
        return f"the run of {write(self.at)}"


def fact_of(entry: Entry) -> Fact:
    """What to remember of an entry."""
    whole = json.dumps(entry.body, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(whole).hexdigest()
    return Fact(entry.seq, entry.changed_at, entry.kind, entry.id, entry.version, entry.op, digest)


def facts_of(entries: Sequence[Entry]) -> tuple[Fact, ...]:
    """The newest tombstones, and upserts spread over the whole feed."""
    gone = [entry for entry in entries if entry.is_tombstone][-MOST_TOMBSTONES:]
    live = [entry for entry in entries if not entry.is_tombstone]
    step = max(1, -(-len(live) // MOST_UPSERTS))
    return tuple(fact_of(entry) for entry in (*live[::-step][::-1], *gone))
