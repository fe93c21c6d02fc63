"""One exchange as it is written down: who asked whom for what, why it matters, and what was answered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

# What stands in the place of what is left out.
LEFT_OUT = "..."
MEMBERS, ENTRIES, LETTERS = 10, 3, 220

Json = Any


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told of an exchange: its title, what happens and why it matters, and the requirements that it shows.

    `keeps` are the members of a record that are shown first, `tells` the header fields of the answer that are shown.
    """

    title: str
    says: str
    shows: tuple[str, ...]
    keeps: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with its answer, as it went over the wire."""

    number: int
    at: str
    sender: str
    receiver: str
    telling: Telling
    method: str
    base: str
    address: str
    headers: dict[str, str]
    body: Json
    status: int
    answer_headers: dict[str, str]
    answer: Json = field(repr=False)

    @property
    def name(self) -> str:
        """The name of its file."""
        words = re.sub(r"[^a-z0-9]+", "-", self.telling.title.lower()).strip("-")
        return f"{self.number:02}-{words}.json"

    def written(self, printed: Callable[[str], str]) -> str:
        """Its file. `printed` puts what is the same in each run in the place of what is not."""

        def shown(value: Json) -> Json:
            return shortened(json.loads(printed(json.dumps(value))), self.telling.keeps)

        request = {"method": self.method, "base": printed(self.base), "address": printed(self.address)}
        whole = {
            "number": self.number,
            "at": self.at,
            "from": self.sender,
            "to": self.receiver,
            "title": self.telling.title,
            "says": self.telling.says,
            "shows": list(self.telling.shows),
            "request": {**request, **_filled(headers=shown(self.headers), body=shown(self.body))},
            "answer": {"status": self.status, **_filled(headers=shown(self.answer_headers), body=shown(self.answer))},
        }
        return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _filled(**members: Json) -> dict[str, Json]:
    return {name: value for name, value in members.items() if value not in (None, {}, "")}


def shortened(value: Json, keeps: tuple[str, ...] = ()) -> Json:
    """A body without what is not telling: long lists, the rest of long records, the end of long texts."""
    if isinstance(value, dict):
        return _fewer(value, keeps)
    if isinstance(value, list):
        most = ENTRIES if any(isinstance(item, dict | list) for item in value) else MEMBERS
        kept = [shortened(item, keeps) for item in value[:most]]
        return [*kept, LEFT_OUT] if len(value) > most else kept
    if isinstance(value, str) and len(value) > LETTERS:
        return f"{value[: LETTERS - 40]} {LEFT_OUT}"
    return value


def _fewer(value: dict[str, Json], keeps: tuple[str, ...]) -> dict[str, Json]:
    """The members that are to be kept and the first of the others, in their own order."""
    if value.get("type") in ("Polygon", "MultiPolygon"):
        return {"type": value["type"], LEFT_OUT: LEFT_OUT}
    if value.keys() & {"items", "seq", "epoch", "contact"}:
        return {name: shortened(inner, keeps) for name, inner in value.items()}
    chosen = [name for name in value if name in keeps]
    if not chosen or len(value) <= len(keeps):
        chosen = list(value)[:MEMBERS]
    kept = {name: shortened(value[name], keeps) for name in value if name in chosen}
    return {**kept, LEFT_OUT: LEFT_OUT} if len(kept) < len(value) else kept
