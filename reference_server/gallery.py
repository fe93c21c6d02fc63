"""Every fault and every variant in one process, each at `/f/NAME`, put together when it is first asked for."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import threading
import time
from pathlib import Path

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from reference_server import faults, variants
from reference_server.assembly import Assembly, Behaviour, Wishes, assemble
from reference_server.clock import Clock
from reference_server.fault import Fault, Variant
from reference_server.listen import door, open_socket, port_of, server
from reference_server.rules import STANDARD

PREFIX = "/f/"
TRAFFIC = 20.0
DAY = 86_400_000


class NoSuchServer(LookupError):
    """Nothing goes by this name."""


class Gallery:
    """Servers side by side, each with its own copy of the sample below `folder`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.folder = Path(tempfile.mkdtemp(prefix="gallery-"))
        self._place_of("").mkdir()
        self._rooms: dict[str, Assembly] = {}
        self._lock = threading.Lock()
        sockets = [open_socket("127.0.0.1", 0) for _ in range(2)]
        self._ports = [port_of(opened) for opened in sockets]
        app = door(self._hall(documents=False), self._hall(documents=True), self._ports[1])
        self._server = server(app)
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._server.serve(sockets=sockets)), name="gallery", daemon=True
        )
        self._thread.start()
        while not self._server.started:
            time.sleep(0.005)

    def base(self, name: str, view: str = "public") -> str:
        """The base URL of a view of one server: a fault, a variant or `standard`, and `+traffic` where it is busy."""
        return f"http://127.0.0.1:{self._ports[0]}{PREFIX}{name}/v0/{view}"

    def issuer(self, name: str) -> str:
        """Where one server gives out access tokens."""
        return f"http://127.0.0.1:{self._ports[0]}{PREFIX}{name}/oauth/token"

    def take_down(self, name: str) -> None:
        """Let one server go; when it is asked for again it is new."""
        with self._lock:
            room = self._rooms.pop(name, None)
        if room:
            room.close()
            shutil.rmtree(self._place_of(name), ignore_errors=True)

    def close(self) -> None:
        """Let everything go."""
        self._server.should_exit = True
        self._thread.join(10)
        for name in list(self._rooms):
            self.take_down(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _hall(self, *, documents: bool) -> ASGIApp:
        async def walk(scope: Scope, receive: Receive, send: Send) -> None:
            name, _, rest = scope["path"].removeprefix(PREFIX).partition("/")
            try:
                room = await asyncio.to_thread(self._room, name)
            except NoSuchServer:
                await PlainTextResponse("There is no such server.", 404)(scope, receive, send)
                return
            place = {"path": f"/{rest}", "raw_path": f"/{rest}".encode(), "app_root_path": f"{PREFIX}{name}"}
            inner = {**scope, **place}
            await (room.documents if documents else room.api)(inner, receive, send)

        return walk

    def _room(self, name: str) -> Assembly:
        with self._lock:
            if name not in self._rooms:
                self._rooms[name] = self._furnish(name)
            return self._rooms[name]

    def _furnish(self, name: str) -> Assembly:
        wanted, _, extra = name.partition("+")
        behaviour = behaviour_of(wanted)
        path = self._place_of(name) / "store.sqlite"
        path.parent.mkdir()
        if _publishes_as_usual(behaviour):
            shutil.copy(self._template(), path)
        api, documents = (f"http://127.0.0.1:{port}{PREFIX}{name}" for port in self._ports)
        wishes = Wishes(path, self._clock, traffic=TRAFFIC if extra == "traffic" else 0.0, api_base=api)
        return assemble(behaviour, wishes, documents)

    def _place_of(self, name: str) -> Path:
        return self.folder / "rooms" / name

    def _template(self) -> Path:
        """The sample as the standard server publishes it, made once a day."""
        path = self.folder / f"template-{self._clock.now() // DAY}.sqlite"
        if not path.exists():
            assemble(Behaviour(), Wishes(path, self._clock), "").close()
        return path


def behaviour_of(name: str) -> Behaviour:
    """The behaviour of a fault, of a variant, or of the standard server. Raises `NoSuchServer` for another name."""
    if name == "standard":
        return Behaviour()
    everything: tuple[Fault | Variant, ...] = (*faults.ALL, *variants.ALL)
    known = {item.name: item for item in everything}
    if name not in known:
        raise NoSuchServer(name)
    chosen = known[name]
    return Behaviour(chosen.spoil(STANDARD), chosen.wrap)


def _publishes_as_usual(behaviour: Behaviour) -> bool:
    """Whether the sample is stored by these rules as it is by the standard ones."""
    ours, usual = behaviour.rules, STANDARD
    return (
        ours.publication == usual.publication
        and ours.digests == usual.digests
        and ours.changes.keeps_all == usual.changes.keeps_all
        and ours.changes.stamp is usual.changes.stamp
        and ours.changes.version is usual.changes.version
    )
