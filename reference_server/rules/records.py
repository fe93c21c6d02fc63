"""The decisions of the chapter *Records*, section *Look-up*."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

KEYS = frozenset(("authority", "reference", "uprn"))


def has_a_key(query: Mapping[str, str]) -> bool:
    """Whether a search says what it looks for: a reference with its authority, or a property number."""
    return bool(query.get("uprn") or (query.get("reference") and query.get("authority")))


@dataclass(frozen=True, slots=True)
class Records:
    """How records are looked up. The defaults keep the standard.

    `view` is the view that is looked into, and `as_of` the instant as which, given the watermark; `kinds` are those
    under which an id is looked for, and `order`, which is SQL, says which of its entries counts. `gone` is the problem
    that tells of a removed record, '' for none; `unknown` of one that never was. `suffices` says whether a search has
    a key; `compare`, which is SQL, how a word is compared with those of the index; `reference` and `uprn` read a value;
    `most` is how many are found; `nothing` is the problem where none is, '' for none.
    """

    view: Callable[[str], str] = lambda view: view
    as_of: Callable[[int], int] = lambda watermark: watermark
    kinds: Callable[[str], tuple[str, ...]] = lambda kind: (kind,)
    order: str = "seq DESC"
    gone: str = "record-removed"
    unknown: str = "unknown-record"
    suffices: Callable[[Mapping[str, str]], bool] = has_a_key
    compare: str = "word = ?"
    reference: Callable[[str], str] = lambda reference: reference
    uprn: Callable[[str], str] = lambda uprn: uprn
    most: int = 1000
    nothing: str = ""
