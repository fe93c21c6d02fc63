"""Whether an answer is one that the OpenAPI description declares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from conformance.evidence import Terms
from conformance.model.exchange import Exchange
from conformance.model.strict import Json, NotJson, read
from conformance.standard import Schema

# These the check of refusals judges, body and all.
REFUSALS = (400, 409, 410, 422)
SERVED_BY_OTHERS = (401, 403, 404, 405, 413, 414, 429, 431, 503)


def described(terms: Terms, exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Pairs of what the description declares and what came instead."""
    operation = _operation(terms, exchange)
    if operation is None or not exchange.status or exchange.request.method == "HEAD":
        return
    responses = operation.get("responses")
    declared = responses if isinstance(responses, dict) else {}
    if str(exchange.status) not in declared:
        yield f"a status out of {', '.join(declared)}", f"status {exchange.status}"
    elif exchange.status == 200 and exchange.status not in (*REFUSALS, *SERVED_BY_OTHERS):
        yield from _body(terms, exchange, declared["200"])


def _body(terms: Terms, exchange: Exchange, response: Json) -> Iterator[tuple[str, str]]:
    content = response.get("content") if isinstance(response, dict) else None
    if not isinstance(content, dict) or "application/json" not in content:
        return
    if exchange.media_type != "application/json":
        yield "the media type application/json", exchange.media_type or "no media type"
        return
    try:
        body = read(exchange.body)
    except NotJson as wrong:
        yield "a strict JSON body", str(wrong)
        return
    schema = _outer_schema(terms, content)
    for flaw in schema.flaws(_outer(body)) if schema else ():
        yield f"a body as the schema `{schema.name if schema else ''}` has it", str(flaw)


def _outer(body: Json) -> Json:
    """A page without its entries: each of those is judged by checks of its own."""
    return {**body, "items": []} if isinstance(body, dict) and isinstance(body.get("items"), list) else body


def _outer_schema(terms: Terms, content: dict[str, Json]) -> Schema | None:
    media = content.get("application/json")
    schema = media.get("schema") if isinstance(media, dict) else None
    target = schema.get("$ref") if isinstance(schema, dict) else None
    name = target.rpartition("/")[2] if isinstance(target, str) else ""
    # These have checks of their own.
    return terms.standard.schemas.get(name) if name not in ("description", "entry", "full-promise") else None


def _operation(terms: Terms, exchange: Exchange) -> dict[str, Json] | None:
    paths = terms.standard.openapi.get("paths")
    place = exchange.request.url.partition("?")[0]
    for path, operations in paths.items() if isinstance(paths, dict) else ():
        if _pattern(path).search(place) and isinstance(operations, dict):
            operation = operations.get(exchange.request.method.lower())
            return operation if isinstance(operation, dict) else None
    return None


@lru_cache(maxsize=64)
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path)) + "$")
