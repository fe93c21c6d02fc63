"""The cases of `returns.csv`, worked out by hand: what they are, and what each counts as in the third quarter of 2026.

The column `expected` says it for each case alone, and `why` how. `CASELOAD` and `TOTALS` are the sums of that column,
added up on paper.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

AUTHORITY = "local-authority:WMB"
FILE = Path(__file__).with_name("returns.csv")
NAMES = {"start": "onHandStart", "left": "leftUndecided"}
# On hand at the end are D and V.
CASELOAD = {"onHandStart": 16, "received": 6, "decided": 17, "leftUndecided": 3, "onHandEnd": 2, "unclear": 3}
ROWS = {"Q01": 1, "Q02": 1, "Q06": 1, "Q13": 2, "Q21": 10, "Q22": 1, "unclassified": 1}
TOTALS = {
    "total": 17,
    "granted": 11,
    "refused": 5,
    "otherOutcome": 1,
    "delegated": 11,
    "within8Weeks": 7,
    "within13Weeks": 2,
    "within16Weeks": 1,
    "within26Weeks": 1,
    "within52Weeks": 1,
    "beyond52Weeks": 1,
    "noStart": 0,
    "agreed": 4,
    "agreedInTime": 2,
    "agreedUnknown": 1,
}


class Worked(NamedTuple):
    """One case: its name, its records as kind, id and data, and what it counts as."""

    name: str
    records: tuple[tuple[str, str, dict[str, Any]], ...]
    caseload: Mapping[str, int]
    row: str
    columns: frozenset[str]


def worked() -> tuple[Worked, ...]:
    """Every case of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_worked(line) for line in csv.DictReader(file))


def _worked(line: dict[str, str]) -> Worked:
    words = line["expected"].split()
    counted = [NAMES.get(word, word) for word in words[:2] if NAMES.get(word, word) in CASELOAD]
    rest = words[len(counted) :]
    load = dict.fromkeys(CASELOAD, 0) | dict.fromkeys(counted, 1)
    load["onHandEnd"] = load["onHandStart"] + load["received"] - load["decided"] - load["leftUndecided"]
    return Worked(line["case"], tuple(_records(line)), load, rest[0] if rest else "", frozenset(rest[1:]))


def _records(line: dict[str, str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    key = f"application-{line['case']}"
    facts: dict[str, Any] = {
        "planningAuthority": AUTHORITY,
        "applicationTypes": line["types"].split(";"),
        "status": line["status"],
        "receivedDate": line["received"],
        "developmentScale": line["scale"],
        "reportingType": line["row"],
        "environmentalImpactAssessment": line["assessment"],
        "planningPerformanceAgreement": True if line["agreement"] else "",
        "agreedDeadlineDate": line["agreed"],
        "withdrawnDate": line["withdrawn"],
    }
    yield "application", key, {name: value for name, value in facts.items() if value}
    for number, cell in enumerate(line["events"].split(";") if line["events"] else ()):
        word, day, *new = cell.split()
        event = {"application": key, "permissionProcessEvent": word, "eventDate": day}
        yield "event", f"event-{line['case']}-{number}", event | ({"newDeadlineDate": new[0]} if new else {})
    for number, cell in enumerate(line["decisions"].split(";") if line["decisions"] else ()):
        day, word, maker, *more = cell.split()
        decision: dict[str, Any] = {"application": key, "decisionDate": day, "decision": word, "decisionMaker": maker}
        for extra in more:
            earlier = f"decision-{line['case']}-{number - 1}"
            meanings: dict[str, dict[str, Any]] = {"quashed": {"quashed": True}, "supersedes": {"supersedes": earlier}}
            decision |= meanings.get(extra, {"organisation": extra})
        yield "decision", f"decision-{line['case']}-{number}", decision
