"""The decisions of the chapter *Returns*: which cases count, when, and as what."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from reference_server import spec

Data = dict[str, Any]
Counts = dict[str, int]
QUARTER = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
LONDON = ZoneInfo("Europe/London")
OTHERS = ("pins", "secretary-of-state", "mayor")
NO_DECISIONS = ("not-determined", "finally-disposed")
DEPARTURES = ("call-in-direction-issued", "validation-returned")
MAJOR, MINOR = re.compile(r"Q0[1-7]"), re.compile(r"Q1[3-8]")
OUTSIDE, UNCLASSIFIED = "Q99", "unclassified"


class Quarter(NamedTuple):
    """A quarter of the calendar: its name, its first day, and the first day of the next."""

    name: str
    first: date
    after: date


class Case(NamedTuple):
    """An application as it stood, with its decisions, each after its id, and what happened to it."""

    facts: Data
    decisions: tuple[tuple[str, Data], ...] = ()
    events: tuple[Data, ...] = ()


class Course(NamedTuple):
    """What became of a case: when it came, when it was no longer on hand, and by which decision of the authority."""

    case: Case
    received: date
    over: date | None
    decision: Data | None


def day(value: object) -> date | None:
    """A legal date; None for what is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-03-28") else None
    except ValueError:
        return None


def calendar_quarter(text: str) -> Quarter | None:
    """The quarter that a name means; None where it means none."""
    parts = QUARTER.fullmatch(text)
    year, number = (int(parts[1]), int(parts[2])) if parts else (0, 0)
    if not 1 <= year < date.max.year:
        return None
    after = date(year + number // 4, number * 3 % 12 + 1, 1)
    return Quarter(text, date(year, number * 3 - 2, 1), after)


def midnight(first: date) -> int:
    """The instant at which a day begins in Europe/London."""
    return round(datetime(first.year, first.month, first.day, tzinfo=LONDON).timestamp() * 1000)


def is_outside(facts: Data) -> bool:
    """Whether an application is one that the returns do not ask for."""
    stated = facts.get("reportingType")
    if stated:
        return bool(stated == OUTSIDE)
    kinds = facts.get("applicationTypes") or ["?"]
    return all(_rows_of(kind) == [OUTSIDE] for kind in kinds)


def is_own(facts: Data, decision: Data) -> bool:
    """Whether a decision is one of the authority that the application came to."""
    return (
        decision.get("organisation", facts.get("planningAuthority")) == facts.get("planningAuthority")
        and decision.get("decisionMaker") not in OTHERS
        and decision.get("decision") not in NO_DECISIONS
    )


def withdrawals(case: Case) -> list[date | None]:
    """The days on which a case was withdrawn, called in or turned away."""
    events = [event for event in case.events if event.get("permissionProcessEvent") in DEPARTURES]
    return [day(case.facts.get("withdrawnDate")), *(day(event.get("eventDate")) for event in events)]


def is_on_hand(course: Course, when: date, _is_running: bool) -> bool:
    """Whether a case was open in the morning of a day."""
    return course.received < when and (course.over is None or course.over >= when)


def row(facts: Data) -> str:
    """Where a decision is counted."""
    stated = facts.get("reportingType")
    if stated:
        return str(stated)
    wrong = {"major": MINOR, "minor": MAJOR}.get(facts.get("developmentScale", ""))
    rows = {one for kind in facts.get("applicationTypes", ()) for one in _rows_of(kind)}
    left = [one for one in rows if not (wrong and wrong.fullmatch(one))]
    return left[0] if len(left) == 1 else UNCLASSIFIED


def _rows_of(kind: str) -> list[str]:
    found = (line["ps2"] for line in spec.codelist("application-type") if line["reference"] == kind)
    return [one for one in next(found, "").split(";") if one]


def outcome(word: str) -> str:
    """Under which outcome a word for a decision is counted."""
    odp = next((line["odp"] for line in spec.codelist("decision") if line["reference"] == word), "")
    return odp if odp in ("granted", "refused") else "otherOutcome"


def start(case: Case, decided: date) -> date | None:
    """The day on which the clock of a case began."""
    valid = [event for event in case.events if event.get("permissionProcessEvent") == "valid-from"]
    days = [when for event in valid if (when := day(event.get("eventDate"))) and when <= decided]
    return max(days) if days else day(case.facts.get("receivedDate"))


def has_agreement(case: Case, decided: date) -> bool:
    """Whether a time of its own was agreed for a case."""
    facts = case.facts
    return (
        facts.get("planningPerformanceAgreement") is True
        or facts.get("environmentalImpactAssessment") == "yes"
        or "agreedDeadlineDate" in facts
        or bool(_extensions(case, decided))
    )


def agreed_day(case: Case, decided: date) -> date | None:
    """The last day for a decision under an agreement; None where nobody knows it."""
    named = [(when, new) for when, event in _extensions(case, decided) if (new := day(event.get("newDeadlineDate")))]
    if named:
        return max(named)[1]
    began = start(case, decided)
    if case.facts.get("agreedDeadlineDate"):
        return day(case.facts["agreedDeadlineDate"])
    if case.facts.get("environmentalImpactAssessment") == "yes" and began:
        return began + timedelta(days=spec.levels()["environmentalDecisionDays"])
    return None


def _extensions(case: Case, decided: date) -> list[tuple[date, Data]]:
    agreed = [event for event in case.events if event.get("permissionProcessEvent") == "time-extension-agreed"]
    return [(when, event) for event in agreed if (when := day(event.get("eventDate"))) and when <= decided]


def band(days: int) -> str:
    """The band that so many days fall into."""
    limits = ((line["reference"], line["days"]) for line in spec.codelist("ps2-band"))
    return next(name for name, most in limits if not most or days <= int(most))


def added(rows: Sequence[tuple[str, Counts]], names: Sequence[str]) -> Counts:
    """The sum of all rows."""
    return {name: sum(counts[name] for _, counts in rows) for name in names}


@dataclass(frozen=True, slots=True)
class Returns:
    """How returns are counted. The defaults keep the standard.

    `view` is the one whose cases are counted, given the one that is asked; `newest` the position where none was asked
    for, given the watermark. `quarter` reads the name of one, and `last` and `has_ended` tell of it what is stated.
    `knows` says whether a return of an authority is given out. `received` is the day on which a case came; `comes`
    whether it then counts as received, and `departs` whether one that left undecided counts as gone. `owns` and
    `withdrawals` say how a case ends. `is_on_hand` is given a day, and whether the quarter that it begins still runs.
    `end` adds up. Of PS2, `row`, `outcome`, `is_delegated`, `has_agreement`, `agreed_day` and `band` sort one decision,
    and `totals` adds the rows up. `asked` sees each PS1 before it leaves.
    """

    view: Callable[[str], str] = lambda view: view
    newest: Callable[[int], int] = lambda watermark: watermark
    quarter: Callable[[str], Quarter | None] = calendar_quarter
    last: Callable[[Quarter], date] = lambda quarter: quarter.after - timedelta(days=1)
    has_ended: Callable[[Quarter, int], bool] = lambda quarter, at: at >= midnight(quarter.after)
    knows: Callable[[str, Sequence[str]], bool] = lambda authority, known: authority in known
    received: Callable[[Case], date | None] = lambda case: day(case.facts.get("receivedDate"))
    comes: Callable[[Course], bool] = lambda _course: True
    departs: Callable[[Course], bool] = lambda _course: True
    owns: Callable[[Data, Data], bool] = is_own
    withdrawals: Callable[[Case], list[date | None]] = withdrawals
    is_on_hand: Callable[[Course, date, bool], bool] = is_on_hand
    end: Callable[[int, int, int, int], int] = lambda on_hand, received, decided, left: (
        on_hand + received - decided - left
    )
    row: Callable[[Data], str] = row
    outcome: Callable[[str], str] = outcome
    is_delegated: Callable[[Data], bool] = lambda decision: decision.get("decisionMaker") == "planning-officer"
    has_agreement: Callable[[Case, date], bool] = has_agreement
    agreed_day: Callable[[Case, date], date | None] = agreed_day
    band: Callable[[int], str] = band
    totals: Callable[[Sequence[tuple[str, Counts]], Sequence[str]], Counts] = added
    asked: Callable[[Counts], Counts] = lambda counts: counts
