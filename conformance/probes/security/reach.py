"""Reads with the token of another caller what our own token shows, and asks for what it is not to show."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import orjson

from conformance.evidence import Alike, Likeness, Reading
from conformance.model.description import Description
from conformance.model.exchange import Request
from conformance.model.instant import Instant, write
from conformance.model.page import Entry, Page
from conformance.model.strict import NotJson, read
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Unanswered, Visit, answered, let_in

JSON = ("Content-Type", "application/json")
# Nobody has this.
NO_ID = "0f0e0d0c0b0a09080706050403020100"
FEED, CURSOR = "the feed", "a cursor that was given to us"


def with_other_token(visit: Visit, url: str, body: bytes = b"") -> Request:
    """A request by the other caller."""
    bearer = ("Authorization", f"Bearer {visit.client.other}")
    return Request("POST" if body else "GET", url, (bearer, *([JSON] if body else [])), body, authorised=False)


def authorities_of_the_other(visit: Visit) -> frozenset[str]:
    """The authorities that the description names to the other caller. Raises `Unanswered`."""
    exchange = let_in(visit.client.ask(with_other_token(visit, visit.client.address("description"))))
    try:
        body = read(exchange.body)
    except NotJson:
        body = None
    return frozenset(Description(body if isinstance(body, dict) else {}).words("authorities"))


def foreign_authorities(visit: Visit, theirs: frozenset[str]) -> list[str]:
    """The authorities that are named to us, and not to the other caller."""
    return [name for name in visit.terms.description.words("authorities") if theirs and name not in theirs]


def pages(visit: Visit) -> Iterator[str]:
    """The newest part of the feed, and one cursor, where there is another caller."""
    if visit.client.other and not visit.terms.description.is_public and visit.calendar.entries:
        yield FEED
        yield CURSOR


def reading(visit: Visit, question: str) -> Reading:
    """A page for the other caller. Raises `NotThere` where there is no record that it is not to see."""
    theirs = authorities_of_the_other(visit)
    if not foreign_authorities(visit, theirs):
        raise NotThere("the description names the same authorities to both tokens")
    mine = {entry.mark: entry for entry in visit.calendar.entries}
    start, limit = write(_start(visit)), visit.terms.description.page_size
    if question == FEED:
        url = visit.client.address("changes", from_=start, limit=limit)
        page = Page.read(let_in(visit.client.ask(with_other_token(visit, url))))
        return Reading(visit.terms, theirs, page, mine)
    first = Page.read(let_in(visit.client.get("changes", from_=start, limit=1)))
    if not first.cursor:
        raise Unanswered("the page gives no cursor")
    url = visit.client.address("changes", cursor=first.cursor, limit=limit)
    page = Page.read(answered(visit.client.ask(with_other_token(visit, url))))
    return Reading(visit.terms, theirs, page, mine, by_cursor=True)


def _start(visit: Visit) -> Instant:
    """The earliest instant from which one page holds all that our own token shows."""
    total, start, size = 0, visit.calendar.entries[-1].changed_at, visit.terms.description.page_size
    for instant in reversed(visit.calendar.instants):
        total += visit.calendar.counts[instant]
        if total > size:
            break
        start = instant
    return start


def pairs(visit: Visit) -> Iterator[Alike]:
    """One id that exists beside one that does not, where the difference is not to be told."""
    classes = visit.terms.description.classes
    if visit.terms.description.is_public or not visit.client.credentials.are_given:
        return
    if "lookup" in classes:
        yield Alike.STRANGER
    if visit.client.other:
        yield from [Alike.RECORD] if "lookup" in classes else []
        yield from [Alike.DOCUMENT] if "download" in classes else []


def likeness(visit: Visit, sort: Alike) -> Likeness:
    """The two answers. Raises `NotThere` where nothing is there that is not for the one who asks."""
    if sort is Alike.STRANGER:
        entry = next((e for e in reversed(visit.calendar.entries) if not e.is_tombstone), None)
    else:
        entry = _hidden(visit, sort)
    if entry is None:
        raise NotThere("nothing is known to be there that the one who asks does not see")
    ids = entry.id, NO_ID
    there, nowhere = (answered(visit.client.ask(_request(visit, sort, entry.kind, one))) for one in ids)
    return Likeness(visit.terms, sort, there, nowhere, ids)


def _request(visit: Visit, sort: Alike, kind: str, key: str) -> Request:
    if sort is Alike.DOCUMENT:
        return with_other_token(visit, visit.client.address("grants"), orjson.dumps({"documents": [key]}))
    url = f"{visit.client.base_url}/records/{quote(kind, safe='')}/{quote(key, safe='')}"
    return with_other_token(visit, url) if sort is Alike.RECORD else Request("GET", url, authorised=False)


def _hidden(visit: Visit, sort: Alike) -> Entry | None:
    """A live record that was that of one authority all along, of which the other caller does not see any."""
    foreign = set(foreign_authorities(visit, authorities_of_the_other(visit)))
    owners: dict[tuple[str, str], set[object]] = {}
    for entry in visit.calendar.entries:
        owners.setdefault(entry.key, set()).add((entry.data or {}).get("planningAuthority"))
    for entry in reversed(visit.calendar.entries):
        fits = entry.kind == "document" and _has_bytes(entry) if sort is Alike.DOCUMENT else True
        if fits and not entry.is_tombstone and owners[entry.key] <= foreign and _is_latest(visit, entry):
            return entry
    return None


def _has_bytes(entry: Entry) -> bool:
    return (entry.data or {}).get("contentStatus") == "available"


def _is_latest(visit: Visit, entry: Entry) -> bool:
    latest = visit.tail.latest.get(entry.key)
    return latest is not None and latest.mark == entry.mark


READINGS = Probe(Reading, reading, pages, smoke=0, repeats=False)
LIKENESSES = Probe(Likeness, likeness, pairs, smoke=0, repeats=False)
