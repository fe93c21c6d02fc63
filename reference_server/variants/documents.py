"""Lawful but unusual ways to serve documents."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from reference_server.fault import variant
from reference_server.rules import Content
from reference_server.rules.documents.content import Asked, Headers, Paper, Reply, entity_tag, in_base64

SHOWN = ("application/pdf", "image/png", "image/jpeg")


@variant
def serves_no_ranges(rules: Content) -> Content:
    """Sends the whole document whatever part was asked for."""
    return replace(rules, reads=lambda _asked, _size: None)


@variant
def has_no_entity_tags(rules: Content) -> Content:
    """Sends no `ETag`."""
    return replace(rules, tag=lambda _paper, _url: None)


@variant
def has_weak_entity_tags(rules: Content) -> Content:
    """Sends a weak `ETag`, another by each address."""
    return replace(rules, tag=lambda paper, url: f'W/"{len(url)}-{(entity_tag(paper, url) or "")[1:9]}"')


@variant
def calls_everything_bytes(rules: Content) -> Content:
    """Sends every document as application/octet-stream, and says nothing of what to do with it."""
    return replace(rules, mime_type=lambda _paper: "application/octet-stream", disposition=lambda _paper: None)


@variant
def sends_in_chunks(rules: Content) -> Content:
    """Sends documents chunked, without `Content-Length`."""
    return replace(rules, length=lambda _reply, _paper: None)


@variant
def refuses_a_range_past_the_end_as_unknown(rules: Content) -> Content:
    """Answers a range beyond the end with 404."""
    return replace(rules, past=lambda _paper: Reply(404, {}, b""))


@variant
def shows_pdfs(rules: Content) -> Content:
    """Shows PDFs and pictures in the browser, names files in ASCII, and saves everything else."""

    def disposition(paper: Paper) -> str:
        if paper.mime_type not in SHOWN:
            return "ATTACHMENT"
        plain = "".join(letter if letter.isascii() and letter not in '"\\%' else "_" for letter in paper.filename)
        return f'Inline ; filename = "{plain}"'

    return replace(rules, disposition=disposition)


@variant
def names_files_twice(rules: Content) -> Content:
    """Gives each file a plain name and an extended one, its type a character set, and its digest in two headers."""

    def disposition(paper: Paper) -> str:
        return f"attachment; filename=\"file\"; filename*=utf-8'en'{quote(paper.filename, safe='')}"

    def digests(paper: Paper, sent: bytes) -> Headers:
        return {"Repr-Digest": in_base64(paper.body), "Content-Digest": f"{in_base64(sent)}, unixsum=:MA==:"}

    return replace(
        rules,
        disposition=disposition,
        digests=digests,
        mime_type=lambda paper: f"{paper.mime_type.upper()}; charset=binary",
    )


@variant
def lets_any_page_read(rules: Content) -> Content:
    """Lets pages of any site read documents, without credentials."""

    def says(_asked: Asked) -> Headers:
        return {"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*"}

    return replace(rules, says=says)


@variant
def gives_documents_at_their_address(rules: Content) -> Content:
    """Answers the durable address with the bytes, and leads nowhere."""
    return replace(rules, leads_on=False)
