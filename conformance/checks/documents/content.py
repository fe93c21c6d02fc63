"""Checks of *Documents*, section *Content*."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from conformance.check import check
from conformance.evidence import Address, Download
from conformance.model.exchange import CUT_SHORT, Exchange
from conformance.model.finding import Findings

NONE_AVAILABLE = "the feed holds no document that is available"
OPENS = "documents.grant-opens-its-document"
# What has to be as it is before a second answer can be held against a first.
SENT_WHOLE = ("documents.framing-is-exact", "documents.bytes-come-as-they-are", "documents.grant-lasts")
PLACE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
DIGEST = re.compile(r"(?:^|,)\s*(sha-(?:256|512))=([^,;]*)")
NOT_MODIFIED = 304
NOT_OFFERED = 501


@check("documents.framing-is-exact", over="answers", unseen=NONE_AVAILABLE)
def a_body_is_as_long_as_it_says(download: Download) -> Findings:
    """A plan that broke off on the way looks like a plan."""
    for exchange in download.answers:
        stated = exchange.header("Content-Length")
        if exchange.trouble == CUT_SHORT:
            yield download.breach("as many bytes as the answer announces", exchange.trouble, exchange)
        elif exchange in download.opened and stated is not None and stated != str(len(exchange.body)):
            yield download.breach(f"{stated[:40]} bytes, as announced", f"{len(exchange.body)} bytes", exchange)


@check("documents.bytes-come-as-they-are", over="opened", unseen=NONE_AVAILABLE)
def nothing_is_coded_for_one_who_wants_it_plain(download: Download) -> Findings:
    """Size and digest are those of the file; a coded answer has others."""
    for exchange in download.opened:
        coding = exchange.header("Content-Encoding")
        if coding is not None and coding.strip().lower() not in ("", "identity"):
            yield download.breach("no content coding, as asked", f"Content-Encoding: {coding}"[:80], exchange)


@check("documents.stated-digest-is-true", over="digested", unseen="no answer states a digest in a header")
def a_digest_in_a_header_is_that_of_the_bytes(download: Download) -> Findings:
    """`Repr-Digest` is of the whole, whatever part is sent; `Content-Digest` is of what is sent."""
    for exchange in download.digested:
        whole = exchange.body if exchange in download.opened and exchange.status == 200 else download.whole.body
        yield from _digest(download, exchange, "Repr-Digest", whole)
        if exchange in download.opened:
            yield from _digest(download, exchange, "Content-Digest", exchange.body)


def _digest(download: Download, exchange: Exchange, name: str, body: bytes) -> Findings:
    for algorithm, written in DIGEST.findall(exchange.header(name) or ""):
        true = hashlib.new(algorithm.replace("-", ""), body).digest()
        if _bytes(written.strip()) != true:
            expected = f"{name}: {algorithm}=:{base64.b64encode(true).decode()}:"
            yield download.breach(expected, f"{algorithm}={written}"[:140], exchange)


def _bytes(written: str) -> bytes | None:
    """What a structured field writes as `:base64:`."""
    if len(written) < 2 or not (written.startswith(":") and written.endswith(":")):
        return None
    try:
        return base64.b64decode(written[1:-1], validate=True)
    except binascii.Error:
        return None


@check(
    "documents.range-is-exact",
    over="slices",
    given=SENT_WHOLE,
    unseen=NONE_AVAILABLE,
)
def a_part_is_the_part_that_was_asked_for(download: Download) -> Findings:
    """A download that goes on where it broke off puts the parts together blindly."""
    whole = download.whole.body
    for one in download.slices:
        exchange, asked = one.exchange, f"bytes {one.start} to {one.stop - 1} of {len(whole)}"
        place = PLACE.fullmatch((exchange.header("Content-Range") or "").strip())
        if not exchange.status:
            continue
        if exchange.status == 200:
            if exchange.body != whole:
                yield download.breach("the whole document with 200", f"{len(exchange.body)} other bytes", exchange)
        elif exchange.status != 206:
            yield download.breach(f"206 with {asked}, or 200 with all", f"status {exchange.status}", exchange)
        elif place is None or place.groups() not in _places(one.start, one.stop, len(whole)):
            stated = exchange.header("Content-Range")
            yield download.breach(f"`Content-Range` with {asked}", f"{stated}"[:80], exchange)
        elif exchange.body != whole[one.start : one.stop]:
            yield download.breach(asked, f"{len(exchange.body)} other bytes", exchange)


def _places(start: int, stop: int, size: int) -> tuple[tuple[str, str, str], ...]:
    return tuple((str(start), str(stop - 1), total) for total in (str(size), "*"))


@check("documents.if-range-is-heeded", over="mistaken", given=SENT_WHOLE, unseen="no document is served in parts")
def a_part_of_other_bytes_is_not_added_to(download: Download) -> Findings:
    """Two halves of two files make a file that never was."""
    for exchange in download.mistaken:
        if (exchange.status, exchange.body) != (200, download.whole.body):
            actual = f"status {exchange.status} with {len(exchange.body)} bytes"
            yield download.breach("200 with the whole document", actual, exchange)


@check("documents.range-past-the-end-is-no-part", over="outside", unseen=NONE_AVAILABLE)
def there_is_no_part_behind_the_end(download: Download) -> Findings:
    """Whoever asks for more than there is has a wrong idea of the size, and has to hear so."""
    for exchange in download.outside:
        refused = 400 <= exchange.status < 500
        if not refused and not (exchange.status == 200 and exchange.body == download.whole.body):
            actual = f"status {exchange.status} with {len(exchange.body)} bytes"
            yield download.breach("416, or 200 with the whole document", actual, exchange)


@check("documents.head-is-as-get", over="heads", given=("documents.framing-is-exact",), unseen=NONE_AVAILABLE)
def the_answer_to_head_tells_of_the_same_document(download: Download) -> Findings:
    """Whoever asks for the size first plans by it."""
    for exchange in download.heads:
        if 400 <= exchange.status < 500 or exchange.status == NOT_OFFERED:
            continue
        if exchange.status != 200:
            yield download.breach("the headers of GET, or a refusal", f"status {exchange.status}", exchange)
        for name in ("Content-Length", "Content-Type", "ETag"):
            got, ours = exchange.header(name), download.whole.header(name)
            wanted = str(len(download.whole.body)) if name == "Content-Length" else ours
            if None not in (got, wanted) and got != wanted:
                yield download.breach(f"{name}: {wanted}, as GET has it", f"{name}: {got}"[:120], exchange)


@check(
    "documents.etag-stands",
    over="tagged",
    given=SENT_WHOLE,
    unseen="no document has a strong entity tag",
)
def an_entity_tag_stays_with_its_bytes(download: Download) -> Findings:
    """A tag that belongs to the address makes every consumer fetch every file every night."""
    tag, again, whole = download.tag, download.again, download.whole.body
    if tag and again and again.status == 200 and again.header("ETag") != tag:
        yield download.breach(f"the entity tag {tag} again, by a second grant", f"{again.header('ETag')}", again)
    for exchange, lawful in () if not tag else ((download.held, (200, NOT_MODIFIED)), (download.unheld, (200,))):
        if exchange is None or not exchange.status:
            continue
        other = exchange.status == 200 and exchange.body != whole
        if exchange.status not in lawful or other:
            wanted = "304, or 200 with the same bytes" if NOT_MODIFIED in lawful else "200: the tag is another's"
            yield download.breach(wanted, f"status {exchange.status} with {len(exchange.body)} bytes", exchange)


@check(
    "documents.every-size-and-name-works",
    given=(OPENS, "documents.framing-is-exact", "documents.bytes-come-as-they-are"),
    unseen=NONE_AVAILABLE,
)
def no_document_is_too_small_too_large_or_oddly_named(download: Download) -> Findings:
    """The one file that nobody can open is the one that somebody needs."""
    got, stated = download.whole, download.grant.members
    if got.status != 200:
        yield download.breach(f"200 for {told(download)}", f"status {got.status} {got.trouble}".strip(), got)
    elif len(got.body) != stated.get("fileSize") or hashlib.sha256(got.body).hexdigest() != stated.get("sha256"):
        yield download.breach(
            f"{stated.get('fileSize')} bytes with the digest that is granted, for {told(download)}",
            f"{len(got.body)} other bytes",
            got,
        )


def told(download: Download) -> str:
    """A document as a person knows it."""
    data = download.entry.data or {}
    return f"{data.get('filename') or download.entry.id!r}, {data.get('fileSize')} bytes"[:120]


@check(
    "documents.content-address-leads-to-the-bytes",
    given=(
        OPENS,
        "documents.available-document-states-its-bytes",
        "documents.every-size-and-name-works",
        "documents.framing-is-exact",
        "documents.bytes-come-as-they-are",
        "errors.answer-is-described",
    ),
    unseen="only a public view has durable addresses, and only for documents that are available",
)
def the_durable_address_gives_the_document(address: Address) -> Findings:
    """A link in a committee report is followed years later."""
    recorded, reached = address.entry.data or {}, address.led or address.answer
    if address.answer.status not in (200, 303):
        yield address.breach("the bytes, or 303", f"status {address.answer.status}", address.answer)
    elif reached.status != 200:
        yield address.breach("an address that opens the document", f"status {reached.status} there", *address.exchanges)
    elif hashlib.sha256(reached.body).hexdigest() != recorded.get("sha256"):
        actual = f"{len(reached.body)} other bytes"
        yield address.breach(f"the bytes with the digest {recorded.get('sha256')}", actual, address.answer, reached)
    if address.unknown.status != 404:
        yield address.breach("404 for an id that is not", f"status {address.unknown.status}", address.unknown)
