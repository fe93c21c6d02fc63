"""The decisions of the section *Filters*: what a reader may narrow the feed to, and what it is told of the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson

from reference_server import instant
from reference_server.rules.changes.feed import Row


class Head(NamedTuple):
    """What is left of an entry when its record is none of the reader's business any more."""

    at: int
    seq: int
    kind: str
    id: str
    version: int


class Filter(NamedTuple):
    """What a reader asks for: some kinds and some authorities; where there are none of one sort, all of it."""

    kinds: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()


def listed(text: str, known: Sequence[str]) -> tuple[str, ...] | None:
    """The values of a list with commas between them; None if one of them is not known here."""
    values = text.split(",")
    return tuple(sorted(set(values))) if set(values) <= set(known) else None


def out_of_scope(head: Head, _item: bytes) -> bytes:
    """The tombstone for those to whom a record belonged."""
    return orjson.dumps(
        {
            "seq": head.seq,
            "changedAt": instant.text(head.at),
            "kind": head.kind,
            "id": head.id,
            "version": head.version,
            "op": "delete",
            "reason": "out-of-scope",
        }
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """How the feed is narrowed. The defaults keep the standard.

    `kinds` and `authorities` read a list of values, given those that are known here, and say None to refuse it.
    `beside` says whether a filter may stand beside a cursor. `sought` is what the index is asked for, given what the
    reader asked for; `kept` is what of it a cursor remembers. `among` is SQL, and says which rows of the index are told
    of; `parting` how a record is told of that answers to the filter no more. `told` is the watermark that a page
    states, given the true one and the rows of the page; `page` is how many entries go on it, given how many may.
    """

    kinds: Callable[[str, Sequence[str]], tuple[str, ...] | None] = listed
    authorities: Callable[[str, Sequence[str]], tuple[str, ...] | None] = listed
    beside: bool = False
    sought: Callable[[Filter], Filter] = lambda chosen: chosen
    kept: Callable[[Filter], Filter] = lambda chosen: chosen
    among: str = "TRUE"
    parting: Callable[[Head, bytes], bytes] = out_of_scope
    told: Callable[[int, Sequence[Row]], int] = lambda watermark, _rows: watermark
    page: Callable[[int], int] = lambda limit: limit
