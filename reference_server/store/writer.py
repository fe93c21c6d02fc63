"""Writes the store: one thread, which commits whatever waits in one go."""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from reference_server.rules import Rules
from reference_server.rules.publication import Change
from reference_server.store.log import Log
from reference_server.store.watermark import Watermark

GROUP = 200
# How long a superseded entry is kept, so that a reader whose watermark lies before its successor still finds it.
LINGER = 60_000
# The newest of the old ones still holds.
OLD_STATES = (
    "DELETE FROM state WHERE at < (SELECT max(at) FROM state AS newer WHERE newer.view = state.view AND newer.at < ?)"
)

T = TypeVar("T")
Work = Callable[["Writing"], object]
Result = tuple["Future[object]", object, Exception | None]


@dataclass(frozen=True, slots=True)
class Writing:
    """One transaction: the log, the connection, and the instant of everything in it."""

    log: Log
    connection: sqlite3.Connection
    at: int


class Writer:
    """The one who writes. The thread starts with the first piece of work."""

    def __init__(self, connection: sqlite3.Connection, log: Log, watermark: Watermark, rules: Rules) -> None:
        self._connection = connection
        self._log = log
        self._watermark = watermark
        self._keeps_all = rules.changes.keeps_all
        self._waiting: queue.Queue[tuple[Work, Future[object]] | None] = queue.Queue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def close(self) -> None:
        """Finish what waits."""
        if self._thread:
            self._waiting.put(None)
            self._thread.join()

    def write(self, work: Callable[[Writing], T]) -> T:
        """Do some work in the next transaction, and come back when it is on disk."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_groups, name="writer", daemon=True)
                self._thread.start()
        done: Future[object] = Future()
        self._waiting.put((work, done))
        return done.result()  # type: ignore[return-value] # the future is that of this very work

    def load(self, changes: Iterable[Change], at: int) -> None:
        """Put a publication of the past into the log, before anything is served."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._log.publish(changes, at)
        self._prune(at)
        self._connection.execute("COMMIT")

    def _write_groups(self) -> None:
        while (first := self._waiting.get()) is not None:
            group = [first]
            while len(group) < GROUP and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    self._waiting.put(None)
                    break
                group.append(following)
            self._write_group(group)

    def _write_group(self, group: list[tuple[Work, Future[object]]]) -> None:
        """One transaction for all; a piece of work that fails takes back its own part only."""
        try:
            results = self._commit(group)
        except sqlite3.Error as wrong:
            # Nothing of the group is on disk: whoever waits for it is told so, and the next group starts clean.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            results = [(done, None, wrong) for _, done in group]
        for done, result, trouble in results:
            if trouble:
                done.set_exception(trouble)
            else:
                done.set_result(result)

    def _commit(self, group: list[tuple[Work, Future[object]]]) -> list[Result]:
        results: list[Result] = []
        with self._watermark.stamping() as at:
            writing = Writing(self._log, self._connection, at)
            self._connection.execute("BEGIN IMMEDIATE")
            for work, done in group:
                self._connection.execute("SAVEPOINT part")
                try:
                    results.append((done, work(writing), None))
                except Exception as wrong:  # noqa: BLE001 - it is handed to the one who asked for the work
                    self._connection.execute("ROLLBACK TO part")
                    results.append((done, None, wrong))
                self._connection.execute("RELEASE part")
            self._prune(at)
            self._connection.execute("COMMIT")
        return results

    def _prune(self, at: int) -> None:
        if not self._keeps_all:
            self._connection.execute("DELETE FROM entry WHERE until < ?", (at - LINGER,))
            self._connection.execute(OLD_STATES, (at - LINGER,))
