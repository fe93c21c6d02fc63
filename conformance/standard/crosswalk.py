"""Which field stands where else, and which views may show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from conformance.model.strict import Json
from conformance.standard.codelists import read_rows

COLUMNS = ("field", "odp", "mhclg", "transform", "lossy", "views")


@dataclass(frozen=True, slots=True)
class Field:
    """One row: a member of a kind's `data`, as a path like `linkedApplications[].reference`."""

    path: str
    odp: str
    mhclg: str
    transform: str
    lossy: str
    views: tuple[str, ...]


def read_crosswalk(folder: Path) -> Mapping[str, tuple[Field, ...]]:
    """The fields of every kind."""
    return {
        path.stem: tuple(
            Field(
                row["field"],
                row["odp"],
                row["mhclg"],
                row["transform"],
                row["lossy"],
                tuple(row["views"].split()),
            )
            for row in read_rows(path, COLUMNS)
        )
        for path in sorted(folder.glob("*.csv"))
    }


def paths(value: Json, place: str = "") -> Iterator[str]:
    """Every leaf of a value as a crosswalk writes it: `a.b`, and `[]` for any place in a list."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from paths(inner, f"{place}.{name}" if place else name)
    elif isinstance(value, list) and value:
        for inner in value:
            yield from paths(inner, f"{place}[]")
    else:
        yield place


def allows(fields: frozenset[str], path: str) -> bool:
    """Whether an allow-list names a leaf, or something that it lies in."""
    place = path
    while place:
        if place in fields:
            return True
        place = place.removesuffix("[]") if place.endswith("[]") else place.rpartition(".")[0]
    # An empty list or object has no leaf to name: it is allowed where something in it is.
    return any(field.startswith((f"{path}[]", f"{path}.")) for field in fields)
