"""Looks back on the tokens that were issued, asks for one as a stranger, and lets one end."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from urllib.parse import urlencode

from conformance.evidence import Issue, Outlived
from conformance.model.exchange import Request
from conformance.probes.probe import Probe
from conformance.probes.visit import NotThere, Visit, answered

FORM = (("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"))
CAP = 64 * 1024
OURSELVES, NOBODY = "our own token", "a client that nobody knows"


def issue(visit: Visit, question: str) -> Issue:
    """A request for a token, and its answer."""
    oauth = visit.client.credentials.oauth
    if oauth is None:
        raise NotThere("the token was given, and got from no issuer")
    if question == OURSELVES:
        sent = (e for e in visit.client.memory.exchanges if e.request.url == oauth.token_url and e.status == 200)
        return Issue(visit.terms, by_stranger=False, exchange=next(sent))
    form = {
        "grant_type": "client_credentials",
        "client_id": f"nobody-{secrets.token_hex(4)}",
        "client_secret": secrets.token_hex(16),
    }
    request = Request("POST", oauth.token_url, FORM, urlencode(form).encode(), authorised=False)
    return Issue(visit.terms, by_stranger=True, exchange=answered(visit.client.fetch(request, CAP)))


def who(visit: Visit) -> Iterator[str]:
    """We, and one whom nobody knows."""
    if visit.client.credentials.oauth:
        yield OURSELVES
        yield NOBODY


def outlive(visit: Visit, _question: str) -> Outlived:
    """A request with a token whose end has passed. Raises `NotThere` where that takes too long."""
    credentials, clock = visit.client.credentials, visit.client.clock
    ends = min([former.ends for former in credentials.former] or [credentials.ends])
    wait = ends + visit.terms.levels["accessTokenGraceSeconds"] - clock.monotonic()
    if wait > visit.target.max_wait:
        raise NotThere(f"the token does not end within the {visit.target.max_wait:g} seconds of --max-wait")
    clock.sleep(max(0.0, wait))
    if not credentials.former:
        # Whoever asks after the end gets the next one first.
        answered(visit.client.get("description"))
    bearer = ("Authorization", f"Bearer {credentials.former[0].holder}")
    request = Request("GET", visit.client.address("description"), (bearer,), authorised=False)
    return Outlived(visit.terms, answered(visit.client.ask(request)))


def once(visit: Visit) -> Iterator[str]:
    """One question, where tokens end."""
    if visit.client.credentials.oauth:
        yield "a token after its end"


ISSUES = Probe(Issue, issue, who, smoke=0, repeats=False)
OUTLIVED = Probe(Outlived, outlive, once, smoke=0, recalls=False, repeats=False)
