"""`GET /changes`: one log, two doors."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant
from reference_server.operations.answers import Problem, answer
from reference_server.operations.changes.query import limit, parameters
from reference_server.publisher import Publisher
from reference_server.rules.changes import Row
from reference_server.signing import Place

PARAMETERS = frozenset(("from", "to", "cursor", "limit"))


def read(publisher: Publisher, view: str, request: Request) -> Response:
    """One page."""
    rules = publisher.rules.changes
    query = parameters(rules, request, PARAMETERS)
    most = limit(rules, rules.page_size, query.get("limit"))
    place = _place(publisher, view, query)
    return answer(publisher, _page(publisher, view, place, most), view)


def _place(publisher: Publisher, view: str, query: dict[str, str]) -> Place:
    """Where to read from: what the cursor stands for, or the start of the window."""
    if "cursor" in query:
        if "from" in query or "to" in query:
            raise Problem("cursor-mismatch", "A cursor has its window in it; leave out `from` and `to`.")
        return _redeem(publisher, view, query["cursor"])
    if "from" not in query:
        raise Problem("missing-from", "Say `from`, or send a `cursor`.")
    low = _bound(publisher, "from", query["from"])
    high = _bound(publisher, "to", query["to"]) if "to" in query else None
    if high is not None and low > high:
        turned = publisher.rules.changes.turned(low, high)
        if turned is None:
            raise Problem("reversed-window", "`from` is after `to`.")
        low, high = turned
    start, _ = publisher.rules.changes.span(low, instant.LAST if high is None else high)
    return Place(view, publisher.store.epoch, low, high, start, -1)


def _redeem(publisher: Publisher, view: str, token: str) -> Place:
    rules, store = publisher.rules.changes, publisher.store
    place = rules.tokens(store.key).read(token) or rules.astray(view, store.epoch)
    if place is None or place.view != view:
        raise Problem("invalid-cursor", "This cursor was not given out here. Start again with `from`.")
    if place.epoch != store.epoch:
        raise Problem("epoch-changed", "The log was made anew since. Start again with `from`, from `earliest`.")
    return place


def _bound(publisher: Publisher, name: str, written: str) -> int:
    bound = publisher.rules.changes.bound(written)
    if bound is None:
        detail = (
            f"`{name}` is an RFC 3339 date-time with an offset, such as 2026-03-28T00:00:00.000Z; encode `+` as %2B."
        )
        raise Problem("invalid-timestamp", detail)
    return bound


def _page(publisher: Publisher, view: str, place: Place, most: int) -> bytes:
    """The bytes of a page. The watermark is taken first; what lies below it is final."""
    rules, store = publisher.rules.changes, publisher.store
    watermark = rules.final(store.watermark.issue())
    _, end = rules.span(place.low, instant.LAST if place.high is None else place.high)
    rows = store.read.page(view, (place.at, place.seq), min(end, watermark), watermark, most + 1)
    complete = not rules.more(len(rows), most)
    sent = rows[:most]
    at, seq = rules.onward(sent, (place.at, place.seq))
    told = rules.told(watermark)
    covered = rules.covered(complete, place.low, place.high, told)
    head = {
        "epoch": store.epoch,
        "watermark": instant.text(told),
        "sourceAsOf": instant.text(publisher.source_as_of(watermark)),
        "complete": complete,
        "coveredTo": None if covered is None else instant.text(covered),
        "cursor": rules.tokens(store.key).write(place._replace(at=at, seq=seq)),
    }
    return _join(orjson.dumps(head), sent)


def _join(head: bytes, rows: list[Row]) -> bytes:
    return head[:-1] + b',"items":[' + b",".join(row.item for row in rows) + b"]}"
