"""The returns, counted again from the records that a feed gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from conformance.model.instant import is_day
from conformance.model.quarter import Quarter
from conformance.model.strict import Json

Data = Mapping[str, Json]
KINDS = ("application", "decision", "event")
UNCLASSIFIED, OUTSIDE = "unclassified", "Q99"
OUTCOMES = ("granted", "refused", "otherOutcome")
AGREEMENTS = ("agreed", "agreedInTime", "agreedUnknown")
DEADLINE = "agreedDeadlineDate"
# What tells that a case has a time of its own.
AGREED: tuple[tuple[str, Json], ...] = (
    ("planningPerformanceAgreement", True),
    ("environmentalImpactAssessment", "yes"),
)
# Rows of the one scale that an application of the other cannot be in.
FOREIGN = {"minor": tuple(f"Q0{n}" for n in range(1, 8)), "major": tuple(f"Q{n}" for n in range(13, 19))}


@dataclass(frozen=True, slots=True)
class Book:
    """What the codelists say: the rows of a type, the outcome of a word, the bands, and the days with an assessment."""

    rows: Mapping[str, tuple[str, ...]]
    outcomes: Mapping[str, str]
    bands: tuple[tuple[str, int], ...]
    assessed_days: int


@dataclass(frozen=True)
class File:
    """One application with all that is known of it."""

    id: str
    data: Data
    decisions: tuple[tuple[str, Data], ...] = ()
    events: tuple[Data, ...] = ()

    @cached_property
    def own(self) -> tuple[date, Data] | None:
        """The first decision that is the authority's own, with its day."""
        own = [(day, key, data) for day, key, data in self._standing if self._is_own(data)]
        first = min(own, key=lambda one: one[:2], default=None)
        return (first[0], first[2]) if first else None

    @cached_property
    def gone(self) -> date | None:
        """The first day on which it left undecided."""
        days = [_day(self.data, "withdrawnDate")]
        days += self._days_of("call-in-direction-issued") + self._days_of("validation-returned")
        days += [day for day, _, data in self._standing if not self._is_own(data)]
        return min((day for day in days if day), default=None)

    @property
    def closed(self) -> date | None:
        """The day from which on it is not on hand."""
        return min((day for day in (self.own and self.own[0], self.gone) if day), default=None)

    @property
    def is_decided(self) -> bool:
        """Whether it was closed by the authority's own decision."""
        return self.own is not None and self.own[0] == self.closed

    @property
    def received(self) -> date | None:
        """The day on which it came."""
        return _day(self.data, "receivedDate")

    @property
    def is_unclear(self) -> bool:
        """Whether a day that is needed is absent or contradicts another."""
        if self.received is None:
            return True
        return self.received > self.closed if self.closed else self.data.get("status") != "undetermined"

    def of(self, word: str) -> list[Data]:
        """What happened to it under one word."""
        return [event for event in self.events if event.get("permissionProcessEvent") == word]

    @property
    def _standing(self) -> list[tuple[date, str, Data]]:
        """The decisions that still count, with their days."""
        over = {data.get("supersedes") for _, data in self.decisions}
        standing = [(key, data) for key, data in self.decisions if key not in over and data.get("quashed") is not True]
        return [(day, key, data) for key, data in standing if (day := _day(data, "decisionDate"))]

    def _is_own(self, data: Data) -> bool:
        home = self.data.get("planningAuthority")
        by_others = data.get("decisionMaker") in ("pins", "secretary-of-state", "mayor")
        is_none = data.get("decision") in ("not-determined", "finally-disposed")
        return data.get("organisation", home) == home and not by_others and not is_none

    def _days_of(self, word: str) -> list[date | None]:
        return [_day(event, "eventDate") for event in self.of(word)]


def _day(data: Data, name: str) -> date | None:
    text = data.get(name)
    return date.fromisoformat(text) if isinstance(text, str) and is_day(text) else None


@dataclass(frozen=True)
class Count:
    """What the returns of one quarter are to say. `cases` is how many there are at all."""

    cases: int
    unclear: int
    on_hand: int
    received: int
    decided: int
    left: int
    rows: Mapping[str, Counter[str]] = field(default_factory=dict)


def files(records: Iterable[tuple[str, str, Data]], authority: str, book: Book) -> tuple[File, ...]:
    """The cases of an authority out of live records, each given as kind, id and data."""
    records = tuple(records)
    hanging: dict[tuple[str, Json], list[tuple[str, Data]]] = {}
    for kind, key, data in records:
        parent = data.get("application")
        if kind != "application" and isinstance(parent, str):
            hanging.setdefault((kind, parent), []).append((key, data))
    return tuple(
        File(
            key,
            data,
            tuple(hanging.get(("decision", key), ())),
            tuple(event for _, event in hanging.get(("event", key), ())),
        )
        for kind, key, data in records
        if kind == "application" and data.get("planningAuthority") == authority and not _is_outside(data, book)
    )


def _is_outside(data: Data, book: Book) -> bool:
    if data.get("reportingType"):
        return data["reportingType"] == OUTSIDE
    types = _words(data, "applicationTypes")
    return bool(types) and all(book.rows.get(word) == (OUTSIDE,) for word in types)


def row_of(data: Data, book: Book) -> str:
    """The row in which a decision on an application is counted."""
    stated = data.get("reportingType")
    if isinstance(stated, str) and stated:
        return stated
    rows = {row for word in _words(data, "applicationTypes") for row in book.rows.get(word, ())}
    rows -= set(FOREIGN.get(str(data.get("developmentScale")), ()))
    return rows.pop() if len(rows) == 1 else UNCLASSIFIED


def _words(data: Data, name: str) -> list[str]:
    value = data.get(name)
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def count(cases: Iterable[File], quarter: Quarter, book: Book) -> Count:
    """What became of some cases in a quarter."""
    cases = tuple(cases)
    clear = [one for one in cases if not one.is_unclear]
    ended = [one for one in clear if one.closed and quarter.holds(one.closed)]
    decided = [one for one in ended if one.is_decided]
    rows: dict[str, Counter[str]] = {}
    for one in decided:
        rows.setdefault(row_of(one.data, book), Counter()).update(_columns(one, book))
    return Count(
        cases=len(cases),
        unclear=len(cases) - len(clear),
        on_hand=sum(_is_open(one, quarter.first) for one in clear),
        received=sum(one.received is not None and quarter.holds(one.received) for one in clear),
        decided=len(decided),
        left=len(ended) - len(decided),
        rows=rows,
    )


def _is_open(one: File, day: date) -> bool:
    """Whether a case came before a day and did not end before it."""
    return one.received is not None and one.received < day and not (one.closed is not None and one.closed < day)


def _columns(one: File, book: Book) -> list[str]:
    """Every column in which one decided case counts."""
    if one.own is None:
        return []
    day, decision = one.own
    columns = ["total", book.outcomes.get(str(decision.get("decision")), "otherOutcome")]
    columns += ["delegated"] if decision.get("decisionMaker") == "planning-officer" else []
    extensions, start = _extensions(one, day), _start(one, day)
    if not (extensions or any(one.data.get(name) == value for name, value in AGREED) or DEADLINE in one.data):
        took = (day - start).days if start else -1
        return [*columns, next(name for name, most in book.bands if took <= most) if took >= 0 else "noStart"]
    agreed = _agreed(one, extensions, start, book)
    in_time = [] if agreed is not None and day > agreed else ["agreedUnknown" if agreed is None else "agreedInTime"]
    return [*columns, "agreed", *in_time]


def _start(one: File, decided: date) -> date | None:
    """When the clock of a decision started."""
    days = [_day(event, "eventDate") for event in one.of("valid-from")]
    return max((day for day in days if day and day <= decided), default=one.received)


def _extensions(one: File, decided: date) -> list[tuple[date, date | None]]:
    """Each agreement on more time that came before a decision: its day, and the new last day if it has one."""
    found = ((_day(event, "eventDate"), _day(event, "newDeadlineDate")) for event in one.of("time-extension-agreed"))
    return [(day, new) for day, new in found if day and day <= decided]


def _agreed(one: File, extensions: list[tuple[date, date | None]], start: date | None, book: Book) -> date | None:
    """The last day that was agreed, if it is known."""
    new = [(day, last) for day, last in extensions if last]
    if new:
        return max(new)[1]
    if DEADLINE in one.data:
        return _day(one.data, DEADLINE)
    is_assessed = one.data.get("environmentalImpactAssessment") == "yes"
    return start + timedelta(days=book.assessed_days) if is_assessed and start else None
