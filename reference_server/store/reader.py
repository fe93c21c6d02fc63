"""Reads the store: one connection for each thread that asks."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from reference_server.rules import Rules
from reference_server.rules.changes import Filter, Head, Key, Live, Row, State
from reference_server.store.tables import connect
from reference_server.store.words import ANY, of_authority


def live_records(ops: tuple[str, ...]) -> str:
    """The query of a snapshot. `ops` are words of our own; everything that comes from outside is a parameter."""
    words = " OR ".join(f"op = '{op}'" for op in ops)
    these = f"view = ? AND (kind, id) > (?, ?) AND at >= ? AND at < ? AND ({words})"
    latest = f"SELECT kind, id, item FROM entry WHERE {these} AND until IS NULL"  # noqa: S608
    superseded = f"SELECT kind, id, item FROM entry INDEXED BY superseded WHERE {these} AND until >= ?"  # noqa: S608
    return f"{latest} UNION ALL {superseded} ORDER BY kind, id LIMIT ?"


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
        of_kind = "AND term.kind = ?" if chosen.kinds else ""
        # Each word and kind is a range of the index, and none is read further than one page.
        part = (
            "SELECT * FROM (SELECT entry.at, entry.seq, entry.kind, entry.id, version, op, item, holds FROM term "  # noqa: S608
            f"JOIN entry ON entry.rowid = entry WHERE term.view = ? AND word = ? {of_kind} "
            f"AND (term.at, term.seq) > (?, ?) AND term.at < ? {superseded} AND {rules.among} "
            "ORDER BY term.at, term.seq LIMIT ?)"
        )
        words = [of_authority(authority) for authority in chosen.authorities] or [ANY]
        kinds: list[tuple[str, ...]] = [(kind,) for kind in chosen.kinds] or [()]
        places = [(view, word, *kind, *after, end, limit) for word in words for kind in kinds]
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

    def found(self, view: str, kind: str, words: tuple[str, ...], watermark: int) -> list[bytes]:
        """The live records of a kind, as they stood at a watermark, that answer to every one of some words."""
        rules = self._rules.records
        part = (
            "SELECT entry FROM term JOIN entry ON entry.rowid = entry WHERE term.view = ? AND term.kind = ? "  # noqa: S608
            f"AND {rules.compare} AND term.at < ? AND op = 'upsert' AND (until IS NULL OR until >= {int(watermark)})"
        )
        query = (
            f"SELECT item FROM entry WHERE rowid IN ({' INTERSECT '.join([part] * len(words))}) "  # noqa: S608
            f"ORDER BY at, seq LIMIT {rules.most}"
        )
        values = [value for word in words for value in (view, kind, word, watermark)]
        return [item for (item,) in self._connection().execute(query, values)]

    def snapshot(self, view: str, after: Key, since: int, at: int, limit: int) -> list[Live]:
        """So many live records of a view after a key, as they stood at an instant, by kind and id.

        Those that were superseded since are few and have an index of their own. Where the store has let them go,
        the feed after that instant tells of them.
        """
        rows = self._connection().execute(
            live_records(self._rules.snapshot.ops), (view, *after, since, at, view, *after, since, at, at, limit)
        )
        return [Live(*row) for row in rows]

    def state(self, view: str, at: int) -> State:
        """How many records of a view are live at an instant, and the sum of their hashes."""
        query = "SELECT records, total FROM state WHERE view = ? AND at < ? ORDER BY at DESC LIMIT 1"
        row = self._connection().execute(query, (view, at)).fetchone()
        return State(row[0], int(row[1], 16)) if row else State(0, 0)

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
