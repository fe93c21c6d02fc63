"""The words that an entry is found by: its kind, its authority, its reference, its property numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

ANY = "*"
AUTHORITY = "authority "


def of_authority(authority: str) -> str:
    """The word for the records of one authority."""
    return AUTHORITY + authority


def of_reference(authority: str, reference: str) -> str:
    """The word for what one authority calls by a reference."""
    return f"reference {authority} {reference}"


def of_uprn(uprn: str) -> str:
    """The word for what lies at one property."""
    return f"uprn {uprn}"


def words_of(data: dict[str, Any]) -> Iterator[str]:
    """The words that lead to a record, out of what its view shows of it."""
    authority, reference, uprns = data.get("planningAuthority"), data.get("reference"), data.get("uprns")
    if isinstance(authority, str):
        yield of_authority(authority)
        if isinstance(reference, str):
            yield of_reference(authority, reference)
    for uprn in uprns if isinstance(uprns, list) else ():
        if isinstance(uprn, str):
            yield of_uprn(uprn)


class Terms:
    """Writes the words of each entry. What belonged to an authority once is told to its readers ever after."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def index(self, view: str, kind: str, place: tuple[int, int, int], words: Iterable[str], held: int | None) -> None:
        """Put an entry, given by its instant, `seq` and row, under its words; `held` is the row that it follows."""
        at, seq, row = place
        holds = dict.fromkeys((ANY, *words), 1)
        for word in self._authorities(held):
            # A tombstone belongs to all for whom the record was there.
            holds.setdefault(word, 0)
        self._connection.executemany(
            "INSERT INTO term (view, word, kind, at, seq, entry, holds) VALUES (?,?,?,?,?,?,?)",
            [(view, word, kind, at, seq, row, held_now) for word, held_now in holds.items()],
        )

    def _authorities(self, row: int | None) -> list[str]:
        found = self._connection.execute("SELECT word FROM term WHERE entry = ?", (row,))
        return [word for (word,) in found if word.startswith(AUTHORITY)]
