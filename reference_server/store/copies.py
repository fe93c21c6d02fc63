"""Reads whole states: the live records of a view at an instant, one after another or as one number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from reference_server.rules import Rules
from reference_server.rules.changes import Identity, Key, Live, State
from reference_server.store.connections import Connections
from reference_server.store.words import seen_by

# No limit, as SQLite has it.
ALL = -1


def live_records(ops: tuple[str, ...], mine: str = "1") -> str:
    """The query of a snapshot. `ops` and `mine` are words of our own; everything from outside is a parameter."""
    words = " OR ".join(f"op = '{op}'" for op in ops)
    these = f"view = ? AND (kind, id) > (?, ?) AND at >= ? AND at < ? AND ({words}) AND {mine}"
    latest = f"SELECT kind, id, item FROM entry WHERE {these} AND until IS NULL"  # noqa: S608
    superseded = f"SELECT kind, id, item FROM entry INDEXED BY superseded WHERE {these} AND until >= ?"  # noqa: S608
    return f"{latest} UNION ALL {superseded} ORDER BY kind, id LIMIT ?"


@dataclass(frozen=True, slots=True)
class Copies:
    """Answers about a view as a whole from what is committed."""

    connections: Connections
    rules: Rules

    def snapshot(self, view: str, after: Key, since: int, at: int, limit: int, only: Sequence[str] = ()) -> list[Live]:
        """So many live records of a view after a key, as they stood at an instant, by kind and id.

        Those that were superseded since are few and have an index of their own. Where the store has let them go,
        the feed after that instant tells of them.
        """
        mine, words = seen_by(only)
        query = live_records(self.rules.snapshot.ops, mine)
        first: tuple[str | int, ...] = (view, *after, since, at, *words)
        rows = self.connections.execute(query, (*first, *first, at, limit))
        return [Live(*row) for row in rows]

    def state(self, view: str, at: int, only: Sequence[str] = ()) -> State:
        """How many records of a view are live at an instant, and the sum of their hashes."""
        if only:
            return self._added_up(view, at, only)
        query = "SELECT records, total FROM state WHERE view = ? AND at < ? ORDER BY at DESC LIMIT 1"
        row = self.connections.execute(query, (view, at)).fetchone()
        return State(row[0], int(row[1], 16)) if row else State(0, 0)

    def _added_up(self, view: str, at: int, only: Sequence[str]) -> State:
        """The same for some authorities, for which no sum is kept."""
        state, rules = State(0, 0), self.rules.digests
        for row in self.snapshot(view, ("", ""), 0, at, ALL, only):
            entry = orjson.loads(row.item)
            state = rules.add(state, rules.of_record(Identity(*(entry[name] for name in Identity._fields))))
        return state
