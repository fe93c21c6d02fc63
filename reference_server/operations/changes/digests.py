"""`GET /state-digest`: one number for all that is live, at the newest position of the feed."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant
from reference_server.operations.answers import answer
from reference_server.operations.changes.query import parameters
from reference_server.publisher import Publisher
from reference_server.signing import Place


def read(publisher: Publisher, view: str, request: Request) -> Response:
    """The state below the watermark."""
    rules, store = publisher.rules.digests, publisher.store
    parameters(publisher.rules.snapshot, request, frozenset())
    watermark = publisher.rules.changes.final(store.watermark.issue())
    state = store.copies.state(view, rules.as_at(watermark), publisher.only)
    joins = rules.joins(watermark)
    body = {
        "epoch": rules.epoch(store.epoch),
        "watermark": instant.text(rules.told(watermark)),
        "cursor": publisher.rules.changes.tokens(store.key).write(Place(view, store.epoch, joins, None, joins, -1)),
        "records": state.records,
        "digest": f"{state.total:064x}",
    }
    return answer(publisher, orjson.dumps(body), view)
