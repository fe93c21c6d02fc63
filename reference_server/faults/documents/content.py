"""Ways of getting *Documents*, section *Content*, wrong."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import replace

from reference_server.fault import App, fault
from reference_server.rules import Content
from reference_server.rules.documents.content import (
    Asked,
    Headers,
    Paper,
    Part,
    Reply,
    in_base64,
    one_range,
    partly,
    past_the_end,
)
from reference_server.wire import Sent, edits

MEBIBYTE = 1024 * 1024


@fault("documents.framing-is-exact")
def announces_a_part_as_the_whole(rules: Content) -> Content:
    """Announces with a part the length of the whole document."""
    return replace(rules, length=lambda _reply, paper: len(paper.body))


@fault("documents.framing-is-exact")
def breaks_off_large_documents(rules: Content) -> Content:
    """Closes the connection before the last bytes of a document of more than a megabyte."""
    return replace(
        rules,
        length=lambda reply, _paper: len(reply.body) + (7 if len(reply.body) > MEBIBYTE else 0),
    )


@fault("documents.bytes-come-as-they-are")
def compresses_for_whoever_names_codings(rules: Content) -> Content:
    """Compresses when a request has `Accept-Encoding`, whatever that says."""

    def last(reply: Reply, asked: Asked) -> Reply:
        if "accept-encoding" not in asked or reply.status != 200 or "range" in asked:
            return reply
        return Reply(200, {**reply.headers, "Content-Encoding": "gzip"}, gzip.compress(reply.body))

    return replace(rules, last=last, tag=lambda _paper, _url: None, digests=lambda _paper, _sent: {})


@fault("documents.bytes-come-as-they-are")
def leaves_the_mark_of_an_upload_tool(rules: Content) -> Content:
    """Sends the file as it is, under the `Content-Encoding` that an upload tool left in the storage."""
    return replace(
        rules, last=lambda reply, _asked: reply._replace(headers={**reply.headers, "Content-Encoding": "aws-chunked"})
    )


@fault("documents.stated-digest-is-true")
def digests_the_part_alone(rules: Content) -> Content:
    """States in `Repr-Digest` the digest of what is sent, also when that is a part."""
    return replace(rules, digests=lambda _paper, sent: {"Repr-Digest": in_base64(sent)})


@fault("documents.stated-digest-is-true")
def writes_the_digest_in_hex(rules: Content) -> Content:
    """Writes the digest in hex, as the record has it."""

    def digests(_paper: Paper, sent: bytes) -> Headers:
        return {"Content-Digest": f"sha-256={hashlib.sha256(sent).hexdigest()}"}

    return replace(rules, digests=digests)


@fault("documents.stated-digest-is-true")
def calls_another_digest_sha_256(rules: Content) -> Content:
    """States the MD5 digest under the name of SHA-256."""
    return replace(rules, digests=lambda _paper, _sent: {"Repr-Digest": "sha-256=:XrY7u+Ae7tCTyyK7j1rNww==:"})


@fault("documents.range-is-exact")
def takes_the_first_byte_for_nothing(rules: Content) -> Content:
    """Reads `bytes=0-0` as no range at all, and calls the whole document a part."""

    def send(paper: Paper, part: Part) -> Reply:
        return partly(paper, part if part.stop > 1 else Part(0, len(paper.body)))

    return replace(rules, partly=send)


@fault("documents.range-is-exact")
def leaves_out_the_last_byte_of_a_part(rules: Content) -> Content:
    """Takes the end of a range as not part of it."""

    def reads(asked: str, size: int) -> Part | None:
        part = one_range(asked, size)
        closed = part is not None and not asked.endswith("-") and part.stop - part.start > 1
        return Part(part.start, part.stop - 1) if part and closed else part

    return replace(rules, reads=reads)


@fault("documents.range-is-exact")
def calls_any_part_partial_and_says_not_which(rules: Content) -> Content:
    """Sends 206 without saying which part it is."""
    return replace(rules, partly=lambda paper, part: partly(paper, part)._replace(headers={}))


@fault("documents.range-past-the-end-is-no-part")
def sends_an_empty_part(rules: Content) -> Content:
    """Answers a range beyond the end with 206 and nothing."""
    return replace(rules, past=lambda paper: past_the_end(paper)._replace(status=206))


@fault("documents.range-past-the-end-is-no-part")
def breaks_on_a_range_past_the_end(rules: Content) -> Content:
    """Answers a range beyond the end with 500."""
    return replace(rules, past=lambda _paper: Reply(500, {}, b"Internal Server Error"))


@fault("documents.range-past-the-end-is-no-part")
def sends_the_last_byte_for_a_range_past_the_end(rules: Content) -> Content:
    """Moves a range beyond the end back to the last byte that there is."""
    return replace(rules, past=lambda paper: partly(paper, Part(len(paper.body) - 1, len(paper.body))))


@fault("documents.head-is-as-get")
def tells_head_of_nothing(rules: Content) -> Content:
    """Answers HEAD with a length of nought."""
    return replace(rules, head=lambda reply: reply._replace(body=b""))


@fault("documents.head-is-as-get")
def answers_head_from_another_program(rules: Content) -> Content:
    """Answers HEAD with the type of a web page, since the framework answers it by itself."""
    return replace(rules, head=lambda reply: reply._replace(headers={**reply.headers, "Content-Type": "text/html"}))


@fault("documents.head-is-as-get")
def breaks_on_head(rules: Content) -> Content:
    """Answers HEAD with 500."""
    return replace(rules, head=lambda reply: reply._replace(status=500))


@fault("documents.etag-stands")
def tags_the_address(rules: Content) -> Content:
    """Makes the entity tag from the signed URL."""
    return replace(rules, tag=lambda _paper, url: f'"{hashlib.sha256(url.encode()).hexdigest()[:16]}"')


@fault("documents.etag-stands")
def says_unchanged_to_everybody(rules: Content) -> Content:
    """Answers 304 to any `If-None-Match`."""
    return replace(rules, held=lambda _asked, _tag: True)


@fault("documents.etag-stands")
def takes_if_none_match_for_if_match(rules: Content) -> Content:
    """Answers 412 to one who has the document already."""
    return replace(rules, unchanged=lambda _paper: Reply(412, {}, b""))


@fault("documents.every-size-and-name-works")
def loses_names_beyond_ascii(rules: Content) -> Content:
    """Finds no file whose name holds a letter beyond ASCII."""
    return replace(rules, finds=lambda paper: paper if paper.filename.isascii() else None)


@fault("documents.every-size-and-name-works")
def decodes_names_twice(rules: Content) -> Content:
    """Finds no file whose name holds a percent sign or a quote."""
    return replace(rules, finds=lambda paper: None if set(paper.filename) & set("%\"'#&+;?") else paper)


@fault("documents.every-size-and-name-works")
def buffers_a_megabyte(rules: Content) -> Content:
    """Reads a file into a buffer of one megabyte and sends that."""
    return replace(rules, finds=lambda paper: paper._replace(body=paper.body[:MEBIBYTE]))


@fault("documents.content-address-leads-to-the-bytes")
def leads_to_a_grant_out_of_a_cache(app: App) -> App:
    """Leads from the durable address to a grant that ended long ago."""

    def edit(sent: Sent) -> None:
        if sent.status == 303:
            sent.headers["location"] = sent.headers["location"].replace("expires=", "expires=1")

    return edits(app, edit)


@fault("documents.content-address-leads-to-the-bytes")
def redirects_to_nothing(app: App) -> App:
    """Answers 303 at the durable address and does not say where to."""

    def edit(sent: Sent) -> None:
        if sent.status == 303:
            del sent.headers["location"]

    return edits(app, edit)


@fault("documents.content-address-leads-to-the-bytes")
def gives_an_empty_file_for_an_unknown_document(app: App) -> App:
    """Answers 200 and nothing at the durable address of a document that never was."""

    def edit(sent: Sent) -> None:
        if sent.status == 404 and sent.request.url.path.endswith("/content"):
            sent.status, sent.body = 200, b""

    return edits(app, edit)


@fault("documents.if-range-is-heeded")
def takes_no_notice_of_if_range(rules: Content) -> Content:
    """Answers a range whatever it was to be a part of."""
    return replace(rules, heeds=lambda _named, _tag: True)


@fault("documents.if-range-is-heeded")
def takes_if_range_for_if_match(rules: Content) -> Content:
    """Refuses a range of other bytes with 412."""
    return replace(rules, last=lambda reply, asked: Reply(412, {}, b"") if "if-range" in asked else reply)
