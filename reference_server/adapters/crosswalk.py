"""Turns one document of another system into records, row by row of the crosswalk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reference_server import spec
from reference_server.adapters.loss import LossReport
from reference_server.adapters.transforms import TRANSFORMS, Refused, mapped_all

ABSENT = object()
Data = dict[str, Any]
Row = Mapping[str, str]


@dataclass(slots=True)
class Reading:
    """One document while it is read: its values by path, what was carried of it, and what was refused.

    `here` is the item of a list that the record is made from, and `inside` the path of that list.
    """

    name: str
    document: Data
    report: LossReport
    carried: set[str] = field(default_factory=set)

    def value(self, path: str, here: Data | None = None, inside: str = "") -> Any:  # noqa: ANN401 - JSON
        """The value at a path, from the item at hand or from the root; ABSENT where there is none."""
        own = bool(inside) and path.startswith(f"{inside}.")
        found: Any = here if own else self.document
        for step in path.removeprefix(f"{inside}.").split(".") if own else path.split("."):
            found = found.get(step.removesuffix("[]"), ABSENT) if isinstance(found, dict) else ABSENT
        return found


Derive = Callable[[Reading, Data], Any]


def record(
    reading: Reading,
    kind: str,
    derived: Mapping[str, Derive],
    here: Data | None = None,
    inside: str = "",
    rows: Sequence[Row] | None = None,
) -> Data:
    """The facts of one record. A row whose transform is `derived` or `reference` is filled by a function.

    `rows` stand in for the crosswalk's where it does not know the source.
    """
    data: Data = {}
    asked: set[str] = set()
    for row in spec.crosswalk(kind) if rows is None else rows:
        place = row["field"].replace("[]", "").split(".")
        if place[0] not in derived:
            # A list of objects is made by a function, or not at all.
            _put(data, place, ABSENT if "[]." in row["field"] else _by_row(reading, row, here, inside))
        elif place[0] not in asked:
            asked.add(place[0])
            _put(data, place[:1], _by_function(reading, row, derived[place[0]], here, inside))
    return data


def _put(data: Data, place: list[str], value: Any) -> None:  # noqa: ANN401
    if value is ABSENT or value is None:
        return
    for step in place[:-1]:
        data = data.setdefault(step, {})
    data.setdefault(place[-1], value)


def _by_function(reading: Reading, row: Row, derive: Derive, here: Data | None, inside: str) -> Any:  # noqa: ANN401
    try:
        value = derive(reading, here or {})
    except Refused as why:
        path = row["odp"].split(" | ")[0]
        reading.report.refuse(reading.name, path, reading.value(path, here, inside), str(why))
        return ABSENT
    if value is not ABSENT and value is not None:
        reading.carried.update(path for path in row["odp"].split(" | ") if path)
        _note(reading, row)
    return value


def _by_row(reading: Reading, row: Row, here: Data | None, inside: str) -> Any:  # noqa: ANN401
    word, _, argument = row["transform"].partition(":")
    for path in row["odp"].split(" | ") if word in TRANSFORMS else ():
        value = reading.value(path, here, inside) if path else ABSENT
        if value is ABSENT or value is None:
            continue
        try:
            turned = _turn(row, word, argument, value)
        except Refused as why:
            reading.report.refuse(reading.name, path, value, str(why))
            continue
        reading.carried.add(path.removesuffix("[]"))
        _note(reading, row)
        return turned
    return ABSENT


def _turn(row: Row, word: str, argument: str, value: Any) -> Any:  # noqa: ANN401
    """One value, or each of a list where the field is one."""
    if not row["field"].endswith("[]"):
        return TRANSFORMS[word](value, argument)
    if word == "map":
        return mapped_all(value, argument)
    return [TRANSFORMS[word](item, argument) for item in (value if isinstance(value, list) else [value])]


def _note(reading: Reading, row: Row) -> None:
    if row["lossy"]:
        reading.report.partly[row["odp"]] = row["lossy"]


def items(document: Data, path: str) -> Iterator[Data]:
    """The objects in the list at a path."""
    found = document.get(path)
    yield from (item for item in (found if isinstance(found, list) else []) if isinstance(item, dict))
