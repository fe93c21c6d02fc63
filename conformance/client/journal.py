"""What a sandbox run writes, noted before it is sent: so that nothing of ours is left behind unknown."""

from __future__ import annotations

from pathlib import Path

import orjson

from conformance.client.mask import Mask
from conformance.model.exchange import Request


class Journal:
    """One line of JSON for each write, on disk before the request leaves."""

    def __init__(self, path: Path, mask: Mask) -> None:
        self._path = path
        self._mask = mask

    def note(self, request: Request) -> None:
        """Put a write on record."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        body = self._mask.hide_bytes(request.body).decode("utf-8", "replace")
        line = orjson.dumps({"method": request.method, "url": request.url, "body": body})
        with self._path.open("ab") as file:
            file.write(line + b"\n")
