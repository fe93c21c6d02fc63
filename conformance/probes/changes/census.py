"""Reads the whole feed once, or as much of it as a share of the budget allows."""

from __future__ import annotations

from conformance.client import Client
from conformance.evidence import Terms
from conformance.model.window import Window
from conformance.probes.calendar import Calendar
from conformance.probes.changes.follow import FAR, Question, pages_of
from conformance.probes.visit import Unanswered

SHARE = 0.35


def census(client: Client, terms: Terms) -> Calendar:
    """The calendar of an endpoint. It is empty where no page could be read."""
    start = terms.description.earliest or 0
    question = Question(Window(start, FAR), terms.description.page_size, bounded=False)
    try:
        return Calendar(pages_of(client, terms, question, max(1, int(client.memory.left * SHARE))))
    except Unanswered:
        return Calendar(None)
