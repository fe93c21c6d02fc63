"""The closed and the open lists of words."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from conformance.standard.place import MalformedStandard, read_text

COLUMNS = ("reference", "name", "description", "status", "source", "entry-date", "end-date")


@dataclass(frozen=True, slots=True)
class Codelist:
    """One list. An extensible list may hold words that this version does not know yet."""

    name: str
    extensible: bool
    rows: tuple[Mapping[str, str], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, the retired ones too."""
        return tuple(row["reference"] for row in self.rows)


def read_rows(path: Path, columns: tuple[str, ...]) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file that has at least some columns."""
    with io.StringIO(read_text(path), newline="") as file:
        reader = csv.DictReader(file, strict=True)
        absent = [name for name in columns if name not in (reader.fieldnames or ())]
        if absent:
            raise MalformedStandard(f"{path}:1: the columns {', '.join(absent)} are absent")
        rows = []
        try:
            for row in reader:
                if None in row or None in row.values():
                    raise MalformedStandard(f"{path}:{reader.line_num}: this row has not as many cells as the first")
                rows.append(row)
        except csv.Error as wrong:
            raise MalformedStandard(f"{path}:{reader.reader.line_num}: {wrong}") from None
        return tuple(rows)


def read_codelists(folder: Path) -> Mapping[str, Codelist]:
    """Every list, by name. Which lists are extensible stands in `codelist.csv`, itself a list."""
    index = {row["reference"]: row for row in read_rows(folder / "codelist.csv", (*COLUMNS, "extensible"))}
    lists = {}
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in index:
            raise MalformedStandard(f"{folder / 'codelist.csv'}: no row names the list {path.stem}")
        rows = read_rows(path, COLUMNS)
        lists[path.stem] = Codelist(path.stem, index[path.stem]["extensible"] == "yes", rows)
    for name in index:
        if name not in lists:
            raise MalformedStandard(f"{folder / 'codelist.csv'}: {name}.csv does not exist")
    return lists
