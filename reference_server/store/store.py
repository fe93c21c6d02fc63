"""The store of one publisher: one writer that commits in groups, any number of readers."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from reference_server.clock import Clock
from reference_server.rules import Rules
from reference_server.rules.publication import Change
from reference_server.store.connections import Connections
from reference_server.store.copies import Copies
from reference_server.store.feed import Feed
from reference_server.store.journal import Journal
from reference_server.store.log import Log
from reference_server.store.reader import Document, Reader
from reference_server.store.tables import TABLES, connect, fact, remember
from reference_server.store.watermark import Watermark
from reference_server.store.writer import Writer, Writing

T = TypeVar("T")


class Store:
    """One SQLite file. `read`, `feed` and `copies` answer from it, and `watermark` says up to where that is final."""

    def __init__(self, path: Path, rules: Rules, clock: Clock, views: tuple[str, ...]) -> None:
        self._connection = connect(path)
        self._connection.executescript(TABLES)
        self.epoch = fact(self._connection, "epoch", secrets.token_hex(6))
        self.key = fact(self._connection, "key", secrets.token_hex(32)).encode()
        # The ceiling is written while the writer is in a transaction of its own.
        self._issuing = connect(path)
        # When this log began. It never ends, so what is read from then on is whole.
        first: int | None = self._connection.execute("SELECT min(at) FROM entry").fetchone()[0]
        self.began = int(fact(self._connection, "began", str(clock.now() if first is None else first)))
        last: int = self._connection.execute("SELECT coalesce(max(at), 0) FROM entry").fetchone()[0]
        ceiling = int(fact(self._connection, "ceiling", "0"))
        self.watermark = Watermark(clock, last, ceiling, self._remember_ceiling)
        self._writer = Writer(self._connection, Log(self._connection, rules, views), self.watermark, rules)
        self._readers = Connections(path)
        self.read = Reader(self._readers, rules)
        self.feed = Feed(self._readers, rules)
        self.copies = Copies(self._readers, rules)
        self.journal = Journal(self._readers)

    def close(self) -> None:
        """Let the writer finish, and every connection go."""
        self._writer.close()
        self._readers.close()
        self._issuing.close()
        self._connection.close()

    def begin(self, at: int) -> None:
        """Let the log have begun at an instant of the past, unless it began before."""
        if at < self.began:
            self.began = at
            remember(self._connection, "began", str(at))

    def load(self, changes: Iterable[Change], at: int) -> None:
        """Put a publication of the past into the log, before anything is served."""
        self.begin(at)
        self._writer.load(changes, at)

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Put bytes in, before anything is served."""
        rows = [(d.id, d.path, d.mime_type, d.filename, d.body) for d in documents]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT OR REPLACE INTO document VALUES (?,?,?,?,?)", rows)
        self._connection.execute("COMMIT")

    def write(self, work: Callable[[Writing], T]) -> T:
        """Do some work in the writer's next transaction, and come back when it is on disk."""
        return self._writer.write(work)

    def publish(self, changes: Iterable[Change]) -> int:
        """Publish now; the instant at which it was."""
        changes = tuple(changes)

        def work(writing: Writing) -> int:
            writing.log.publish(changes, writing.at)
            return writing.at

        return self.write(work)

    def _remember_ceiling(self, instant: int) -> None:
        remember(self._issuing, "ceiling", str(instant))
