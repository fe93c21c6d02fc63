"""Compares the files that nobody has taught this program to understand: what changes in them counts as breaking."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from conformance.diff.change import Change, Effect

KNOWN = ("chapters", "codelists", "components", "crosswalk", "examples", "paths", "profiles", "schemas")
FILES = ("CHANGELOG.md", "openapi.yaml", "service-levels.yaml")
EXPLAINS = ("description", "name", "note", "source")
AREA = "other files"


def compare(base: Path, head: Path) -> Iterator[Change]:
    """Every change of a file that stands in no known place; a row of a table is told by its words."""
    old, new = _read(base), _read(head)
    for name in sorted({*old, *new}):
        if name not in old:
            yield Change(Effect.ADDITIVE, AREA, name, "", "a new file")
        elif name not in new:
            yield Change(Effect.BREAKING, AREA, name, "", "the file is gone", "both ends")
        elif old[name] != new[name]:
            yield from _file(name, old[name], new[name])


def _read(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    names = {path: path.relative_to(folder).as_posix() for path in paths}
    return {
        name: path.read_text("utf-8", "replace")
        for path, name in names.items()
        if name not in FILES and name.partition("/")[0] not in KNOWN
    }


def _file(name: str, old: str, new: str) -> Iterator[Change]:
    before, after = (_rows(text) if name.endswith(".csv") else [text] for text in (old, new))
    if not name.endswith(".csv"):
        yield Change(Effect.BREAKING, AREA, name, "", "it has changed, and no program can tell how", "both ends")
        return
    for row in after:
        if row not in before:
            yield Change(Effect.BREAKING, AREA, name, row, "a new row", "both ends")
    for row in before:
        if row not in after:
            yield Change(Effect.BREAKING, AREA, name, row, "the row is gone", "both ends")
    if before == after:
        yield Change(Effect.EDITORIAL, AREA, name, "", "it is worded otherwise")


def _rows(text: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(text))
    return [" ".join(str(cell) for column, cell in row.items() if cell and column not in EXPLAINS) for row in rows]
