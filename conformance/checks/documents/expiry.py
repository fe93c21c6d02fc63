"""Checks of *Documents*, section *Expiry*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.evidence import Afterlife, Expiry, Lifespan
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings
from conformance.model.instant import read_http, write

NOT_MODIFIED = 304
OPENS, EXPIRES = "documents.grant-opens-its-document", "documents.grant-expires"
TOO_LONG = "no grant ended within --max-wait"
LASTS = re.compile(r"(s-maxage|max-age)\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
# `Date` and `Expires` have whole seconds.
STEP = 2000


@check(EXPIRES, over="outlived", given=(OPENS, "documents.grant-instants-are-true"), unseen=TOO_LONG)
def an_expired_grant_opens_nothing(expiry: Expiry) -> Findings:
    """Whoever finds an old link in a log or a mailbox is not able to open it."""
    for exchange in expiry.outlived:
        # A refusal that holds the file is none, whatever its status.
        if opens(exchange) or (exchange.body and exchange.body == expiry.before.body):
            grace = expiry.terms.levels["grantGraceSeconds"]
            yield expiry.breach(
                f"a refusal from {grace:g} seconds after {expiry.grant.get('expiresAt')}",
                f"status {exchange.status} with {len(exchange.body):,} bytes",
                exchange,
            )


@check(
    "documents.grant-lasts",
    given=(OPENS, "documents.bytes-come-as-they-are"),
    unseen="no grant came near its end within --max-wait",
)
def a_grant_opens_its_document_until_its_end(lifespan: Lifespan) -> Findings:
    """A download that broke off is begun again with the same address."""
    late, early = lifespan.late, lifespan.early
    in_time = lifespan.left >= lifespan.terms.levels["grantEarlySeconds"] * 1000
    if in_time and early.status == 200 and (late.status, late.body) != (early.status, early.body):
        actual = (
            f"status {late.status} with {len(late.body):,} bytes, {lifespan.left / 1000:,.1f} seconds before the end"
        )
        yield lifespan.breach("the document again", actual, early, late)


@check(
    "documents.expired-grant-refuses-every-method",
    over="by_other_methods",
    given=(EXPIRES,),
    unseen=TOO_LONG,
)
def an_expired_grant_answers_no_other_question(afterlife: Afterlife) -> Findings:
    """The end that only one branch of a program looks at is none."""
    for forgery in afterlife.by_other_methods:
        if opens(forgery.exchange):
            yield afterlife.breach("a refusal", f"{forgery} after the end", forgery.exchange)


@check(
    "documents.expiry-cannot-be-moved",
    over="moved",
    given=(EXPIRES, "documents.signature-is-verified"),
    unseen=f"{TOO_LONG}, or none shows its end in its query",
)
def no_other_end_opens_an_expired_grant(afterlife: Afterlife) -> Findings:
    """An end that its reader can write is no end."""
    for forgery in afterlife.moved:
        if opens(forgery.exchange):
            yield afterlife.breach("a refusal after the end", str(forgery), forgery.exchange)


@check("documents.grant-outlives-no-cache", given=(OPENS,), unseen="the feed holds no document that is available")
def no_cache_keeps_a_document_beyond_its_grant(expiry: Expiry) -> Findings:
    """A cache looks at no signature: what it keeps it gives to everybody who knows the address."""
    got = expiry.before
    caching = (got.header("Cache-Control") or "").lower()
    words = {word.partition("=")[0].strip() for word in caching.split(",")}
    if got.status != 200 or "no-store" in words:
        return
    now = read_http(got.header("Date")) or got.sent
    lives = [int(seconds) * 1000 for _, seconds in LASTS.findall(caching)]
    ends = [now + life for life in lives] or [read_http(got.header("Expires")) or now]
    if "public" in words and not lives:
        yield expiry.breach("no `public` without an age", caching[:120], got)
    elif max(ends) > expiry.expires + STEP:
        actual = f"{caching or 'Expires'}, until {write(max(ends))}"[:160]
        yield expiry.breach(f"nothing kept beyond {expiry.grant.get('expiresAt')}", actual, got)


def opens(exchange: Exchange) -> bool:
    """Whether an answer gives something away. Providers refuse with different statuses, so none is asked for."""
    return 200 <= exchange.status < 300 or exchange.status == NOT_MODIFIED
