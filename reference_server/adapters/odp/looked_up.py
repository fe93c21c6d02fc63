"""What was looked up on the map: one record for each designation that touches the site, or for its not doing so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reference_server.adapters.case import Case, several
from reference_server.adapters.crosswalk import ABSENT, Reading
from reference_server.rules.publication import Change

HOME = "submission.data.property.planning.designations[]"
INTERSECTS = {True: "yes", False: "no"}

Data = dict[str, Any]


def constraints(case: Case, found: object, place: str = HOME) -> Iterator[Change]:
    """The records of a list of designations that stands at a place."""
    for local, item in each(found):
        data = case.read("constraint", {"intersects": intersects}, item, HOME, place)
        if is_told(data):
            yield case.change("constraint", local, data)


def each(found: object) -> Iterator[tuple[str, Data]]:
    """Each finding in a list of designations, with what tells it from the others of its case."""
    for item in several(found):
        for entity in several(item.get("entities")) or [{}]:
            yield f"{item.get('value')}|{entity.get('name', '')}", {**item, "entities": entity}


def is_told(data: Data) -> bool:
    """Whether a finding says what was looked for, and whether it is there."""
    return "category" in data and "intersects" in data


def intersects(_reading: Reading, item: Data) -> Any:  # noqa: ANN401 - JSON
    """Yes, no, or nothing."""
    found = item.get("intersects")
    return INTERSECTS[found] if isinstance(found, bool) else ABSENT
