"""Ways of getting *Security*, section *Reach*, wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from reference_server.fault import App, fault
from reference_server.publisher import TOKEN
from reference_server.rules import Security
from reference_server.wire import Entry, Sent, edits, edits_entries

NARROW = "omd-sandbox"


def _has(request: Request, token: str) -> bool:
    return request.headers.get("Authorization") == f"Bearer {token}"


def _as_everybody(app: App, when: Callable[[Request], bool]) -> App:
    """An application to which some requests come with the token that shows everything."""

    async def widened(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and when(Request(scope)):
            others = [pair for pair in scope["headers"] if pair[0] != b"authorization"]
            scope = {**scope, "headers": [*others, (b"authorization", f"Bearer {TOKEN}".encode())]}
        await app(scope, receive, send)

    return widened


@fault("security.token-opens-no-wider-view", view="partner", needs="issuer")
def opens_every_view_to_any_token(rules: Security) -> Security:
    """Asks whether a token is good, and not what for."""
    return replace(rules, opens=lambda _views, _view: True)


@fault("security.other-record-is-unknown", view="partner")
def looks_records_of_others_up(rules: Security) -> Security:
    """Finds a record by its id, whoever asks."""
    return replace(rules, limits=lambda operation: operation != "records")


@fault("security.other-record-is-unknown", view="partner")
def forbids_the_records_of_others(app: App) -> App:
    """Says 403 for what exists, and 404 for what does not."""
    looked_up = _as_everybody(app, lambda request: "/records/" in request.url.path and _has(request, NARROW))

    def edit(sent: Sent) -> None:
        foreign = sent.status == 200 and b'"local-authority:OMD"' not in sent.body
        if foreign and "/records/" in sent.request.url.path and _has(sent.request, NARROW):
            sent.status = 403
            sent.headers["content-type"] = "application/problem+json"
            sent.write({"type": "urn:open-planning-exchange:problem:not-permitted", "title": "No", "status": 403})

    return edits(looked_up, edit)


@fault("security.other-document-is-unknown", view="partner")
def grants_the_documents_of_others(rules: Security) -> Security:
    """Signs for any document, in a service that knows no authorities."""
    return replace(rules, limits=lambda operation: operation != "grants")


@fault("security.feed-stays-within-the-token", view="partner")
def feeds_everybody_alike(rules: Security) -> Security:
    """Narrows what is looked up, and forgot the feed."""
    return replace(rules, limits=lambda operation: operation != "changes")


@fault("security.filter-does-not-widen", view="partner")
def puts_a_filter_in_the_place_of_the_token(app: App) -> App:
    """Reads the authority from the query, and from the token only where there is none."""
    return _as_everybody(app, lambda request: "authority" in request.query_params and "/changes" in request.url.path)


@fault("security.cursor-carries-no-rights", view="partner")
def keeps_the_rights_in_the_cursor(app: App) -> App:
    """Goes on with a cursor as it began, whoever sends it."""
    return _as_everybody(app, lambda request: "cursor" in request.query_params and _has(request, NARROW))


@fault("security.token-narrows-no-fields", view="partner")
def shows_fewer_fields_to_some(app: App) -> App:
    """Leaves the description of a case out for one supplier, who has not paid for it."""

    def edit(entry: Entry) -> Entry:
        data = entry.get("data") or {}
        fewer = {name: value for name, value in data.items() if name not in ("description", "addressText")}
        return {**entry, "data": fewer} if data else entry

    lesser = edits_entries(app, edit)

    async def told_apart(scope: Scope, receive: Receive, send: Send) -> None:
        is_narrow = scope["type"] == "http" and _has(Request(scope), NARROW)
        await (lesser if is_narrow else app)(scope, receive, send)

    return told_apart


@fault("security.stranger-learns-no-ids", view="partner")
def looks_for_the_record_before_the_token(app: App) -> App:
    """Finds the record, and asks for the token of those who asked for one that is there."""
    everybody = _as_everybody(app, lambda _request: True)

    async def looked_up(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if request.headers.get("Authorization") or scope["path"].count("/records/") != 1 or request.url.query:
            await app(scope, receive, send)
            return
        seen: list[int] = []

        async def look(message: dict[str, object]) -> None:
            seen.extend([int(str(message["status"]))] if "status" in message else [])

        await everybody(scope, receive, look)  # type: ignore[arg-type] # a message is a mapping
        await (everybody if seen == [404] else app)(scope, receive, send)

    return looked_up
