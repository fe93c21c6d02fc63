"""One case while its records are made: whose it is, how its ids come about, and who may see what of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reference_server import spec
from reference_server.adapters import personal
from reference_server.adapters.crosswalk import Derive, Reading, Row, record
from reference_server.adapters.odp.origin import PARTNER, PUBLIC
from reference_server.rules.publication import OPEN, Change

Data = dict[str, Any]
# Facts that every record has and that tell nothing of it.
FRAME = frozenset(("planningAuthority", "application"))


@dataclass(frozen=True, slots=True)
class Case:
    """`mint` makes an id out of a kind and what tells a record from others of it; `reach` is who may see the case."""

    reading: Reading
    authority: str
    mint: Callable[[str, str], str]
    reach: str = PUBLIC

    def key(self, kind: str, local: str = "") -> str:
        """The id of one of its records."""
        return self.mint(kind, local)

    def facts(self) -> dict[str, Derive]:
        """What every record of a case says."""
        return {
            "planningAuthority": lambda _reading, _item: self.authority,
            "application": lambda _reading, _item: self.key("application"),
        }

    def shown(self, kind: str, *, is_published: bool = True) -> str:
        """The narrowest view of a record: that of its case, where the view knows anything of the kind."""
        if self.reach not in OPEN or not is_published:
            return PARTNER
        views = spec.views()
        wide_enough = views[views.index(self.reach) :]
        return next((view for view in wide_enough if spec.shown(kind, view) - FRAME), PARTNER)

    def change(self, kind: str, local: str, data: Data, *, is_published: bool = True) -> Change:
        """What is published of one record: nothing that a public view shows says how to reach somebody."""
        reach = self.shown(kind, is_published=is_published)
        found = dict(personal.members(data, spec.shown(kind, "public"))) if reach in OPEN else {}
        for name in found:
            why = "it says how to reach somebody, which no public view shows: that is taken out"
            self.reading.report.refuse(self.reading.name, f"{kind}.{name}", data[name], why)
        return Change(kind, self.key(kind, local), {**data, **found}, reach)

    def read(
        self,
        kind: str,
        derived: Mapping[str, Derive],
        item: Data,
        home: str = "",
        place: str = "",
        rows: Sequence[Row] | None = None,
    ) -> Data:
        """One record of an item at a place, by the rows for another place where such items are at home."""
        own = Reading(self.reading.name, self.reading.document, self.reading.report)
        data = record(own, kind, {**self.facts(), **derived}, item, home, rows)
        for path in own.carried:
            moved = path.startswith(f"{home}.") and place
            self.reading.carried.add(f"{place}{path.removeprefix(home)}" if moved else path)
        return data


def several(value: Any) -> list[Data]:  # noqa: ANN401 - JSON
    """The objects in what is a list, or is not."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def named(changes: list[Change], reach: str) -> list[str]:
    """Those that a record with such a reach can name: a view that shows the record shows them too."""
    views = spec.views()
    return [change.id for change in changes if views.index(change.reach) <= views.index(reach)]
