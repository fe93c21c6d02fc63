"""Reads single records, and the bytes of documents."""

from __future__ import annotations

from dataclasses import dataclass

from reference_server.rules import Rules
from reference_server.store.connections import Connections


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that a grant opens. `path` is how the document host knows them."""

    id: str
    path: str
    mime_type: str
    filename: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Reader:
    """Answers about single records and bytes from what is committed."""

    connections: Connections
    rules: Rules

    def record(self, view: str, kind: str, key: str, watermark: int) -> tuple[str, bytes] | None:
        """The latest entry of a record as it stood at a watermark: its `op`, and its bytes."""
        order = self.rules.records.order
        row = self.connections.execute(
            f"SELECT op, item FROM entry WHERE view = ? AND kind = ? AND id = ? AND at < ? ORDER BY {order} LIMIT 1",  # noqa: S608
            (view, kind, key, watermark),
        )
        found: tuple[str, bytes] | None = row.fetchone()
        return found

    def found(self, view: str, words: tuple[str, ...], watermark: int) -> list[bytes]:
        """The live records, as they stood at a watermark, that answer to every one of some words."""
        rules = self.rules.records
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
        return [item for (item,) in self.connections.execute(query, values)]

    def is_live(self, view: str, kind: str, key: str) -> bool:
        """Whether a view shows a record."""
        row = self.connections.execute(
            "SELECT 1 FROM entry WHERE view = ? AND kind = ? AND id = ? AND until IS NULL AND op = 'upsert'",
            (view, kind, key),
        )
        return row.fetchone() is not None

    def document(self, *, key: str = "", path: str = "") -> Document | None:
        """Bytes by their record's id, or by the path that the document host knows."""
        query = "SELECT * FROM document WHERE id = ? OR path = ?"
        row = self.connections.execute(query, (key, path)).fetchone()
        return Document(*row) if row else None
