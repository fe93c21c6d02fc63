"""Puts a server together: rules, a store with something in it, and the two applications."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp

from reference_server.app import api, document_host
from reference_server.callers import Caller
from reference_server.clock import Clock
from reference_server.publisher import TOKEN, Publisher
from reference_server.rules import STANDARD, Rules
from reference_server.sample import council, history
from reference_server.sample.traffic import Traffic
from reference_server.store import Store

# What tests and benchmarks are about. The command serves every view there is.
VIEWS = ("public", "partner")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What makes one server unlike another: a fault or a variant, or neither."""

    rules: Rules = STANDARD
    wrap: Callable[[ASGIApp], ASGIApp] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the records come from. `fill` puts them into an empty store that is served from `now` on."""

    publisher: str = council.NAME
    authorities: tuple[str, ...] = council.AUTHORITIES
    fill: Callable[[Store, int], None] = history.load
    is_file: bool = False


@dataclass(slots=True)
class Assembly:
    """A server, ready to be listened to."""

    publisher: Publisher
    api: ASGIApp
    documents: ASGIApp
    traffic: Traffic | None = None

    def close(self) -> None:
        """Call nobody any more, and let its store go."""
        self.publisher.courier.close()
        self.publisher.store.close()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who starts a server decides."""

    store: Path
    clock: Clock
    token: str = TOKEN
    traffic: float = 0.0
    source: Source = field(default_factory=Source)
    views: tuple[str, ...] = VIEWS
    callers: tuple[Caller, ...] = ()
    api_base: str = ""


def assemble(behaviour: Behaviour, wishes: Wishes, documents_base: str) -> Assembly:
    """Open the store, fill it if it is empty, and build the applications."""
    store = Store(wishes.store, behaviour.rules, wishes.clock, wishes.views)
    now = wishes.clock.now()
    if store.feed.is_empty(wishes.views[-1]):
        wishes.source.fill(store, now)
    publisher = Publisher(
        rules=behaviour.rules,
        store=store,
        clock=wishes.clock,
        name=wishes.source.publisher,
        authorities=wishes.source.authorities,
        views=wishes.views,
        token=wishes.token,
        callers=wishes.callers,
        api_base=wishes.api_base,
        documents_base=documents_base,
        read_at=now if wishes.source.is_file else None,
        judged=() if wishes.source.is_file else ("core",),
    )
    publisher.courier.resume()
    traffic = Traffic(store, wishes.clock, wishes.traffic) if wishes.traffic else None
    app: ASGIApp = api(publisher, traffic.catch_up if traffic else None)
    if behaviour.wrap:
        app = behaviour.wrap(app)
    # Outermost, so that what a fault edits is not compressed yet.
    app = GZipMiddleware(app, compresslevel=6)
    return Assembly(publisher, app, document_host(publisher), traffic)
