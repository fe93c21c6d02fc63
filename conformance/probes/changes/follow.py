"""Reads a window to its end, page by page, and gives up when it does not come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from conformance.client import Client
from conformance.evidence import Mark, Terms, Walk, difference
from conformance.model.instant import write
from conformance.model.page import Entry, Page
from conformance.model.window import Window
from conformance.probes.visit import Noticed, Visit, let_in

SPARE_PAGES = 3
# The end of a window without `to`: nothing is published after it.
FAR = 253_402_300_799_999


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """One window and the page size that it is read with. `bounded` says whether `to` is sent.

    `written` are the ends as they are sent, where that is not as the standard writes instants.
    """

    window: Window
    limit: int
    bounded: bool = True
    written: tuple[str, str] = field(default=("", ""), repr=False)

    def __str__(self) -> str:
        to = f" to {write(self.window.end)}" if self.bounded else ""
        return f"from {write(self.window.start)}{to}, {self.limit} on a page"


def follow(visit: Visit, question: Question) -> Walk:
    """One window, read to its last page, beside what the census knows of it. Raises `Unanswered`."""
    known = visit.calendar.within(question.window, end_included=True)
    # A feed that repeats an entry on each page gets forward too, and that it does so is another rule's matter.
    most = len(known) // max(1, question.limit - 1) + SPARE_PAGES
    walk = pages_of(visit.client, visit.terms, question, most)
    return replace(walk, known=known)


def apart(visit: Visit, reading: Walk, others: tuple[Entry, ...]) -> frozenset[Mark]:
    """Which entries that only one of two readings holds are no fault of the way of asking.

    What only the others hold may be superseded too: a page that was asked for before is not asked for again, so they
    may be the older reading.
    """
    held = {entry.mark for entry in reading.entries}
    only_others = tuple(entry for entry in others if entry.mark not in held)
    return explained(visit, reading, difference(reading.entries, others)) | visit.superseded(only_others)


def explained(visit: Visit, reading: Walk, missing: tuple[Entry, ...]) -> frozenset[Mark]:
    """Which entries of a reading that another way of asking lacks are no fault of that way.

    Some are superseded. Others are missing from the same reading, done again, as well: then the feed has not held
    still, and that is kept for the check that asks for it.
    """
    excused = visit.superseded(missing)
    unexplained = tuple(entry for entry in missing if entry.mark not in excused)
    if not unexplained:
        return excused
    with visit.client.recalling(allowed=False):
        control = follow(visit, Question(reading.window, reading.limit, reading.bounded))
    gone = difference(unexplained, control.entries)
    if gone:
        visit.noticed.append(Noticed((reading, control)))
    return excused | {entry.mark for entry in gone}


def pages_of(client: Client, terms: Terms, question: Question, most: int, *, known: bool = True) -> Walk:
    """The pages of a window, at most so many. Raises `Unanswered`.

    Where it is `known` what the window holds, a walk beyond that does not end, nor does one that meets nothing; else it
    is we who stop.
    """
    start, end = question.written
    query: dict[str, str | int] = {"from_": start or write(question.window.start)}
    if question.bounded:
        query["to"] = end or write(question.window.end)
    pages = [Page.read(let_in(client.get("changes", **query, limit=question.limit)))]
    cursors: set[str] = set()
    endless = unread = ""
    while not (pages[-1].complete or endless or unread):
        endless = stuck(pages, cursors)
        if not endless and len(pages) >= most:
            leads_on = not known and any(page.entries or page.malformed for page in pages)
            endless = "" if leads_on else f"after {len(pages)} pages there was still no complete one"
            unread = f"it is longer than the {len(pages)} pages that this run reads" if leads_on else ""
        if not (endless or unread):
            cursor = pages[-1].cursor or ""
            cursors.add(cursor)
            pages.append(Page.read(let_in(client.get("changes", cursor=cursor, limit=question.limit))))
    return Walk(terms, question.window, question.bounded, question.limit, tuple(pages), endless, unread)


def stuck(pages: list[Page], cursors: set[str]) -> str:
    """Why there is no use in asking for a further page; '' if there is."""
    last = pages[-1]
    if last.trouble:
        return f"page {len(pages)} cannot be read: {last.trouble}"
    if not last.cursor:
        return "a page that is not complete has no cursor"
    if last.cursor in cursors:
        return f"page {len(pages)} is not complete, and gives a cursor that was sent before"
    return ""
