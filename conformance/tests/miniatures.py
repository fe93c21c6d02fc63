"""Small real parts: a server that answers as a function says, one that says what it likes, and a clock that is set.

`reference_server` is not imported: these are as small as the one thing that a test is about.
"""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it came over the socket: the target byte for byte, header names in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Script = Callable[[Heard], Answer]


@dataclass(slots=True)
class Miniature:
    """A server on 127.0.0.1, and what it has heard so far."""

    base: str
    heard: list[Heard] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.base.rpartition(":")[2])


class _Threads(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 64

    def __init__(self, handler: type[socketserver.BaseRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.lines: list[socket.socket] = []

    def get_request(self) -> tuple[socket.socket, object]:
        line, address = super().get_request()
        self.lines.append(line)
        return line, address

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that hangs up is part of many tests."""


class Breaks(Exception):
    """Raised by a script: the connection ends without an answer."""


@contextmanager
def answering(script: Script) -> Iterator[Miniature]:
    """A server that answers each request as a function says, for the length of a block."""
    miniature = Miniature("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 2

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            target = self.raw_requestline.split(b" ", 2)[1].decode("latin-1")
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            heard = Heard(self.command, target, {k.lower(): v for k, v in self.headers.items()}, body)
            miniature.heard.append(heard)
            try:
                status, headers, payload = script(heard)
            except Breaks:
                self.close_connection = True
                return
            self.send_response_only(status)
            for name, value in {"Content-Length": str(len(payload)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(payload)
            self.wfile.flush()

    with _Threads(Handler) as server, _running(server):
        miniature.base = f"http://127.0.0.1:{server.server_address[1]}"
        yield miniature


@contextmanager
def speaking(says: Callable[[socket.socket], None]) -> Iterator[Miniature]:
    """A server that hears one request on a connection and then says on the socket what it likes."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.settimeout(2)
            head = b""
            while b"\r\n\r\n" not in head:
                head += self.request.recv(65536)
            says(self.request)

    with _Threads(Handler) as server, _running(server):
        yield Miniature(f"http://127.0.0.1:{server.server_address[1]}")


@contextmanager
def _running(server: _Threads) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.005,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        for line in server.lines:
            # Wakes whoever still reads or writes on it.
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


def in_turn(*answers: Answer) -> Script:
    """Gives one answer after the other, and the last one for ever."""
    left = list(answers)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


@dataclass(slots=True)
class SetClock:
    """A clock that goes on only when somebody sleeps on it."""

    milliseconds: int = 1_774_688_400_000
    naps: list[float] = field(default_factory=list)

    def now(self) -> int:
        """Milliseconds since 1970."""
        return self.milliseconds

    def monotonic(self) -> float:
        """The same, in seconds."""
        return self.milliseconds / 1000

    def sleep(self, seconds: float) -> None:
        """Go on by so many seconds."""
        self.naps.append(seconds)
        self.milliseconds += round(seconds * 1000)
