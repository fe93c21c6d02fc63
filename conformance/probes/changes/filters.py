"""Reads the feed through filters that tell most, and asks for such as nobody can give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from conformance.contract import Attempt
from conformance.evidence import Filter, FilterCase, Mark, Selection, Walk, reach
from conformance.model.exchange import Request
from conformance.model.instant import Instant, write
from conformance.model.page import Entry, Page
from conformance.model.window import Window
from conformance.probes.changes.follow import FAR
from conformance.probes.probe import Probe
from conformance.probes.visit import Unanswered, Visit, let_in

CHANGES = "/changes"
# A filter is read over so many pages of the whole feed at most, its cursors followed over so many pages.
MOST_PAGES = 2
FEWEST = 12
FOLLOWED = 3
SPARE_PAGES = 4
MOST_AUTHORITIES = 20
LONGEST = 100
# Nobody has these.
NO_KIND, NO_AUTHORITY = "spaceship", "local-authority:ZZ9"


@dataclass(frozen=True, slots=True, order=True)
class Narrow:
    """A filter, the instant to read from, and the page size. Of a feed that is only `followed` some pages are read."""

    filter: Filter
    start: Instant
    limit: int
    followed: bool = False
    framed: bool = False

    def __str__(self) -> str:
        return f"{self.filter}, from {write(self.start)}, {self.limit} a page"


def narrow(visit: Visit, question: Narrow) -> Selection:
    """The filtered pages. Where something is not as known, the feed is read on: it may have moved meanwhile."""
    before = (_unfiltered(visit),) if question.framed else ()
    walk = _pages(visit, question)
    after = (_unfiltered(visit),) if question.framed else ()
    selection = _beside(visit, question, walk, (*before, *after))
    if _is_odd(selection):
        if not visit.overtakes():
            raise Unanswered("the feed could not be followed up to the answer")
        selection = _beside(visit, question, walk, (*before, *after))
    return selection


def _is_odd(selection: Selection) -> bool:
    told = {entry.mark for entry in selection.walk.entries}
    return any(entry.mark not in told for entry in (*selection.wanted, *selection.left))


def _unfiltered(visit: Visit) -> Page:
    start = write(visit.calendar.span.end)
    return Page.read(let_in(visit.client.get("changes", from_=start, limit=1)))


def _pages(visit: Visit, question: Narrow) -> Walk:
    query = {"from_": write(question.start), "limit": str(question.limit), **question.filter.query}
    pages = [Page.read(let_in(visit.client.get("changes", **query)))]
    most = FOLLOWED if question.followed else _most(visit, question.limit) // question.limit + SPARE_PAGES
    sent: set[str] = set()
    while not (pages[-1].complete or pages[-1].trouble) and len(pages) < most:
        cursor = pages[-1].cursor
        if not cursor or cursor in sent:
            break
        sent.add(cursor)
        pages.append(Page.read(let_in(visit.client.get("changes", cursor=cursor, limit=question.limit))))
    return Walk(visit.terms, Window(question.start, FAR), bounded=False, limit=question.limit, pages=tuple(pages))


def _most(visit: Visit, limit: int) -> int:
    return max(FEWEST, MOST_PAGES * limit) if limit == visit.terms.description.page_size else FOLLOWED * limit


def _beside(visit: Visit, question: Narrow, walk: Walk, framed: tuple[Page, ...]) -> Selection:
    calendar, chosen = visit.calendar, question.filter
    known: dict[Mark, Entry] = {entry.mark: entry for entry in calendar.entries}
    far = reach(walk)
    due = (e for e in visit.tail.latest.values() if e.changed_at >= question.start and (e.changed_at, e.seq) < far)
    recent = (entry for entry in calendar.entries if entry.changed_at >= question.start and not entry.is_tombstone)
    members = frozenset(entry.key for entry in recent if chosen.admits(entry))
    whole = set(chosen.authorities) >= set(visit.terms.description.words("authorities"))
    return Selection(visit.terms, chosen, walk, known, tuple(due), members, whole, framed)


def _start(visit: Visit) -> Instant | None:
    """The earliest instant from which the feed is short enough to be read several times."""
    calendar, most = visit.calendar, _most(visit, visit.terms.description.page_size)
    total, start = 0, None
    for instant in reversed(calendar.instants):
        total += calendar.counts[instant]
        if total > most and start is not None:
            break
        start = instant
    return start


def worth_reading(visit: Visit) -> Iterator[Narrow]:
    """One authority, another, and all of them; two kinds; then both sorts of filter, in small pages."""
    start, size = _start(visit), visit.terms.description.page_size
    if start is None:
        return
    recent = [e for e in visit.calendar.entries if e.changed_at >= start and not e.is_tombstone]
    declared = set(visit.terms.description.words("authorities"))
    authorities = _by_frequency([(e.data or {}).get("planningAuthority") for e in recent], declared)
    kinds = _by_frequency([entry.kind for entry in recent], set(visit.terms.description.words("kinds")))
    for number, authority in enumerate(dict.fromkeys((*authorities[:1], *authorities[-1:]))):
        yield Narrow(Filter(authorities=(authority,)), start, size, framed=not number)
    if 1 < len(declared) <= MOST_AUTHORITIES and declared == set(authorities):
        yield Narrow(Filter(authorities=tuple(sorted(declared))), start, size)
    if len(kinds) > 1:
        yield Narrow(Filter(kinds=tuple(kinds[:2])), start, size, framed=not authorities)
    if kinds and authorities:
        both = Filter(tuple(kinds[-2:]), (authorities[0],))
        yield Narrow(both, start, min(size, max(1, sum(both.admits(e) for e in recent) // FOLLOWED)), followed=True)


def _by_frequency(words: list[object], declared: set[str]) -> list[str]:
    """Those that are declared and met, the rarest first."""
    counts = Counter(word for word in words if isinstance(word, str) and word in declared and len(word) <= LONGEST)
    return sorted((word for word in counts if "," not in word), key=lambda word: (counts[word], word))


def attempt(visit: Visit, one: Attempt) -> FilterCase:
    """One request with a wrong filter, sent as it stands."""
    exchange = visit.client.ask(Request("GET", f"{visit.client.base_url}{one.path}?{one.query}"))
    return FilterCase(visit.terms, one.flaw, one.says, one.path, let_in(exchange))


def wrong_filters(visit: Visit) -> Iterator[Attempt]:
    """Words that are not served here, alone and in a list; and a filter beside a cursor."""
    calendar = visit.calendar
    start = write(calendar.span.start)
    kind = next((entry.kind for entry in calendar.entries if "," not in entry.kind), "application")
    for name, value, says in (
        ("kind", NO_KIND, "a kind that is not served here"),
        ("kind", f"{kind},{NO_KIND}", "a list with such a kind in it"),
        ("authority", NO_AUTHORITY, "an authority that is not served here"),
    ):
        yield Attempt("invalid-filter", says, CHANGES, urlencode({"from": start, name: value}))
    if calendar.cursor:
        query = urlencode({"cursor": calendar.cursor, "kind": kind})
        yield Attempt("cursor-mismatch", "a cursor together with a filter", CHANGES, query)


SELECTIONS = Probe(Selection, narrow, worth_reading, smoke=0, recalls=False)
FILTER_CASES = Probe(FilterCase, attempt, wrong_filters, smoke=0)
