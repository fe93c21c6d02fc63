"""`GET /records/{kind}/{id}` and `GET /records/{kind}`: one record by its id, or some by what they are known by."""

from __future__ import annotations

from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant, spec
from reference_server.operations.answers import Problem, answer
from reference_server.publisher import Publisher
from reference_server.rules.records import KEYS
from reference_server.store import words


def read(publisher: Publisher, view: str, request: Request) -> Response:
    """The latest entry of one record, as the feed has it."""
    _query(publisher, request, frozenset())
    kind, key = request.path_params["kind"], request.path_params["id"]
    rules = publisher.rules.records
    watermark = _watermark(publisher)
    for one in rules.kinds(kind):
        found = publisher.store.read.record(rules.view(view), one, key, watermark, publisher.only)
        if found and found[0] == "delete" and rules.gone:
            raise Problem(rules.gone, "This view held the record once, and holds it no more.")
        if found:
            return answer(publisher, found[1], view, publisher.rules.edits.tag(orjson.loads(found[1])["version"]))
    raise Problem(rules.unknown, "This view holds no record of that kind and id.")


def search(publisher: Publisher, view: str, request: Request) -> Response:
    """The live records of a kind that answer to a reference or a property number."""
    kind = request.path_params["kind"]
    rules, query = publisher.rules.records, _query(publisher, request, KEYS)
    if kind not in spec.kinds():
        raise Problem("unknown-record", "No records of that kind are published here.")
    if not rules.suffices(query):
        raise Problem("missing-lookup-key", "Say `reference` and `authority`, or `uprn`.")
    watermark = _watermark(publisher)
    sought = _words(publisher, kind, query)
    items = publisher.store.read.found(rules.view(view), sought, watermark, publisher.only)
    if not items and rules.nothing:
        raise Problem(rules.nothing, "Nothing answers to that.")
    head = {"epoch": publisher.store.epoch, "watermark": instant.text(publisher.rules.changes.told(watermark))}
    return answer(publisher, orjson.dumps(head)[:-1] + b',"items":[' + b",".join(items) + b"]}", view)


def _watermark(publisher: Publisher) -> int:
    """What is looked up is what the feed gives, no more and no less."""
    final = publisher.rules.changes.final(publisher.store.watermark.issue())
    return publisher.rules.records.as_of(final)


def _query(publisher: Publisher, request: Request, known: frozenset[str]) -> dict[str, str]:
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    stray = publisher.rules.changes.stray(pairs, known)
    if stray is not None:
        raise Problem("unknown-parameter", f"`{stray[:80]}` is not known here, or stands twice.")
    return dict(pairs)


def _words(publisher: Publisher, kind: str, query: dict[str, str]) -> tuple[str, ...]:
    """The words that every record found has to answer to."""
    rules = publisher.rules.records
    found = []
    if "reference" in query:
        found.append(words.of_reference(kind, query.get("authority", ""), rules.reference(query["reference"])))
    elif "authority" in query:
        found.append(words.of_both(kind, query["authority"]))
    if "uprn" in query:
        found.append(words.of_uprn(kind, rules.uprn(query["uprn"])))
    return tuple(found) or (words.of_kind(kind),)
