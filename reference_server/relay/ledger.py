"""What the relay remembers in its store: which extracts are in the feed, and which kinds they told of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from reference_server.relay.record import VIEW, Name
from reference_server.store import Store, Writing
from reference_server.store.tables import connect

TABLE = """
CREATE TABLE IF NOT EXISTS extract (
    name TEXT, taken_at INTEGER, published_at INTEGER, kinds TEXT, PRIMARY KEY (name, taken_at)
)
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """One extract that is in the feed."""

    name: str
    taken_at: int
    published_at: int
    kinds: str


class Ledger:
    """Reads the store from beside, and writes into the transactions of its one writer."""

    def __init__(self, path: Path, store: Store) -> None:
        store.write(lambda writing: writing.connection.execute(TABLE).close())
        self._connection = connect(path, read_only=True)
        self._taken = self._read()

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()

    @property
    def newest(self) -> Taken | None:
        """The extract that was published last."""
        return self._taken[-1] if self._taken else None

    def knows(self, name: str, taken_at: int) -> bool:
        """Whether an extract is in the feed already. A folder may hold another one every night."""
        return any((taken.name, taken.taken_at) == (name, taken_at) for taken in self._taken)

    def source_as_of(self, watermark: int) -> int:
        """The instant at which the newest extract was taken that lies in the feed below a watermark."""
        taken = self._taken
        place = bisect_left(taken, watermark, key=lambda one: one.published_at)
        return taken[max(0, place - 1)].taken_at if taken else 0

    def kinds(self) -> tuple[str, ...]:
        """Every kind that some extract told of."""
        return tuple(sorted({kind for taken in self._taken for kind in taken.kinds.split()}))

    def live(self) -> dict[Name, str]:
        """The digest of every record that is published and not removed."""
        rows = self._connection.execute(
            "SELECT kind, id, digest FROM entry WHERE view = ? AND until IS NULL AND op = 'upsert'", (VIEW,)
        )
        return {(kind, key): digest for kind, key, digest in rows}

    def data(self, name: Name) -> Mapping[str, Any]:
        """A live record as it is published."""
        query = "SELECT item FROM entry WHERE view = ? AND kind = ? AND id = ? AND until IS NULL"
        row = self._connection.execute(query, (VIEW, *name)).fetchone()
        data: Mapping[str, Any] = orjson.loads(row[0]).get("data", {}) if row else {}
        return data

    def note(self, writing: Writing, name: str, taken_at: int, kinds: tuple[str, ...]) -> None:
        """Remember an extract, in the transaction that publishes it."""
        row = (name, taken_at, writing.at, " ".join(kinds))
        writing.connection.execute("INSERT INTO extract VALUES (?, ?, ?, ?)", row)

    def refresh(self) -> None:
        """Learn what was committed."""
        self._taken = self._read()

    def _read(self) -> tuple[Taken, ...]:
        rows = self._connection.execute(
            "SELECT name, taken_at, published_at, kinds FROM extract ORDER BY published_at, taken_at"
        )
        return tuple(Taken(*row) for row in rows)
