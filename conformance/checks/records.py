"""Checks of the chapter *Records*."""

from __future__ import annotations

from collections.abc import Iterator

from conformance.check import check
from conformance.evidence import Copy, Walk
from conformance.model.finding import Findings
from conformance.model.instant import is_day
from conformance.model.strict import Json

# What old systems write for "no date".
STAND_INS = frozenset(("0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "9999-12-31"))
WHOLE_FEED = ("changes.entry-is-whole", "changes.walk-ignores-page-size", "changes.walk-ends", "changes.windows-join")


@check(
    "records.matches-its-schema",
    over="upserts",
    given=("records.legal-date-is-a-day",),
    unseen="the feed holds no record",
)
def data_is_valid(walk: Walk) -> Findings:
    """A consumer reads hundreds of authorities with one program."""
    for entry in walk.upserts:
        schema = walk.terms.record_schema(entry.kind)
        for flaw in schema.flaws(entry.data) if schema and entry.data is not None else ():
            yield walk.breach(f"data as the schema `{entry.kind}` has it", f"{entry}: {flaw}", entry.exchange)


@check("records.legal-date-is-a-day", over="upserts", unseen="the feed holds no record")
def a_date_of_law_has_no_time(walk: Walk) -> Findings:
    """Statutory clocks run in days; a date with a time falls on the day before for half of its readers."""
    for entry in walk.upserts:
        for name in walk.terms.legal_dates(entry.kind):
            value = (entry.data or {}).get(name)
            if value is not None and (not is_day(value) or value in STAND_INS):
                yield walk.breach(
                    f"`{name}` as a day, YYYY-MM-DD, or absent", f"{entry}: {value!r}"[:200], entry.exchange
                )


@check("records.reference-resolves", over="entries", given=WHOLE_FEED, unseen="the feed holds no record")
def what_a_record_refers_to_is_there(copy: Copy) -> Findings:
    """A consumer cannot tell a record that is late from one that will never come."""
    for entry in copy.entries:
        for member, kind, target in _references(copy, entry.kind, entry.data or {}):
            if kind in copy.kinds and (kind, target) not in copy.records:
                yield copy.breach(
                    f"the {kind} {target}, to which `{member}` of {entry.kind} {entry.id} refers",
                    "no such live record at a complete page",
                    entry.exchange,
                    copy.exchange,
                )


def _references(copy: Copy, kind: str, data: dict[str, Json]) -> Iterator[tuple[str, str, str]]:
    """Which member refers to which record: the schema names the kind in `x-refers-to`."""
    for member, target_kind in copy.terms.references(kind):
        value = data.get(member)
        for target in value if isinstance(value, list) else [value]:
            if isinstance(target, str):
                yield member, target_kind, target
