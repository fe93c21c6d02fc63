"""Reads the log: what a page of the feed tells, whole or through a filter."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from reference_server.rules import Rules
from reference_server.rules.changes import Filter, Head, Row
from reference_server.store.connections import Connections
from reference_server.store.words import UNKNOWN, of_authority, of_both, of_kind


@dataclass(frozen=True, slots=True)
class Feed:
    """Answers about a view's log from what is committed."""

    connections: Connections
    rules: Rules

    def page(self, view: str, after: tuple[int, int], end: int, watermark: int, limit: int) -> list[Row]:
        """So many entries of a view after a place and before an instant, as they stood at a watermark."""
        rules = self.rules.changes
        superseded = "" if rules.keeps_all else f"AND (until IS NULL OR until >= {int(watermark)})"
        # The rules' order is SQL of our own; everything that comes from outside is a parameter.
        query = (
            f"SELECT at, seq, item FROM entry WHERE view = ? AND (at, seq) > (?, ?) AND at < ? {superseded} "  # noqa: S608
            f"ORDER BY {rules.order} LIMIT ?"
        )
        return [Row(*row) for row in self.connections.execute(query, (view, *after, end, limit))]

    def sifted(
        self, view: str, chosen: Filter, after: tuple[int, int], end: int, watermark: int, limit: int
    ) -> list[Row]:
        """The same through a filter: what answers to it, and a tombstone of what did once and does so no more."""
        rules = self.rules.filters
        superseded = "" if self.rules.changes.keeps_all else f"AND (until IS NULL OR until >= {int(watermark)})"
        # Each word is a range of the index, and none is read further than one page.
        part = (
            "SELECT * FROM (SELECT entry.at, entry.seq, entry.kind, entry.id, version, op, item, holds FROM term "  # noqa: S608
            f"JOIN entry ON entry.rowid = entry WHERE term.view = ? AND word = ? "
            f"AND (term.at, term.seq) > (?, ?) AND term.at < ? {superseded} AND {rules.among} "
            "ORDER BY term.at, term.seq LIMIT ?)"
        )
        places: list[tuple[str | int, ...]] = [(view, word, *after, end, limit) for word in _words(chosen)]
        union = " UNION ALL ".join([part] * len(places))
        query = (
            f"SELECT at, seq, kind, id, version, op, item, max(holds) FROM ({union}) "  # noqa: S608
            "GROUP BY at, seq ORDER BY at, seq LIMIT ?"
        )
        values: list[str | int] = [*chain.from_iterable(places), limit]
        rows = self.connections.execute(query, values)
        return [
            Row(at, seq, item if holds or op == "delete" else rules.parting(Head(at, seq, kind, key, version), item))
            for at, seq, kind, key, version, op, item, holds in rows
        ]

    def is_empty(self, view: str) -> bool:
        """Whether nothing was ever published in a view."""
        return self.connections.execute("SELECT 1 FROM entry WHERE view = ? LIMIT 1", (view,)).fetchone() is None


def _words(chosen: Filter) -> list[str]:
    """The words of the index that a filter asks for."""
    authorities = (*chosen.authorities, UNKNOWN) if chosen.authorities else ()
    if chosen.kinds and authorities:
        return [of_both(kind, authority) for kind in chosen.kinds for authority in authorities]
    return [of_kind(kind) for kind in chosen.kinds] or [of_authority(authority) for authority in authorities]
