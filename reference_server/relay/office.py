"""Puts a relay together: its store, its feed, and the application that serves Core and nothing else."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.routing import Route

from reference_server.app import api
from reference_server.clock import Clock
from reference_server.publisher import Publisher
from reference_server.relay.about import About, promise
from reference_server.relay.ledger import Ledger
from reference_server.relay.record import VIEW, Mint
from reference_server.relay.relay import Relay
from reference_server.rules import STANDARD
from reference_server.store import Store
from reference_server.store.tables import connect, fact

BASE = f"/v0/{VIEW}"
CORE = ("/directory.json", BASE, f"{BASE}/", f"{BASE}/description", f"{BASE}/changes")


class InUse(Exception):
    """Another process has the store; two would not know of each other's watermark."""


@dataclass(slots=True)
class RelayPublisher(Publisher):
    """A publisher that is as fresh as the newest extract in its feed."""

    about: About | None = None
    ledger: Ledger | None = None

    def source_as_of(self, watermark: int) -> int:
        """The instant at which that extract was taken; it stands still while none comes."""
        return min(watermark, self.ledger.source_as_of(watermark)) if self.ledger else watermark

    def describe(self, view: str) -> dict[str, Any]:
        """What the person says of himself, and Core."""
        told = Publisher.describe(self, view)
        told.pop("grantSeconds", None)
        told["classes"] = ["core"]
        told["kinds"] = list(self.ledger.kinds() if self.ledger else ())
        told["serviceLevels"] |= promise()
        return told | (self.about.facts if self.about else {})


@dataclass(slots=True)
class Office:
    """A relay that is ready to look into its folder, and to be listened to."""

    relay: Relay
    api: Starlette
    lock: sqlite3.Connection

    @property
    def has_something(self) -> bool:
        """Whether there is anything to serve yet."""
        return self.relay.ledger.newest is not None

    def close(self) -> None:
        """Let the store go."""
        self.relay.ledger.close()
        self.relay.store.close()
        self.lock.close()


def open_office(folder: Path, path: Path, about: About, clock: Clock) -> Office:
    """A relay over one folder and one store. Raises `InUse`."""
    lock = _lock(path)
    store = Store(path, STANDARD, clock, (VIEW,))
    ledger = Ledger(path, store)
    publisher = RelayPublisher(
        STANDARD, store, clock, about.publisher, about.authorities, (VIEW,), about=about, ledger=ledger
    )
    relay = Relay(folder, store, ledger, clock, about, _mint(path, about))
    whole = api(publisher)
    routes = [route for route in whole.routes if isinstance(route, Route) and route.path in CORE]
    return Office(relay, Starlette(routes=routes, exception_handlers=whole.exception_handlers), lock)


def _lock(path: Path) -> sqlite3.Connection:
    """Held for as long as the process lives, however it ends."""
    lock = sqlite3.connect(
        path.with_name(f"{path.name}.lock"), isolation_level=None, timeout=0, check_same_thread=False
    )
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        raise InUse(f"{path} is in use by another relay. Stop that one first.") from None
    return lock


def _mint(path: Path, about: About) -> Mint:
    """The secret of the ids is made of the first publisher's name, and stays when that is written differently."""
    connection = connect(path)
    try:
        return Mint(fact(connection, "mint", about.publisher).encode())
    finally:
        connection.close()
