"""Asks for grants when the run starts, and comes back when they have ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from conformance.evidence import Expiry
from conformance.model.exchange import Exchange, Request
from conformance.model.instant import Instant, read_http
from conformance.model.instant import read as read_instant
from conformance.model.page import Entry
from conformance.model.strict import Json, NotJson, read
from conformance.probes.probe import Probe
from conformance.probes.visit import Visit, answered

JSON = ("Content-Type", "application/json")
MOST_DOCUMENTS = 2
LARGEST = 64 * 1024 * 1024
# Fetching the bytes has to fit into the life of the grant.
USEFUL_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant that was asked for, and its bytes while it lasted."""

    grant: dict[str, Json]
    exchange: Exchange
    expires: Instant
    before: Exchange

    def __str__(self) -> str:
        return f"the grant of {self.grant.get('document')} that ends at {self.grant.get('expiresAt')}"


def mint(visit: Visit) -> tuple[Granted, ...]:
    """Short grants for a small and a larger document, each used at once."""
    available = [
        entry
        for entry in visit.calendar.entries
        if entry.kind == "document" and entry.data and entry.data.get("contentStatus") == "available"
    ]
    by_size = sorted(available, key=_size)
    chosen = by_size[: MOST_DOCUMENTS - 1] + by_size[len(by_size) // 2 :][:1]
    return tuple(granted for entry in chosen for granted in _mint(visit, entry))


def _size(entry: Entry) -> int:
    size = (entry.data or {}).get("fileSize")
    return size if isinstance(size, int) else 0


def _mint(visit: Visit, entry: Entry) -> Iterator[Granted]:
    shortest = visit.terms.description.number("grantSeconds", "min") or visit.terms.levels["grantSecondsDefault"]
    asked = {"documents": [entry.id], "expiresIn": max(USEFUL_SECONDS, int(shortest))}
    request = Request("POST", visit.client.address("grants"), (JSON,), orjson.dumps(asked))
    exchange = visit.client.ask(request)
    grant = _grant_in(exchange)
    expires = read_instant(str(grant.get("expiresAt")))
    url = grant.get("url")
    if expires is not None and isinstance(url, str):
        before = visit.client.fetch(fetching(grant, url), LARGEST)
        if before.status:
            yield Granted(grant, exchange, expires, before)


def _grant_in(exchange: Exchange) -> dict[str, Json]:
    try:
        body = read(exchange.body)
    except NotJson:
        return {}
    grants = body.get("grants") if isinstance(body, dict) else None
    first = grants[0] if isinstance(grants, list) and grants else None
    return first if isinstance(first, dict) else {}


def fetching(grant: dict[str, Json], url: str) -> Request:
    """The request that a grant describes."""
    headers = grant.get("headers")
    pairs = headers.items() if isinstance(headers, dict) else ()
    return Request("GET", url, tuple((name, str(value)) for name, value in pairs), authorised=False)


def expire(visit: Visit, granted: Granted) -> Expiry:
    """The same URL after its end. All grants of a run share one wait. Raises `Unanswered`."""
    after = None
    if _wait_until(visit, granted):
        url = str(granted.grant["url"])
        after = answered(visit.client.fetch(fetching(granted.grant, url), LARGEST))
    return Expiry(visit.terms, granted.grant, granted.exchange, granted.expires, granted.before, after)


def _wait_until(visit: Visit, granted: Granted) -> bool:
    """Wait for the end of a grant on the clock of the host that serves it, if that is not too long."""
    grace = visit.terms.levels["grantGraceSeconds"] * 1000
    ahead = _clock_ahead(granted.before)
    due = granted.expires + grace - ahead + 1000
    left = (due - visit.client.clock.now()) / 1000
    if left > visit.target.max_wait:
        return False
    visit.client.clock.sleep(left)
    return True


def _clock_ahead(exchange: Exchange) -> int:
    """By how many milliseconds the clock of the answering host is ahead of ours."""
    date = read_http(exchange.header("Date"))
    return 0 if date is None else date - exchange.sent


EXPIRIES = Probe(Expiry, expire, lambda _: (), prepare=mint, recalls=False, smoke=0)


__all__ = ["EXPIRIES", "Granted", "fetching"]
