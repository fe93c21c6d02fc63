"""Reads a feed over HTTP, and nothing else: what a register knows of an endpoint that is not its own."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

# Seconds; a wait that is longer is told to whoever called.
PATIENCE = 30
TRIES = 5
BUSY = (429, 503)
Data = dict[str, Any]


def _told_wait(refusal: HTTPError) -> int:
    """The seconds after which to ask again. Raises the refusal where it is another, or too long a wait."""
    told = refusal.headers.get("Retry-After", "")
    if refusal.code not in BUSY or not told.isascii() or not told.isdigit() or int(told) > PATIENCE:
        raise refusal
    return int(told)


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
        for _ in range(TRIES):
            try:
                with urlopen(Request(address, headers=headers), timeout=PATIENCE) as answer:  # noqa: S310 - looked at above
                    found: Data = json.load(answer)
                    return found
            except HTTPError as refusal:
                with refusal:
                    time.sleep(_told_wait(refusal))
        raise ValueError(f"{address} told us to wait {TRIES} times")

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
