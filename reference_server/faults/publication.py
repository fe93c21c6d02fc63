"""Ways of getting the chapter *Publication* wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.types import Receive, Scope, Send

from reference_server import spec
from reference_server.fault import App, fault
from reference_server.publisher import TOKEN
from reference_server.rules import Publication
from reference_server.wire import edits_data


@fault("publication.view-is-allow-listed")
def shows_what_partners_see(rules: Publication) -> Publication:
    """Shows in every view what the partner view shows, the officer's name among it."""
    shown = spec.shown
    return replace(
        rules, shows=lambda kind, _view, data: {name: data[name] for name in data if name in shown(kind, "partner")}
    )


@fault("publication.view-is-allow-listed")
def adds_a_field_of_its_own(app: App) -> App:
    """Publishes the key of an editing session beside the record."""
    return edits_data(app, "application", lambda data: {**data, "sessionId": "7f3a-44c1"})


@fault("publication.view-is-allow-listed")
def extends_a_public_record(app: App) -> App:
    """Puts what it likes under `extensions`, in a public view."""
    return edits_data(app, "site", lambda data: {**data, "extensions": {"keyVal": "QX1"}})


def _lets_in(app: App, is_known: Callable[[str], bool]) -> App:
    """An application to which whoever is known comes with the right token."""

    async def opened(scope: Scope, receive: Receive, send: Send) -> None:
        given = dict(scope.get("headers", ())).get(b"authorization", b"").decode("latin-1")
        if is_known(given):
            others = [pair for pair in scope.get("headers", ()) if pair[0] != b"authorization"]
            scope = {**scope, "headers": [*others, (b"authorization", f"Bearer {TOKEN}".encode())]}
        await app(scope, receive, send)

    return opened


@fault("publication.closed-view-needs-credentials", view="partner")
def opens_the_partner_view(app: App) -> App:
    """Has the partners' view behind the same door as the public one."""
    return _lets_in(app, lambda given: not given)


@fault("publication.closed-view-needs-credentials", view="partner")
def takes_any_token(app: App) -> App:
    """Looks whether there is a token, and not at which one."""
    return _lets_in(app, lambda given: given.startswith("Bearer "))
