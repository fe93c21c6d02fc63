"""Asks for one window in two spellings: as the standard writes instants, and as others do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from conformance.evidence import Spelling, difference
from conformance.model.instant import EPOCH, Instant
from conformance.model.window import Window
from conformance.probes.changes.follow import FAR, Question, explained, follow
from conformance.probes.changes.windows import HOUR, MILLISECOND, MOST_PAGES, notable
from conformance.probes.probe import Probe
from conformance.probes.visit import Visit
from conformance.target import Depth

SECOND = 1000
HALF = HOUR // 2
MARCH, OCTOBER = 3, 10
# What stays in the years that have a name, whatever the offset.
NAMED = Window(-62_135_596_800_000 + 24 * HOUR, FAR - 24 * HOUR)
# An offset in minutes, and how many digits. At any time of day one of the last two is in another day.
OFFSETS = ((60, 3), (-330, 3), (840, 3), (-720, 9))
MORE_OFFSETS = ((0, 3), (-60, 6), (345, 3), (765, 3), (-570, 9), (-840, 3))
FRACTIONS = (6, 9)
# Parts of a millisecond, in digits.
PARTS = ("4", "6")
MORE_PARTS = ("000001", "5", "499999", "999999")


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A window, how its ends are written, and what that is called."""

    window: Window
    written: tuple[str, str]
    says: str
    is_finer: bool = False

    def __str__(self) -> str:
        return f"{self.window}, {self.says}"


def spell(instant: Instant, offset: int | None = None, digits: int = 3, part: str = "") -> str:
    """An instant in words of RFC 3339. `offset` counts minutes, and `part` are digits beyond milliseconds."""
    moment = EPOCH + timedelta(milliseconds=instant, minutes=offset or 0)
    fraction = f"{instant % SECOND:03d}{part}".ljust(digits, "0")
    seconds = moment.replace(tzinfo=None).isoformat(timespec="seconds")
    sign, hours, minutes = "-" if (offset or 0) < 0 else "+", *divmod(abs(offset or 0), 60)
    zone = "Z" if offset is None else f"{sign}{hours:02d}:{minutes:02d}"
    return seconds + (f".{fraction}" if digits else "") + zone


def ask(visit: Visit, wording: Wording) -> Spelling:
    """The window in both spellings, the plain one first."""
    question = Question(wording.window, visit.terms.description.page_size)
    plain = follow(visit, question)
    other = follow(visit, replace(question, written=wording.written))
    lacking = difference(plain.entries, other.entries) if plain.is_whole and other.is_whole else ()
    excused = explained(visit, plain, lacking) if lacking else frozenset()
    return Spelling(visit.terms, wording.says, wording.is_finer, plain, other, excused)


def wordings(visit: Visit) -> Iterator[Wording]:
    """Around a lonely change; its second; the hour that comes twice; and between milliseconds."""
    calendar, largest = visit.calendar, visit.terms.description.page_size
    full = visit.target.depth is Depth.FULL
    for instant in notable(calendar, largest, 3 if full else 1):
        if instant in NAMED:
            yield from _equal(instant, (*OFFSETS, *MORE_OFFSETS) if full else OFFSETS)
            second = Window(instant // SECOND * SECOND, instant // SECOND * SECOND + SECOND)
            if len(calendar.within(second)) <= largest * MOST_PAGES:
                written = spell(second.start, digits=0), spell(second.end, digits=0)
                yield Wording(second, written, "without a fraction")
            yield from _finer(instant, (*PARTS, *MORE_PARTS) if full else PARTS)
    if calendar.entries:
        for window, written, says in _changes_of_clock(visit)[: 2 if full else 1]:
            if window.end in NAMED and len(calendar.within(window)) <= largest * MOST_PAGES:
                yield Wording(window, written, says)


def _equal(instant: Instant, offsets: tuple[tuple[int, int], ...]) -> Iterator[Wording]:
    window = Window(instant, instant + MILLISECOND)
    for offset, digits in offsets:
        start, end = (spell(at, offset, digits) for at in (window.start, window.end))
        yield Wording(window, (start, end), f"with the offset {start[-6:]}, {digits} digits")
    for digits in FRACTIONS:
        yield Wording(
            window, (spell(window.start, digits=digits), spell(window.end, digits=digits)), f"with {digits} digits"
        )


def _finer(instant: Instant, parts: tuple[str, ...]) -> Iterator[Wording]:
    after = Window(instant + MILLISECOND, instant + 2 * MILLISECOND)
    for part in parts:
        says = f"with a `from` of 0.{part} milliseconds after a change"
        yield Wording(after, (spell(instant, part=part), spell(after.end)), says, is_finer=True)
    upto = Window(instant, instant + MILLISECOND)
    for part in parts[:1]:
        says = f"with a `to` of 0.{part} milliseconds after a change"
        yield Wording(upto, (spell(instant), spell(instant, part=part)), says, is_finer=True)


def _changes_of_clock(visit: Visit) -> tuple[tuple[Window, tuple[str, str], str], ...]:
    """The hours around the last change to winter time and to summer time, or around the next if the feed is young."""
    span = visit.calendar.span
    autumn, spring = _near(span, OCTOBER), _near(span, MARCH)
    return (
        (
            Window(autumn - HALF, autumn + HALF),
            (spell(autumn - HALF, 60), spell(autumn + HALF, 0)),
            "on both sides of the end of summer time",
        ),
        (
            Window(spring - HALF, spring + HALF),
            (spell(spring - HALF, 0), spell(spring + HALF, 60)),
            "on both sides of the start of summer time",
        ),
    )


def _near(span: Window, month: int) -> Instant:
    year = (EPOCH + timedelta(milliseconds=min(max(span.end, NAMED.start), NAMED.end))).year
    instants = [_clock_change(near, month) for near in range(max(2, year - 1), min(9998, year + 1) + 1)]
    past = [instant for instant in instants if span.start <= instant - HALF and instant + HALF <= span.end]
    return max(past) if past else next((at for at in instants if at - HALF > span.end), instants[-1])


def _clock_change(year: int, month: int) -> Instant:
    """One o'clock UTC on the last Sunday of a month of 31 days."""
    day = 31 - date(year, month, 31).isoweekday() % 7
    return (datetime(year, month, day, 1, tzinfo=UTC) - EPOCH) // timedelta(milliseconds=1)


SPELLINGS = Probe(Spelling, ask, wordings, smoke=0)
