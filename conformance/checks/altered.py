"""What the checks of several chapters say of two objects that are not alike."""

from __future__ import annotations

import json

from conformance.model.strict import Json


def altered(before: dict[str, Json], after: dict[str, Json]) -> str:
    """The first member in which two objects differ, and how."""
    for name in (*before, *after):
        old, new = before.get(name), after.get(name)
        if old != new and isinstance(old, dict) and isinstance(new, dict):
            return f"{name}.{altered(old, new)}"
        if old != new:
            return f"{name} was {_shown(before, name)}, now {_shown(after, name)}"[:200]
    return "it differs"


def _shown(members: dict[str, Json], name: str) -> str:
    return json.dumps(members[name], ensure_ascii=False) if name in members else "absent"
