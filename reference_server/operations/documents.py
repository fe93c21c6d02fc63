"""`POST /grants`, `GET /documents/{id}/content`, and the host that serves the bytes."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant
from reference_server.operations.answers import Problem, read_object, secret
from reference_server.operations.content import serve
from reference_server.publisher import Publisher
from reference_server.signing import signature
from reference_server.store import Document

MOST = 100
LONGEST_ASKED = 10**9


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
    document = _document(publisher, view, key)
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


def _document(publisher: Publisher, view: str, key: str) -> Document:
    """Bytes that a view gives out: one that it does not show is as unknown as one that never was."""
    document = publisher.store.read.document(key=key) if publisher.store.read.is_live(view, "document", key) else None
    if document is None:
        raise Problem("unknown-document", "This document is not here, or has no bytes.")
    return document


def _url(publisher: Publisher, document: Document, expires: int) -> str:
    signed = signature(publisher.store.key, document.path, expires)
    return f"{publisher.documents_base}/d/{document.path}?expires={expires}&signature={signed}"


def content(publisher: Publisher, view: str, request: Request) -> Response:
    """In a public view: the way to the bytes, by a fresh grant."""
    document = _document(publisher, view, request.path_params["id"])
    expires = publisher.clock.now() + publisher.rules.documents.lifetime(None) * 1000
    headers = {"Date": instant.http_date(publisher.clock.now()), "Cache-Control": "no-store"}
    if not publisher.rules.content.leads_on:
        return serve(publisher, request, document, headers)
    return Response(status_code=303, headers={**headers, "Location": _url(publisher, document, expires)})


def open_document(publisher: Publisher, request: Request) -> Response:
    """The document host: the signature is compared before anything is told."""
    path = request.path_params["path"]
    query = parse_qsl(request.url.query, keep_blank_values=True)
    names = [name for name, _ in query]
    given = dict(query)
    now = publisher.clock.now()
    headers = {"Date": instant.http_date(now), "Cache-Control": "private, no-store"}
    if sorted(names) != ["expires", "signature"] or not _is_signed(publisher, path, given):
        return Response(status_code=403, headers=headers)
    document = publisher.store.read.document(path=path)
    if document is None or not publisher.rules.documents.admits(now, int(given["expires"])):
        return Response(status_code=403 if document else 404, headers=headers)
    return serve(publisher, request, document, headers)


def _is_signed(publisher: Publisher, path: str, given: dict[str, str]) -> bool:
    expires = given["expires"]
    if not expires.isascii() or not expires.isdigit() or len(expires) > 16:
        return False
    expected = signature(publisher.store.key, path, int(expires))
    return hmac.compare_digest(expected.encode(), given["signature"].encode())
