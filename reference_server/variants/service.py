"""Lawful but unusual ways to be a server."""

from __future__ import annotations

from dataclasses import replace
from email.utils import formatdate
from time import time

from starlette.types import Message, Receive, Scope, Send

from reference_server.fault import App, variant
from reference_server.rules import Service
from reference_server.rules.service import Allowance
from reference_server.wire import Sent, edits


@variant
def is_slow_but_legal(rules: Service) -> Service:
    """Takes ten milliseconds for each answer, and for one in a hundred longer than it promises."""
    return replace(rules, delay=lambda number: 0.3 if number % 100 == 0 else 0.01)


@variant
def says_when_as_a_date(app: App) -> App:
    """Writes `Retry-After` as an HTTP date."""

    def edit(sent: Sent) -> None:
        seconds = sent.headers.get("retry-after")
        if seconds:
            sent.headers["retry-after"] = formatdate(time() + int(seconds), usegmt=True)

    return edits(app, edit)


@variant
def closes_each_connection(app: App) -> App:
    """Closes the connection after each answer."""

    def edit(sent: Sent) -> None:
        sent.headers["connection"] = "close"

    return edits(app, edit)


@variant
def spells_headers_otherwise(app: App) -> App:
    """Names the character set of its JSON, and sends headers that nobody asked for."""

    def edit(sent: Sent) -> None:
        media_type = sent.headers.get("content-type", "")
        sent.headers["content-type"] = f"{media_type}; charset=UTF-8" if "json" in media_type else media_type
        sent.headers["x-request-id"] = "7f3a"

    return edits(app, edit)


@variant
def forbids_storing_in_other_words(app: App) -> App:
    """Says `no-store` among other words, in capitals, and gives refusals a number to ask for."""

    def edit(sent: Sent) -> None:
        if sent.status >= 400:
            sent.headers["cache-control"] = "private, max-age=0, No-Store"
            sent.write({**sent.read(), "instance": "/log/7f3a44c1", "title": "Select a date FROM the list."})

    return edits(app, edit)


@variant
def compresses_nothing(app: App) -> App:
    """Sends every body plain, and gives no ETag."""

    async def plain(scope: Scope, receive: Receive, send: Send) -> None:
        async def without(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message["headers"] if name.lower() != b"etag"]
                # Whoever has encoded a body already is not encoded again.
                message = {**message, "headers": [*kept, (b"content-encoding", b"identity")]}
            await send(message)

        await app(scope, receive, without)

    return plain


@variant
def serves_a_caller_more_than_everybody(rules: Service) -> Service:
    """Promises the caller twice the quota, tells of two policies, and writes fields in other lawful ways."""
    quota = {"requests": rules.quota * 2, "seconds": rules.seconds}

    def tell(told: Allowance) -> dict[str, str]:
        policy = f'day;q=9999999 ; w=86400;qu="requests", "default"; w={told.seconds};q={told.quota * 2}'
        return {"RateLimit-Policy": policy, "RateLimit": f'"default";r={told.left}, day;r=42'}

    return replace(rules, promise=lambda facts: {**facts, "quota": quota}, limit_headers=tell)
