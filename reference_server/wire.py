"""Edits what goes over the wire: applications around an application, for faults and variants.

What is edited keeps its length and its digests, and stays JSON; a fault that wants something else says so itself.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from email.utils import parsedate_to_datetime
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_server import instant
from reference_server.rules.changes.digests import MODULUS, Identity, of_data, of_record

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
    def is_snapshot(self) -> bool:
        """Whether it is a page of a snapshot."""
        return self.status == 200 and self.request.url.path.endswith("/snapshot")

    @property
    def is_page(self) -> bool:
        """Whether it is a page of the feed."""
        path, method = self.request.url.path, self.request.method
        return self.status == 200 and method == "GET" and path.endswith("/changes")

    @property
    def is_look_up(self) -> bool:
        """Whether it is a record that was looked up, or the records that were."""
        return self.status == 200 and "/records/" in self.request.url.path

    @property
    def has_entries(self) -> bool:
        """Whether it holds entries, wherever from."""
        return self.is_page or self.is_snapshot or self.is_look_up

    def write(self, value: Any) -> None:  # noqa: ANN401 - JSON
        """Put a JSON value in place of the body."""
        self.body = json.dumps(value, ensure_ascii=False).encode()

    def read(self) -> Any:  # noqa: ANN401 - JSON
        """The body as a JSON value."""
        return json.loads(self.body)


def edits(app: ASGIApp, edit: Callable[[Sent], None]) -> ASGIApp:
    """An application whose answers pass through `edit`."""

    async def edited(scope: Scope, receive: Receive, send: Send) -> None:
        sent = await _ask(app, scope, receive)
        edit(sent)
        await _send(sent, send)

    return edited


async def _ask(app: ASGIApp, scope: Scope, receive: Receive) -> Sent:
    held: list[Message] = []

    async def hold(message: Message) -> None:
        held.append(message)

    await app(scope, receive, hold)
    return Sent(Request(scope), held[0], b"".join(message.get("body", b"") for message in held[1:]))


async def _send(sent: Sent, send: Send) -> None:
    sent.headers["content-length"] = str(len(sent.body))
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in sent.headers.items()]
    await send({"type": "http.response.start", "status": sent.status, "headers": headers})
    await send({"type": "http.response.body", "body": sent.body})


def edits_pages(app: ASGIApp, edit: Callable[[Page], Page]) -> ASGIApp:
    """An application whose pages of the feed pass through `edit`."""

    def change(sent: Sent) -> None:
        if sent.is_page:
            sent.write(_digested(sent.read(), edit))

    return edits(app, change)


def edits_snapshot(app: ASGIApp, edit: Callable[[Page], Page]) -> ASGIApp:
    """An application whose pages of a snapshot pass through `edit`."""

    def change(sent: Sent) -> None:
        if sent.is_snapshot:
            sent.write(_digested(sent.read(), edit))

    return edits(app, change)


def _digested(page: Page, edit: Callable[[Page], Page]) -> Page:
    """A page after an edit, with the digests of what was edited."""
    untouched = {id(entry.get("data")) for entry in page["items"]}
    edited = edit(page)
    return {**edited, "items": [_with_digest(entry, untouched) for entry in edited["items"]]}


def _with_digest(entry: Entry, untouched: set[int]) -> Entry:
    data = entry.get("data")
    if not isinstance(data, dict) or "digest" not in entry or id(data) in untouched:
        return entry
    return {**entry, "digest": of_data(data)}


def edits_look_ups(app: ASGIApp, edit: Callable[[Entry], Entry]) -> ASGIApp:
    """An application whose entries pass through `edit` where they are looked up."""

    def change(sent: Sent) -> None:
        if sent.is_look_up:
            body = sent.read()
            alone = "items" not in body
            page = _digested({"items": [body]} if alone else body, lambda page: _each(page, edit))
            sent.write(page["items"][0] if alone else page)

    return edits(app, change)


def edits_entries(app: ASGIApp, edit: Callable[[Entry], Entry]) -> ASGIApp:
    """An application whose entries, in the feed, in snapshots and where they are looked up, pass through `edit`."""

    def change(page: Page) -> Page:
        return _each(page, edit)

    return _restates(edits_look_ups(edits_snapshot(edits_pages(app, change), change), edit), app, edit)


def _each(page: Page, edit: Callable[[Entry], Entry]) -> Page:
    return {**page, "items": [edit(entry) for entry in page["items"]]}


def _restates(edited: ASGIApp, app: ASGIApp, edit: Callable[[Entry], Entry]) -> ASGIApp:
    """An application whose state digest is that of the records as they are edited."""

    async def restated(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].endswith("/state-digest"):
            await edited(scope, receive, send)
            return
        sent = await _ask(edited, scope, receive)
        if sent.status == 200:
            state = sent.read()
            total = int(state["digest"], 16)
            async for entry in _live(app, scope, receive):
                total += _share(_with_digest(edit(entry), {id(entry.get("data"))})) - _share(entry)
            sent.write({**state, "digest": f"{total % MODULUS:064x}"})
        await _send(sent, send)

    return restated


async def _live(app: ASGIApp, scope: Scope, receive: Receive) -> AsyncIterator[Entry]:
    """The records of a snapshot, asked for by another client than the one who is served."""
    path, query = scope["path"].removesuffix("/state-digest") + "/snapshot", "limit=1000"
    while query:
        target = {"path": path, "raw_path": path.encode(), "query_string": query.encode(), "client": ("wire", 0)}
        page = (await _ask(app, {**scope, **target}, receive)).read()
        for entry in page["items"]:
            yield entry
        query = "" if page["complete"] else f"limit=1000&cursor={page['cursor']}"


def _share(entry: Entry) -> int:
    """What a record adds to the sum; nothing where the edit left nothing to add."""
    names = Identity._fields
    return of_record(Identity(*(entry[name] for name in names))) if all(name in entry for name in names) else 0


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
