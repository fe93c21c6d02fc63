"""The rules for writing rows, and for what schemas and rows name of each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from conformance.lint.complaint import Complaint, line_with
from conformance.model.strict import Json
from conformance.standard import Standard
from conformance.standard.place import read_object


def rows(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about a row of a codelist."""
    for codelist in standard.codelists.values():
        for line, row in enumerate(codelist.rows, 2):
            tell = partial(Complaint, spec / "codelists" / f"{codelist.name}.csv", line)
            yield from map(tell, _row(row))


def _row(row: Mapping[str, str]) -> Iterator[str]:
    if not row["name"]:
        yield f"the code {row['reference']} has no name"
    for column, cell in row.items():
        if cell != cell.strip():
            yield f"{column} begins or ends with a space"
    # Days in this form are in order as text.
    if row["end-date"] and row["entry-date"] > row["end-date"]:
        yield f"the code ends on {row['end-date']}, before it begins on {row['entry-date']}"
    if row["end-date"] and row["status"] == "proposed":
        yield "a code that is only proposed has not ended: leave end-date empty, or say retired"


def transforms(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every complaint about how a field becomes its counterpart."""
    for kind, fields in standard.crosswalk.items():
        listed = [field.path for field in fields]
        for line, field in enumerate(fields, 2):
            tell = partial(Complaint, spec / "crosswalk" / f"{kind}.csv", line)
            if field.path in listed[: line - 2]:
                yield tell(f"the field {field.path} has two rows")
            yield from map(tell, _transform(field.transform, standard))


def _transform(transform: str, standard: Standard) -> Iterator[str]:
    """What is wrong with one that goes by a codelist: `map:LIST.COLUMN` or `code:LIST`."""
    how, _, place = transform.partition(":")
    name, _, column = place.partition(".")
    if how not in ("map", "code") or not place:
        return
    codelist = standard.codelists.get(name)
    if codelist is None:
        yield f"the transform goes by the list {name}, which does not exist"
    elif column and not any(column in row for row in codelist.rows):
        yield f"the transform goes by the column {column}, which codelists/{name}.csv does not have"


def levels(spec: Path, _standard: Standard) -> Iterator[Complaint]:
    """Every number of which nobody says what it means."""
    path = spec / "service-levels.yaml"
    for name, level in read_object(path).items():
        if not isinstance(level, dict) or not level.get("means"):
            yield Complaint(path, line_with(path, f"{name}:"), f"`{name}` does not say what it `means`")


def members(spec: Path, standard: Standard) -> Iterator[Complaint]:
    """Every member that a schema asks for and does not have, and every kind that it refers to and nobody knows."""
    for name in standard.schemas:
        path = spec / "schemas" / f"{name}.yaml"
        for value in _objects(read_object(path)):
            yield from (Complaint(path, line_with(path, word), message) for word, message in _member(value, standard))


def _member(value: dict[str, Json], standard: Standard) -> Iterator[tuple[str, str]]:
    properties, required, kind = value.get("properties"), value.get("required"), value.get("x-refers-to")
    declares = value.get("type") == "object" and isinstance(properties, dict)
    for name in required if declares and isinstance(required, list) else ():
        if isinstance(properties, dict) and name not in properties:
            yield str(name), f"`{name}` is required, and is no member"
    if kind is not None and kind not in standard.codelists["kind"].codes:
        yield f"x-refers-to: {kind}", f"codelists/kind.csv has no {kind}"


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield value
    for inner in inside:
        yield from _objects(inner)
