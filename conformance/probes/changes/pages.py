"""Asks for one window with two page sizes, for one cursor more than once, and for one that was changed."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from conformance.evidence import Alteration, Replay, Resize, Vigil, Walk, difference
from conformance.model.instant import write
from conformance.model.page import Page
from conformance.model.window import Window
from conformance.probes.changes.follow import Question, apart, follow, pages_of
from conformance.probes.changes.windows import MILLISECOND, MOST_PAGES, questions, sizes
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, let_in


def resize(visit: Visit, question: Question) -> Resize:
    """One window with the largest page size, and with a smaller one."""
    largest = visit.terms.description.page_size
    large = follow(visit, Question(question.window, largest))
    small = follow(visit, question)
    return Resize(visit.terms, large, small, apart(visit, large, small.entries))


def telling(visit: Visit) -> Iterator[Question]:
    """Where a page ends between two instants, where it ends inside one, and where it ends with the window."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    for crowd in _crowds(visit):
        count = calendar.counts[crowd.start]
        for size in sizes(count, largest)[:2]:
            yield Question(crowd, size)
    few = calendar.instants[-4:]
    window = Window(few[0], few[-1] + MILLISECOND) if few else calendar.span
    count = len(calendar.within(window))
    if few and count <= largest * MOST_PAGES:
        for size in (*sizes(count, largest)[:2], min(count, largest)):
            yield Question(window, max(1, size))
    if len(calendar.entries) <= largest * 4:
        yield Question(calendar.span, max(1, largest - 1))


def _crowds(visit: Visit) -> Iterator[Window]:
    """Windows of one millisecond in which several changes share the instant: a small crowd, and the largest."""
    counts = visit.calendar.counts
    crowded = sorted((count, instant) for instant, count in counts.items() if count > 1)
    most = visit.terms.description.page_size * MOST_PAGES
    crowded = [(count, instant) for count, instant in crowded if count <= most]
    for _, instant in dict.fromkeys((*crowded[:1], *crowded[-1:])):
        yield Window(instant, instant + MILLISECOND)


@dataclass(frozen=True, slots=True, order=True)
class Again:
    """A window, the page size that gives its first cursor, and the limits to send that cursor with again."""

    question: Question
    limits: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.question}, then its first cursor again with the limits {', '.join(map(str, self.limits))}"


def replay(visit: Visit, again: Again) -> Replay:
    """The cursor of a first page, sent several times. Raises `NotThere` where there is no second page."""
    walk = follow(visit, again.question)
    if len(walk.pages) < 2 or not walk.pages[0].cursor:
        raise NotThere("no window has a second page")
    cursor = walk.pages[0].cursor
    pages = tuple(Page.read(let_in(visit.client.get("changes", cursor=cursor, limit=limit))) for limit in again.limits)
    first = walk.pages[1].entries
    # What only lies beyond a smaller limit is not missed.
    falls_short = any(difference(first[:limit], page.entries) for page, limit in zip(pages, again.limits, strict=True))
    missing = difference(first, tuple(entry for page in pages for entry in page.entries)) if falls_short else ()
    return Replay(visit.terms, cursor, walk.pages[1], pages, again.limits, visit.superseded(missing))


def repeats(visit: Visit) -> SearchStrategy[Again] | None:
    """Windows of several pages."""
    drawn = questions(visit)
    limits = st.lists(st.sampled_from((1, 2, visit.terms.description.page_size)), min_size=1, max_size=3)
    return st.builds(Again, drawn, limits.map(tuple)) if drawn is not None else None


def telling_repeats(visit: Visit) -> Iterator[Again]:
    """The last entries of the feed, one a page; the cursor twice as it was, then with another limit."""
    few, largest = visit.calendar.instants[-3:], visit.terms.description.page_size
    window = Window(few[0], few[-1] + MILLISECOND) if few else visit.calendar.span
    count = len(visit.calendar.within(window))
    if few and count <= largest * MOST_PAGES:
        size = sizes(count, largest)[0]
        yield Again(Question(window, size), (size, size, size + 1))


@dataclass(frozen=True, slots=True, order=True)
class Damage:
    """A window whose first page gives a cursor, and how far into the cursor it is changed, in quarters."""

    window: Window
    quarters: int


def alter(visit: Visit, damage: Damage) -> Alteration:
    """The cursor as it was given, then with a character changed. Raises `NotThere` where there is none to change."""
    ends = {"from_": write(damage.window.start), "to": write(damage.window.end)}
    cursor = Page.read(let_in(visit.client.get("changes", **ends, limit=1))).cursor or ""
    altered = changed(cursor, len(cursor) * damage.quarters // 4)
    if altered == cursor:
        raise NotThere("no page gave a cursor with a letter or a digit in it")
    rightly = [_page_at(visit, cursor)]
    found = Alteration(visit.terms, cursor, altered, tuple(rightly), _page_at(visit, altered))
    if found.leads_elsewhere:
        # Unless the right page has become another one, too.
        with visit.client.recalling(allowed=False):
            rightly.append(_page_at(visit, cursor))
    return Alteration(visit.terms, cursor, altered, tuple(rightly), found.answer)


def _page_at(visit: Visit, cursor: str) -> Page:
    return Page.read(let_in(visit.client.get("changes", cursor=cursor)))


def changed(cursor: str, place: int) -> str:
    """A cursor with the first letter or digit from a place on turned into another one of its alphabet."""
    for at, letter in enumerate(cursor[place:], place):
        for alphabet in (string.digits, "abcdef", "ABCDEF", string.ascii_lowercase[6:], string.ascii_uppercase[6:]):
            if letter in alphabet:
                other = alphabet[(alphabet.index(letter) + len(alphabet) // 2) % len(alphabet)]
                return cursor[:at] + other + cursor[at + 1 :]
    return cursor


def damages(visit: Visit) -> Iterator[Damage]:
    """The middle and the last quarter of a cursor in the last few changes. The last letters can be padding."""
    few = visit.calendar.instants[-4:]
    if few:
        window = Window(few[0], few[-1] + MILLISECOND)
        yield from (Damage(window, quarters) for quarters in (2, 3))


# Seconds in which a moving feed moves once more.
PAUSE = 1.0


def keep_watch(visit: Visit, _question: str) -> Vigil:
    """All that a cursor gave since the census, beside the same time as a window."""
    if not visit.calendar.is_complete:
        raise NotThere("the feed was not read to its end, where a cursor waits")
    visit.tail.catch_up(0)
    walk = _watched(visit)
    if not walk.entries:
        raise NotThere("nothing was published while this run looked")
    # Asked again at once there is mostly nothing, and so the cursor waits.
    for pause in (0.0, 0.0, PAUSE):
        visit.client.clock.sleep(pause)
        visit.tail.catch_up(0)
    return Vigil(visit.terms, _watched(visit), frozenset(visit.tail.given))


def _watched(visit: Visit) -> Walk:
    window, now = visit.tail.watched, visit.target.now
    if now is not None:
        window = Window(window.start, max(window.start, min(window.end, now)))
    question = Question(window, visit.terms.description.page_size)
    return pages_of(visit.client, visit.terms, question, MOST_PAGES, known=False)


def until_now(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "the end of the feed, followed all the while"


RESIZES = Probe(Resize, resize, telling, questions, smoke=2, sparing=2)


VIGILS = Probe(Vigil, keep_watch, until_now, recalls=False, smoke=0, repeats=False)
REPLAYS = Probe(Replay, replay, telling_repeats, repeats, recalls=False, smoke=1, sparing=4)
ALTERATIONS = Probe(Alteration, alter, damages, smoke=0)
