"""The words that an entry is found by: its kind, its authority, its reference, its property numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

AUTHORITY = "authority "
# Of a record that was gone before it came nobody knows whose it was, so everybody is told.
UNKNOWN = "?"


def of_kind(kind: str) -> str:
    """The word for all records of a kind."""
    return f"kind {kind}"


def of_authority(authority: str) -> str:
    """The word for all records of one authority."""
    return AUTHORITY + authority


def of_both(kind: str, authority: str) -> str:
    """The word for the records of a kind that are those of one authority."""
    return f"{kind} {AUTHORITY}{authority}"


def of_reference(kind: str, authority: str, reference: str) -> str:
    """The word for what one authority calls by a reference."""
    return f"reference {kind} {authority} {reference}"


def of_uprn(kind: str, uprn: str) -> str:
    """The word for what lies at one property."""
    return f"uprn {kind} {uprn}"


def words_of(kind: str, data: dict[str, Any]) -> Iterator[str]:
    """The words that lead to a record, out of what its view shows of it."""
    authority, reference, uprns = data.get("planningAuthority"), data.get("reference"), data.get("uprns")
    yield of_kind(kind)
    if isinstance(authority, str):
        yield of_authority(authority)
        yield of_both(kind, authority)
        if isinstance(reference, str):
            yield of_reference(kind, authority, reference)
    for uprn in uprns if isinstance(uprns, list) else (data.get("uprn"),):
        if isinstance(uprn, str):
            yield of_uprn(kind, uprn)


def seen_by(only: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """SQL for what an entry is to one who may see the records of some authorities, and its values; for none, of all.

    1 for a record of theirs, 0 for one that was theirs once, null for one that is none of its business.
    """
    if not only:
        return "1", ()
    words = (*(of_authority(name) for name in only), of_authority(UNKNOWN))
    marks = ", ".join("?" * len(words))
    found = "SELECT max(mine.holds) FROM term AS mine WHERE mine.view = entry.view AND mine.at = entry.at"
    return f"({found} AND mine.seq = entry.seq AND mine.word IN ({marks}))", words


def with_former(kind: str, now: Sequence[str], before: Sequence[str]) -> dict[str, int]:
    """The words of an entry, 1 for those that hold; 0 for the authorities that the record had before.

    What belonged to an authority once is told to its readers ever after: who missed the entry by which it left has to
    hear of it from the latest one.
    """
    if not now and not before:
        now = (of_authority(UNKNOWN), of_both(kind, UNKNOWN))
    holds = dict.fromkeys((of_kind(kind), *now), 1)
    for authority in (word.removeprefix(AUTHORITY) for word in before if word.startswith(AUTHORITY)):
        for word in (of_authority(authority), of_both(kind, authority)):
            holds.setdefault(word, 0)
    return holds
