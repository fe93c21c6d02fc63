"""Reads single records, and the bytes of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reference_server.rules import Rules
from reference_server.store.connections import Connections
from reference_server.store.words import seen_by


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

    def record(
        self, view: str, kind: str, key: str, watermark: int, only: Sequence[str] = ()
    ) -> tuple[str, bytes] | None:
        """The latest entry of a record as it stood at a watermark: its `op`, and its bytes.

        For one who may see `only` some authorities, what was theirs once is deleted, and what never was is not there.
        """
        order = self.rules.records.order
        mine, words = seen_by(only)
        query = (
            f"SELECT {mine}, op, item FROM entry WHERE view = ? AND kind = ? AND id = ? AND at < ? "  # noqa: S608
            f"ORDER BY {order} LIMIT 1"
        )
        row = self.connections.execute(query, (*words, view, kind, key, watermark)).fetchone()
        if row is None or row[0] is None:
            return None
        return (row[1] if row[0] else "delete"), row[2]

    def found(self, view: str, words: tuple[str, ...], watermark: int, only: Sequence[str] = ()) -> list[bytes]:
        """The live records, as they stood at a watermark, that answer to every one of some words."""
        mine, theirs = seen_by(only)
        rules = self.rules.records
        part = (
            "SELECT entry FROM term JOIN entry ON entry.rowid = entry WHERE term.view = ? "  # noqa: S608
            f"AND {rules.compare} AND term.at < ? AND op = 'upsert' AND holds "
            f"AND (until IS NULL OR until >= {int(watermark)})"
        )
        query = (
            f"SELECT item FROM entry WHERE rowid IN ({' INTERSECT '.join([part] * len(words))}) "  # noqa: S608
            f"AND {mine} ORDER BY at, seq LIMIT {rules.most}"
        )
        values = [*(value for word in words for value in (view, word, watermark)), *theirs]
        return [item for (item,) in self.connections.execute(query, values)]

    def is_live(self, view: str, kind: str, key: str, only: Sequence[str] = ()) -> bool:
        """Whether a view shows a record, to one who may see `only` some authorities."""
        mine, words = seen_by(only)
        row = self.connections.execute(
            "SELECT 1 FROM entry WHERE view = ? AND kind = ? AND id = ? AND until IS NULL AND op = 'upsert' "  # noqa: S608
            f"AND {mine}",
            (view, kind, key, *words),
        )
        return row.fetchone() is not None

    def document(self, *, key: str = "", path: str = "") -> Document | None:
        """Bytes by their record's id, or by the path that the document host knows."""
        query = "SELECT * FROM document WHERE id = ? OR path = ?"
        row = self.connections.execute(query, (key, path)).fetchone()
        return Document(*row) if row else None
