"""Checks of *Security*, section *Answers*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.checks.refusal import TOKEN
from conformance.evidence import Knock, Transcript
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings

PUBLIC = "the view is public"
# Pages and grants have requirements of their own.
PAGES = ("/changes",)
GRANTS = ("/grants",)
VERSION = re.compile(r"\b[A-Za-z][\w.+-]*[/ ]v?\d+(?:\.\d+)+|^v?\d+(?:\.\d+)+$")
SOFTWARE = ("server", "x-powered-by", "x-aspnet-version", "x-aspnetmvc-version", "x-generator", "x-runtime-version")
REFUSED = (404, 405, 501)
MOST = 65_536


def _path(exchange: Exchange) -> str:
    return exchange.request.url.partition("?")[0]


@check("security.answer-repeats-no-token", over="authorised", unseen="no token was sent")
def no_answer_repeats_the_token(transcript: Transcript) -> Findings:
    """Whoever finds a token in an answer has its owner's rights."""
    for exchange in transcript.authorised:
        if _path(exchange).endswith(GRANTS):
            continue
        text = exchange.body[:MOST].decode("utf-8", "replace")
        text += "".join(f"\n{name}: {value}" for name, value in exchange.headers)
        if TOKEN in text:
            yield transcript.breach("an answer without the token that it was asked with", "the token", exchange)
            return


@check("security.closed-answer-is-private", over="closed", unseen=PUBLIC)
def what_a_closed_view_answers_is_in_no_shared_cache(transcript: Transcript) -> Findings:
    """A shared cache gives what it keeps to the next one who asks."""
    for exchange in transcript.closed:
        told = ", ".join(value for name, value in exchange.headers if name.lower() == "cache-control")
        words = {word.partition("=")[0].strip().lower() for word in told.split(",")}
        if not words & {"private", "no-store"} and not _path(exchange).endswith(PAGES):
            yield transcript.breach(
                "`Cache-Control` with `private` or `no-store`", told[:100] or "no such header", exchange
            )
            return


@check("security.closed-answer-varies", over="closed", unseen=PUBLIC)
def what_a_closed_view_answers_varies_with_the_token(transcript: Transcript) -> Findings:
    """One program that asks with two tokens gets the records of the first for the second."""
    for exchange in transcript.closed:
        told = ", ".join(value for name, value in exchange.headers if name.lower() == "vary")
        words = {word.strip().lower() for word in told.split(",")}
        if not words & {"authorization", "*"}:
            yield transcript.breach("`Vary` with `Authorization`", told[:100] or "no such header", exchange)
            return


@check("security.closed-view-is-for-no-other-site", over="origins", unseen=PUBLIC)
def no_page_of_another_site_reads_a_closed_view(knock: Knock) -> Findings:
    """A page in a browser inside the council can reach what the council can reach."""
    for exchange in knock.origins:
        allowed = (exchange.header("Access-Control-Allow-Origin") or "").strip()
        if allowed in ("*", "null", knock.origin):
            yield knock.breach(f"no leave for {knock.origin}", f"Access-Control-Allow-Origin: {allowed}")


@check("security.software-keeps-its-version", over="in_order", unseen="nothing was answered")
def no_header_names_a_version(transcript: Transcript) -> Findings:
    """Whoever looks for servers with last week's hole asks for one header."""
    for exchange in transcript.in_order:
        for name, value in exchange.headers:
            found = VERSION.search(value) if name.lower() in SOFTWARE else None
            if found:
                yield transcript.breach("no version in a header", f"{name}: {value}"[:120], exchange)
                return


@check("security.unoffered-method-is-refused", over="methods", unseen="the door answers before the method is looked at")
def a_method_that_is_not_offered_is_refused(knock: Knock) -> Findings:
    """`TRACE` repeats what was sent, credentials and all."""
    if knock.methods and knock.exchange.status not in REFUSED:
        yield knock.breach(f"405, 404 or 501, for {knock.says}", f"status {knock.exchange.status}")
