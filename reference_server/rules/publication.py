"""The decisions of the chapters *Publication* and *Records*, and of removal: what becomes of a record in a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reference_server import spec

Data = dict[str, Any]

# Nothing of a value is to be shown.
GONE = object()
# The views that everybody may read, and the first that is not for consultees either.
OPEN = ("national", "public")
PARTNERS = "partner"


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
    """The members that the crosswalk lists for a view, and no others, however deep they lie."""
    paths = spec.paths(kind, view)
    return {name: kept for name, value in data.items() if (kept := _listed(value, name, paths)) is not GONE}


def _listed(value: Any, place: str, paths: frozenset[str]) -> Any:  # noqa: ANN401 - JSON
    """What of a value may be shown; `GONE` for nothing."""
    if place in paths:
        return value
    if isinstance(value, list):
        items = [kept for item in value if (kept := _listed(item, f"{place}[]", paths)) is not GONE]
        return items if items or (not value and _leads_on(place, paths)) else GONE
    if isinstance(value, dict):
        members = {name: kept for name in value if (kept := _listed(value[name], f"{place}.{name}", paths)) is not GONE}
        return members or GONE
    return GONE


def _leads_on(place: str, paths: frozenset[str]) -> bool:
    return any(path.startswith(f"{place}[]") for path in paths)


def as_wide_as_told(change: Change) -> str:
    """The narrowest view that shows a record, which for an application that was not taken on is no public one."""
    state = (change.data or {}).get("stage"), (change.data or {}).get("status")
    is_early = change.kind == "application" and spec.states().get(state, {}).get("public") == "no"  # type: ignore[arg-type]
    return PARTNERS if is_early and change.reach in OPEN else change.reach


def if_it_was_there(change: Change, view: str, was_shown: bool) -> bool:
    """Whether a record that is not shown leaves a tombstone: where it was, and where its removal was delivered.

    In a public view that would tell of a thing that nobody saw.
    """
    was_delivered = change.version is not None and change.data is None
    return was_shown or (was_delivered and view not in OPEN)


def unlike(before: str, now: str) -> bool:
    """Whether a version says anything that the one before did not, given their digests."""
    return before != now


@dataclass(frozen=True, slots=True)
class Publication:
    """What a view shows of a record; what else follows from a publication; what is left of a record that is removed.

    `reach` is the narrowest view that shows a change. `buries` says whether a tombstone is written, and `grave` gives
    the reason that it states, or None where a record just vanishes; `erases` says whether what came before goes with
    it, given whether the tombstone says so. `tells` says whether there is something to tell.
    """

    shows: Callable[[str, str, Data], Data] = allow_listed
    settle: Callable[[tuple[Change, ...]], tuple[Change, ...]] = lambda changes: changes
    reach: Callable[[Change], str] = as_wide_as_told
    buries: Callable[[Change, str, bool], bool] = if_it_was_there
    grave: Callable[[str], str | None] = lambda reason: reason
    erases: Callable[[bool], bool] = lambda says_so: says_so
    tells: Callable[[str, str], bool] = unlike
