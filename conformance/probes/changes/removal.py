"""Calls the roll of everything that was met."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.evidence import RollCall, Walk
from conformance.model.exchange import Exchange
from conformance.model.page import Entry
from conformance.model.window import Window
from conformance.probes.changes.follow import FAR, SPARE_PAGES, Question, pages_of
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit

READINGS = 3
MOMENTS = 4
MOST_PAGES = 40


def call_the_roll(visit: Visit, _moment: str) -> RollCall:
    """Everything known, against the whole feed. What is missing is looked for twice more."""
    visit.client.clock.sleep(1.0 if visit.tail.has_moved else 0.0)
    visit.tail.catch_up(0)
    known = visit.tail.published
    missing: tuple[Entry, ...] = known
    exchanges: list[Exchange] = []
    for _ in range(READINGS):
        reading = _whole(visit, len(known))
        exchanges += reading.exchanges
        present = {entry.key for entry in reading.entries}
        missing = tuple(entry for entry in missing if entry.key not in present)
        if not missing:
            break
    return RollCall(visit.terms, known, missing, tuple(exchanges))


def _whole(visit: Visit, known: int) -> Walk:
    limit = visit.terms.description.page_size
    question = Question(Window(visit.calendar.span.start, FAR), limit, bounded=False)
    reading = pages_of(visit.client, visit.terms, question, known // limit + SPARE_PAGES, known=False)
    if not reading.is_whole:
        raise NotThere(reading.endless or reading.unread or "the feed was not read to its end")
    return reading


def moments(visit: Visit) -> Iterator[str]:
    """Once where the feed stands still; where it moves a few times, since a removal shows only for a while."""
    calendar, limit = visit.calendar, visit.terms.description.page_size
    if calendar.entries and calendar.is_complete and len(calendar.entries) <= limit * MOST_PAGES:
        yield "the whole feed, now"
        if visit.tail.has_moved:
            yield from (f"the whole feed, {seconds} seconds later" for seconds in range(1, MOMENTS))


ROLL_CALLS = Probe(RollCall, call_the_roll, moments, recalls=False, smoke=0)
