"""A bad line between judge and judged: a TCP proxy, seeded, that delays, cuts off, and answers for a busy gateway."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random

BUSY = (
    b"HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/problem+json\r\nRetry-After: 1\r\n"
    b"Content-Length: 89\r\n\r\n"
    b'{"type":"urn:open-planning-exchange:problem:too-many-requests","title":"","status":429}  '
)
METHODS = (b"GET ", b"POST ", b"HEAD ")


@dataclass(frozen=True, slots=True)
class Weather:
    """What a line is like.

    `delay` milliseconds, give or take `jitter`, before each answer. Of the requests, a share is `lost` on the way, a
    share is served and its answer `cut` off, and a share is `busy`: refused by a gateway, so many `in_a_row`.
    """

    name: str
    delay: float = 0.0
    jitter: float = 0.0
    lost: float = 0.0
    cut: float = 0.0
    busy: float = 0.0
    in_a_row: int = 1


@dataclass(slots=True)
class Line:
    """One proxy in front of one port, and what it did to those who passed."""

    port: int
    weather: Weather
    random: Random
    done: dict[str, int] = field(default_factory=lambda: {"requests": 0, "lost": 0, "cut": 0, "busy": 0})
    _row: int = 0

    @property
    def spoilt(self) -> int:
        """How many requests got no answer of the server's, or not a whole one."""
        return self.done["lost"] + self.done["cut"] + self.done["busy"]

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                await self._talk(reader, writer, far_reader, far_writer)
            finally:
                far_writer.transport.abort()
        writer.close()

    async def _talk(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
    ) -> None:
        """Requests and answers by turns, since nobody sends two at once."""
        while request := await _message(reader):
            fate = self._fate() if request.startswith(METHODS) else "passes"
            if fate == "lost":
                return _reset(writer)
            if fate == "busy":
                writer.write(BUSY)
                continue
            far_writer.write(request)
            answer = await self._answer(far_reader)
            if fate == "cut":
                writer.write(answer[: self.random.randrange(len(answer))])
                await writer.drain()
                return _reset(writer)
            writer.write(answer)
            await writer.drain()
        return None

    async def _answer(self, far_reader: asyncio.StreamReader) -> bytes:
        seconds = max(0.0, self.random.gauss(self.weather.delay, self.weather.jitter)) / 1000
        await asyncio.sleep(seconds)
        return await _message(far_reader)

    def _fate(self) -> str:
        self.done["requests"] += 1
        weather, drawn = self.weather, self.random.random()
        if self._row:
            self._row -= 1
            fate = "busy"
        elif drawn < weather.lost:
            fate = "lost"
        elif drawn < weather.lost + weather.cut:
            fate = "cut"
        elif drawn < weather.lost + weather.cut + weather.busy:
            fate, self._row = "busy", weather.in_a_row - 1
        else:
            return "passes"
        self.done[fate] += 1
        return fate


async def _message(reader: asyncio.StreamReader) -> bytes:
    """A request or an answer, whole."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = (line.partition(b":") for line in head.lower().split(b"\r\n"))
    length = next((int(value) for name, _, value in lines if name == b"content-length"), 0)
    return head + await reader.readexactly(length)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Hang up without a word."""
    transport = writer.transport
    transport.abort()


@contextmanager
def bad_line(port: int, weather: Weather, seed: int) -> Iterator[tuple[int, Line]]:
    """The port of a proxy in front of another one, for the length of a block."""
    line, loop, ready, ports = (
        Line(port, weather, Random(seed)),
        asyncio.new_event_loop(),
        threading.Event(),
        list[int](),
    )

    async def open_up() -> asyncio.Server:
        server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
        ports.append(server.sockets[0].getsockname()[1])
        ready.set()
        return server

    def go_on() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(open_up())
        loop.run_forever()
        server.close()
        # Who was accepted at the last moment begins when the others end.
        while tasks := asyncio.all_tasks(loop):
            for task in tasks:
                task.cancel()
            loop.run_until_complete(asyncio.wait(tasks))
            loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=go_on, name="bad line", daemon=True)
    thread.start()
    ready.wait()
    try:
        yield ports[0], line
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
