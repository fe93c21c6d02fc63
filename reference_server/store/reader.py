"""Reads the store: one connection for each thread that asks."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from reference_server.rules import Rules
from reference_server.rules.changes import Filter, Head, Row
from reference_server.store.tables import connect
from reference_server.store.words import of_authority, of_both, of_kind


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

    def sifted(
        self, view: str, chosen: Filter, after: tuple[int, int], end: int, watermark: int, limit: int
    ) -> list[Row]:
        """The same through a filter: what answers to it, and a tombstone of what did once and does so no more."""
        rules = self._rules.filters
        superseded = "" if self._rules.changes.keeps_all else f"AND (until IS NULL OR until >= {int(watermark)})"
        # Each word is a range of the index, and none is read further than one page.
        part = (
            "SELECT * FROM (SELECT entry.at, entry.seq, kind, id, version, op, item, holds FROM term "  # noqa: S608
            "JOIN entry ON entry.rowid = entry WHERE term.view = ? AND word = ? "
            f"AND (term.at, term.seq) > (?, ?) AND term.at < ? {superseded} AND {rules.among} "
            "ORDER BY term.at, term.seq LIMIT ?)"
        )
        places = [(view, word, *after, end, limit) for word in _words(chosen)]
        union = " UNION ALL ".join([part] * len(places))
        query = (
            f"SELECT at, seq, kind, id, version, op, item, max(holds) FROM ({union}) "  # noqa: S608
            "GROUP BY at, seq ORDER BY at, seq LIMIT ?"
        )
        rows = self._connection().execute(query, [*(value for place in places for value in place), limit])
        return [
            Row(at, seq, item if holds or op == "delete" else rules.parting(Head(at, seq, kind, key, version), item))
            for at, seq, kind, key, version, op, item, holds in rows
        ]

    def record(self, view: str, kind: str, key: str, watermark: int) -> tuple[str, bytes] | None:
        """The latest entry of a record as it stood at a watermark: its `op`, and its bytes."""
        order = self._rules.records.order
        row = self._connection().execute(
            f"SELECT op, item FROM entry WHERE view = ? AND kind = ? AND id = ? AND at < ? ORDER BY {order} LIMIT 1",  # noqa: S608
            (view, kind, key, watermark),
        )
        found: tuple[str, bytes] | None = row.fetchone()
        return found

    def found(self, view: str, words: tuple[str, ...], watermark: int) -> list[bytes]:
        """The live records, as they stood at a watermark, that answer to every one of some words."""
        rules = self._rules.records
        part = (
            "SELECT entry FROM term JOIN entry ON entry.rowid = entry WHERE term.view = ? "  # noqa: S608
            f"AND {rules.compare} AND term.at < ? AND op = 'upsert' AND holds "
            f"AND (until IS NULL OR until >= {int(watermark)})"
        )
        query = (
            f"SELECT item FROM entry WHERE rowid IN ({' INTERSECT '.join([part] * len(words))}) "  # noqa: S608
            f"ORDER BY at, seq LIMIT {rules.most}"
        )
        values = [value for word in words for value in (view, word, watermark)]
        return [item for (item,) in self._connection().execute(query, values)]

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

    def earliest(self, view: str) -> int | None:
        """The instant of the first entry of a view."""
        row = self._connection().execute("SELECT min(at) FROM entry WHERE view = ?", (view,)).fetchone()
        first: int | None = row[0]
        return first

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = connect(self._path, read_only=True)
            self._connections.append(connection)
        return connection


def _words(chosen: Filter) -> list[str]:
    """The words of the index that a filter asks for."""
    if chosen.kinds and chosen.authorities:
        return [of_both(kind, authority) for kind in chosen.kinds for authority in chosen.authorities]
    return [of_kind(kind) for kind in chosen.kinds] or [of_authority(authority) for authority in chosen.authorities]
