"""Checks of the chapter *Documents*."""

from __future__ import annotations

import hashlib

from conformance.check import check
from conformance.evidence import Expiry
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings

NOT_MODIFIED = 304


@check("documents.grant-opens-its-document", unseen="the feed holds no document that is available")
def a_live_grant_gives_the_bytes_that_it_states(expiry: Expiry) -> Findings:
    """A register that shows another file shows the public something else than the council decided on."""
    got, stated = expiry.before, expiry.grant
    digest = hashlib.sha256(got.body).hexdigest()
    if got.status != 200:
        yield expiry.breach("200 with the document's bytes", f"status {got.status} {got.trouble}".strip(), got)
    elif len(got.body) != stated.get("fileSize"):
        yield expiry.breach(f"{stated.get('fileSize')} bytes, as granted", f"{len(got.body)} bytes", got)
    elif digest != stated.get("sha256"):
        yield expiry.breach(f"bytes with the SHA-256 digest {stated.get('sha256')}", f"bytes with {digest}", got)


@check(
    "documents.grant-expires",
    over="outlived",
    given=("documents.grant-opens-its-document",),
    unseen="no grant ended within --max-wait",
)
def an_expired_grant_opens_nothing(expiry: Expiry) -> Findings:
    """Whoever finds an old link in a log or a mailbox is not able to open it."""
    for exchange in expiry.outlived:
        if opens(exchange):
            grace = expiry.terms.levels["grantGraceSeconds"]
            yield expiry.breach(
                f"a refusal from {grace:g} seconds after {expiry.grant.get('expiresAt')}",
                f"status {exchange.status} with {len(exchange.body):,} bytes",
                exchange,
            )


def opens(exchange: Exchange) -> bool:
    """Whether an answer gives something away. Providers refuse with different statuses, so none is asked for."""
    return 200 <= exchange.status < 300 or exchange.status == NOT_MODIFIED
