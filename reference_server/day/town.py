"""The servers of the day: one for each system that serves something, in one process, each at ports of its own."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from reference_server import spec
from reference_server.assembly import Assembly, Behaviour, Source, Wishes, assemble
from reference_server.callers import Caller
from reference_server.clock import StillClock
from reference_server.day.mailbox import Mailbox
from reference_server.listen import open_socket, port_of, server
from reference_server.publisher import VERSION
from reference_server.rules import STANDARD, Rules
from reference_server.rules.discovery import Discovery
from reference_server.sample.council import AUTHORITY, NEIGHBOUR, minted
from reference_server.store import Store

LOCAL = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Plot:
    """A server that is to be: whose it is, the name of its host, and for which authorities it speaks."""

    system: str
    host: str
    authorities: tuple[str, ...] = (AUTHORITY,)


PLOTS = (
    Plot("gazetteer", "gazetteer.westmarch.example"),
    Plot("gis", "maps.westmarch.example"),
    Plot("planning-data-platform", "platform.example"),
    Plot("bops", "bops.westmarch.example"),
    Plot("back-office", "planning.oldmere.example", (NEIGHBOUR,)),
    Plot("planx", "planx.example", (AUTHORITY, NEIGHBOUR)),
    Plot("register", "register.example", (AUTHORITY, NEIGHBOUR)),
    Plot("returns", "returns.example"),
)
# Where PlanX is told that something is new.
HOOK = "hooks.planx.example"


@dataclass(frozen=True, slots=True)
class Server:
    """One that runs: what stands before its views and before its files, on this machine and in print."""

    plot: Plot
    assembly: Assembly
    api: str
    documents: str

    @property
    def store(self) -> Store:
        """What it holds."""
        return self.assembly.publisher.store

    def printed(self) -> Iterator[tuple[str, str]]:
        """What stands on this machine, with what is printed in its place."""
        yield self.api, f"https://{self.plot.host}"
        yield self.documents, f"https://files.{self.plot.host}"
        yield self.store.epoch, f"{self.plot.system}-1"


@dataclass(frozen=True, slots=True)
class Town:
    """All servers by the system that each belongs to, the clock that they share, and the mailbox of PlanX."""

    clock: StillClock
    servers: Mapping[str, Server]
    mailbox: Mailbox
    hook: str

    def printed(self) -> dict[str, str]:
        """What stands on this machine, with what is printed in its place."""
        names = {real: shown for one in self.servers.values() for real, shown in one.printed()}
        return {**names, self.hook: f"https://{HOOK}"}


@contextmanager
def town(folder: Path, clock: StillClock) -> Iterator[Town]:
    """Every server, for the length of a block."""
    mailbox = Mailbox()
    sockets = [open_socket(LOCAL, 0) for _ in range(2 * len(PLOTS) + 1)]
    addresses = [f"http://{LOCAL}:{port_of(one)}" for one in sockets]
    servers: dict[str, Server] = {}
    doors: dict[int, ASGIApp] = {port_of(sockets[-1]): mailbox.app}
    for plot, place in zip(PLOTS, range(0, len(sockets) - 1, 2), strict=True):
        built = _built(plot, folder, clock, addresses[place : place + 2])
        servers[plot.system] = built
        doors |= {port_of(sockets[place]): built.assembly.api, port_of(sockets[place + 1]): built.assembly.documents}
    running = server(_by_port(doors))
    thread = threading.Thread(target=lambda: asyncio.run(running.serve(sockets=sockets)), daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.005)
    try:
        yield Town(clock, servers, mailbox, addresses[-1])
    finally:
        running.should_exit = True
        thread.join(10)
        for one in servers.values():
            one.assembly.close()


def _built(plot: Plot, folder: Path, clock: StillClock, addresses: Sequence[str]) -> Server:
    api, documents = addresses
    parts = {part["view"]: part for part in spec.profile(plot.system)["parts"] if part["role"] == "server"}
    views = tuple(view for view in spec.views() if view in parts)
    if plot.system == "bops":
        # Nobody is served the view in which everything stands; the officers read it on their own screens.
        views = (*views, "personal")
    wishes = Wishes(
        store=folder / f"{plot.system}.sqlite",
        clock=clock,
        source=Source(plot.system, plot.authorities, lambda store, now: store.begin(now)),
        views=views,
        callers=tuple(_callers()),
        api_base=api,
    )
    rules = _as_the_profile_says(parts)
    return Server(plot, assemble(Behaviour(rules), wishes, documents), api, documents)


def _callers() -> Iterator[Caller]:
    """Whoever reads a closed view anywhere has one name and one secret everywhere."""
    for name in ("planx", "planning-portal", "register", "gis", "bops", "back-office"):
        yield Caller(name, token_of(name), "partner")
    for name in ("consultee-system", "consultee-portal"):
        yield Caller(name, token_of(name), "consultee")


def token_of(system: str) -> str:
    """The static token of a system, which is its own placeholder."""
    return f"TOKEN-OF-{system.upper()}"


def _as_the_profile_says(parts: Mapping[str, dict[str, Any]]) -> Rules:
    """The standard, by a server that names the classes and kinds of its part alone, and names its uploads in order."""

    def describe(facts: dict[str, Any]) -> dict[str, Any]:
        part = parts.get(facts["view"], facts)
        return {**facts, "classes": part["classes"], "kinds": part["kinds"]}

    def point(pointers: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in pointers.items() if name != "claims"}

    return replace(
        STANDARD,
        discovery=Discovery(describe=describe, point=point),
        security=replace(STANDARD.security, seconds=600),
        uploads=replace(STANDARD.uploads, names=_in_order("upload")),
    )


def _in_order(purpose: str) -> Callable[[], str]:
    numbers = iter(range(1, 1000))
    return lambda: minted(purpose, str(next(numbers)))


def _by_port(doors: Mapping[int, ASGIApp]) -> ASGIApp:
    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        await doors[scope["server"][1]](scope, receive, send)

    return enter


def base(server: Server, view: str) -> str:
    """The base URL of a view."""
    return f"{server.api}/{VERSION}/{view}"
