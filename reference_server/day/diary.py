"""Asks over HTTP and writes down each exchange; what goes otherwise than told stops the day."""

from __future__ import annotations

import hashlib
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from reference_server import instant
from reference_server.day.exchange import Exchange, Telling
from reference_server.day.mailbox import Letter
from reference_server.day.town import Town, base, token_of

PATIENCE = 30
MINUTE = 60
SHOWN = ("authorization", "if-match", "if-none-match", "content-type", "webhook-id", "webhook-timestamp",
         "webhook-signature")  # fmt: skip
JSON = "application/json"

Headers = Mapping[str, str]
Json = Any


class OtherThanTold(Exception):
    """Something went otherwise than the day tells it."""


def sure(holds: object, otherwise: str) -> None:
    """Raises `OtherThanTold` unless something holds."""
    if not holds:
        raise OtherThanTold(otherwise)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    def read(self) -> dict[str, Any]:
        """Its body as JSON."""
        told: dict[str, Any] = json.loads(self.body)
        return told


@dataclass(frozen=True, slots=True)
class Ask:
    """A request. `view` is the view that is asked, '' for what is asked beside all views; `url` a whole address."""

    sender: str
    receiver: str
    view: str
    address: str = ""
    method: str = "GET"
    body: Json = None
    headers: Headers = field(default_factory=dict)
    url: str = ""
    token: str | None = None


@dataclass(slots=True)
class Diary:
    """What has happened so far. `masks` are texts with what is printed in their place, longest first."""

    town: Town
    exchanges: list[Exchange] = field(default_factory=list)
    masks: dict[str, str] = field(default_factory=dict)

    def ask(self, telling: Telling, ask: Ask, status: int = 200) -> Answer:
        """Send a request a minute after the last, and write it down with its answer."""
        answer = self.asked(ask, telling)
        if answer.status != status:
            raise OtherThanTold(f"{telling.title}: {answer.status} in place of {status} from {ask.receiver}")
        return answer

    def asked(self, ask: Ask, telling: Telling | None = None) -> Answer:
        """Send a request; without a telling nobody writes it down."""
        self.town.clock.sleep(MINUTE)
        root, address = self._place(ask)
        headers = {**self._credentials(ask), **ask.headers}
        body = ask.body if isinstance(ask.body, bytes) else None if ask.body is None else _written(ask.body, headers)
        answer = _sent(ask.method, root + address, headers, body)
        shown = _shown(ask.body, headers.get("Content-Type", ""))
        if telling:
            self._note(telling, (ask.sender, ask.receiver), (ask.method, root, address, headers, shown), answer)
        return answer

    def told(self, telling: Telling, letter: Letter | None, answer: bytes = b"") -> dict[str, Any]:
        """Write down a notification that PlanX was sent, with what it answered."""
        if letter is None:
            raise OtherThanTold(f"{telling.title}: no notification came")
        body = letter.read()
        request = ("POST", self.town.hook, "/changes", letter.headers, body)
        sent = Answer(200, {"content-type": JSON}, answer) if answer else Answer(204, {}, b"")
        self._note(telling, ("bops", "planx"), request, sent)
        return body

    def hide(self, secret: str, shown: str) -> None:
        """Print something else in the place of what differs from run to run."""
        self.masks.setdefault(secret, shown)

    def files(self) -> dict[str, str]:
        """Each exchange by the name of its file, with nothing in it that differs from run to run."""
        names = {**self.masks, **self.town.printed()}
        longest_first = sorted(names.items(), key=lambda pair: -len(pair[0]))

        def printed(text: str) -> str:
            for real, shown in longest_first:
                text = text.replace(real, shown)
            return text

        return {exchange.name: exchange.written(printed) for exchange in self.exchanges}

    def _place(self, ask: Ask) -> tuple[str, str]:
        if ask.url:
            parts = urlsplit(ask.url)
            root = f"{parts.scheme}://{parts.netloc}"
            return root, ask.url.removeprefix(root)
        server = self.town.servers[ask.receiver]
        return (base(server, ask.view) if ask.view else server.api), ask.address

    def _credentials(self, ask: Ask) -> dict[str, str]:
        """A token for a closed view, and for nothing else."""
        if ask.view in ("", "national", "public"):
            return {}
        return {"Authorization": f"Bearer {ask.token or token_of(ask.sender)}"}

    def _note(self, telling: Telling, parties: tuple[str, str], request: tuple[str, str, str, Headers, Json],
              answer: Answer) -> None:  # fmt: skip
        method, root, address, headers, body = request
        told = {name.title(): value for name, value in answer.headers.items() if name in telling.tells}
        sent = {name.title(): value for name, value in headers.items() if name.lower() in SHOWN and value != JSON}
        now = instant.text(self.town.clock.now())
        shown = _shown(answer.body, answer.headers.get("content-type", ""))
        number = len(self.exchanges) + 1
        self.exchanges.append(
            Exchange(number, now, *parties, telling, method, root, address, sent, body, answer.status, told, shown)
        )
        self._hide_the_random(address, answer, shown)

    def _hide_the_random(self, address: str, answer: Answer, shown: Json) -> None:
        if isinstance(shown, dict) and isinstance(shown.get("cursor"), str):
            self.hide(shown["cursor"], f"CURSOR-{len(self.exchanges)}")
        for text in (address, answer.body.decode("utf-8", "replace")):
            _, found, rest = text.partition("signature=")
            if found:
                self.hide(rest[:64], "SIGNATURE")


def query(**members: str) -> str:
    """A query string."""
    return "?" + urlencode(members, safe=":,")


def _written(body: Json, headers: dict[str, str]) -> bytes:
    if isinstance(body, str):
        return body.encode()
    headers["Content-Type"] = JSON
    return json.dumps(body).encode()


def _sent(method: str, url: str, headers: Headers, body: bytes | None) -> Answer:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=PATIENCE)
    try:
        connection.request(method, url.removeprefix(f"{parts.scheme}://{parts.netloc}"), body, dict(headers))
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    except (OSError, http.client.HTTPException) as wrong:
        raise OtherThanTold(f"{method} {url}: {wrong}") from None
    finally:
        connection.close()


def _shown(body: Json, media_type: str) -> Json:
    """JSON as it is; a file by its length, its type and its digest."""
    if not isinstance(body, bytes):
        return body
    if not body:
        return None
    if media_type.partition(";")[0] in (JSON, "application/problem+json"):
        try:
            return json.loads(body)
        except ValueError:
            return body.decode()
    return f"{len(body):,} bytes of {media_type}, sha256 {hashlib.sha256(body).hexdigest()}"
