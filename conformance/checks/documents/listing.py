"""Checks of *Documents*, section *Listing*."""

from __future__ import annotations

import hashlib

from conformance.check import check
from conformance.evidence import Download, Listing
from conformance.model.finding import Findings
from conformance.model.page import Entry

FACTS = ("sha256", "fileSize")


@check(
    "documents.available-document-states-its-bytes",
    given=(
        "records.matches-its-schema",
        "documents.bytes-never-change",
        "documents.grant-opens-its-document",
        "documents.every-size-and-name-works",
        "documents.framing-is-exact",
        "documents.bytes-come-as-they-are",
    ),
    unseen="the feed holds no document that is available",
)
def a_record_tells_of_the_bytes_that_come(download: Download) -> Findings:
    """A consumer holds the file against the record, not against the grant that brought it."""
    got, record = download.whole, download.entry.data or {}
    if got.status != 200:
        return
    digest = hashlib.sha256(got.body).hexdigest()
    for member, ours in (("fileSize", len(got.body)), ("sha256", digest)):
        if record.get(member) != ours:
            actual = f"`{member}` {record.get(member)!r} in the record"[:120]
            yield download.breach(f"`{member}` {ours!r}, as the bytes have it", actual, download.entry.exchange, got)
    stated, granted = record.get("mimeType"), download.grant.members.get("mimeType")
    # One of the two may be wrong by itself, which is another rule's matter.
    if stated not in (granted, got.media_type) and granted == got.media_type:
        yield download.breach(f"`mimeType` {granted!r}, as what comes"[:160], f"{stated!r} in the record"[:120])


@check("documents.bytes-never-change", over="met", unseen="no document was met twice")
def a_document_keeps_its_bytes(listing: Listing) -> Findings:
    """A decision names a plan; whoever opens it later sees what was decided on."""
    for entries in listing.met:
        first: dict[str, Entry] = {}
        for entry in entries:
            for member in FACTS:
                if member not in (entry.data or {}):
                    continue
                held = first.setdefault(member, entry)
                if (entry.data or {})[member] != (held.data or {})[member]:
                    yield listing.breach(
                        f"`{member}` {(held.data or {})[member]!r} of {held}, for ever"[:240],
                        f"{(entry.data or {})[member]!r} of {entry}"[:240],
                        held.exchange,
                        entry.exchange,
                    )
                    first[member] = entry


@check(
    "documents.replacement-names-a-document",
    over="followers",
    unseen="no document replaces another, or is its redacted copy",
)
def what_is_replaced_is_another_document_of_the_case(listing: Listing) -> Findings:
    """Who shows the latest plan of a case goes along `replaces`, and has to arrive."""
    for member, entry, target in listing.followers:
        other = listing.live.get(target)
        if target in _line(listing, member, entry):
            yield listing.breach(f"another, earlier document in `{member}`", f"{entry} leads to itself", entry.exchange)
        elif other and (other.data or {}).get("application") != (entry.data or {}).get("application"):
            actual = f"{entry} names {target}, of another application"
            yield listing.breach(f"a document of the same application in `{member}`", actual, entry.exchange)


def _line(listing: Listing, member: str, entry: Entry) -> frozenset[str]:
    """The ids from which a record can be reached by one member, its own among them."""
    seen = [entry.id]
    following: Entry | None = entry
    while following:
        target = (following.data or {}).get(member)
        if not isinstance(target, str):
            return frozenset()
        if target in seen:
            return frozenset(seen) if target == entry.id else frozenset()
        seen.append(target)
        following = listing.live.get(target)
    return frozenset()


@check(
    "documents.redaction-has-other-bytes",
    over="redactions",
    given=("documents.replacement-names-a-document",),
    unseen="no redacted copy is listed beside its whole document",
)
def a_redacted_copy_is_not_the_whole_document(listing: Listing) -> Findings:
    """A copy that falls back to the original publishes what was to be taken out."""
    for copy, whole in listing.redactions:
        digest = (copy.data or {}).get("sha256")
        if digest is not None and digest == (whole.data or {}).get("sha256"):
            yield listing.breach(
                f"other bytes than those of {whole.id}, the whole document", f"the same digest in {copy}", copy.exchange
            )


@check("documents.public-document-is-for-the-public", over="public", unseen="no public view lists a document")
def a_public_view_lists_what_is_for_the_public(listing: Listing) -> Findings:
    """A bank statement on a public register cannot be taken back."""
    for entry in listing.public:
        data = entry.data or {}
        status, audience = data.get("publicRegisterStatus", "publish"), data.get("audience", ["public"])
        if status != "publish":
            yield listing.breach(
                "a document that is fit for the register", f"{entry}: {status!r}"[:160], entry.exchange
            )
        if not isinstance(audience, list) or "public" not in audience:
            yield listing.breach("a document for the public", f"{entry}: audience {audience!r}"[:160], entry.exchange)
