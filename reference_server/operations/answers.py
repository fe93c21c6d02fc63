"""What every operation answers with: JSON, or a problem."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant, spec
from reference_server.publisher import PUBLIC, Publisher

PROBLEM = "urn:open-planning-exchange:problem:"
DEEPEST = 64


class Problem(Exception):
    """A request is refused. `word` is a registered problem type; `members` are told beside it."""

    members: dict[str, Any]

    def __init__(self, word: str, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.word = word
        self.detail = detail
        self.members = {}
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def answer(publisher: Publisher, body: bytes, view: str, tag: str = "", unchanged: bool = False) -> Response:
    """A page or another object, with its ETag if it has one; or that it is unchanged."""
    is_public = view in PUBLIC
    headers = _headers(publisher, "no-cache" if is_public else "private, no-store")
    headers["Vary"] = "Accept" if is_public else "Accept, Authorization"
    if tag:
        headers["ETag"] = tag
    if unchanged:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def page(head: dict[str, Any], items: Iterable[bytes]) -> bytes:
    """The body of a page: what it says of itself, and its items, which are JSON already."""
    return orjson.dumps(head)[:-1] + b',"items":[' + b",".join(items) + b"]}"


def secret(publisher: Publisher, body: bytes) -> Response:
    """An object that nobody may keep."""
    headers = {**_headers(publisher, "no-store"), "Vary": "Accept, Authorization"}
    return Response(body, media_type="application/json", headers=headers)


def root_of(request: Request) -> str:
    """Where a request came to, without a path."""
    return str(request.base_url).rstrip("/")


def document(problem: Problem) -> dict[str, Any]:
    """What is told of a problem."""
    row = next(row for row in spec.codelist("problem-type") if row["reference"] == problem.word)
    head = {"type": PROBLEM + problem.word, "title": row["title"], "status": int(row["http-status"])}
    return {**head, "detail": problem.detail, **problem.members}


def refuse(publisher: Publisher, problem: Problem) -> Response:
    """A problem document."""
    told = document(problem)
    written = publisher.rules.errors.write(told["status"], told)
    headers = {**_headers(publisher, "no-store"), **problem.headers}
    return Response(written.body, written.status, headers, media_type=written.media_type)


def _headers(publisher: Publisher, caching: str) -> dict[str, str]:
    return {
        "Date": instant.http_date(publisher.clock.now()),
        "Cache-Control": caching,
        "X-Content-Type-Options": "nosniff",
    }


async def body_of(request: Request, most: int) -> bytes | None:
    """The bytes of a request; None, and no more of it is read, where they are more than so many."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return body


async def read_object(request: Request, most: int = 4 * 1024 * 1024) -> dict[str, Any]:
    """The JSON object in a request's body. Raises `Problem` for anything else."""
    body = await body_of(request, most)
    if body is None:
        raise Problem("body-too-large", f"A body has at most {most:,} bytes.")
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        # orjson refuses what json lets pass: lone surrogates, and numbers that no double holds.
        orjson.loads(body)
    except (ValueError, RecursionError) as wrong:
        raise Problem("malformed-body", f"The body is not strict JSON: {wrong}"[:300]) from None
    if not isinstance(value, dict) or _depth(value) > DEEPEST:
        raise Problem("malformed-body", f"The body is an object, nested at most {DEEPEST} deep.")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a member stands twice in one object")
    return members


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no number")


def _depth(value: Any) -> int:  # noqa: ANN401 - JSON
    deepest, layer = 0, [value]
    while layer:
        layer = [
            inner
            for outer in layer
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        deepest += 1
    return deepest
