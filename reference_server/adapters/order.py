"""A date that lies before one that comes first is not published: one of the two is wrong, and nobody says which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reference_server import spec
from reference_server.adapters.loss import LossReport
from reference_server.rules.publication import Change

# What a record cannot be without is kept as the source has it.
NEEDED = (("decision", "decisionDate"),)


def kept(changes: list[Change], name: str, report: LossReport) -> Iterator[Change]:
    """The records of one case without the dates that cannot be, each of which is told."""
    case = next((change.data for change in changes if change.kind == "application" and change.data), {})
    for change in changes:
        data = dict(change.data or {})
        for row in spec.order():
            first = (case if row["through"] else data).get(row["not-before"])
            date = data.get(row["field"]) if row["kind"] == change.kind else None
            if not isinstance(first, str) or not isinstance(date, str) or date >= first:
                continue
            why = f"it lies before {row['not-before']}, {first}: {row['description']}"
            report.refuse(name, f"{change.kind}.{row['field']}", date, why)
            if (change.kind, row["field"]) not in NEEDED:
                del data[row["field"]]
        yield change if change.data is None else replace(change, data=data)
