"""Reads a recipe: a file of SQL with a heading for each step."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
HEADING = re.compile(r"^-- (setup|write|commit|watermark|page)$\n", re.MULTILINE)
# What every recipe reckons in: milliseconds for instants, microseconds where they serve as positions.
CLOCKS = """
CREATE FUNCTION ms(timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE
    AS 'SELECT floor(extract(epoch FROM $1) * 1000)::bigint';
CREATE FUNCTION us(timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE
    AS 'SELECT floor(extract(epoch FROM $1) * 1000000)::bigint';
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to keep a feed.

    `setup` makes its tables. A writing transaction begins with `write`, works for a while, and ends with `commit`. The
    reader gets its watermark in one transaction, and its page in the next.
    """

    name: str
    is_honest: bool
    says: str
    setup: str
    write: tuple[str, ...]
    commit: tuple[str, ...]
    watermark: tuple[str, ...]
    page: str


@lru_cache(maxsize=1)
def recipes() -> tuple[Recipe, ...]:
    """Every recipe, the broken ones first."""
    return tuple(_read(path) for sort in ("broken", "honest") for path in sorted((FOLDER / sort).glob("*.sql")))


def named(name: str) -> Recipe:
    """One recipe."""
    return next(recipe for recipe in recipes() if recipe.name == name)


def _read(path: Path) -> Recipe:
    says, *parts = HEADING.split(path.read_text("utf-8"))
    steps = dict(zip(parts[::2], parts[1::2], strict=True))
    return Recipe(
        path.stem,
        path.parent.name == "honest",
        " ".join(line.removeprefix("--").strip() for line in says.splitlines()),
        steps["setup"],
        _statements(steps.get("write", "")),
        _statements(steps.get("commit", "")),
        _statements(steps["watermark"]),
        steps["page"],
    )


def _statements(text: str) -> tuple[str, ...]:
    return tuple(statement.strip() for statement in text.split(";\n") if statement.strip())
