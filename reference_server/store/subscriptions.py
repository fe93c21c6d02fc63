"""Who is to be told of changes, and how far they were."""

from __future__ import annotations

from typing import NamedTuple

from reference_server.store.store import Store


class Row(NamedTuple):
    """One subscription as it is kept."""

    id: str
    view: str
    url: str
    secret: str
    number: int
    seq: int


class Subscriptions:
    """The subscriptions in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Row]:
        """Every one."""
        return [Row(*row) for row in self._store.read.connections.execute("SELECT * FROM subscription", ())]

    def save(self, row: Row) -> None:
        """Keep one as it is now."""
        query = "INSERT OR REPLACE INTO subscription VALUES (?, ?, ?, ?, ?, ?)"
        self._store.write(lambda writing: writing.connection.execute(query, row))

    def remove(self, name: str) -> None:
        """Forget one."""
        query = "DELETE FROM subscription WHERE id = ?"
        self._store.write(lambda writing: writing.connection.execute(query, (name,)))

    def newest(self, view: str) -> tuple[int, int]:
        """The newest entry of a view that can be read, and the watermark below which it lies."""
        watermark = self._store.watermark.issue()
        query = "SELECT coalesce(max(seq), 0) FROM entry WHERE view = ? AND at < ?"
        seq: int = self._store.read.connections.execute(query, (view, watermark)).fetchone()[0]
        return seq, watermark
