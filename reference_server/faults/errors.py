"""Ways of getting the chapter *Errors* wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from reference_server.fault import App, fault
from reference_server.rules import Changes, Errors
from reference_server.rules.errors import Refusal
from reference_server.wire import Sent, edits, edits_pages

PROBLEM = "application/problem+json"
REFUSED, NOT_FOUND = 400, 404


@fault("errors.refusal-has-registered-type")
def refuses_in_html(rules: Errors) -> Errors:
    """Refuses with a web page, as a framework does by itself."""
    return replace(rules, write=lambda status, _problem: Refusal(status, "text/html", b"<h1>Bad Request</h1>"))


@fault("errors.refusal-has-registered-type")
def refuses_with_a_type_of_its_own(rules: Errors) -> Errors:
    """Refuses with a problem type that nobody registered."""
    return replace(
        rules,
        write=lambda status, problem: Refusal(
            status, "application/problem+json", json.dumps({**problem, "type": "about:blank"}).encode()
        ),
    )


@fault("errors.refusal-has-registered-type")
def calls_a_problem_plain_json(rules: Errors) -> Errors:
    """Sends a problem document as application/json."""
    return replace(
        rules, write=lambda status, problem: Refusal(status, "application/json", json.dumps(problem).encode())
    )


@fault("errors.answer-is-described")
def crashes_on_a_bad_limit(rules: Changes) -> Changes:
    """Turns the limit into a number without looking at it."""
    return replace(rules, read_limit=lambda text: int(text) or 1 // int(text))


@fault("errors.answer-is-described")
def calls_a_page_a_web_page(app: App) -> App:
    """Sends the pages of the feed as text/html."""

    def edit(sent: Sent) -> None:
        if sent.is_page:
            sent.headers["content-type"] = "text/html; charset=utf-8"

    return edits(app, edit)


@fault("errors.answer-is-described")
def gives_no_cursor(app: App) -> App:
    """Says that there is more, and not where."""
    return edits_pages(app, lambda page: page if page["complete"] else {**page, "cursor": None})


@fault("errors.answer-is-described")
def writes_nan(app: App) -> App:
    """Writes a number that is none, as a lenient JSON writer does."""

    def edit(sent: Sent) -> None:
        if sent.is_page:
            sent.body = sent.body.replace(b'"latitude": 5', b'"latitude": NaN, "was": 5').replace(
                b'"complete"', b'"load": NaN, "complete"', 1
            )

    return edits_pages(edits(app, edit), lambda page: page) if False else edits(app, edit)


@fault("errors.answer-is-described")
def writes_a_member_twice(app: App) -> App:
    """Writes `complete` twice on each page."""

    def edit(sent: Sent) -> None:
        if sent.is_page:
            sent.body = sent.body.replace(b'"complete"', b'"complete": false, "complete"', 1)

    return edits(app, edit)


@fault("errors.answer-is-described")
def redirects_to_a_login(app: App) -> App:
    """Sends one who asks for a page of the feed to a login page."""

    def edit(sent: Sent) -> None:
        if sent.is_page:
            sent.status, sent.body = 302, b""
            sent.headers["location"] = "/login"

    return edits(app, edit)


def _details(rules: Errors, **members: object) -> Errors:
    """Rules that write these members into each problem."""

    def write(status: int, problem: dict[str, Any]) -> Refusal:
        return Refusal(status, PROBLEM, json.dumps({**problem, **members}).encode())

    return replace(rules, write=write)


@fault("errors.problem-repeats-its-status")
def calls_every_problem_its_own_fault(rules: Errors) -> Errors:
    """Says 500 in each problem document, whatever it answers."""
    return _details(rules, status=500)


@fault("errors.problem-repeats-its-status")
def writes_the_status_as_text(rules: Errors) -> Errors:
    """Writes the number of the status as a string."""
    return replace(
        rules,
        write=lambda status, problem: Refusal(status, PROBLEM, json.dumps({**problem, "status": str(status)}).encode()),
    )


def _keeps(app: App, value: str) -> App:
    def edit(sent: Sent) -> None:
        if sent.status >= REFUSED:
            sent.headers["cache-control"] = value

    return edits(app, edit)


@fault("errors.refusal-is-not-stored")
def lets_refusals_be_kept(app: App) -> App:
    """Has every answer kept for a day, the refusals too."""
    return _keeps(app, "public, max-age=86400")


@fault("errors.refusal-is-not-stored")
def has_refusals_looked_up_again(app: App) -> App:
    """Lets refusals be stored, if they are asked for again."""
    return _keeps(app, "private, no-cache")


@fault("errors.refusal-tells-no-secrets")
def shows_a_stack_trace(rules: Errors) -> Errors:
    """Tells where in its program the fault was noticed."""
    return _details(
        rules,
        detail='Traceback (most recent call last):\n  File "/srv/feed/app.py", line 12, in changes\nValueError',
    )


@fault("errors.refusal-tells-no-secrets")
def shows_its_query(rules: Errors) -> Errors:
    """Passes on what the database said."""
    return _details(
        rules, detail="syntax error in: SELECT seq, data FROM feed.change WHERE changed_at >= 'yesterday'::timestamptz"
    )


@fault("errors.refusal-tells-no-secrets", view="partner")
def repeats_the_token(app: App) -> App:
    """Sends the credentials back, to help with finding the fault."""

    def edit(sent: Sent) -> None:
        if sent.status >= REFUSED:
            sent.write({**sent.read(), "detail": f"Asked with {sent.request.headers.get('authorization')}."})

    return edits(app, edit)


def _not_found(app: App, status: int, media_type: str, body: bytes) -> App:
    def edit(sent: Sent) -> None:
        if sent.status == NOT_FOUND:
            sent.status, sent.body = status, body
            sent.headers["content-type"] = media_type

    return edits(app, edit)


@fault("errors.unknown-address-is-refused")
def shows_its_start_page_everywhere(app: App) -> App:
    """Answers every address that it does not have with the page of an application."""
    return _not_found(app, 200, "text/html", b"<!doctype html><title>Planning Online</title>")


@fault("errors.unknown-address-is-refused")
def does_not_find_in_html(app: App) -> App:
    """Leaves what is not found to the framework."""
    return _not_found(app, NOT_FOUND, "text/html", b"<h1>Not Found</h1>")
