"""Reads records, and says what explains failures in every section."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.checks.changes.causes import READ_WHOLE
from conformance.evidence import Proceedings
from conformance.model.finding import Findings
from conformance.model.instant import is_day
from conformance.model.page import Entry
from conformance.model.strict import Json

WELL_FORMED = ("changes.entry-is-whole", "records.matches-its-schema", "records.legal-date-is-a-day")
# What is held against other records needs them all.
RELATED = (*WELL_FORMED, *READ_WHOLE)


def fact(entry: Entry, member: str) -> Json:
    """What a record says, None where it says nothing."""
    return (entry.data or {}).get(member)


def day(entry: Entry, member: str) -> str:
    """A day as text, which sorts as the days do; '' where there is none."""
    value = fact(entry, member)
    return str(value) if is_day(value) else ""


def of_one_case(proceedings: Proceedings, member: str, pairs: Iterable[tuple[Entry, Entry]]) -> Findings:
    """A breach for each record that names a record of another application."""
    for entry, target in pairs:
        if fact(entry, "application") != fact(target, "application"):
            expected = f"in `{member}` a {target.kind} on application {fact(entry, 'application')}"[:200]
            actual = f"{entry} names {target.id}, on application {fact(target, 'application')}"[:240]
            yield proceedings.breach(expected, actual, entry.exchange, target.exchange)
