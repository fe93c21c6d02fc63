"""The bytes of a document: whole or in part, with the headers that tell of them, for one who may have them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from reference_server.publisher import Publisher
from reference_server.rules.documents.content import Asked, Content, Headers, Paper, Reply
from reference_server.store import Document

TOLD_OF = (200, 206)


def serve(publisher: Publisher, request: Request, document: Document, headers: Headers) -> Response:
    """The answer of the document host to one whose grant is good. `headers` are those that it always sends."""
    rules = publisher.rules.content
    body = publisher.rules.documents.content(document.body)
    paper = rules.finds(Paper(document.mime_type, document.filename, body))
    if paper is None:
        return Response(status_code=404, headers=headers)
    asked = {name.lower(): value for name, value in request.headers.items()}
    reply = _reply(rules, paper, asked, str(request.url))
    reply = rules.last(reply, asked)
    if request.method == "HEAD":
        reply = rules.head(reply)
    headers = {**headers, **rules.says(asked), **reply.headers}
    length = rules.length(reply, paper)
    if length is None and reply.body:
        return StreamingResponse(iter((reply.body,)), reply.status, headers)
    return Response(reply.body, reply.status, {**headers, **({"Content-Length": str(length)} if reply.body else {})})


def _reply(rules: Content, paper: Paper, asked: Asked, url: str) -> Reply:
    tag = rules.tag(paper, url)
    reply = _chosen(rules, paper, asked, tag)
    headers: dict[str, str | None] = {"ETag": tag, "Accept-Ranges": "bytes"}
    if reply.status in TOLD_OF:
        headers |= {"Content-Type": rules.mime_type(paper), "Content-Disposition": rules.disposition(paper)}
        headers |= rules.digests(paper, reply.body)
    told = {name: value for name, value in headers.items() if value is not None}
    return Reply(reply.status, {**told, **reply.headers}, reply.body)


def _chosen(rules: Content, paper: Paper, asked: Asked, tag: str | None) -> Reply:
    """Not modified, a part, nothing beyond the end, or the whole."""
    if tag and "if-none-match" in asked and rules.held(asked["if-none-match"], tag):
        return rules.unchanged(paper)
    wanted = asked.get("range") if rules.heeds(asked.get("if-range"), tag) else None
    part = rules.reads(wanted, len(paper.body)) if wanted else None
    if part is None:
        return Reply(200, {}, paper.body)
    return rules.partly(paper, part) if part.start < part.stop else rules.past(paper)
