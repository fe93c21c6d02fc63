"""Checks of *Documents*, section *Expiry*."""

from __future__ import annotations

from conformance.check import check
from conformance.evidence import Expiry
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings

NOT_MODIFIED = 304


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
