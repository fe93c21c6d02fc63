"""Opens the store to readers: one connection for each thread that asks."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

from reference_server.store.tables import connect


class Connections:
    """Every connection that reads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []

    def close(self) -> None:
        """Let every connection go."""
        for connection in self._opened:
            connection.close()

    def execute(self, query: str, values: Sequence[str | int]) -> sqlite3.Cursor:
        """The rows of a query, for the thread that asks."""
        return self.mine().execute(query, values)

    def mine(self) -> sqlite3.Connection:
        """The connection of the thread that asks."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self._path, read_only=True)
            self._opened.append(connection)
        return connection
