"""The life of a case: which states there are, which moves lead from one to another, and which dates come in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conformance.standard.codelists import read_rows

STATE = ("reference", "stage", "status", "description", "ends", "public")
MOVE = ("from", "to", "because")
DATE = ("kind", "field", "tells", "description")
ORDER = ("kind", "field", "through", "not-before", "description")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Order:
    """Two dates of which the first is not before the second.

    `later` is a member of `kind`; `earlier` is one too, or one of the record to which the member `through` refers.
    """

    kind: str
    later: str
    through: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """What `spec/lifecycle` says. A state is a stage with a status.

    `reaches` gives for each state every state that some moves lead to, its own among them. `deadlines` and `happened`
    are the members, by kind, that are deadlines and that tell of what is past.
    """

    states: Mapping[str, Pair]
    ends: frozenset[Pair]
    hidden: frozenset[Pair]
    reaches: Mapping[Pair, frozenset[Pair]]
    deadlines: frozenset[Pair]
    happened: frozenset[Pair]
    orders: tuple[Order, ...]


def read_lifecycle(folder: Path) -> Lifecycle:
    """The four tables as one value."""
    states = read_rows(folder / "state.csv", STATE)
    dates = read_rows(folder / "date.csv", DATE)
    pairs = {row["reference"]: (row["stage"], row["status"]) for row in states}
    moves = [(row["from"], row["to"]) for row in read_rows(folder / "move.csv", MOVE)]
    return Lifecycle(
        states=pairs,
        ends=frozenset(pairs[row["reference"]] for row in states if row["ends"] == "yes"),
        hidden=frozenset(pairs[row["reference"]] for row in states if row["public"] == "no"),
        reaches={pair: frozenset(pairs[n] for n in _closure(key, moves) if n in pairs) for key, pair in pairs.items()},
        deadlines=frozenset((row["kind"], row["field"]) for row in dates if row["tells"] == "deadline"),
        happened=frozenset((row["kind"], row["field"]) for row in dates if row["tells"] == "happened"),
        orders=tuple(
            Order(row["kind"], row["field"], row["through"], row["not-before"])
            for row in read_rows(folder / "order.csv", ORDER)
        ),
    )


def _closure(start: str, moves: list[tuple[str, str]]) -> set[str]:
    """Everything that some moves lead to, and the start."""
    found, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        further = {there for origin, there in moves if origin == here} - found
        found |= further
        waiting += further
    return found
