"""Reads the whole feed once, or as much of it as a share of the budget allows."""

from __future__ import annotations

from conformance.client import Client
from conformance.evidence import Terms
from conformance.model.instant import Instant
from conformance.model.window import Window
from conformance.probes.calendar import Calendar
from conformance.probes.changes.follow import FAR, Question, pages_of
from conformance.probes.visit import Unanswered

SHARE = 0.25
# A smoke test is to reach every chapter, whatever the feed holds.
SMOKE_SHARE = 0.15
SMOKE_REQUESTS = 40
# Where history is cut off all the time, the cut goes on while we read: so long is no run.
MARGIN = 3_600_000


def census(client: Client, terms: Terms, now: Instant | None = None) -> Calendar:
    """The calendar of an endpoint, as at an instant. It is empty where no page could be read."""
    start = (terms.description.earliest or 0) + (MARGIN if terms.description.is_cut else 0)
    # A beginning that is still to come would hide the whole feed.
    start = 0 if start > client.clock.now() + terms.clock_offset else start
    question = Question(Window(start, FAR), terms.description.page_size, bounded=False)
    share = SHARE if client.memory.left > SMOKE_REQUESTS else SMOKE_SHARE
    most = max(1, int(client.memory.left * share))
    try:
        return Calendar(pages_of(client, terms, question, most, known=False), now)
    except Unanswered:
        return Calendar(None)
