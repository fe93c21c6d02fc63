"""Ways of getting *Publication*, section *Views*, wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.types import Receive, Scope, Send

from reference_server import spec
from reference_server.fault import App, fault
from reference_server.publisher import TOKEN
from reference_server.rules import Publication
from reference_server.rules.publication import Change
from reference_server.wire import Entry, edits_data

NARROWEST = "national"


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


@fault("publication.view-is-allow-listed")
def lists_only_the_first_level(app: App) -> App:
    """Lets through what lies in a list that is public, the clerk who made the link among it."""

    def edit(data: Entry) -> Entry:
        links = [{**link, "linkedBy": "Z. Achterberg"} for link in data.get("linkedApplications", [])]
        return {**data, "linkedApplications": links} if links else data

    return edits_data(app, "application", edit)


@fault("publication.submission-is-not-public")
def opens_what_was_sent_in(rules: Publication) -> Publication:
    """Publishes an application in the minute in which the portal sends it."""

    def settle(changes: tuple[Change, ...]) -> tuple[Change, ...]:
        is_new = any((change.data or {}).get("stage") == "submission" for change in changes)
        early = ("application", "site") if is_new else ()
        return tuple(replace(one, reach=NARROWEST) if one.kind in early else one for one in changes)

    return replace(rules, settle=settle, reach=lambda change: change.reach)


def _sensitive(app: App, members: Entry) -> App:
    """An application that says something else of each document of a sensitive type that is withheld."""
    types = {row["reference"] for row in spec.codelist("document-type") if row["sensitive"] == "yes"}

    def edit(data: Entry) -> Entry:
        is_one = types & set(data.get("documentTypes", [])) and data.get("publicRegisterStatus") == "withhold"
        return {**data, **members} if is_one else data

    return edits_data(app, "document", edit)


@fault("publication.sensitive-type-awaits-a-decision", view="partner")
def opens_what_nobody_looked_at(app: App) -> App:
    """Has everything that comes by the portal open to the public until an officer closes it."""
    return _sensitive(app, {"publicRegisterStatus": "not-assessed", "audience": ["public", "authority"]})


@fault("publication.sensitive-type-awaits-a-decision", view="partner")
def publishes_when_it_is_received(app: App) -> App:
    """Puts the instant of receipt down as that of publication, for every document."""
    return _sensitive(app, {"publicRegisterStatus": "not-assessed", "publishedAt": "2026-03-02T09:00:00.000Z"})


@fault("publication.whole-of-a-redaction-is-withheld", view="partner")
def publishes_the_whole_too(app: App) -> App:
    """Marks every document of a case as publish, what a redacted copy was made of among them."""

    def edit(data: Entry) -> Entry:
        return {**data, "publicRegisterStatus": "publish"} if "publicRegisterStatus" in data else data

    return edits_data(app, "document", edit)


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
