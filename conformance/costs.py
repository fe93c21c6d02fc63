"""The requests that each kind of evidence takes, from `costs.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")
# What a run asks before its first question: the description, the census, and what has to ripen.
BEGINNING = "beginning"


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how many requests a run takes, by kind of evidence. `unknown` are the kinds that nobody has measured."""

    by_kind: dict[str, int]
    unknown: tuple[str, ...]
    most: int

    @property
    def about(self) -> int:
        """All of them, and never more than the run may send."""
        return min(self.most, sum(self.by_kind.values()))


@lru_cache(maxsize=1)
def measured() -> dict[str, dict[str, dict[str, int]]]:
    """What was measured: requests by mode, level and kind of evidence."""
    return tomllib.loads(FILE.read_text("utf-8"))


def estimate(mode: str, level: str, kinds: Iterable[str], most: int) -> Estimate:
    """The requests of a run that gathers some kinds of evidence."""
    known = measured().get(mode, {}).get(level, {})
    kinds = tuple(kinds)
    wanted = (BEGINNING, *kinds) if kinds else ()
    unknown = tuple(kind for kind in kinds if kind not in known)
    return Estimate({kind: known[kind] for kind in wanted if kind in known}, unknown, most)
