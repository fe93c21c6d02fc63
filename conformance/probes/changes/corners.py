"""Asks what is lawful and seldom asked: windows without length, ends and starts to come, limits beyond all measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from conformance.evidence import Corner
from conformance.model.instant import Instant, write
from conformance.model.page import Page
from conformance.model.window import Window
from conformance.probes.changes.follow import FAR
from conformance.probes.changes.windows import HOUR, MILLISECOND, notable
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, let_in
from conformance.target import Depth

LARGE, NO_LIMIT = 1_000_000, 0
# Where counters run over: seconds in 32 bits, the last year that has a name.
ENDS = ((2**31 * 1000, "32 bits of seconds run over"), (FAR, "the years of four digits end"))
MORE_ENDS = (
    (2**32 * 1000, "32 bits of seconds without a sign run over"),
    (4_102_444_800_000, "the century ends"),
    (2**63 // 10**6, "64 bits of nanoseconds run over"),
)


@dataclass(frozen=True, slots=True, order=True)
class Oddity:
    """A question about a window: of what sort it is, and in words. `limit` can be none."""

    sort: str
    says: str
    window: Window
    limit: int
    bounded: bool = True

    def __str__(self) -> str:
        return self.says


def look(visit: Visit, oddity: Oddity) -> Corner:
    """The first page, with what it lacks if there is nothing on it."""
    query: dict[str, str | int] = {"from_": write(oddity.window.start)}
    if oddity.bounded:
        query["to"] = write(oddity.window.end)
    if oddity.limit:
        query["limit"] = oddity.limit
    page = Page.read(let_in(visit.client.get("changes", **query)))
    if oddity.sort == "past the end":
        page = _after(visit, page)
    found = Corner(visit.terms, oddity.sort, oddity.says, oddity.window, oddity.bounded, page)
    if oddity.sort != "future end" or page.trouble or found.found or not page.complete:
        return found
    known = tuple(entry for entry in visit.calendar.entries if entry.changed_at in oddity.window)
    excused = visit.superseded(known)
    lost = tuple(entry for entry in known if entry.mark not in excused)
    return Corner(visit.terms, oddity.sort, oddity.says, oddity.window, oddity.bounded, page, lost)


def _after(visit: Visit, page: Page) -> Page:
    """What the cursor of a complete page leads to. Raises `NotThere` where there is none."""
    if not page.complete or not page.cursor:
        raise NotThere("no window was read to its end on one page")
    return Page.read(let_in(visit.client.get("changes", cursor=page.cursor)))


def oddities(visit: Visit) -> Iterator[Oddity]:
    """The telling ones; in a full run all."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    if visit.terms.description.earliest is not None:
        # Where history is cut off all the time, the cut has gone on since the description was read.
        start = visit.terms.description.earliest + (HOUR if visit.terms.description.is_cut else 0)
        says = f"a window from {write(start)}, which is not before `earliest`, without a limit"
        yield Oddity("from earliest", says, Window(start, max(start, FAR)), NO_LIMIT, bounded=False)
    if not calendar.walk or not calendar.walk.read:
        return
    later = max(calendar.span.end, visit.now) + HOUR
    everything = Window(calendar.span.start, max(later, FAR))
    yield Oddity("large limit", f"a limit of {LARGE:,}", everything, LARGE, bounded=False)
    yield Oddity(
        "future start", "a window that starts in an hour", Window(later, max(later, FAR)), largest, bounded=False
    )
    for instant in notable(calendar, largest, 1):
        yield Oddity("empty window", f"from {write(instant)} to the same instant", Window(instant, instant), largest)
        yield Oddity("past the end", "the cursor of a complete page", Window(instant, instant + MILLISECOND), largest)
    if calendar.instants:
        # A millisecond before: whether the start belongs to a window is another question.
        yield from _ends(visit, max(calendar.span.start, calendar.instants[-1] - MILLISECOND), later)


def _ends(visit: Visit, start: Instant, later: Instant) -> Iterator[Oddity]:
    full = visit.target.depth is Depth.FULL
    for end, says in ((later, "an hour from now"), *ENDS, *(MORE_ENDS if full else ())):
        if end >= later:
            yield Oddity("future end", f"a window up to {write(end)}, {says}", Window(start, end), 1)


CORNERS = Probe(Corner, look, oddities, smoke=0)
