"""Edits what goes over the wire: applications around an application, for faults and variants.

What is edited keeps its length and stays JSON; a fault that wants something else says so itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_server import instant

Page = dict[str, Any]
Entry = dict[str, Any]
Headers = dict[str, str]


class Sent:
    """An answer that can be edited before it leaves."""

    def __init__(self, request: Request, start: Message, body: bytes) -> None:
        self.request = request
        self.status: int = start["status"]
        self.headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]}
        self.body = body

    @property
    def is_page(self) -> bool:
        """Whether it is a page of the feed."""
        path, method = self.request.url.path, self.request.method
        return self.status == 200 and method == "GET" and path.endswith("/changes")

    def write(self, value: Any) -> None:  # noqa: ANN401 - JSON
        """Put a JSON value in place of the body."""
        self.body = json.dumps(value, ensure_ascii=False).encode()

    def read(self) -> Any:  # noqa: ANN401 - JSON
        """The body as a JSON value."""
        return json.loads(self.body)


def edits(app: ASGIApp, edit: Callable[[Sent], None]) -> ASGIApp:
    """An application whose answers pass through `edit`."""

    async def edited(scope: Scope, receive: Receive, send: Send) -> None:
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await app(scope, receive, hold)
        sent = Sent(Request(scope), held[0], b"".join(message.get("body", b"") for message in held[1:]))
        edit(sent)
        sent.headers["content-length"] = str(len(sent.body))
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in sent.headers.items()]
        await send({"type": "http.response.start", "status": sent.status, "headers": headers})
        await send({"type": "http.response.body", "body": sent.body})

    return edited


def edits_pages(app: ASGIApp, edit: Callable[[Page], Page]) -> ASGIApp:
    """An application whose pages of the feed pass through `edit`."""

    def change(sent: Sent) -> None:
        if sent.is_page:
            sent.write(edit(sent.read()))

    return edits(app, change)


def edits_entries(app: ASGIApp, edit: Callable[[Entry], Entry]) -> ASGIApp:
    """An application whose entries pass through `edit`."""
    return edits_pages(app, lambda page: {**page, "items": [edit(entry) for entry in page["items"]]})


def edits_data(app: ASGIApp, kind: str, edit: Callable[[Entry], Entry]) -> ASGIApp:
    """An application whose records of a kind pass through `edit`."""

    def change(entry: Entry) -> Entry:
        if entry["kind"] != kind or entry["op"] != "upsert":
            return entry
        return {**entry, "data": edit(entry["data"])}

    return edits_entries(app, change)


def edits_description(app: ASGIApp, edit: Callable[[Page], Page]) -> ASGIApp:
    """An application whose description passes through `edit`."""

    def change(sent: Sent) -> None:
        if sent.status == 200 and sent.request.url.path.rstrip("/").endswith("/description"):
            sent.write(edit(sent.read()))

    return edits(app, change)


def truncates(app: ASGIApp, is_over: Callable[[int, int, int], bool]) -> ASGIApp:
    """An application that refuses windows whose start is over, given the start, `earliest` and the present."""
    earliest: list[int] = []

    def edit(sent: Sent) -> None:
        if sent.status == 200 and sent.request.url.path.endswith("/description"):
            earliest.append(instant.bound(sent.read()["earliest"]) or 0)
        start = instant.bound(sent.request.query_params.get("from", ""))
        now = int(parsedate_to_datetime(sent.headers["date"]).timestamp() * 1000)
        if sent.is_page and start is not None and earliest and is_over(start, earliest[-1], now):
            sent.status = 410
            sent.headers |= {"content-type": "application/problem+json", "cache-control": "no-store"}
            kind = "urn:open-planning-exchange:problem:history-truncated"
            sent.write({"type": kind, "title": "The feed does not reach back so far", "status": 410})

    return edits(app, edit)
