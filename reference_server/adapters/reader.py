"""Reads a feed over HTTP, and nothing else: what a register knows of an endpoint that is not its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

PATIENCE = 30
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """One view of one publisher."""

    base: str
    token: str = ""

    def get(self, path: str, **query: str) -> Data:
        """One answer as JSON."""
        address = f"{self.base.rstrip('/')}{path}{'?' + urlencode(query) if query else ''}"
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"{self.base} is no address of the web")
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        with urlopen(Request(address, headers=headers), timeout=PATIENCE) as answer:  # noqa: S310 - looked at above
            found: Data = json.load(answer)
        return found

    def records(self) -> dict[str, dict[str, Data]]:
        """The facts of every live record, by kind and id, from the beginning of the feed."""
        live: dict[str, dict[str, Data]] = {}
        for entry in self._entries():
            kept = live.setdefault(entry["kind"], {})
            kept.pop(entry["id"], None)
            if entry["op"] == "upsert":
                kept[entry["id"]] = entry["data"]
        return live

    def _entries(self) -> Iterator[Data]:
        page = self.get("/changes", **{"from": self.get("/description")["earliest"]})
        while True:
            yield from page["items"]
            if page["complete"]:
                return
            page = self.get("/changes", cursor=page["cursor"])
