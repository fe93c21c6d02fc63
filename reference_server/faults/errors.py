"""Ways of getting the chapter *Errors* wrong."""

from __future__ import annotations

import json
from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Changes, Errors
from reference_server.rules.errors import Refusal
from reference_server.wire import Sent, edits, edits_pages


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
