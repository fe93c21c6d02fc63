"""The decisions of the chapter *Changes*, section *Snapshot*: how the whole present state is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reference_server.rules.changes.feed import Pairs, repeated_or_unknown, whole_number
from reference_server.signing import SignedSpots, Spot, SpotTokens

Key = tuple[str, str]


class Live(NamedTuple):
    """One live record: its kind and id, and the bytes of its entry in the feed."""

    kind: str
    id: str
    item: bytes


def after_the_last(rows: Sequence[Live], before: Key) -> Key:
    """Where the next page starts: the kind and id of the last record that was sent."""
    return (rows[-1].kind, rows[-1].id) if rows else before


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How the live records are paged. The defaults keep the standard.

    `stray` names a parameter to refuse; `read_limit`, `page` and `more` are as in the feed; `onward` says where the
    next page starts; `tokens` make cursors, and `astray` is what one stands for that was never given out for a
    snapshot. Given the instant at which the snapshot began and the one at which the page is read, `shows` is the
    instant whose state a page shows, and `joins` the one from which the feed goes on. `since` is the instant from which
    records are shown; `ops` what the entries shown do; `sent` gives the bytes that go out for a stored entry.
    """

    stray: Callable[[Pairs, frozenset[str]], str | None] = repeated_or_unknown
    read_limit: Callable[[str], int | None] = whole_number
    page: Callable[[int, int], int] = min
    more: Callable[[int, int], bool] = lambda found, limit: found > limit
    onward: Callable[[Sequence[Live], Key], Key] = after_the_last
    tokens: Callable[[bytes], SpotTokens] = SignedSpots
    astray: Callable[[str, str, int], Spot | None] = lambda _view, _epoch, _now: None
    shows: Callable[[int, int], int] = lambda began, _now: began
    joins: Callable[[int, int], int] = lambda began, _now: began
    since: Callable[[int], int] = lambda _now: 0
    ops: tuple[str, ...] = ("upsert",)
    sent: Callable[[bytes], bytes] = lambda item: item
