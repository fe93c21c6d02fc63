"""Where BOPS holds what: the rows that stand in for those of the crosswalk, and words of BOPS for words of lists."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("table.csv")


@lru_cache(maxsize=16)
def rows(kind: str) -> tuple[dict[str, str], ...]:
    """Where BOPS holds the fields of a kind."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(row for row in csv.DictReader(file) if row["kind"] == kind)
