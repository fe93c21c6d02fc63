"""Listens on this machine for what an endpoint sends to its subscribers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from conformance.clock import Clock
from conformance.model.heard import Heard

MOST = 1_000_000
HOOK = "/hook"
ASTRAY = "/astray"


class Listener:
    """Answers a challenge as it is to be answered, and anything else with the next of some statuses, then 204."""

    def __init__(self, base: str, clock: Clock) -> None:
        self.url = base + HOOK
        self.heard: list[Heard] = []
        self.statuses: list[int] = []
        self._elsewhere = base + ASTRAY
        self._clock = clock
        self._lock = threading.Condition()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """Take note of a request; what to answer."""
        challenge = _challenge(body)
        with self._lock:
            status = 200 if challenge else self.statuses.pop(0) if self.statuses else 204
            self.heard.append(Heard(method, path, headers, body, self._clock.now(), status))
            self._lock.notify_all()
        if challenge:
            return status, json.dumps({"challenge": challenge}).encode(), {}
        return status, b"", {"Location": self._elsewhere} if 300 <= status < 400 else {}

    def wait_for(self, count: int, seconds: float) -> bool:
        """Wait in real time until so many requests have come. Whether they have."""
        with self._lock:
            return self._lock.wait_for(lambda: len(self.heard) >= count, seconds)


def _challenge(body: bytes) -> str:
    try:
        value = json.loads(body)
    except ValueError:
        return ""
    sent = value.get("challenge") if isinstance(value, dict) else None
    return sent if isinstance(sent, str) else ""


@contextmanager
def listening(clock: Clock) -> Iterator[Listener]:
    """A listener on this machine, for the length of a block."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_POST(self) -> None:
            size = min(int(self.headers.get("Content-Length") or 0), MOST)
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, body, more = listener.answer("POST", self.path, headers, self.rfile.read(size))
            self.send_response_only(status)
            for name, value in {"Content-Length": str(len(body)), "Content-Type": "application/json", **more}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        listener = Listener(f"http://127.0.0.1:{server.server_address[1]}", clock)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield listener
        finally:
            server.shutdown()
            thread.join(5)
