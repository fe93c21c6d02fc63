"""Checks of *Documents*, section *Headers*."""

from __future__ import annotations

import re

from conformance.check import check
from conformance.evidence import Download
from conformance.model.disposition import Malformed, read, trouble_with
from conformance.model.exchange import Exchange
from conformance.model.finding import Findings

NONE_AVAILABLE = "the feed holds no document that is available"
PLAIN_BYTES = "application/octet-stream"
# What a browser runs, or reads as markup that can hold scripts.
ACTIVE = re.compile(
    r"text/html|(text|application)/(xml|xsl|xslt|(x-)?(java|ecma|live|j)script\d*(\.\d)*)|[^/]+/[^/]*\+xml"
    r"|application/(postscript|x-shockwave-flash|wasm)|text/(cache-manifest|x-component|vbscript)|image/svg"
    r"|multipart/x-mixed-replace"
)


@check(
    "documents.type-is-as-stated",
    over="opened",
    given=("documents.available-document-states-its-bytes",),
    unseen=NONE_AVAILABLE,
)
def a_file_comes_under_the_type_of_its_record(download: Download) -> Findings:
    """What is opened by another program than it was made for shows nothing, or something else."""
    stated = (download.entry.data or {}).get("mimeType")
    for exchange in download.opened if isinstance(stated, str) else ():
        fine = (stated.lower(), PLAIN_BYTES) if isinstance(stated, str) else ()
        # Without bytes there is nothing whose type could be wrong.
        if exchange.media_type not in fine and (exchange.media_type or exchange.body):
            actual = exchange.header("Content-Type") or "no Content-Type"
            yield download.breach(f"Content-Type: {stated}, or {PLAIN_BYTES}", actual[:120], exchange)


@check("documents.active-content-is-not-shown", over="opened", unseen=NONE_AVAILABLE)
def what_can_act_is_saved_and_not_opened(download: Download) -> Findings:
    """A drawing with a script in it acts in the name of whoever looks at it."""
    for exchange in download.opened:
        if ACTIVE.fullmatch(exchange.media_type) and not _is_attachment(exchange):
            shown = exchange.header("Content-Disposition") or "no Content-Disposition"
            yield download.breach(f"{exchange.media_type} as an attachment, or as {PLAIN_BYTES}", shown[:120], exchange)


def _is_attachment(exchange: Exchange) -> bool:
    kind = (exchange.header("Content-Disposition") or "").partition(";")[0]
    return kind.strip().lower() not in ("", "inline")


@check("documents.disposition-is-well-formed", over="disposed", unseen="no answer has a Content-Disposition")
def a_file_has_the_name_of_its_record(download: Download) -> Findings:
    """A name that cannot be read is lost, and one with a path in it can overwrite a file."""
    recorded = (download.entry.data or {}).get("filename")
    for exchange in download.disposed:
        try:
            named = read(exchange.header("Content-Disposition") or "")
            trouble = trouble_with(named, recorded if isinstance(recorded, str) else "")
        except Malformed as wrong:
            trouble = str(wrong)
        if trouble:
            yield download.breach(f"a disposition as RFC 6266 has it, for {recorded!r}"[:160], trouble, exchange)


@check("documents.sets-no-cookie", over="answers", unseen=NONE_AVAILABLE)
def no_cookie_comes_with_a_document(download: Download) -> Findings:
    """The grant alone opens the document; a cookie says that something else is needed, or that readers are followed."""
    for exchange in download.answers:
        if exchange.header("Set-Cookie") is not None:
            yield download.breach("no cookie", "Set-Cookie", exchange)


@check("documents.credentials-stay-home", over="foreign", unseen=NONE_AVAILABLE)
def no_other_site_asks_with_the_readers_credentials(download: Download) -> Findings:
    """A page of any other site could otherwise read what only its reader may."""
    for exchange in download.foreign:
        allowed = (exchange.header("Access-Control-Allow-Credentials") or "").strip().lower() == "true"
        origin = (exchange.header("Access-Control-Allow-Origin") or "").strip()
        asked = next((value for name, value in exchange.request.headers if name == "Origin"), "")
        if allowed and origin and origin in ("*", asked, "null"):
            actual = f"credentials allowed for {origin}"
            yield download.breach("no credentials from another site", actual[:120], exchange)


@check("documents.type-is-not-guessed", over="opened", unseen=NONE_AVAILABLE)
def a_browser_is_told_not_to_guess(download: Download) -> Findings:
    """A browser that guesses finds a web page in a text file."""
    for exchange in download.opened:
        value = exchange.header("X-Content-Type-Options")
        if (value or "").strip().lower() != "nosniff":
            yield download.breach("X-Content-Type-Options: nosniff", value or "no such header", exchange)
