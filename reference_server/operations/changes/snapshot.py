"""`GET /snapshot`: every live record, and the place where the feed goes on."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant
from reference_server.operations.answers import Problem, answer, page
from reference_server.operations.changes.query import limit, parameters
from reference_server.publisher import Publisher
from reference_server.signing import Place, Spot

PARAMETERS = frozenset(("cursor", "limit"))


def read(publisher: Publisher, view: str, request: Request) -> Response:
    """One page."""
    rules = publisher.rules.snapshot
    query = parameters(rules, request, PARAMETERS)
    most = limit(rules, publisher.rules.changes.page_size, query.get("limit"))
    # The watermark is taken first; what lies below it is final.
    watermark = publisher.rules.changes.final(publisher.store.watermark.issue())
    spot = Spot(view, publisher.store.epoch, watermark)
    if "cursor" in query:
        spot = _redeem(publisher, view, query["cursor"], watermark)
    return answer(publisher, _page(publisher, spot, watermark, most), view)


def _redeem(publisher: Publisher, view: str, token: str, watermark: int) -> Spot:
    rules, store = publisher.rules.snapshot, publisher.store
    spot = rules.tokens(store.key).read(token) or rules.astray(view, store.epoch, watermark)
    if spot is None or spot.view != view:
        raise Problem("invalid-cursor", "This cursor was not given out for a snapshot. Start again without one.")
    if spot.epoch != store.epoch:
        raise Problem("epoch-changed", "The log was made anew since. Start the snapshot again.")
    return spot


def _page(publisher: Publisher, spot: Spot, watermark: int, most: int) -> bytes:
    rules, store = publisher.rules.snapshot, publisher.store
    after = (spot.kind, spot.id)
    shown = rules.shows(spot.began, watermark)
    rows = store.copies.snapshot(spot.view, after, rules.since(watermark), shown, most + 1, publisher.only)
    complete = not rules.more(len(rows), most)
    sent = rows[:most]
    kind, key = rules.onward(sent, after)
    head = {
        "epoch": store.epoch,
        "watermark": instant.text(publisher.rules.changes.told(watermark)),
        "sourceAsOf": instant.text(publisher.source_as_of(watermark)),
        "complete": complete,
        "coveredTo": None,
        "cursor": _join(publisher, spot, watermark)
        if complete
        else rules.tokens(store.key).write(spot._replace(kind=kind, id=key)),
    }
    return page(head, (rules.sent(row.item) for row in sent))


def _join(publisher: Publisher, spot: Spot, watermark: int) -> str:
    """The cursor of the feed that brings everything since the snapshot began."""
    began = publisher.rules.snapshot.joins(spot.began, watermark)
    place = Place(spot.view, spot.epoch, began, None, began, -1)
    return publisher.rules.changes.tokens(publisher.store.key).write(place)
