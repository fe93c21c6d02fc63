"""Reads the past again, and tells what a whole run was told."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from conformance.evidence import Histories, Reread, Transcript, Walk, difference
from conformance.model.page import Entry
from conformance.model.window import Window
from conformance.probes.changes.follow import Question, follow
from conformance.probes.changes.windows import MOST_PAGES, notable, questions
from conformance.probes.probe import Probe
from conformance.probes.visit import Noticed, Unanswered, Visit

SECOND = 1000
MOST_NOTICED = 4
MOST_WHOLE_PAGES = 40


def reread(visit: Visit, question: Question | Noticed) -> Reread:
    """One closed window three times. The whole feed is held against the census, from the start of the run."""
    if isinstance(question, Noticed):
        readings: tuple[Walk, ...] = question.readings
    else:
        first = _census(visit) if question.window == visit.calendar.span else follow(visit, question)
        readings = first, follow(visit, question), follow(visit, question)
    missing = [entry for a, b in pairwise(readings) for entry in difference(a.entries, b.entries)]
    return Reread(visit.terms, readings, visit.superseded(missing))


def _census(visit: Visit) -> Walk:
    """The census, as a walk over the window that it turned out to cover."""
    walk = visit.calendar.walk
    if walk is None:
        raise Unanswered("the feed could not be read at the start")
    return Walk(visit.terms, visit.calendar.span, walk.bounded, walk.limit, walk.pages, walk.endless, walk.unread)


def telling(visit: Visit) -> Iterator[Question | Noticed]:
    """What was noticed by the way; the whole feed; then its last minutes, where late changes would appear."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    yield from visit.noticed[:MOST_NOTICED]
    if not calendar.instants:
        return
    if calendar.is_complete and len(calendar.entries) <= largest * MOST_WHOLE_PAGES:
        yield Question(calendar.span, largest)
    for seconds in (10, 600):
        recent = Window(max(calendar.span.start, calendar.span.end - seconds * SECOND), calendar.span.end)
        if len(calendar.within(recent)) <= largest * MOST_PAGES:
            yield Question(recent, largest)
    for instant in notable(calendar, largest, 2):
        yield Question(Window(instant, instant + 1), largest)


def transcribe(visit: Visit, _question: str) -> Transcript:
    """Everything so far that went to the API."""
    base, exchanges = visit.client.base_url, visit.client.memory.exchanges
    return Transcript(visit.terms, tuple(item for item in exchanges if item.request.url.startswith(base)))


def everything(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "everything that the run was told"


def remember(visit: Visit, question: str) -> Histories:
    """The records of which more than one version was met."""
    met: dict[tuple[str, str], dict[int, Entry]] = {}
    for page in transcribe(visit, question).pages:
        for entry in page.entries:
            met.setdefault(entry.key, {}).setdefault(entry.seq, entry)
    histories = (tuple(by_seq[seq] for seq in sorted(by_seq)) for by_seq in met.values() if len(by_seq) > 1)
    return Histories(visit.terms, tuple(histories))


REREADS = Probe(Reread, reread, telling, questions, recalls=False, smoke=0, sparing=4)
TRANSCRIPTS = Probe(Transcript, transcribe, everything, repeats=False, looks_back=True)
HISTORIES = Probe(Histories, remember, everything, repeats=False, looks_back=True)
