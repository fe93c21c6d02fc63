"""Checks of *Documents*, section *Signatures*, and of refusals by the document host."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.evidence import Effect, Evidence, Expiry, Plea, Tampering, Way
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings

NO_PAIR = "the feed holds no two documents that are available and unlike"
VERIFIED = "documents.signature-is-verified"
NO_LOGIN = "documents.refusal-is-no-login"
TRACES = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|Traceback \(most recent|\bat [\w.$]+\([\w.]+:\d+\)|\bFile \"[^\"]+\", line \d+"
)
NOT_IMPLEMENTED = 501
MOST_READ = 65_536


@check(VERIFIED, unseen=NO_PAIR)
def some_part_is_a_secret_that_is_checked(tampering: Tampering) -> Findings:
    """An address whose signature nobody compares is an address that anybody can write."""
    if tampering.verified:
        return
    if not tampering.secrets:
        yield tampering.breach("a URL with a signature in it", "no part of it is long and opaque", tampering.first)
    for forgery in tampering.by(Way.FLIPPED):
        if tampering.effect(forgery.exchange) is Effect.SAME:
            yield tampering.breach("a refusal when the signature is changed", str(forgery), forgery.exchange)


@check(
    "documents.signature-cannot-be-dropped",
    over="drops",
    given=(VERIFIED,),
    unseen=f"{NO_PAIR}, or none has its signature in a query",
)
def what_is_not_signed_is_refused(tampering: Tampering) -> Findings:
    """Where nothing is signed nothing is checked, and the file is public."""
    for forgery in tampering.drops:
        is_needed = forgery.part in tampering.verified if forgery.part else bool(tampering.verified)
        if is_needed and tampering.effect(forgery.exchange) in (Effect.SAME, Effect.OTHER):
            yield tampering.breach("a refusal", str(forgery), forgery.exchange)


@check("documents.grant-opens-one-document", over="confined", given=(VERIFIED,), unseen=NO_PAIR)
def a_grant_is_for_one_document(tampering: Tampering) -> Findings:
    """With one address of a public drawing in hand, nobody reads the medical letter beside it."""
    for forgery in tampering.confined:
        effect = tampering.effect(forgery.exchange)
        if effect in (Effect.SAME, Effect.OTHER) and effect is not forgery.yields:
            yield tampering.breach(f"a refusal, or {forgery.yields}", str(forgery), forgery.exchange)


@check(
    "documents.malformed-signature-is-refused",
    over="garbled",
    given=(VERIFIED, "documents.refusal-is-no-login"),
    unseen=NO_PAIR,
)
def a_malformed_signature_breaks_nothing(tampering: Tampering) -> Findings:
    """A server that breaks on an address can be broken by anybody who has one."""
    for forgery in tampering.garbled:
        if tampering.effect(forgery.exchange) is Effect.BROKE:
            yield tampering.breach("a refusal", str(forgery), forgery.exchange)
    for forgery in tampering.by(Way.GARBLED):
        if forgery.part in tampering.verified and tampering.effect(forgery.exchange) is Effect.SAME:
            yield tampering.breach("a refusal", str(forgery), forgery.exchange)


@check(
    "documents.other-spellings-open-nothing-else",
    over="respelt",
    given=(VERIFIED, "documents.refusal-is-no-login"),
    unseen=NO_PAIR,
)
def another_spelling_opens_the_same_or_nothing(tampering: Tampering) -> Findings:
    """What is checked in one spelling and served in another is not checked."""
    for forgery in tampering.respelt:
        effect = tampering.effect(forgery.exchange)
        if effect in (Effect.OTHER, Effect.BROKE):
            yield tampering.breach("a refusal, or the document itself", str(forgery), forgery.exchange)


@check("documents.added-parameter-changes-no-type", over="added", given=(VERIFIED,), unseen=NO_PAIR)
def an_added_parameter_makes_no_web_page_of_a_plan(tampering: Tampering) -> Findings:
    """A file that becomes a web page by a word in its address runs as a program in the reader's browser."""
    for forgery in tampering.added:
        is_open = tampering.effect(forgery.exchange) is Effect.SAME
        if is_open and forgery.exchange.media_type != tampering.first.media_type:
            actual = f"{forgery.says}: {forgery.exchange.media_type or 'no type'}"[:160]
            yield tampering.breach(f"a refusal, or {tampering.first.media_type}", actual, forgery.exchange)


@check(NO_LOGIN, over="untrue", given=(VERIFIED,), unseen=NO_PAIR)
def an_untrue_url_is_refused_in_so_many_words(tampering: Tampering) -> Findings:
    """A program takes a login page with status 200 for the file, and stores it."""
    for forgery in tampering.untrue:
        if tampering.effect(forgery.exchange) in (Effect.STRAY, Effect.BROKE):
            yield tampering.breach("a 4xx status", str(forgery), forgery.exchange)


@check(NO_LOGIN, over="outlived", given=("documents.grant-expires",))
def an_expired_url_is_refused_in_so_many_words(expiry: Expiry) -> Findings:
    """A redirect to a login says that somebody else could read it, which nobody can any more."""
    for exchange in expiry.outlived:
        is_refusal = 400 <= exchange.status < 500 or exchange.status == NOT_IMPLEMENTED
        if not is_refusal and exchange.body != expiry.before.body:
            actual = f"status {exchange.status} with {len(exchange.body):,} bytes"
            yield expiry.breach("a 4xx status", actual, exchange)


@check("documents.refusal-tells-no-secrets", over="untrue", unseen=NO_PAIR)
def a_refusal_tells_nothing_of_how_it_came_about(tampering: Tampering) -> Findings:
    """Refusals are read by those who try doors."""
    for forgery in tampering.untrue:
        key = tampering.keys.get(forgery.part, "")
        if key and key in _text(forgery.exchange):
            yield tampering.breach("a refusal without the right signature", f"{forgery.says}: it is in the answer")
        yield from _traces(tampering, forgery.exchange)


@check("documents.refusal-tells-no-secrets", given=("errors.refusal-tells-no-secrets",))
def a_refusal_of_a_grant_tells_nothing(plea: Plea) -> Findings:
    """A token that stands in an error stands in every log that the error is written to."""
    if plea.token and plea.token in _text(plea.exchange):
        yield plea.breach("a refusal without the caller's token", "the token stands in it")
    yield from _traces(plea, plea.exchange)


def _traces(evidence: Evidence, exchange: Exchange) -> Findings:
    found = TRACES.search(_text(exchange))
    if found:
        yield evidence.breach("a refusal without keys and traces of the program", found[0][:80], exchange)


def _text(exchange: Exchange) -> str:
    """What a refusal says."""
    return exchange.body[:MOST_READ].decode("utf-8", "replace") if exchange.status >= 400 else ""
