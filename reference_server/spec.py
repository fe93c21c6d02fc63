"""The server's own door to `spec/`: read apart from the judge's, so that a misreading does not pass twice."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

PACKAGE = Path(__file__).parent
# What names a record.
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")
# Of any two kinds the one that is referred to comes first.
ORDER = (
    "authority",
    "address",
    "designation",
    "site",
    "submission",
    "application",
    "party",
    "constraint",
    "decision",
    "document",
    "obligation",
    "event",
    "condition",
    "appeal",
    "consultation",
    "consultationRequest",
    "consulteeResponse",
    "publicComment",
)


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where `spec/` lies: inside the wheel, or beside the package."""
    inside = PACKAGE / "_spec"
    return inside if inside.is_dir() else PACKAGE.parent / "spec"


@lru_cache(maxsize=64)
def codelist(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one list."""
    return _rows(folder() / "codelists" / f"{name}.csv")


@lru_cache(maxsize=64)
def crosswalk(kind: str) -> tuple[dict[str, str], ...]:
    """The fields of one kind, with their counterparts and the views that show them."""
    return _rows(folder() / "crosswalk" / f"{kind}.csv")


@lru_cache(maxsize=64)
def shown(kind: str, view: str) -> frozenset[str]:
    """The top-level members of a kind's `data` that a view shows."""
    return frozenset(path.replace("[]", "").split(".")[0] for path in paths(kind, view))


def noun(kind: str) -> str:
    """The name of the schema of a kind: small letters, and a hyphen in front of what was a capital."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in kind)


@lru_cache(maxsize=64)
def paths(kind: str, view: str) -> frozenset[str]:
    """Every member that a view shows, as the crosswalk writes it: `linkedApplications[].reference`."""
    return frozenset(row["field"] for row in crosswalk(kind) if view in row["views"].split())


@lru_cache(maxsize=1)
def states() -> dict[tuple[str, str], dict[str, str]]:
    """What the lifecycle says of each stage with each status that goes with it."""
    return {(row["stage"], row["status"]): row for row in _rows(folder() / "lifecycle" / "state.csv")}


@lru_cache(maxsize=1)
def moves() -> frozenset[tuple[str, str]]:
    """The steps from one state to the next, each a stage and a status with a slash between them."""
    return frozenset((row["from"], row["to"]) for row in _rows(folder() / "lifecycle" / "move.csv"))


@lru_cache(maxsize=1)
def order() -> tuple[dict[str, str], ...]:
    """Which date of which kind is not before which other one."""
    return _rows(folder() / "lifecycle" / "order.csv")


@lru_cache(maxsize=1)
def kinds() -> tuple[str, ...]:
    """The kinds that the crosswalk knows, parents before what refers to them."""
    found = {path.stem for path in (folder() / "crosswalk").glob("*.csv")}
    return tuple(kind for kind in ORDER if kind in found) + tuple(sorted(found.difference(ORDER)))


@lru_cache(maxsize=1)
def views() -> tuple[str, ...]:
    """The views, narrowest first."""
    return tuple(row["reference"] for row in codelist("view"))


@lru_cache(maxsize=32)
def profile(name: str) -> dict[str, Any]:
    """What one of the twelve systems serves, and what it asks of others."""
    return _yaml(f"profiles/{name}.yaml")


@lru_cache(maxsize=1)
def levels() -> dict[str, float]:
    """The numbers of the standard, by name."""
    return {name: row["value"] for name, row in _yaml("service-levels.yaml").items()}


@lru_cache(maxsize=1)
def version() -> str:
    """The version of the standard that is served, as a description says it: major and minor."""
    return ".".join(str(_yaml("openapi.yaml")["info"]["version"]).split(".")[:2])


def _rows(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _yaml(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load((folder() / name).read_text("utf-8"))
    if not isinstance(loaded, dict):
        raise TypeError(f"{folder() / name} holds no object")
    return loaded
