"""An endpoint on a raw socket: a small feed that keeps the standard, and a place to put a condition that does not.

`reference_server` is not imported: what the judge is to survive has to be said byte by byte.
"""

from __future__ import annotations

import json
import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qsl

Headers = dict[str, str]
Condition = Callable[["Turn"], None]

BASE = "/v0/public"
EPOCH = "2025-03-01a"
EARLIEST = "2025-03-01T00:00:00.000Z"
PAGE_SIZE = 100
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
SITE, CASE, DECISION, GONE = (f"7f3a44c1-0000-4000-8000-00000000000{n}" for n in range(4))
DATA: dict[str, dict[str, Any]] = {
    SITE: {"planningAuthority": "local-authority:WMB", "addressText": "Land east of Harrow Bank"},
    CASE: {
        "reference": "25/00123/FUL",
        "planningAuthority": "local-authority:WMB",
        "description": "A café with outdoor seating",
        "applicationTypes": ["full"],
        "site": SITE,
        "stage": "consultation",
        "status": "undetermined",
    },
}
DESCRIPTION = {
    "standard": "0.1",
    "environment": "live",
    "publisher": "westmarch",
    "view": "public",
    "authorities": ["local-authority:WMB"],
    "kinds": ["application", "site", "decision"],
    "classes": ["core"],
    "epoch": EPOCH,
    "earliest": EARLIEST,
    "limits": {"pageSize": PAGE_SIZE},
    "licence": "OGL-UK-3.0",
    "contact": {"name": "Westmarch Borough Council", "email": "planning-data@westmarch.example"},
    "serviceLevels": {
        "replicationSeconds": 93600,
        "quota": {"requests": 1000, "seconds": 1},
        "responseTime": {"percentile": 95, "milliseconds": 1000},
    },
}


class Refusal(Exception):
    """A question is wrong; the message is the word of a registered problem."""


def entry(seq: int, at: str, kind: str, key: str) -> dict[str, Any]:
    """One entry of the honest feed: with data, or else a tombstone."""
    data = DATA.get(key)
    head = {"seq": seq, "changedAt": at, "kind": kind, "id": key, "version": 1 if data else 2}
    return {**head, "op": "upsert", "data": data} if data else {**head, "op": "delete", "reason": "withdrawn"}


ENTRIES = (
    entry(1, "2025-03-02T09:00:00.000Z", "site", SITE),
    entry(2, "2025-03-02T09:00:00.000Z", "application", CASE),
    entry(4, "2025-03-03T09:00:00.000Z", "decision", DECISION),
    entry(7, "2025-03-04T09:00:00.001Z", "site", GONE),
)


def page(query: str) -> dict[str, Any]:
    """The honest answer to a query of `/changes`. Raises `Refusal`."""
    pairs = parse_qsl(query, keep_blank_values=True)
    asked = dict(pairs)
    if len(asked) < len(pairs) or set(asked) - {"from", "to", "cursor", "limit"}:
        raise Refusal("unknown-parameter")
    limit = asked.get("limit", "100")
    if not limit.isascii() or not limit.isdigit() or len(limit) > 9 or int(limit) < 1:
        raise Refusal("invalid-limit")
    low, high, after = _place(asked)
    watermark = _now()
    found = [e for e in ENTRIES if e["seq"] > after and low <= e["changedAt"] and (not high or e["changedAt"] < high)]
    sent = found[: min(int(limit), PAGE_SIZE)]
    complete = len(sent) == len(found)
    covered = min(high or watermark, watermark) if complete and low <= watermark else None
    last = sent[-1]["seq"] if sent else after
    return {
        "epoch": EPOCH,
        "watermark": watermark,
        "sourceAsOf": watermark,
        "complete": complete,
        "coveredTo": covered,
        "cursor": f"~{low}~{high}~{last}~".replace(":", "_"),
        "items": sent,
    }


def _place(asked: dict[str, str]) -> tuple[str, str, int]:
    """From and to as canonical text, and the `seq` that was sent last."""
    if "cursor" in asked:
        if "from" in asked or "to" in asked:
            raise Refusal("cursor-mismatch")
        parts = asked["cursor"].replace("_", ":").split("~")
        if len(parts) != 5 or not parts[3].isdigit():
            raise Refusal("invalid-cursor")
        return parts[1], parts[2], int(parts[3])
    if "from" not in asked:
        raise Refusal("missing-from")
    low, high = _canonical(asked["from"]), _canonical(asked["to"]) if "to" in asked else ""
    if high and high < low:
        raise Refusal("reversed-window")
    return low, high, 0


def _canonical(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text if INSTANT.fullmatch(text) else "")
    except ValueError:
        raise Refusal("invalid-timestamp") from None
    # A bound that lies between two milliseconds is the later one.
    finer = (INSTANT.fullmatch(text) or [None, None])[1]
    late = timedelta(milliseconds=1) if finer and finer[4:].strip("0") else timedelta()
    return (moment + late).astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(slots=True)
class Turn:
    """One request, and the honest answer to it, which a condition sends, spoils or withholds."""

    line: socket.socket
    over: threading.Event
    number: int
    status: int
    headers: Headers
    body: bytes

    @property
    def is_page(self) -> bool:
        """Whether the honest answer is a page or a description, not a refusal."""
        return self.status == 200

    def send(self, data: bytes) -> None:
        """Bytes as they are."""
        self.line.sendall(data)

    def head(self, version: str = "HTTP/1.1", **headers: str) -> bytes:
        """Status line and header fields; a field that is given as '' is left out."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        fields = {"Date": formatdate(usegmt=True), **self.headers, "Content-Length": str(len(self.body)), **named}
        lines = [f"{version} {self.status} Whatever", *(f"{name}: {value}" for name, value in fields.items() if value)]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def answer(self, version: str = "HTTP/1.1", **headers: str) -> None:
        """The answer, whole."""
        self.send(self.head(version, **headers) + self.body)

    def drip(self, data: bytes) -> None:
        """Bytes one by one, until the other side has had enough."""
        for n in range(len(data)):
            if self.over.wait(0.03):
                return
            self.send(data[n : n + 1])

    def pour(self, data: bytes) -> None:
        """The same bytes for ever."""
        while not self.over.is_set():
            self.send(data)


def _value(method: str, path: str, query: str) -> dict[str, Any]:
    """The honest object at a path. Raises `Refusal`."""
    if method not in ("GET", "HEAD"):
        raise Refusal("unknown-operation")
    if path == f"{BASE}/changes":
        return page(query)
    if path == f"{BASE}/description":
        return dict(DESCRIPTION)
    raise Refusal("unknown-operation")


def honest(words: list[str], line: socket.socket, over: threading.Event, number: int) -> Turn:
    """What an endpoint that keeps the standard answers to the request, method and target, of some number."""
    path, _, query = words[1].partition("?")
    status, headers = 200, {"Content-Type": "application/json", "Cache-Control": "no-cache"}
    try:
        value = _value(words[0], path, query)
    except Refusal as word:
        status = 404 if str(word) == "unknown-operation" else 400
        headers = {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
        value = {"type": f"urn:open-planning-exchange:problem:{word}", "title": "No", "status": status}
    return Turn(line, over, number, status, headers, json.dumps(value, ensure_ascii=False).encode())


class Endpoint(socketserver.ThreadingTCPServer):
    """Honest everywhere but at one address, where every answer is given by a condition."""

    allow_reuse_address = True

    def __init__(self, condition: Condition, where: str) -> None:
        super().__init__(("127.0.0.1", 0), _Line)
        self.condition, self.where = condition, where
        self.over = threading.Event()
        self.asked: list[str] = []

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}{BASE}"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's own
        """Say nothing: that the judge hangs up is what is wanted."""


class _Line(socketserver.BaseRequestHandler):
    """One connection."""

    server: Endpoint
    request: socket.socket

    def handle(self) -> None:
        held = b""
        while not self.server.over.is_set():
            while b"\r\n\r\n" not in held:
                part = self.request.recv(65536)
                if not part:
                    return
                held += part
            head, _, held = held.partition(b"\r\n\r\n")
            words = head.decode("latin-1").split(" ", 2)
            target = words[1]
            self.server.asked.append(target)
            turn = honest(words, self.request, self.server.over, len(self.server.asked))
            if target.partition("?")[0] == f"{BASE}/{self.server.where}":
                self.server.condition(turn)
                return
            turn.answer()


@contextmanager
def served(condition: Condition, where: str) -> Iterator[Endpoint]:
    """An endpoint that is there for the length of a block."""
    endpoint = Endpoint(condition, where)
    thread = threading.Thread(target=endpoint.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.over.set()
        endpoint.shutdown()
        thread.join()
        endpoint.server_close()
