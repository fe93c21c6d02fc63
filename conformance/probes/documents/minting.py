"""Asks for grants, and fetches what they open: what all probes of the chapter do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import orjson

from conformance.evidence import Granting
from conformance.model.exchange import Exchange, Request
from conformance.model.grant import Grant, grants_in
from conformance.model.instant import read_http
from conformance.model.page import Entry
from conformance.probes.visit import Visit, answered

JSON = ("Content-Type", "application/json")
GONE = 404
PLAIN = re.compile(r"[\w .()-]+", re.ASCII)
LARGEST = 64 * 1024 * 1024
# What no grant may ask us to send to another host.
NEVER_SENT = ("authorization", "cookie", "proxy-authorization", "host", "content-length", "transfer-encoding", "range")


def available(visit: Visit) -> list[Entry]:
    """The documents that can be read as far as the feed has told, smallest first."""
    documents = (entry for entry in visit.tail.latest.values() if entry.kind == "document")
    return sorted((entry for entry in documents if _is_available(entry)), key=size)


def _is_available(entry: Entry) -> bool:
    return entry.data is not None and not entry.is_tombstone and entry.data.get("contentStatus") == "available"


def size(entry: Entry) -> int:
    """How many bytes a document has, as its record says."""
    told = (entry.data or {}).get("fileSize")
    return told if isinstance(told, int) and not isinstance(told, bool) else 0


def is_plain(entry: Entry) -> bool:
    """Whether a document has a name that nobody stumbles over."""
    return PLAIN.fullmatch(str((entry.data or {}).get("filename"))) is not None


def shortest(visit: Visit, useful: int) -> int:
    """The shortest life in seconds that the endpoint gives a grant, if that is enough to be of use."""
    declared = visit.terms.description.number("grantSeconds", "min") or visit.terms.levels["grantSecondsDefault"]
    return max(useful, int(declared))


def ask_for(visit: Visit, documents: object, expires_in: int | None = None) -> Exchange:
    """A request for grants."""
    life = {} if expires_in is None else {"expiresIn": expires_in}
    body = orjson.dumps({"documents": documents, **life})
    return visit.client.ask(Request("POST", visit.client.address("grants"), (JSON,), body))


def mint(visit: Visit, wanted: Sequence[Entry], expires_in: int | None = None) -> Granting:
    """The grants of some documents. Raises `Unanswered`."""
    exchange = answered(ask_for(visit, [entry.id for entry in wanted], expires_in))
    grants = grants_in(exchange, visit.client.mask.reveal)
    # Only where something is amiss is it worth asking whether the feed has moved on.
    amiss = exchange.status == GONE or any(map(_differ, wanted, grants))
    gone = {mark[2] for mark in visit.superseded(wanted)} if amiss else ()
    token, real = visit.client.credentials.token, visit.client.mask.reveal(exchange.body.decode("utf-8", "replace"))
    return Granting(
        terms=visit.terms,
        wanted=tuple(wanted),
        expires_in=expires_in,
        exchange=exchange,
        grants=grants,
        answered_at=read_http(exchange.header("Date")) or exchange.sent + visit.terms.clock_offset,
        superseded=frozenset(gone),
        tells_token=bool(token) and token in real,
    )


def _differ(entry: Entry, grant: Grant) -> bool:
    told = entry.data or {}
    return any(told.get(name) != grant.members.get(name) for name in ("fileSize", "mimeType", "sha256"))


def fetch(
    visit: Visit,
    grant: Grant,
    url: str = "",
    method: str = "GET",
    headers: Iterable[tuple[str, str]] = (),
    most: int = LARGEST,
) -> Exchange:
    """What a grant's URL answers to a request as the grant describes it, or to one with another URL or method."""
    wanted = tuple(pair for pair in grant.headers if _is_sendable(*pair))
    request = Request(method, url or grant.url, (*wanted, *headers), authorised=False)
    return visit.client.fetch(request, most)


def _is_sendable(name: str, value: str) -> bool:
    text = f"{name}{value}"
    return name.lower() not in NEVER_SENT and text.isprintable() and text.isascii()


def ahead(exchange: Exchange) -> int:
    """By how many milliseconds at least the clock of the answering host is ahead of ours."""
    date = read_http(exchange.header("Date"))
    return 0 if date is None else date - int(exchange.sent + exchange.took * 1000)


__all__ = ["LARGEST", "ahead", "ask_for", "available", "fetch", "is_plain", "mint", "shortest", "size"]
