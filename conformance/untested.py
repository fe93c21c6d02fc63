"""The requirements that no check judges, each with a reason, from `untested.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")
REASONS = ("impossible", "consumer", "planned")


@dataclass(frozen=True, slots=True)
class Untested:
    """Why no check judges a requirement: `impossible`, `consumer` or `planned`, and what to do instead."""

    why: str
    instead: str


@lru_cache(maxsize=1)
def untested() -> Mapping[str, Untested]:
    """The reasons, by requirement id."""
    rows = tomllib.loads(FILE.read_text("utf-8"))
    return {name: Untested(row.get("why", ""), row.get("instead", "")) for name, row in rows.items()}
