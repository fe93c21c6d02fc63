"""Checks of *Security*, section *Tokens*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.checks.refusal import problem_of
from conformance.evidence import Case, Evidence, Knock, Outlived
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings
from conformance.standard.standard import PROBLEM

# Where strangers are let in, whatever they bring is let in.
CLOSED = ("publication.closed-view-needs-credentials",)
NO_TOKEN = "the view is public, or no token was given"  # noqa: S105 - why nothing was seen
# A challenge begins with its scheme, alone or before its parameters; several can stand in one header.
# Who is told this was let past the door.
BEHIND = ("unknown-document", "unknown-record", "document-removed", "record-removed")
BEARER = re.compile(r"(?:^|,)\s*bearer(?:\s|,|$)", re.IGNORECASE)


@check("security.challenge-names-bearer", over="refused", given=CLOSED, unseen=NO_TOKEN)
def a_refusal_at_the_door_names_the_scheme(knock: Knock) -> Findings:
    """A library that finds no challenge reports a broken server."""
    for exchange in knock.refused:
        yield from _challenged(knock, exchange)


@check("security.challenge-names-bearer", over="strangers", given=CLOSED, unseen=NO_TOKEN)
def a_stranger_is_told_the_scheme(case: Case) -> Findings:
    """The same where the errors are tried."""
    for exchange in case.strangers:
        if exchange.status == 401:
            yield from _challenged(case, exchange)


def _challenged(evidence: Evidence, exchange: Exchange) -> Findings:
    told = [value for name, value in exchange.headers if name.lower() == "www-authenticate"]
    if not any(BEARER.search(value) for value in told):
        yield evidence.breach("`WWW-Authenticate: Bearer` with 401", (", ".join(told) or "no such header")[:120])


def _opens(knock: Knock) -> Findings:
    if knock.is_let_in:
        yield knock.breach(f"401, for {knock.says}", f"status {knock.exchange.status}")


@check("publication.closed-view-needs-credentials", over="strangers", unseen=NO_TOKEN)
def every_address_asks_for_credentials(knock: Knock) -> Findings:
    """Whatever has to be remembered for each address is forgotten at one."""
    told = str(problem_of(knock.exchange).get("type", ""))
    if knock.strangers and (knock.is_let_in or told.removeprefix(PROBLEM) in BEHIND):
        yield knock.breach(f"401, for {knock.says}", f"status {knock.exchange.status} {told}".strip())


@check("security.token-has-its-scheme", over="schemes", given=CLOSED, unseen=NO_TOKEN)
def a_token_opens_under_bearer_alone(knock: Knock) -> Findings:
    """What is accepted in three places is logged in three places."""
    if knock.schemes:
        yield from _opens(knock)


@check("security.token-is-compared-whole", over="likes", given=CLOSED, unseen="no static token was given")
def what_is_nearly_the_token_opens_nothing(knock: Knock) -> Findings:
    """A comparison without case makes a long token a short one."""
    if knock.likes:
        yield from _opens(knock)


@check(
    "security.token-stays-out-of-the-address",
    over="addresses",
    given=CLOSED,
    unseen="a static token of a live endpoint is put into no address",
)
def a_token_in_the_address_opens_nothing(knock: Knock) -> Findings:
    """Addresses are written into the logs of every proxy."""
    if knock.addresses:
        yield from _opens(knock)


@check("security.forged-token-opens-nothing", over="forged", given=CLOSED, unseen="the token is no JWT")
def an_altered_token_opens_nothing(knock: Knock) -> Findings:
    """Only the signature says who wrote the claims."""
    if knock.forged:
        yield from _opens(knock)


@check("security.expired-token-opens-nothing", given=CLOSED, unseen="the token was given, and got from no issuer")
def a_token_ends(outlived: Outlived) -> Findings:
    """A token that leaks is soon worth nothing, if somebody looks at its end."""
    status = outlived.exchange.status
    if 200 <= status < 300 or status == 304:
        yield outlived.breach("401, for a token whose end has passed", f"status {status}")
