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
    for item in several(found):
        for entity in several(item.get("entities")) or [{}]:
            here = {**item, "entities": entity}
            data = case.read("constraint", {"intersects": _intersects}, here, HOME, place)
            if "category" in data and "intersects" in data:
                yield case.change("constraint", f"{item['value']}|{entity.get('name', '')}", data)


def _intersects(_reading: Reading, item: Data) -> Any:  # noqa: ANN401 - JSON
    found = item.get("intersects")
    return INTERSECTS[found] if isinstance(found, bool) else ABSENT
