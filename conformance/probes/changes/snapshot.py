"""Reads the whole present state twice, goes on in the feed, and asks for snapshots wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from conformance.evidence import Passage, Snapshot, SnapshotCase
from conformance.model.exchange import Request
from conformance.model.page import Page
from conformance.probes.changes.follow import SPARE_PAGES, stuck
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered, let_in

SNAPSHOT, CHANGES = "/snapshot", "/changes"
MOST_PAGES = 12
# Where the feed moves, the pages are read so slowly that something changes between two of them.
PAUSE = 0.5


def take(visit: Visit, _question: str) -> Snapshot:
    """Two snapshots with what follows them, and the feed until it has passed both."""
    visit.tail.catch_up(0)
    largest = visit.terms.description.page_size
    large = _read(visit, largest)
    found = len(large.entries)
    small = _read(visit, max(1, min(largest * 3 // 4, -(-found // 3))))
    cursor, limits = small.pages[0].cursor, (small.limit, small.limit + 1)
    twice = len(small.pages) > 1 and cursor
    again = tuple(_page(visit, cursor=cursor, limit=limit) for limit in limits) if twice and cursor else ()
    taken = Snapshot(visit.terms, (_go_on(visit, large), _go_on(visit, small)), again, limits if again else ())
    visit.tail.catch_up(max(passage.end for passage in taken.passages) - 1)
    soon = dict(visit.tail.latest)
    taken = replace(_with_feed(visit, taken), soon=soon)
    if taken.is_odd:
        # A later entry may lie above the watermark still: so the feed is followed until that has passed our reading.
        certain = visit.overtakes()
        taken = _with_feed(visit, taken) if certain else replace(taken, feed=None)
    return taken


def _with_feed(visit: Visit, taken: Snapshot) -> Snapshot:
    # A feed that was cut tells nothing of what has not changed since.
    tells_all = visit.calendar.is_complete and not visit.terms.description.is_cut
    return replace(taken, feed=dict(visit.tail.latest) if tells_all else None)


def _page(visit: Visit, **query: str | int) -> Page:
    return Page.read(let_in(visit.client.get("snapshot", **query)))


def _read(visit: Visit, limit: int) -> Passage:
    """One snapshot, or as many pages of it as are read here. Raises `Unanswered`."""
    pages, cursors, met = [_page(visit, limit=limit)], set[str](), set[tuple[str, str]]()
    enough = min(MOST_PAGES, len(visit.tail.latest) // max(1, limit - 1) + SPARE_PAGES)
    endless = unread = ""
    while not (pages[-1].complete or endless or unread):
        endless = stuck(pages, cursors)
        new = {entry.key for entry in pages[-1].entries} - met
        met |= new
        if not endless and len(pages) >= enough:
            leads_on = new or pages[-1].malformed
            endless = "" if leads_on else f"page {len(pages)} is not complete, and brings nothing new"
            unread = f"it is longer than the {len(pages)} pages that this run reads" if leads_on else ""
        if not (endless or unread):
            cursor = pages[-1].cursor or ""
            cursors.add(cursor)
            visit.client.clock.sleep(PAUSE if visit.tail.has_moved else 0.0)
            pages.append(_page(visit, cursor=cursor, limit=limit))
    return Passage(limit, tuple(pages), (), endless, unread)


def _go_on(visit: Visit, passage: Passage) -> Passage:
    """The same with the feed after it."""
    last = passage.pages[-1]
    if not last.complete:
        return passage
    pages: list[Page] = []
    cursor, limit = last.cursor or "", visit.terms.description.page_size
    while not pages or not (pages[-1].complete or pages[-1].trouble):
        if len(pages) == MOST_PAGES:
            return replace(passage, after=tuple(pages), unread="the feed after it is longer than this run reads")
        pages.append(Page.read(let_in(visit.client.get("changes", cursor=cursor, limit=limit))))
        cursor = pages[-1].cursor or ""
    return replace(passage, after=tuple(pages))


def now(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "the whole present state"


@dataclass(frozen=True, slots=True)
class Misuse:
    """A wrong request: `flaw` is the registered problem that it has. `{cursor}` in a query is that of a first page."""

    flaw: str
    says: str
    path: str
    query: str


def misuse(visit: Visit, one: Misuse) -> SnapshotCase:
    """One wrong request, sent as it stands. Raises `NotThere` where no snapshot has a second page."""
    query = one.query
    if "{" in query:
        first = _page(visit, limit=1)
        if first.complete or not first.cursor or len(first.cursor) < 2:
            raise NotThere("no snapshot has a second page")
        whole = urlencode({"cursor": first.cursor})
        query = query.format(whole=whole, half=whole[: len(whole) - len(first.cursor) // 2])
    exchange = visit.client.ask(Request("GET", f"{visit.client.base_url}{one.path}?{query}"))
    judged = answered(exchange) if visit.calendar.walk else let_in(exchange)
    return SnapshotCase(visit.terms, one.flaw, one.says, one.path, judged)


def misuses(visit: Visit) -> Iterator[Misuse]:
    """What the feed takes and a snapshot has not; bad limits; cursors of elsewhere."""
    yield Misuse("unknown-parameter", "a parameter that nobody knows", SNAPSHOT, "colour=red")
    yield Misuse("unknown-parameter", "a window's start", SNAPSHOT, "from=2026-03-28T00%3A00%3A00.000Z")
    yield Misuse("unknown-parameter", "a limit that stands twice", SNAPSHOT, "limit=10&limit=20")
    yield Misuse("invalid-limit", "the limit '0'", SNAPSHOT, "limit=0")
    yield Misuse("invalid-cursor", "a word as cursor", SNAPSHOT, "cursor=not-a-cursor")
    yield Misuse("invalid-cursor", "a cursor that was cut off on the way", SNAPSHOT, "{half}")
    if visit.calendar.cursor:
        of_feed = urlencode({"cursor": visit.calendar.cursor})
        yield Misuse("invalid-cursor", "a cursor of the feed in place of one of a snapshot", SNAPSHOT, of_feed)
    yield Misuse("invalid-cursor", "a cursor of a snapshot in place of one of the feed", CHANGES, "{whole}")


SNAPSHOTS = Probe(Snapshot, take, now, recalls=False, smoke=0)
SNAPSHOT_CASES = Probe(SnapshotCase, misuse, misuses, smoke=0)
