"""Writers whose transactions take their time: mostly short, some long, a few taken back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import psycopg

from reference_server.recipes.recipe import Recipe

ROLLED_BACK = 0.05
RECORDS = 12


@dataclass(slots=True)
class Office:
    """Clerks who write at the same time, each on records of his own. `committed` is what they know to be in."""

    address: str
    recipe: Recipe
    clerks: int = 6
    longest: float = 3.0
    committed: set[tuple[str, int]] = field(default_factory=set)
    _closing: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let them write for the length of a block, and finish what they are at."""
        threads = [threading.Thread(target=self._write, args=(clerk,), daemon=True) for clerk in range(self.clerks)]
        self._closing.clear()
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._closing.set()
            for thread in threads:
                thread.join(10 * self.longest)

    def prepare(self, records: range) -> None:
        """A history, made by one clerk with short transactions."""
        with psycopg.connect(self.address) as connection:
            for number in records:
                self._transact(connection, record(99, number), 1, 0.0)
                connection.commit()

    def _write(self, clerk: int) -> None:
        random, versions = Random(clerk), [0] * RECORDS
        with psycopg.connect(self.address) as connection:
            while not self._closing.is_set():
                number = random.randrange(RECORDS)
                self._transact(
                    connection, record(clerk, number), versions[number] + 1, random.random() ** 4 * self.longest
                )
                if random.random() < ROLLED_BACK:
                    connection.rollback()
                    continue
                connection.commit()
                versions[number] += 1
                self.committed.add((record(clerk, number), versions[number]))

    def _transact(self, connection: psycopg.Connection, key: str, version: int, seconds: float) -> None:
        values = {"id": key, "version": version, "body": f"{version} Quiet Lane", "program": time.time_ns() // 1000}
        for statement in self.recipe.write:
            connection.execute(statement.encode(), values)
        time.sleep(seconds)
        for statement in self.recipe.commit:
            connection.execute(statement.encode(), values)


def record(clerk: int, number: int) -> str:
    """The id of one record of one clerk."""
    return UUID(int=clerk * 1000 + number + 1).hex
