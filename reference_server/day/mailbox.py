"""Where PlanX is told that something is new: it proves that it is there, and keeps what it is sent."""

from __future__ import annotations

import json
import queue
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A notification as it came."""

    headers: dict[str, str]
    body: bytes

    def read(self) -> dict[str, Any]:
        """What it says."""
        told: dict[str, Any] = json.loads(self.body)
        return told


class Mailbox:
    """An address that others post to."""

    def __init__(self) -> None:
        self._letters: queue.Queue[Letter] = queue.Queue()

    def next(self) -> Letter | None:
        """The letter that comes next; None where none comes."""
        try:
            return self._letters.get(timeout=PATIENCE)
        except queue.Empty:
            return None

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a letter in. A challenge is sent back, which shows that the address wants to be called."""
        request = Request(scope, receive)
        letter = Letter(dict(request.headers), await request.body())
        self._letters.put(letter)
        challenge = letter.read().get("challenge")
        answer = JSONResponse({"challenge": challenge}) if challenge else Response(status_code=204)
        await answer(scope, receive, send)
