"""Core over one recipe: everything but the feed's own SQL is the reference server's."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import cast

import orjson
import psycopg
from starlette.applications import Starlette

from reference_server import instant
from reference_server.app import api
from reference_server.clock import SystemClock
from reference_server.publisher import Publisher
from reference_server.recipes.recipe import CLOCKS, Recipe
from reference_server.rules import STANDARD
from reference_server.rules.changes import Row
from reference_server.store import Store

AUTHORITY = "local-authority:WMB"
VIEW = "public"
# So that a judge does not wait for its turn.
QUOTA = 2000


class Feed:
    """What a publisher asks of its store, answered by the SQL of a recipe."""

    def __init__(self, address: str, recipe: Recipe) -> None:
        self._recipe = recipe
        self._connection = psycopg.connect(address)
        self._lock = threading.Lock()
        self._connection.execute(f"{CLOCKS}{recipe.setup}".encode())
        self._connection.commit()
        self.epoch, self.key = recipe.name, recipe.name.encode()
        self.feed = self.watermark = self

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()

    def issue(self) -> int:
        """The watermark, in a transaction of its own."""
        with self._lock:
            for statement in self._recipe.watermark:
                found = self._connection.execute(statement.encode()).fetchone()
            self._connection.commit()
        return int(found[0]) if found else 0

    def page(self, _view: str, after: tuple[int, int], end: int, _watermark: int, limit: int) -> list[Row]:
        """Entries after a place and before an instant."""
        values = {"at": after[0], "seq": after[1], "end": end, "limit": limit}
        with self._lock:
            rows = self._connection.execute(self._recipe.page.encode(), values).fetchall()
            self._connection.commit()
        return [_row(*row) for row in rows]

    @property
    def began(self) -> int:
        """The instant of the first entry."""
        first = self.page(VIEW, (0, -1), instant.LAST, instant.LAST, 1)
        return first[0].at if first else 0


def core_over(feed: Feed) -> Starlette:
    """The application that serves a feed."""
    rules = replace(STANDARD, service=replace(STANDARD.service, quota=QUOTA))
    publisher = Quiet(rules, cast(Store, feed), SystemClock(), "recipes", (AUTHORITY,), (VIEW,))
    return api(publisher)


class Quiet(Publisher):
    """A publisher of sites that claims Core and nothing else."""

    def describe(self, view: str) -> dict[str, object]:
        """The description without what is not here."""
        return {**super().describe(view), "classes": ["core"], "kinds": ["site"]}


def _row(at: int, seq: int, key: str, version: int, body: str) -> Row:
    item = {
        "seq": seq,
        "changedAt": instant.text(at),
        "kind": "site",
        "id": key,
        "version": version,
        "op": "upsert",
        "data": {"planningAuthority": AUTHORITY, "addressText": body},
    }
    return Row(at, seq, orjson.dumps(item))
