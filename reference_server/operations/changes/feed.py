"""`GET /changes`: one log, two doors."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from reference_server import instant, spec
from reference_server.operations.answers import Problem, answer, page
from reference_server.operations.changes.query import limit, parameters
from reference_server.publisher import Publisher
from reference_server.rules.changes import Filter
from reference_server.signing import Place

PARAMETERS = frozenset(("from", "to", "cursor", "limit", "epoch", "kind", "authority"))
FILTERS = ("kind", "authority")


def read(publisher: Publisher, view: str, request: Request) -> Response:
    """One page."""
    rules = publisher.rules.changes
    query = parameters(rules, request, PARAMETERS)
    most = rules.unasked(rules.page_size) if "limit" not in query else limit(rules, rules.page_size, query["limit"])
    body, tag = _page(publisher, view, _place(publisher, view, query), most)
    asked = request.headers.get("If-None-Match")
    return answer(publisher, body, view, tag, asked is not None and rules.is_unchanged(asked, tag))


def _place(publisher: Publisher, view: str, query: dict[str, str]) -> Place:
    """Where to read from: what the cursor stands for, or the start of the window."""
    rules, filters = publisher.rules.changes, publisher.rules.filters
    others = {"from", "to", "epoch", *(() if filters.beside else FILTERS)}
    if "cursor" in query and (not query.keys() & others or rules.preferred == "cursor"):
        return _redeem(publisher, view, query["cursor"])
    if "cursor" in query and not rules.preferred:
        raise Problem("cursor-mismatch", "A cursor has its window and its filter in it; leave out all others.")
    low = _bound(publisher, "from", query["from"]) if "from" in query else rules.begins()
    if low is None:
        raise Problem("missing-from", "Say `from`, or send a `cursor`.")
    high = _bound(publisher, "to", query["to"]) if "to" in query else None
    if high is not None and rules.is_reversed(low, high):
        turned = rules.turned(low, high)
        if turned is None:
            raise Problem("reversed-window", "`from` is after `to`.")
        low, high = turned
    if "epoch" in query and rules.is_foreign(query["epoch"], publisher.store.epoch):
        raise _new_epoch()
    _must_reach_back_to(publisher, low)
    start, _ = rules.span(low, instant.LAST if high is None else high)
    chosen = filters.sought(_filter(publisher, query))
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


def _allowed(publisher: Publisher, chosen: Filter) -> Filter:
    """A filter within what the reader may see. A cursor can be that of another, who may see more."""
    authorities = publisher.within(chosen.authorities)
    if authorities is None:
        raise Problem("invalid-cursor", "This cursor was not given out here. Start again with `from`.")
    return chosen._replace(authorities=authorities)


def _redeem(publisher: Publisher, view: str, token: str) -> Place:
    rules, store = publisher.rules.changes, publisher.store
    place = rules.tokens(store.key).read(token) or rules.astray(view, store.epoch)
    if place is None or place.view != view:
        raise Problem("invalid-cursor", "This cursor was not given out here. Start again with `from`.")
    if place.epoch != store.epoch:
        raise _new_epoch()
    _must_reach_back_to(publisher, place.at)
    return place


def _new_epoch() -> Problem:
    return Problem("epoch-changed", "The log was made anew since. Start again with `from`, from `earliest`.")


def _must_reach_back_to(publisher: Publisher, at: int) -> None:
    """Raises `Problem` for a position in the part of the log that was cut off; before its beginning there was none."""
    earliest = publisher.earliest()
    if earliest > publisher.store.began and publisher.rules.changes.is_cut_off(at, earliest):
        detail = f"The log reaches back to {instant.text(earliest)}. Take a snapshot, and go on from there."
        raise Problem("history-truncated", detail)


def _bound(publisher: Publisher, name: str, written: str) -> int:
    bound = publisher.rules.changes.bound(written)
    if bound is None:
        detail = (
            f"`{name}` is an RFC 3339 date-time with an offset, such as 2026-03-28T00:00:00.000Z; encode `+` as %2B."
        )
        raise Problem("invalid-timestamp", detail)
    return bound


def _page(publisher: Publisher, view: str, place: Place, most: int) -> tuple[bytes, str]:
    """The bytes of a page, and its ETag. The watermark is taken first; what lies below it is final."""
    rules, store = publisher.rules.changes, publisher.store
    watermark = rules.final(store.watermark.issue())
    _, end = rules.span(place.low, instant.LAST if place.high is None else place.high)
    chosen = Filter(*(tuple(text.split(",")) if text else () for text in (place.kinds, place.authorities)))
    kept = publisher.rules.filters.kept(chosen)
    chosen = _allowed(publisher, chosen)
    after, end = (place.at, place.seq), min(end, watermark)
    if any(chosen):
        most = publisher.rules.filters.page(most)
        rows = store.feed.sifted(view, chosen, after, end, watermark, most + 1)
    else:
        rows = store.feed.page(view, after, end, watermark, most + 1)
    complete = not rules.more(len(rows), most)
    sent = rows[:most]
    at, seq = rules.onward(sent, (place.at, place.seq))
    told = rules.told(watermark)
    if any(chosen):
        told = publisher.rules.filters.told(told, sent)
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
    return page(head, (row.item for row in sent)), rules.tag(sent, complete)
