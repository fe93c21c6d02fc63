"""A grant, read without trusting it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from conformance.model.exchange import Exchange
from conformance.model.instant import Instant, read
from conformance.model.link import Link
from conformance.model.strict import Json, NotJson
from conformance.model.strict import read as read_json


@dataclass(frozen=True, slots=True)
class Grant:
    """One grant as the endpoint gave it, its URL masked; `link` is that URL as it is, if it is one."""

    members: dict[str, Json]
    link: Link | None

    def __str__(self) -> str:
        return f"the grant of {self.members.get('document')!r}"[:120]

    @property
    def url(self) -> str:
        """The masked URL."""
        return self._text("url")

    @property
    def document(self) -> str:
        """The id of the document that it names."""
        return self._text("document")

    @property
    def issued(self) -> Instant | None:
        """When it says that it was given."""
        return read(self._text("issuedAt"))

    @property
    def expires(self) -> Instant | None:
        """When it says that it ends."""
        return read(self._text("expiresAt"))

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """The header fields that it wants to be sent."""
        headers = self.members.get("headers")
        return tuple((name, str(value)) for name, value in headers.items()) if isinstance(headers, dict) else ()

    def _text(self, name: str) -> str:
        value = self.members.get(name)
        return value if isinstance(value, str) else ""


def grants_in(exchange: Exchange, reveal: Callable[[str], str]) -> tuple[Grant, ...]:
    """The grants of an answer; none if it holds none. `reveal` undoes the mask of a URL."""
    try:
        body = read_json(exchange.body) if exchange.status == 200 else None
    except NotJson:
        return ()
    items = body.get("grants") if isinstance(body, dict) else None
    return tuple(_grant(item, reveal) for item in items) if isinstance(items, list) else ()


def _grant(item: Json, reveal: Callable[[str], str]) -> Grant:
    members = item if isinstance(item, dict) else {}
    url = members.get("url")
    return Grant(members, Link.of(reveal(url)) if isinstance(url, str) else None)
