"""Asks for windows whose ends lie on, just before and just after what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from conformance.evidence import Cut, Walk, difference
from conformance.model.instant import Instant, write
from conformance.model.window import Window
from conformance.probes.calendar import Calendar
from conformance.probes.changes.follow import Question, apart, follow
from conformance.probes.probe import Probe
from conformance.probes.visit import Visit

MILLISECOND = 1
HOUR = 3_600_000
# A window drawn at random spans at most so many of the feed's instants, and is read in at most so many pages.
WIDEST = 40
MOST_PAGES = 8


def notable(calendar: Calendar, largest: int, most: int = 4) -> tuple[Instant, ...]:
    """The instants that tell most for least: a lonely one, a shared one, the last and the first."""
    few = [instant for instant in calendar.instants if calendar.counts[instant] <= largest * MOST_PAGES]
    if not few:
        return ()
    by_count = sorted(few, key=lambda instant: (calendar.counts[instant], instant))
    shared = next((instant for instant in by_count if calendar.counts[instant] > 1), by_count[0])
    return tuple(dict.fromkeys((by_count[0], shared, few[-1], few[0])))[:most]


def sizes(count: int, largest: int) -> tuple[int, ...]:
    """The page sizes that read so many entries in a handful of pages, small ones first."""
    useful = {1, 2, 3, 7, count // 4 + 1, count // 2 + 1, largest}
    return tuple(size for size in sorted(useful) if size <= largest and count <= size * MOST_PAGES) or (largest,)


def windows(calendar: Calendar, largest: int) -> SearchStrategy[Window] | None:
    """Windows of a few instants, nudged by a millisecond or not, that are read in a handful of pages."""
    most = largest * MOST_PAGES
    places = [n for n, instant in enumerate(calendar.instants) if calendar.counts[instant] <= most]
    if not places:
        return None
    nudges = st.sampled_from((0, -MILLISECOND, MILLISECOND))
    return st.builds(
        lambda place, span, before, after: _between(calendar, (place, span), (before, after), most),
        st.sampled_from(places),
        st.integers(0, WIDEST),
        nudges,
        nudges,
    )


def _between(calendar: Calendar, where: tuple[int, int], nudges: tuple[int, int], most: int) -> Window:
    place, span = where
    # What lies before the feed's beginning is refused, and rightly so.
    start = max(calendar.span.start, calendar.instants[place] + nudges[0])
    while True:
        last = calendar.instants[min(place + span, len(calendar.instants) - 1)] + nudges[1]
        window = Window(start, max(start + MILLISECOND, min(last, calendar.span.end)))
        if not span or len(calendar.within(window)) <= most:
            return window
        span //= 2


def questions(visit: Visit) -> SearchStrategy[Question] | None:
    """Windows with page sizes that fit them."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    drawn = windows(calendar, largest)
    if drawn is None:
        return None
    return drawn.flatmap(
        lambda window: st.sampled_from(sizes(len(calendar.within(window)), largest)).map(
            lambda limit: Question(window, limit)
        )
    )


def walk(visit: Visit, question: Question) -> Walk:
    """One window, with what it should hold and does not. The census itself is not read again."""
    census = visit.calendar.walk
    if census is not None and question.window == census.window:
        return census
    found = follow(visit, question)
    inside = tuple(entry for entry in found.known if entry.changed_at in question.window)
    missing = difference(inside, found.entries)
    if not found.is_whole or not missing:
        return found
    excused = visit.superseded(missing)
    return replace(found, lost=tuple(entry for entry in missing if entry.mark not in excused))


def telling(visit: Visit) -> Iterator[Question]:
    """The census; a millisecond before a change and one that starts at it; then a window of several pages."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    if calendar.walk:
        yield Question(calendar.walk.window, largest, bounded=False)
    chosen = notable(calendar, largest)
    for instant in chosen:
        if instant > calendar.span.start:
            yield Question(Window(instant - MILLISECOND, instant), largest)
        yield Question(Window(instant, instant + MILLISECOND), largest)
    for instant in chosen[:2]:
        # Several pages, ending on a change.
        place = calendar.instants.index(instant)
        few = calendar.instants[max(0, place - 3) : place + 4]
        window = Window(few[0], few[-1])
        count = len(calendar.within(window))
        if 1 < count <= largest * MOST_PAGES:
            yield Question(window, sizes(count, largest)[0])
    if calendar.is_complete and calendar.instants and calendar.counts[calendar.instants[-1]] <= largest * MOST_PAGES:
        # An end that is still to come.
        yield Question(Window(calendar.instants[-1], calendar.span.end + HOUR), largest)


@dataclass(frozen=True, slots=True, order=True)
class Incision:
    """A window and the instant to cut it at."""

    question: Question
    at: Instant

    def __str__(self) -> str:
        return f"{self.question}, whole and cut at {write(self.at)}"


def cut(visit: Visit, incision: Incision) -> Cut:
    """One window whole, and again in two parts."""
    window, limit = incision.question.window, incision.question.limit
    early, late = window.cut(incision.at)
    whole = follow(visit, incision.question)
    parts = follow(visit, Question(early, limit)), follow(visit, Question(late, limit))
    return Cut(visit.terms, whole, *parts, apart(visit, whole, parts[0].entries + parts[1].entries))


def incisions(visit: Visit) -> SearchStrategy[Incision] | None:
    """Windows cut at an instant of theirs, at their ends, or between."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    drawn = windows(calendar, largest)
    if drawn is None:
        return None
    return drawn.flatmap(
        lambda window: st.sampled_from(
            tuple(dict.fromkeys((*(e.changed_at for e in calendar.within(window)), window.start, window.end)))
        ).map(lambda at: Incision(Question(window, largest), at))
    )


def telling_incisions(visit: Visit) -> Iterator[Incision]:
    """Around single changes; then the whole feed, cut at the quarters."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    for instant in notable(calendar, largest, 2):
        around = Window(max(calendar.span.start, instant - MILLISECOND), instant + MILLISECOND)
        yield Incision(Question(around, largest), instant)
    if len(calendar.entries) <= largest * MOST_PAGES:
        for share in (2, 1, 3):
            at = calendar.span.start + calendar.span.milliseconds * share // 4
            yield Incision(Question(calendar.span, largest), at)


WALKS = Probe(Walk, walk, telling, questions, smoke=5)
CUTS = Probe(Cut, cut, telling_incisions, incisions, smoke=2, sparing=2)
