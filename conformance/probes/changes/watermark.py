"""Reads the past again, and tells what a whole run was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from conformance.evidence import Histories, Idle, Reread, Transcript, Walk, difference
from conformance.model.page import Entry, Page
from conformance.model.window import Window
from conformance.probes.changes.follow import FAR, Question, follow, pages_of
from conformance.probes.changes.windows import MOST_PAGES, notable, questions
from conformance.probes.probe import Probe
from conformance.probes.visit import Noticed, NotThere, Unanswered, Visit, let_in

SECOND = 1000
MOST_NOTICED = 4
MOST_WHOLE_PAGES = 40


@dataclass(frozen=True, slots=True)
class Newest:
    """The last seconds of a feed that moves: read at once, and again when what was under way has been committed."""

    seconds: int = 10
    pauses: tuple[float, float] = (0.5, 2.5)

    def __str__(self) -> str:
        return f"the newest {self.seconds} seconds, and twice again until {sum(self.pauses):g} seconds later"


def reread(visit: Visit, question: Question | Noticed | Newest) -> Reread:
    """One closed window three times. The whole feed is held against the census, from the start of the run."""
    if isinstance(question, Noticed):
        readings: tuple[Walk, ...] = question.readings
    elif isinstance(question, Newest):
        readings = _newest(visit, question)
    else:
        first = _census(visit) if question.window == visit.calendar.span else follow(visit, question)
        readings = first, follow(visit, question), follow(visit, question)
    missing = [entry for a, b in pairwise(readings) for entry in difference(a.entries, b.entries)]
    return Reread(visit.terms, readings, visit.superseded(missing))


def _newest(visit: Visit, newest: Newest) -> tuple[Walk, ...]:
    """The window ends at the watermark that the first reading itself tells: nothing is closed more lately."""
    now, largest = visit.now, visit.terms.description.page_size
    opened = Question(Window(now - newest.seconds * SECOND, FAR), largest, bounded=False)
    first = pages_of(visit.client, visit.terms, opened, MOST_PAGES)
    watermark = first.pages[-1].watermark
    if watermark is None or watermark <= opened.window.start:
        raise NotThere("the newest page tells of no time that has passed")
    end = watermark if visit.target.now is None else max(now, opened.window.start + 1)
    closed = Question(Window(opened.window.start, end), largest)
    again = []
    for pause in newest.pauses:
        visit.client.clock.sleep(pause)
        again.append(follow(visit, closed))
    return replace(first, window=closed.window), *again


def _census(visit: Visit) -> Walk:
    """The census, as a walk over the window that it turned out to cover."""
    walk = visit.calendar.walk
    if walk is None:
        raise Unanswered("the feed could not be read at the start")
    return Walk(visit.terms, visit.calendar.span, walk.bounded, walk.limit, walk.pages, walk.endless, walk.unread)


def telling(visit: Visit) -> Iterator[Question | Noticed | Newest]:
    """What was noticed by the way; the whole feed; then its last minutes, where late changes would appear."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    yield from visit.noticed[:MOST_NOTICED]
    if visit.tail.has_moved:
        yield Newest()
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


def idle(visit: Visit, _question: str) -> Idle:
    """The end of the feed, so long after the first page that the watermark has to have moved."""
    walk, cursor = visit.calendar.walk, visit.calendar.cursor
    if walk is None or not walk.read or cursor is None:
        raise NotThere("no page could be read")
    clock, first = visit.client.clock, walk.read[0]
    left = visit.terms.levels["watermarkStillSeconds"] - (clock.now() - first.exchange.sent) / 1000
    if left > visit.target.max_wait:
        raise NotThere(f"that takes {left:.0f} seconds; --max-wait allows {visit.target.max_wait:g}")
    clock.sleep(max(0.0, left))
    return Idle(visit.terms, first, Page.read(let_in(visit.client.get("changes", cursor=cursor, limit=1))))


def once(_visit: Visit) -> Iterator[str]:
    """One question."""
    yield "the end of the feed, some seconds later"


def transcribe(visit: Visit, _question: str) -> Transcript:
    """Everything so far that went to the API, but for what another caller was shown: that is another feed."""
    base, exchanges, other = visit.client.base_url, visit.client.memory.exchanges, visit.client.other
    ours = (item for item in exchanges if not other or ("Authorization", f"Bearer {other}") not in item.request.headers)
    return Transcript(visit.terms, tuple(item for item in ours if item.request.url.startswith(base)))


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
IDLES = Probe(Idle, idle, once, recalls=False, smoke=0, repeats=False)
TRANSCRIPTS = Probe(Transcript, transcribe, everything, repeats=False, looks_back=True)
HISTORIES = Probe(Histories, remember, everything, repeats=False, looks_back=True)
