"""Ways of getting *Documents*, section *Grants*, wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.types import ASGIApp

from reference_server import instant
from reference_server.fault import App, fault
from reference_server.publisher import TOKEN
from reference_server.rules import Documents
from reference_server.rules.documents import LONGEST, Turned, lifetime
from reference_server.wire import Sent, edits, edits_data

Grant = dict[str, Any]


def edits_grants(app: ASGIApp, edit: Callable[[list[Grant]], list[Grant]]) -> ASGIApp:
    """An application whose grants pass through `edit`."""

    def change(sent: Sent) -> None:
        if sent.status == 200 and sent.request.url.path.endswith("/grants"):
            sent.write({"grants": edit(sent.read()["grants"])})

    return edits(app, change)


def edits_each_grant(app: ASGIApp, edit: Callable[[Grant], Grant]) -> ASGIApp:
    """An application in which each grant passes through `edit`."""
    return edits_grants(app, lambda grants: [edit(grant) for grant in grants])


def edits_refusals(app: ASGIApp, edit: Callable[[Sent], None]) -> ASGIApp:
    """An application whose refusals of grants pass through `edit`."""

    def change(sent: Sent) -> None:
        if sent.status >= 400 and sent.request.url.path.endswith("/grants"):
            edit(sent)

    return edits(app, change)


@fault("documents.grant-opens-its-document")
def cuts_the_document_short(rules: Documents) -> Documents:
    """Sends all but the last byte of a document."""
    return replace(rules, content=lambda body: body[:-1])


@fault("documents.grant-opens-its-document")
def stamps_the_document(rules: Documents) -> Documents:
    """Writes its own first byte over the document's, as a system that adds a watermark does."""
    return replace(rules, content=lambda body: b"#" + body[1:])


@fault("documents.grant-opens-its-document")
def grants_what_is_over(rules: Documents) -> Documents:
    """Refuses a grant at once."""
    return replace(rules, admits=lambda _now, _expires: False)


@fault("documents.grant-request-is-refused-when-malformed")
def gives_nothing_for_nothing(app: App) -> App:
    """Answers an empty list of documents with an empty list of grants."""

    def edit(sent: Sent) -> None:
        if b"`documents` is a list" in sent.body:
            sent.status, sent.headers["content-type"] = 200, "application/json"
            sent.write({"grants": []})

    return edits_refusals(app, edit)


@fault("documents.grant-request-is-refused-when-malformed")
def breaks_on_a_malformed_request_for_grants(app: App) -> App:
    """Answers a request for grants of the wrong shape with 500."""

    def edit(sent: Sent) -> None:
        if sent.status == 400:
            sent.status, sent.headers["content-type"], sent.body = 500, "text/plain", b"TypeError"

    return edits_refusals(app, edit)


@fault("documents.unknown-document-is-refused")
def forbids_what_it_does_not_give(app: App) -> App:
    """Answers 403 for a document that it does not give out."""

    def edit(sent: Sent) -> None:
        if sent.status == 404:
            sent.status = 403
            sent.write({**sent.read(), "type": "urn:open-planning-exchange:problem:not-permitted", "status": 403})

    return edits_refusals(app, edit)


@fault("documents.unknown-document-is-refused")
def leaves_out_what_it_does_not_know(app: App) -> App:
    """Answers a request for an unknown document with no grant instead of a refusal."""

    def edit(sent: Sent) -> None:
        if sent.status == 404:
            sent.status, sent.headers["content-type"] = 200, "application/json"
            sent.write({"grants": []})

    return edits_refusals(app, edit)


@fault("documents.grant-answers-each-document")
def sorts_the_grants(app: App) -> App:
    """Gives the grants in the order of the database."""
    return edits_grants(app, lambda grants: sorted(grants, key=lambda grant: str(grant["document"])))


@fault("documents.grant-answers-each-document")
def grants_the_first_two(app: App) -> App:
    """Gives grants for at most two of the documents asked for."""
    return edits_grants(app, lambda grants: grants[:2])


@fault("documents.grant-is-not-stored")
def lets_grants_be_kept(app: App) -> App:
    """Lets caches keep its grants for five minutes."""

    def edit(sent: Sent) -> None:
        if sent.request.url.path.endswith("/grants"):
            sent.headers["cache-control"] = "private, max-age=300"

    return edits(app, edit)


@fault("documents.grant-is-not-stored")
def redirects_to_the_document(app: App) -> App:
    """Answers a request for grants with a redirect to the first of them."""

    def edit(sent: Sent) -> None:
        if sent.status == 200 and sent.request.url.path.endswith("/grants"):
            sent.status, sent.headers["location"], sent.body = 302, sent.read()["grants"][0]["url"], b""

    return edits(app, edit)


@fault("documents.grant-url-is-complete")
def names_files_unescaped(app: App) -> App:
    """Puts the name of the file into the URL as it is, with its spaces and accents."""
    return edits_each_grant(app, lambda grant: {**grant, "url": f"{grant['url']}&name=Café plan.pdf"})


@fault("documents.grant-url-is-complete")
def grants_a_path(app: App) -> App:
    """Gives the URL of a grant without its host."""
    return edits_each_grant(app, lambda grant: {**grant, "url": "/" + str(grant["url"]).split("/", 3)[3]})


@fault("documents.grant-url-is-complete")
def puts_its_name_into_the_address(app: App) -> App:
    """Puts the name and password of the file host into the URL."""
    return edits_each_grant(app, lambda grant: {**grant, "url": str(grant["url"]).replace("://", "://files:open@", 1)})


@fault("documents.grant-carries-no-credential", view="partner")
def grants_the_token(app: App) -> App:
    """Hands the caller's own token to the file host, in the headers of the grant."""
    return edits_each_grant(app, lambda grant: {**grant, "headers": {"Authorization": f"Bearer {TOKEN}"}})


@fault("documents.grant-carries-no-credential", view="partner")
def signs_for_the_caller(app: App) -> App:
    """Writes into the grant for whom it is, by the caller's token."""
    return edits_each_grant(app, lambda grant: {**grant, "grantedTo": TOKEN})


@fault("documents.grant-carries-no-credential")
def grants_a_session(app: App) -> App:
    """Wants a cookie to be sent to the file host."""
    return edits_each_grant(app, lambda grant: {**grant, "headers": {"Cookie": "session=7f3a44c1"}})


@fault("documents.grant-stands-alone")
def wants_the_token_at_the_documents(rules: Documents) -> Documents:
    """Has the file host ask for the token of the API too."""
    return replace(
        rules,
        admits=lambda _now, _expires: False,
        turns_away=lambda _headers: Turned(401, {"WWW-Authenticate": "Bearer"}),
    )


@fault("documents.grant-life-is-as-asked")
def takes_seconds_for_minutes(rules: Documents) -> Documents:
    """Counts `expiresIn` in minutes."""
    return replace(rules, lifetime=lambda asked: lifetime(asked and asked * 60))


@fault("documents.grant-life-is-as-asked")
def grants_for_as_long_as_anybody_asks(rules: Documents) -> Documents:
    """Honours any `expiresIn`, beyond the longest that is declared."""
    return replace(rules, lifetime=lambda asked: lifetime(asked) if asked is None else min(asked, LONGEST**2))


@fault("documents.grant-is-fresh")
def caches_its_grants(app: App) -> App:
    """Keeps the grants that it has given, and gives them again while they last."""
    kept: dict[tuple[str, float], Grant] = {}

    def held(grant: Grant) -> Grant:
        life = (_read(grant["expiresAt"]) - _read(grant["issuedAt"])).total_seconds()
        key = (str(grant["document"]), life)
        if key not in kept or _read(kept[key]["expiresAt"]) <= _read(grant["issuedAt"]):
            kept[key] = grant
        return kept[key]

    return edits_each_grant(app, held)


@fault("documents.grant-instants-are-true")
def writes_ends_in_local_time(app: App) -> App:
    """Writes `expiresAt` as the clock on the wall shows it, and calls it UTC."""

    def edit(grant: Grant) -> Grant:
        later = _read(grant["expiresAt"]) + timedelta(hours=1)
        return {**grant, "expiresAt": instant.text(int(later.timestamp() * 1000))}

    return edits_each_grant(app, edit)


@fault("documents.grant-instants-are-true")
def writes_ends_without_a_zone(app: App) -> App:
    """Writes `expiresAt` without `Z`."""
    return edits_each_grant(app, lambda grant: {**grant, "expiresAt": str(grant["expiresAt"]).rstrip("Z")})


@fault("documents.grant-is-as-the-record")
def grants_octets(app: App) -> App:
    """States the same type for every file."""
    return edits_each_grant(app, lambda grant: {**grant, "mimeType": "application/octet-stream"})


@fault("documents.records-hold-no-url")
def puts_grants_into_records(app: App) -> App:
    """Puts a signed address of the file into each document's record."""
    url = "https://files.westmarch.example/d/77c1?se=2026-03-28T10%3A00%3A00Z&sig=Zm9yIGV2ZXJ5Ym9keSB0byB1c2U%3D"
    return edits_data(app, "document", lambda data: {**data, "documentationUrl": url})


@fault("documents.refusal-tells-no-secrets", view="partner")
def repeats_the_credentials(app: App) -> App:
    """Repeats in its refusals the headers of the request."""

    def edit(sent: Sent) -> None:
        told = json.loads(sent.body)
        sent.write({**told, "detail": f"{told['detail']} Headers: {dict(sent.request.headers)}"})

    return edits_refusals(app, edit)


def _read(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)
