"""Comes back after days."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.evidence import Return, Since
from conformance.model.history import Past
from conformance.model.page import Page
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Unanswered, Visit, let_in

DAY = 86_400_000
# The last runs and the oldest: each is held against the same feed, or costs one request.
MOST_PASTS = 4


def since(visit: Visit, past: Past) -> Since:
    """The feed as the census and the tail know it, beside what an earlier run remembers."""
    walk, epoch = visit.calendar.walk, visit.terms.description.text("epoch")
    if walk is None:
        raise Unanswered("the feed could not be read")
    if not visit.calendar.is_complete:
        raise NotThere("the feed was not read to its end")
    if past.epoch != epoch:
        raise NotThere("the history has begun anew since the earlier run")
    now = visit.present
    present = {entry.mark for entry in walk.entries}
    missing = [fact for fact in past.facts if fact.mark not in present]
    # What superseded an entry may lie above the watermark still.
    certain = not missing or visit.tail.catch_up(now)
    latest = visit.tail.latest
    later = (f for f in missing if not certain or (f.key in latest and latest[f.key].seq > f.seq))
    marks = frozenset(fact.mark for fact in later)
    return Since(visit.terms, past, walk.window.start, now, walk.entries, marks, walk.pages[-1].exchange)


def come_back(visit: Visit, past: Past) -> Return:
    """One entry from where an earlier run ended."""
    if past.epoch != visit.terms.description.text("epoch"):
        raise NotThere("the history has begun anew since the earlier run")
    return Return(visit.terms, past, Page.read(let_in(visit.client.get("changes", cursor=past.cursor, limit=1))))


def pasts(visit: Visit) -> Iterator[Past]:
    """The last runs, newest first, and the oldest that there is."""
    known = sorted(visit.target.pasts, key=lambda past: -past.at)
    yield from known[: MOST_PASTS - 1]
    yield from known[MOST_PASTS - 1 :][-1:]


def pasts_with_a_cursor(visit: Visit) -> Iterator[Past]:
    """Those of them whose cursor was given out within the horizon, an hour to spare."""
    now = visit.present
    oldest = now - int(visit.terms.levels["horizonDays"] * DAY) + DAY // 24
    yield from (past for past in pasts(visit) if past.cursor and past.at >= oldest)


SINCES = Probe(Since, since, pasts, smoke=0, repeats=False)
RETURNS = Probe(Return, come_back, pasts_with_a_cursor, recalls=False, smoke=0)
