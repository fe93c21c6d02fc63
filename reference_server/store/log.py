"""Writes publications into the log of every view."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

import orjson

from reference_server import instant, spec
from reference_server.canonical import canonical
from reference_server.rules import Rules
from reference_server.rules.changes import Identity, State
from reference_server.rules.publication import Change, Data
from reference_server.store.journal import KINDS as JOURNALLED
from reference_server.store.words import with_former, words_of


class Held(NamedTuple):
    """The latest entry of a record in one view. `words` is the JSON list of those that lead to it."""

    version: int
    op: str
    digest: str
    words: str = "[]"


# What is new in an entry: `op`, digest, words, and the bytes that end it.
Content = tuple[str, str, tuple[str, ...], bytes]
NOTHING = Held(0, "", "")


class Log:
    """The log of each view. One writer at a time."""

    def __init__(self, connection: sqlite3.Connection, rules: Rules, views: tuple[str, ...]) -> None:
        self._connection = connection
        self._rules = rules
        self._views = views
        self._seq = {
            view: connection.execute("SELECT coalesce(max(seq), 0) FROM entry WHERE view = ?", (view,)).fetchone()[0]
            for view in views
        }

    def publish(self, changes: Iterable[Change], at: int) -> None:
        """Append what a publication changes in each view, in one go, at one instant."""
        settled = _parents_first(self._rules.publication.settle(tuple(changes)))
        for view in self._views:
            for change in settled:
                self._publish(view, change, at)

    def held(self, view: str, kind: str, key: str) -> Held:
        """What a view holds of a record."""
        row = self._connection.execute(
            "SELECT version, op, digest, words FROM entry WHERE view = ? AND kind = ? AND id = ? AND until IS NULL",
            (view, kind, key),
        ).fetchone()
        return Held(*row) if row else NOTHING

    def item(self, view: str, kind: str, key: str) -> bytes:
        """The latest entry of a record as its view gives it; nothing where there is none."""
        row = self._connection.execute(
            "SELECT item FROM entry WHERE view = ? AND kind = ? AND id = ? AND until IS NULL", (view, kind, key)
        ).fetchone()
        return bytes(row[0]) if row else b""

    def reach(self, kind: str, key: str) -> str:
        """The narrowest view that shows a record; '' where none does."""
        return next((view for view in self._views if self.held(view, kind, key).op == "upsert"), "")

    def _publish(self, view: str, change: Change, at: int) -> None:
        held = self.held(view, change.kind, change.id)
        rules = self._rules.publication
        if change.data is not None and _reaches(rules.reach(change), view):
            data = rules.shows(change.kind, view, change.data)
            self._upsert(view, change, data, held, at)
        elif rules.buries(change, view, held.op == "upsert"):
            reason = change.reason if change.data is None else "out-of-scope"
            self._bury(view, change, rules.grave(reason), held, at)

    def _upsert(self, view: str, change: Change, data: Data, held: Held, at: int) -> None:
        body, digest = canonical(data), self._rules.digests.of_data(data)
        says_nothing = held.op == "upsert" and not self._rules.publication.tells(held.digest, digest)
        if says_nothing and change.version is None:
            return
        words = tuple(words_of(change.kind, data))
        self._append(view, change, held, at, ("upsert", digest, words, _members(digest, body)))
        self._note(view, change, at, body)

    def _bury(self, view: str, change: Change, reason: str | None, held: Held, at: int) -> None:
        if reason is None:
            _supersede(self._connection, view, change, at)
            self._account(view, change, held, at)
        else:
            told = {} if reason == "out-of-scope" else dict(change.told)
            self._append(view, change, held, at, ("delete", "", (), orjson.dumps({"reason": reason, **told})[1:-1]))
            self._note(view, change, at, None)
            if self._rules.publication.erases(told.get("erase", False)):
                query = "DELETE FROM entry WHERE view = ? AND kind = ? AND id = ? AND until IS NOT NULL"
                self._connection.execute(query, (view, change.kind, change.id))

    def _append(self, view: str, change: Change, held: Held, at: int, content: Content) -> None:
        op, digest, words, last = content
        seq = self._seq[view] = self._seq[view] + 1
        stamp = self._rules.changes.stamp(at)
        version = change.version or self._rules.changes.version(held.version, seq)
        head: dict[str, Any] = {
            "seq": seq,
            "changedAt": instant.text(stamp),
            "kind": change.kind,
            "id": change.id,
            "version": version,
            "op": op,
        }
        # The bytes are made once, here, and only joined when a page is served.
        item = orjson.dumps(head)[:-1] + b"," + last + b"}"
        _supersede(self._connection, view, change, stamp)
        holds = with_former(change.kind, words, orjson.loads(held.words))
        listed = orjson.dumps(list(holds)).decode()
        row = self._connection.execute(
            "INSERT INTO entry (view, seq, at, kind, id, version, op, digest, words, item) "
            "VALUES (?,?,?,?,?,?,?,?,?,?)",
            (view, seq, stamp, change.kind, change.id, version, op, digest, listed, item),
        )
        self._connection.executemany(
            "INSERT INTO term (view, word, at, seq, entry, holds) VALUES (?,?,?,?,?,?)",
            [(view, word, stamp, seq, row.lastrowid, flag) for word, flag in holds.items()],
        )
        self._account(view, change, held, stamp, Held(version, op, digest))

    def _note(self, view: str, change: Change, at: int, body: bytes | None) -> None:
        """Keep for the returns what the feed may forget."""
        if change.kind in JOURNALLED:
            row = view, change.kind, change.id, self._rules.changes.stamp(at), self._seq[view], body
            self._connection.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)", row)

    def _account(self, view: str, change: Change, held: Held, at: int, comes: Held = NOTHING) -> None:
        """Keep the sum over what is live: what goes is taken away, what comes is added."""
        query = "SELECT records, total FROM state WHERE view = ? ORDER BY at DESC LIMIT 1"
        row = self._connection.execute(query, (view,)).fetchone()
        state, rules = State(row[0], int(row[1], 16)) if row else State(0, 0), self._rules.digests
        for one, keep in ((held, rules.take), (comes, rules.add)):
            if one.op == "upsert":
                state = keep(state, rules.of_record(Identity(change.kind, change.id, one.version, one.digest)))
        values = view, at, state.records, f"{state.total:064x}"
        self._connection.execute("INSERT OR REPLACE INTO state VALUES (?, ?, ?, ?)", values)


def _members(digest: str, body: bytes) -> bytes:
    return b'"digest":' + orjson.dumps(digest) + b',"data":' + body


def _supersede(connection: sqlite3.Connection, view: str, change: Change, at: int) -> None:
    connection.execute(
        "UPDATE entry SET until = ? WHERE view = ? AND kind = ? AND id = ? AND until IS NULL",
        (at, view, change.kind, change.id),
    )


def _parents_first(changes: tuple[Change, ...]) -> list[Change]:
    """Parents before the children that refer to them; children that go before the parents that go."""
    order = {kind: place for place, kind in enumerate(spec.kinds())}
    stays = sorted((c for c in changes if c.data is not None and c.reach), key=lambda c: order.get(c.kind, 99))
    goes = sorted((c for c in changes if c.data is None or not c.reach), key=lambda c: -order.get(c.kind, 99))
    return goes + stays


def _reaches(reach: str, view: str) -> bool:
    """Whether a view is as wide as the narrowest one that shows a record."""
    views = spec.views()
    return bool(reach) and views.index(view) >= views.index(reach)
