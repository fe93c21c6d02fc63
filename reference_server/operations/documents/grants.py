"""`POST /grants`, `GET /documents/{id}/content`, and the host that serves the bytes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant
from reference_server.links import Opening
from reference_server.operations.answers import Problem, read_object, secret
from reference_server.operations.documents.content import serve
from reference_server.publisher import Publisher
from reference_server.store import Document

MOST = 100
LONGEST_ASKED = 10**9
REMEMBERED = 10_000
# The kinds whose records stand for bytes.
OF_BYTES = ("document", "submission")


async def grant(publisher: Publisher, view: str, request: Request) -> Response:
    """One grant for each document asked for."""
    asked = await read_object(request)
    ids, expires_in = asked.get("documents"), asked.get("expiresIn")
    if not isinstance(ids, list) or not 1 <= len(ids) <= MOST or not all(isinstance(key, str) for key in ids):
        raise Problem("malformed-body", f"`documents` is a list of 1 to {MOST} ids.")
    if expires_in is not None and not _is_seconds(expires_in):
        raise Problem("malformed-body", "`expiresIn` is a whole number of seconds from 1.")
    grants = [_grant(publisher, view, key, expires_in) for key in ids]
    return secret(publisher, orjson.dumps({"grants": grants}))


def _is_seconds(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LONGEST_ASKED


def _grant(publisher: Publisher, view: str, key: str, expires_in: int | None) -> dict[str, Any]:
    document = _document(publisher, view, key, live_alone=publisher.rules.uploads.grants_live_alone)
    issued = publisher.clock.now()
    expires = issued + publisher.rules.documents.lifetime(expires_in) * 1000
    return {
        "document": key,
        "method": "GET",
        "url": _url(publisher, document, expires),
        "headers": {},
        "issuedAt": instant.text(issued),
        "expiresAt": instant.text(expires),
        "fileSize": len(document.body),
        "mimeType": document.mime_type,
        "sha256": hashlib.sha256(document.body).hexdigest(),
    }


def _document(publisher: Publisher, view: str, key: str, *, live_alone: bool) -> Document:
    """Bytes that a view gives out: one that it does not show is as unknown as one that never was."""
    read = publisher.store.read
    is_shown = any(read.is_live(view, kind, key, publisher.only) for kind in OF_BYTES) or not live_alone
    document = read.document(key=key) if is_shown else None
    if document is None:
        raise Problem("unknown-document", "This document is not here, or has no bytes.")
    return document


def _url(publisher: Publisher, document: Document, expires: int) -> str:
    written = publisher.rules.documents.links(publisher.store.key).write(document.path, expires, document.filename)
    return f"{publisher.documents_base}/d/{written}"


def content(publisher: Publisher, view: str, request: Request) -> Response:
    """In a public view: the way to the bytes, by a fresh grant."""
    live_alone = publisher.rules.uploads.shows_live_alone
    document = _document(publisher, view, request.path_params["id"], live_alone=live_alone)
    expires = publisher.clock.now() + publisher.rules.documents.lifetime(None) * 1000
    headers = {"Date": instant.http_date(publisher.clock.now()), "Cache-Control": "no-store"}
    if not publisher.rules.content.leads_on:
        return serve(publisher, request, document, headers)
    return Response(status_code=303, headers={**headers, "Location": _url(publisher, document, expires)})


def open_document(publisher: Publisher, request: Request) -> Response:
    """The document host: the signature is compared before anything is told."""
    rules = publisher.rules.documents
    now = publisher.clock.now() + rules.ahead
    query = parse_qsl(request.url.query, keep_blank_values=True)
    opening = rules.links(publisher.store.key).read(request.path_params["path"], query)
    if opening is None or not _is_let_in(publisher, request, opening, now):
        return _turned_away(publisher, request, now)
    document = publisher.store.read.document(path=opening.path)
    if document is None:
        return Response(status_code=404, headers=_host_headers(now, "no-store"))
    media_type = rules.media_type(document.mime_type, dict(query))
    headers = _host_headers(now, rules.caching)
    return serve(publisher, request, replace(document, mime_type=media_type), headers)


def _is_let_in(publisher: Publisher, request: Request, opening: Opening, now: int) -> bool:
    """Whether a URL of ours opens what it is for, by this method, now."""
    rules, method = publisher.rules.documents, request.method
    if len(publisher.opened) >= REMEMBERED:
        publisher.opened.clear()
    times, first = publisher.opened.get(str(request.url), (0, now))
    publisher.opened[str(request.url)] = (times + 1, first)
    in_time = rules.overlooks(method, request.headers) or rules.admits(now, opening.expires)
    return method in rules.methods and in_time and rules.lasts(times, now - first)


def _turned_away(publisher: Publisher, request: Request, now: int) -> Response:
    turned = publisher.rules.documents.turns_away(request.headers)
    return Response(turned.body, turned.status, {**_host_headers(now, "no-store"), **turned.headers})


def _host_headers(now: int, caching: str) -> dict[str, str]:
    return {"Date": instant.http_date(now), "Cache-Control": caching}
