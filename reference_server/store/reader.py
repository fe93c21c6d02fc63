"""Reads the store: one connection for each thread that asks."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from reference_server.rules import Rules
from reference_server.rules.changes import Row
from reference_server.store.tables import connect


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that a grant opens. `path` is how the document host knows them."""

    id: str
    path: str
    mime_type: str
    filename: str
    body: bytes


class Reader:
    """Answers from what is committed."""

    def __init__(self, path: Path, rules: Rules) -> None:
        self._path = path
        self._rules = rules
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    def close(self) -> None:
        """Let every connection go."""
        for connection in self._connections:
            connection.close()

    def page(self, view: str, after: tuple[int, int], end: int, watermark: int, limit: int) -> list[Row]:
        """So many entries of a view after a place and before an instant, as they stood at a watermark."""
        rules = self._rules.changes
        superseded = "" if rules.keeps_all else f"AND (until IS NULL OR until >= {int(watermark)})"
        # The rules' order is SQL of our own; everything that comes from outside is a parameter.
        query = (
            f"SELECT at, seq, item FROM entry WHERE view = ? AND (at, seq) > (?, ?) AND at < ? {superseded} "  # noqa: S608
            f"ORDER BY {rules.order} LIMIT ?"
        )
        return [Row(*row) for row in self._connection().execute(query, (view, *after, end, limit))]

    def is_live(self, view: str, kind: str, key: str) -> bool:
        """Whether a view shows a record."""
        row = self._connection().execute(
            "SELECT 1 FROM entry WHERE view = ? AND kind = ? AND id = ? AND until IS NULL AND op = 'upsert'",
            (view, kind, key),
        )
        return row.fetchone() is not None

    def document(self, *, key: str = "", path: str = "") -> Document | None:
        """Bytes by their record's id, or by the path that the document host knows."""
        query = "SELECT * FROM document WHERE id = ? OR path = ?"
        row = self._connection().execute(query, (key, path)).fetchone()
        return Document(*row) if row else None

    def is_empty(self, view: str) -> bool:
        """Whether nothing was ever published in a view."""
        return self._connection().execute("SELECT 1 FROM entry WHERE view = ? LIMIT 1", (view,)).fetchone() is None

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self._path, read_only=True)
            self._connections.append(connection)
        return connection
