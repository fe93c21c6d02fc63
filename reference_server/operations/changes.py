"""`GET /changes`: one log, two doors."""

from __future__ import annotations

from urllib.parse import parse_qsl

import orjson
from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant, spec
from reference_server.operations.answers import Problem, answer
from reference_server.publisher import Publisher
from reference_server.rules.changes import Filter, Row
from reference_server.signing import Place

PARAMETERS = frozenset(("from", "to", "cursor", "limit", "kind", "authority"))
FILTERS = ("kind", "authority")


def read(publisher: Publisher, view: str, request: Request) -> Response:
    """One page."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    stray = publisher.rules.changes.stray(pairs, PARAMETERS)
    if stray is not None:
        raise Problem("unknown-parameter", f"`{stray[:80]}` is not known here, or stands twice.")
    query = dict(pairs)
    limit = _limit(publisher, query.get("limit"))
    place = _place(publisher, view, query)
    return answer(publisher, _page(publisher, view, place, limit), view)


def _limit(publisher: Publisher, asked: str | None) -> int:
    rules = publisher.rules.changes
    if asked is None:
        return rules.page_size
    limit = rules.read_limit(asked)
    if limit is None:
        raise Problem("invalid-limit", "`limit` is a whole number from 1.")
    return rules.page(limit, rules.page_size)


def _place(publisher: Publisher, view: str, query: dict[str, str]) -> Place:
    """Where to read from: what the cursor stands for, or the start of the window."""
    if "cursor" in query:
        narrows = any(name in query for name in FILTERS) and not publisher.rules.filters.beside
        if "from" in query or "to" in query or narrows:
            raise Problem("cursor-mismatch", "A cursor has its window and its filter in it; leave out all others.")
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
    chosen = publisher.rules.filters.sought(_filter(publisher, query))
    return Place(view, publisher.store.epoch, low, high, start, -1, *(",".join(values) for values in chosen))


def _filter(publisher: Publisher, query: dict[str, str]) -> Filter:
    """What the reader asks for. Raises `Problem` where that is not known here."""
    rules = publisher.rules.filters
    kinds = rules.kinds(query["kind"], spec.kinds()) if "kind" in query else ()
    authorities = rules.authorities(query["authority"], publisher.authorities) if "authority" in query else ()
    if kinds is None or authorities is None:
        name = FILTERS[kinds is not None]
        raise Problem("invalid-filter", f"`{name}` names one that is not served here; the description lists them.")
    return Filter(kinds, authorities)


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


def _page(publisher: Publisher, view: str, place: Place, limit: int) -> bytes:
    """The bytes of a page. The watermark is taken first; what lies below it is final."""
    rules, store = publisher.rules.changes, publisher.store
    watermark = rules.final(store.watermark.issue())
    _, end = rules.span(place.low, instant.LAST if place.high is None else place.high)
    chosen = Filter(*(tuple(text.split(",")) if text else () for text in (place.kinds, place.authorities)))
    after, end = (place.at, place.seq), min(end, watermark)
    if any(chosen):
        limit = publisher.rules.filters.page(limit)
        rows = store.read.sifted(view, chosen, after, end, watermark, limit + 1)
    else:
        rows = store.read.page(view, after, end, watermark, limit + 1)
    complete = not rules.more(len(rows), limit)
    sent = rows[:limit]
    at, seq = rules.onward(sent, (place.at, place.seq))
    told = rules.told(watermark)
    if any(chosen):
        told = publisher.rules.filters.told(told, sent)
    kept = publisher.rules.filters.kept(chosen)
    onwards = place._replace(at=at, seq=seq, kinds=",".join(kept.kinds), authorities=",".join(kept.authorities))
    covered = rules.covered(complete, place.low, place.high, told)
    head = {
        "epoch": store.epoch,
        "watermark": instant.text(told),
        "sourceAsOf": instant.text(publisher.source_as_of(watermark)),
        "complete": complete,
        "coveredTo": None if covered is None else instant.text(covered),
        "cursor": rules.tokens(store.key).write(onwards),
    }
    return _join(orjson.dumps(head), sent)


def _join(head: bytes, rows: list[Row]) -> bytes:
    return head[:-1] + b',"items":[' + b",".join(row.item for row in rows) + b"]}"
