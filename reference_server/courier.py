"""Calls subscribers: a thread that looks at the newest end of each view and sends what is due."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import orjson

from reference_server import instant
from reference_server.clock import Clock
from reference_server.rules.deliveries import Notices
from reference_server.store.subscriptions import Row, Subscriptions

TICK = 0.05
TIMEOUT = 2.0
# Milliseconds until each further attempt.
PAUSES = (1_000, 5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000)
MOST = 65_536


@dataclass(slots=True)
class Subscriber:
    """Who is told. `seq` is the newest entry that it was told of; `waiting` is what has not got through yet."""

    id: str
    view: str
    url: str
    secret: str
    number: int = 0
    seq: int = 0
    waiting: list[Letter] = field(default_factory=list)


@dataclass(slots=True)
class Letter:
    """One notification: its id, its bytes, the instant at which it is due, and the attempts so far."""

    name: str
    body: bytes
    due: int
    attempts: int = 0


def addresses_of(url: str) -> tuple[str, str, list[str]]:
    """The scheme and host of an address, and what the host resolves to."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM) if host else []
    except (OSError, UnicodeError, ValueError):
        found = []
    return parts.scheme, host, [str(row[4][0]) for row in found]


def send(rules: Notices, url: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
    """Post to an address, if it still may be called; 0 where no answer came. It connects to what was looked at."""
    try:
        scheme, host, addresses = addresses_of(url)
        if not addresses or not rules.is_open(scheme, host, addresses):
            return 0, b""
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(host, parts.port or (443 if scheme == "https" else 80), timeout=TIMEOUT)
        line = socket.create_connection((addresses[0], connection.port), TIMEOUT)
        secure = ssl.create_default_context()
        connection.sock = secure.wrap_socket(line, server_hostname=host) if scheme == "https" else line
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        told, place = answer.read(MOST), answer.getheader("Location")
        connection.close()
    except (OSError, http.client.HTTPException, ValueError):
        return 0, b""
    if rules.follows and answer.status in (307, 308) and place:
        return send(rules, urljoin(url, place), headers, body)
    return answer.status, told


def _row(one: Subscriber) -> Row:
    return Row(one.id, one.view, one.url, one.secret, one.number, one.seq)


class Courier:
    """Tells subscribers. The thread starts with the first of them."""

    def __init__(self, rules: Notices, clock: Clock, kept: Subscriptions, epoch: str) -> None:
        self._rules = rules
        self._clock = clock
        self._kept = kept
        self._epoch = epoch
        self._subscribers: dict[str, Subscriber] = {}
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def resume(self) -> None:
        """Go on with those who were told before the server was started anew."""
        self._subscribers = {row.id: Subscriber(*row) for row in self._kept.all()}
        if self._subscribers:
            self._begin()

    def close(self) -> None:
        """Call nobody any more."""
        self._over.set()
        if self._thread:
            self._thread.join(5)

    def take_on(self, subscriber: Subscriber) -> None:
        """Tell somebody of all that comes from now on."""
        subscriber.seq = self._kept.newest(subscriber.view)[0]
        self._subscribers[subscriber.id] = subscriber
        self._kept.save(_row(subscriber))
        if self._thread is None:
            self._begin()

    def find(self, name: str, view: str) -> Subscriber | None:
        """Somebody who is told, by the id of the subscription."""
        found = self._subscribers.get(name)
        return found if found and found.view == view else None

    def let_go(self, name: str) -> None:
        """Tell somebody no more."""
        if self._rules.ends:
            self._subscribers.pop(name, None)
            self._kept.remove(name)

    def post(self, subscriber: Subscriber, letter: Letter) -> tuple[int, bytes]:
        """Make one attempt."""
        name = self._rules.again(letter.name, letter.attempts)
        timestamp = self._clock.now() // 1000
        signed = self._rules.sign(subscriber.secret, name, timestamp, letter.body)
        headers = {"webhook-id": name, "webhook-timestamp": str(timestamp), "webhook-signature": signed}
        return send(self._rules, subscriber.url, headers, letter.body)

    def _begin(self) -> None:
        self._thread = threading.Thread(target=self._go_round, name="courier", daemon=True)
        self._thread.start()

    def _go_round(self) -> None:
        while not self._over.wait(TICK):
            for subscriber in list(self._subscribers.values()):
                try:
                    self._serve(subscriber)
                except Exception:  # noqa: BLE001, S112 - one who cannot be served does not stop the round
                    continue

    def _serve(self, subscriber: Subscriber) -> None:
        newest, watermark = self._kept.newest(subscriber.view)
        if newest > subscriber.seq:
            subscriber.seq, subscriber.number = newest, self._rules.number(subscriber.number)
            self._kept.save(_row(subscriber))
            told = {"epoch": self._epoch, "watermark": instant.text(watermark), "number": subscriber.number}
            body = {"type": "changes.available", "subscription": subscriber.id, **told}
            name = f"ntf_{subscriber.id[:12]}_{newest}"
            subscriber.waiting.append(Letter(name, orjson.dumps(self._rules.body(body)), self._clock.now()))
        for letter in list(subscriber.waiting):
            self._attempt(subscriber, letter)

    def _attempt(self, subscriber: Subscriber, letter: Letter) -> None:
        if letter.due > self._clock.now():
            return
        status = self.post(subscriber, letter)[0] if self._rules.notifies else 204
        letter.attempts += 1
        if status == 410:
            self.let_go(subscriber.id)
        if 200 <= status < 300 or letter.attempts > len(PAUSES) or not self._rules.retries:
            subscriber.waiting.remove(letter)
        else:
            letter.due = self._clock.now() + PAUSES[letter.attempts - 1]
