"""One page of a feed, read without trusting it: what is well formed, what is not, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from conformance.model.exchange import Exchange
from conformance.model.instant import Instant, read
from conformance.model.strict import Json, NotJson
from conformance.model.strict import read as read_json

LARGEST_SEQ = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a page, as the endpoint sent it. `stamp` is `changedAt` as text."""

    seq: int
    changed_at: Instant
    stamp: str
    kind: str
    id: str
    version: int
    op: str
    body: dict[str, Json]
    exchange: Exchange

    def __str__(self) -> str:
        return f"{self.kind} {self.id} version {self.version}, seq {self.seq}, changedAt {self.stamp}"

    @staticmethod
    def read(exchange: Exchange) -> Entry | Malformed:
        """The body of an answer that is one entry. Never raises."""
        if exchange.status != 200:
            return Malformed("the answer", exchange.trouble or f"status {exchange.status}", exchange)
        try:
            return _entry("the body", read_json(exchange.body), exchange)
        except NotJson as wrong:
            return Malformed("the body", f"it is not JSON: {wrong}", exchange)

    @property
    def key(self) -> tuple[str, str]:
        """What names a record everywhere: its kind and its id."""
        return self.kind, self.id

    @property
    def mark(self) -> tuple[int, str, str, int]:
        """What tells one entry of a feed from another."""
        return self.seq, self.kind, self.id, self.version

    @property
    def data(self) -> dict[str, Json] | None:
        """The business facts, if they are an object."""
        data = self.body.get("data")
        return data if isinstance(data, dict) else None

    @property
    def is_tombstone(self) -> bool:
        """Whether it says that a record is gone."""
        return self.op == "delete"


@dataclass(frozen=True, slots=True)
class Malformed:
    """An item of a page that cannot be read as an entry."""

    place: str
    why: str
    exchange: Exchange


@dataclass(frozen=True, slots=True)
class Page:
    """A page of `/changes`. `trouble` says why there is nothing in it to read, if so."""

    exchange: Exchange
    members: dict[str, Json]
    entries: tuple[Entry, ...]
    malformed: tuple[Malformed, ...]
    trouble: str = ""

    @staticmethod
    def read(exchange: Exchange) -> Page:
        """Read what can be read. Never raises."""
        return _read(exchange)

    @property
    def complete(self) -> bool:
        """Whether the page says that there is nothing more now."""
        return self.members.get("complete") is True

    @property
    def cursor(self) -> str | None:
        """The cursor, if it is a string."""
        cursor = self.members.get("cursor")
        return cursor if isinstance(cursor, str) else None

    def instant(self, name: str) -> Instant | None:
        """A member that is an instant; None if it is absent, null or unreadable."""
        value = self.members.get(name)
        return read(value) if isinstance(value, str) else None

    @property
    def watermark(self) -> Instant | None:
        """The instant below which the page promises that nothing more will appear."""
        return self.instant("watermark")


@lru_cache(maxsize=256)
def _read(exchange: Exchange) -> Page:
    if exchange.status != 200:
        return Page(exchange, {}, (), (), exchange.trouble or f"status {exchange.status}")
    try:
        body = read_json(exchange.body)
    except NotJson as wrong:
        return Page(exchange, {}, (), (), f"the body is not JSON: {wrong}")
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        return Page(exchange, {}, (), (), "the body is no object with a list `items`")
    items = body["items"]
    read_items = tuple(_items(items if isinstance(items, list) else [], exchange))
    return Page(
        exchange,
        body,
        tuple(item for item in read_items if isinstance(item, Entry)),
        tuple(item for item in read_items if isinstance(item, Malformed)),
    )


def _items(items: list[Json], exchange: Exchange) -> Iterator[Entry | Malformed]:
    for position, item in enumerate(items):
        yield _entry(f"items[{position}]", item, exchange)


def _entry(place: str, item: Json, exchange: Exchange) -> Entry | Malformed:
    if not isinstance(item, dict):
        return Malformed(place, "it is no object", exchange)
    seq, stamp, version = item.get("seq"), item.get("changedAt"), item.get("version")
    kind, key, op = item.get("kind"), item.get("id"), item.get("op")
    for name, value in (("seq", seq), ("version", version)):
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST_SEQ:
            return Malformed(place, f"`{name}` is {_show(item, name)}, not a whole number from 1", exchange)
    for name, value in (("kind", kind), ("id", key), ("op", op)):
        if not isinstance(value, str) or not value:
            return Malformed(place, f"`{name}` is {_show(item, name)}, not a word", exchange)
    changed_at = read(stamp) if isinstance(stamp, str) else None
    if changed_at is None:
        return Malformed(place, f"`changedAt` is {_show(item, 'changedAt')}, not an instant", exchange)
    # Narrowed by the loops above, which a type checker cannot follow.
    return Entry(int(seq), changed_at, str(stamp), str(kind), str(key), int(version), str(op), item, exchange)  # type: ignore[arg-type]


def _show(item: dict[str, Json], name: str) -> str:
    return f"{item[name]!r}"[:80] if name in item else "absent"
