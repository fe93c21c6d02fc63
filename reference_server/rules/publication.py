"""The decisions of the chapters *Publication* and *Records*, and of removal: what becomes of a record in a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference_server import spec

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What a publication says of one record.

    `data` holds every fact of it, or is None when it is gone. `reach` is the narrowest view that shows it, '' for
    none. `version` is given for a record that was delivered from elsewhere. `told` is what else its tombstone says:
    `erase`, `movedTo` or `replacedBy`.
    """

    kind: str
    id: str
    data: Data | None
    reach: str
    version: int | None = None
    reason: str = "withdrawn"
    told: Mapping[str, Any] = field(default_factory=dict)


def allow_listed(kind: str, view: str, data: Data) -> Data:
    """The members that the crosswalk lists for a view, and no others."""
    shown = spec.shown(kind, view)
    return {name: value for name, value in data.items() if name in shown}


@dataclass(frozen=True, slots=True)
class Publication:
    """What a view shows of a record; what else follows from a publication; what is left of a record that is removed.

    `grave` gives the reason that a tombstone states, or None where a record just vanishes; `erases` says whether what
    came before goes with it, given whether the tombstone says so.
    """

    shows: Callable[[str, str, Data], Data] = allow_listed
    settle: Callable[[tuple[Change, ...]], tuple[Change, ...]] = lambda changes: changes
    grave: Callable[[str], str | None] = lambda reason: reason
    erases: Callable[[bool], bool] = lambda says_so: says_so
