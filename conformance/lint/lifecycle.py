"""The rules for writing the lifecycle: its states, its moves, its dates and their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from conformance.lint.complaint import Complaint
from conformance.standard import Standard
from conformance.standard.codelists import read_rows
from conformance.standard.lifecycle import DATE, MOVE, ORDER, STATE

ANSWERS = ("yes", "no")
TELLS = ("happened", "planned", "deadline")


def states(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about the states: each can be come by, and none but an end is without a way out."""
    path = spec / "lifecycle" / "state.csv"
    seen: set[str] = set()
    for line, row in enumerate(read_rows(path, STATE), 2):
        complaints = (*_words(row, standard), *_ways(spec, row, is_first=not seen))
        if row["reference"] in seen:
            complaints = (*complaints, f"the state {row['reference']} stands twice")
        seen.add(row["reference"])
        yield from (Complaint(path, line, message) for message in complaints)


def _words(row: Mapping[str, str], standard: Standard) -> Iterator[str]:
    """What is wrong with the words of a state."""
    name = f"{row['stage']}/{row['status']}"
    if row["reference"] != name:
        yield f"a state is called by its stage and its status: {name}"
    for word, codelist in ((row["stage"], "process-stage"), (row["status"], "application-status")):
        if word not in standard.codelists[codelist].codes:
            yield f"codelists/{codelist}.csv has no {word}"
    for column in ("ends", "public"):
        if row[column] not in ANSWERS:
            yield f"the column {column} says yes or no"


def _ways(spec: Path, row: Mapping[str, str], *, is_first: bool) -> Iterator[str]:
    """What is wrong with the ways to a state and from it. A case begins with the first one."""
    found, name = read_rows(spec / "lifecycle" / "move.csv", MOVE), row["reference"]
    leaves, is_entered = any(move["from"] == name for move in found), any(move["to"] == name for move in found)
    if row["ends"] == "yes" and leaves:
        yield f"{name} is an end, and a move leads away from it"
    if row["ends"] == "no" and not leaves:
        yield f"no move leads away from {name}, which is no end"
    if not is_first and not is_entered:
        yield f"no move leads to {name}"


def moves(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about a move."""
    path, seen = spec / "lifecycle" / "move.csv", set()
    for line, row in enumerate(read_rows(path, MOVE), 2):
        for name in (row["from"], row["to"]):
            if name not in standard.lifecycle.states:
                yield Complaint(path, line, f"lifecycle/state.csv has no {name}")
        if (row["from"], row["to"]) in seen:
            yield Complaint(path, line, f"the move from {row['from']} to {row['to']} stands twice")
        if not row["because"]:
            yield Complaint(path, line, "the column because says what has happened")
        seen.add((row["from"], row["to"]))


def dates(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about what dates tell, and in which order they come."""
    path = spec / "lifecycle" / "date.csv"
    for line, row in enumerate(read_rows(path, DATE), 2):
        yield from _dates(path, line, row["kind"], standard, row["field"])
        if row["tells"] not in TELLS:
            yield Complaint(path, line, f"the column tells says one of {', '.join(TELLS)}")
    path = spec / "lifecycle" / "order.csv"
    for line, row in enumerate(read_rows(path, ORDER), 2):
        yield from _dates(path, line, row["kind"], standard, row["field"])
        other = _target(row["kind"], row["through"], standard) if row["through"] else row["kind"]
        if not other:
            yield Complaint(path, line, f"{row['through']} of {row['kind']} refers to no record")
        else:
            yield from _dates(path, line, other, standard, row["not-before"])


def _dates(path: Path, line: int, kind: str, standard: Standard, field: str) -> Iterator[Complaint]:
    """A kind without a schema is one to come, and is let be."""
    leaves = standard.leaves_of_kind(kind)
    if kind not in standard.codelists["kind"].codes:
        yield Complaint(path, line, f"codelists/kind.csv has no {kind}")
    elif leaves and (field not in leaves or not leaves[field].is_date):
        yield Complaint(path, line, f"{kind} has no date {field}")


def _target(kind: str, member: str, standard: Standard) -> str:
    leaves = standard.leaves_of_kind(kind)
    if not leaves:
        return "application"
    return leaves[member].refers_to if member in leaves else ""
