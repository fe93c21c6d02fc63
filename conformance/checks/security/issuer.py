"""Checks of *Security*, section *The issuer*."""

from __future__ import annotations

from conformance.check import check
from conformance.evidence import Issue
from conformance.model.finding import Findings

GIVEN = "the token was given, and got from no issuer"
ERRORS = (
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unauthorized_client",
    "unsupported_grant_type",
    "invalid_scope",
)


@check("security.access-token-is-short-lived", over="given", unseen=GIVEN)
def an_access_token_ends_soon(issue: Issue) -> Findings:
    """A token that leaks is found weeks later."""
    most, told = issue.terms.levels["accessTokenSecondsMost"], issue.told.get("expires_in")
    lasts = told if isinstance(told, int | float) and not isinstance(told, bool) else None
    if issue.given and (lasts is None or not 0 < lasts <= most):
        yield issue.breach(f"`expires_in` of at most {most:g} seconds", f"{told!r}"[:60])


@check("security.token-answer-is-not-stored", over="given", unseen=GIVEN)
def nobody_keeps_the_answer_with_the_token(issue: Issue) -> Findings:
    """The answer is the token."""
    for exchange in issue.given:
        told = ", ".join(value for name, value in exchange.headers if name.lower() == "cache-control")
        if "no-store" not in {word.strip().lower() for word in told.split(",")}:
            yield issue.breach("`Cache-Control: no-store`", told[:100] or "no such header")


@check("security.issuer-names-the-scope", over="given", unseen=GIVEN)
def the_scope_names_the_view(issue: Issue) -> Findings:
    """A client that was given less learns it here, and not in the night."""
    view, told = issue.terms.description.view, issue.told.get("scope")
    words = told.split() if isinstance(told, str) else []
    if issue.given and view and view not in words:
        yield issue.breach(f"a `scope` with {view}"[:100], f"{told!r}"[:100])


@check("security.issuer-refuses-strangers", over="strangers", unseen=GIVEN)
def a_client_that_nobody_knows_gets_nothing(issue: Issue) -> Findings:
    """The token endpoint is the door to all doors."""
    for exchange in issue.strangers:
        error = issue.told.get("error")
        if exchange.status not in (400, 401) or error not in ERRORS:
            expected = "400 or 401 with an `error` of RFC 6749, for a client that nobody knows"
            yield issue.breach(expected, f"status {exchange.status}, error {error!r}"[:120])
