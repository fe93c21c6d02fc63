"""Checks of *Records*, section *Dates*: the days of the law, one beside the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from conformance.check import check
from conformance.checks.changes.causes import FEED
from conformance.evidence import Copy, Register, Terms
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings
from conformance.model.instant import is_day
from conformance.model.strict import Json

SECOND = 1000
# London is an hour ahead of UTC at most, and two clocks are never quite together.
AHEAD = 3660 * SECOND
NO_DATE = "the feed holds no record with a date of a case"


def day_of(terms: Terms, data: Mapping[str, Json], name: str) -> date | None:
    """A member that is a day, and stands for no other thing."""
    value = data.get(name)
    if not isinstance(value, str) or not is_day(value) or value in terms.codelists["date-stand-in"].codes:
        return None
    return date.fromisoformat(value)


def latest_day(terms: Terms, exchange: Exchange) -> date:
    """The latest day that it was in London when an answer came."""
    return datetime.fromtimestamp((exchange.sent + terms.clock_offset + AHEAD) / SECOND, UTC).date()


@check("records.dates-are-in-order", over="dated", unseen=NO_DATE)
def the_dates_of_a_record_are_in_order(register: Register) -> Findings:
    """What comes first in law comes first on the calendar."""
    for order in register.terms.lifecycle.orders:
        for entry in register.entries if not order.through else ():
            if entry.kind != order.kind or entry.data is None:
                continue
            earlier = day_of(register.terms, entry.data, order.earlier)
            later = day_of(register.terms, entry.data, order.later)
            if earlier and later and later < earlier:
                expected = f"`{order.later}` not before `{order.earlier}`, {earlier}"
                yield register.breach(expected, f"{entry}: {later}", entry.exchange)


@check(
    "records.dates-are-in-order",
    over="entries",
    given=("records.reference-resolves", *FEED),
    unseen=NO_DATE,
)
def the_dates_of_a_case_are_in_order(copy: Copy) -> Findings:
    """Nobody decides what has not come."""
    for order in copy.terms.lifecycle.orders:
        targets = dict(copy.terms.references(order.kind))
        for entry in copy.of_kind(order.kind) if order.through in targets else ():
            data = entry.data or {}
            other = copy.records.get((targets[order.through], str(data.get(order.through))))
            earlier = day_of(copy.terms, (other.data if other else None) or {}, order.earlier)
            later = day_of(copy.terms, data, order.later)
            if other and earlier and later and later < earlier:
                expected = f"`{order.later}` not before `{order.earlier}` of {other.kind} {other.id}, {earlier}"
                yield copy.breach(expected, f"{entry}: {later}", entry.exchange, other.exchange)


@check("records.date-is-plausible", over="dated", unseen=NO_DATE)
def a_date_lies_within_the_life_of_a_case(register: Register) -> Findings:
    """A slip of the finger puts a case into another century, and out of every count."""
    terms = register.terms
    for entry, field in register.dated:
        value = day_of(terms, entry.data or {}, field)
        ahead = "deadlineYearsMost" if (entry.kind, field) in terms.lifecycle.deadlines else "legalDateYearsMost"
        first = int(terms.levels["legalDateYearLeast"])
        last = latest_day(terms, entry.exchange).year + int(terms.levels[ahead])
        if value and not first <= value.year <= last:
            expected = f"`{field}` in a year from {first} to {last}"
            yield register.breach(expected, f"{entry}: {value.isoformat()}", entry.exchange)


@check("records.past-is-not-to-come", over="dated", given=("records.date-is-plausible",), unseen=NO_DATE)
def what_has_happened_is_not_dated_ahead(register: Register) -> Findings:
    """A decision of next week is no decision yet."""
    for entry, field in register.dated:
        value = day_of(register.terms, entry.data or {}, field)
        today = latest_day(register.terms, entry.exchange)
        if value and (entry.kind, field) in register.terms.lifecycle.happened and value > today:
            yield register.breach(f"`{field}` not after {today}", f"{entry}: {value.isoformat()}", entry.exchange)
