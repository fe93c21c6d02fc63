"""Reads what the returns are counted from: every version of a case that there was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from reference_server.store.connections import Connections

KINDS = ("application", "decision", "event")


@dataclass(frozen=True, slots=True)
class Journal:
    """Answers about the past of cases. Nothing in it is ever pruned, whatever the feed still tells."""

    connections: Connections

    def held(self, view: str, at: int) -> list[tuple[str, str, dict[str, Any]]]:
        """The records of cases that were live in a view before an instant: kind, id and facts."""
        # With max() alone SQLite takes the other columns from the row that has it.
        query = (
            "SELECT kind, id, data, max(seq) FROM journal WHERE view = ? AND at < ? "
            "GROUP BY kind, id HAVING data IS NOT NULL"
        )
        rows = self.connections.execute(query, (view, at))
        return [(kind, key, orjson.loads(data)) for kind, key, data, _ in rows]
