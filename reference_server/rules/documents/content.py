"""The decisions of the chapter *Documents* on bytes: what the document host sends once a grant was found good."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

Headers = dict[str, str]
Asked = Mapping[str, str]
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Part(NamedTuple):
    """What of a document is sent: from the byte `start` up to, but not including, `stop`."""

    start: int
    stop: int


class Paper(NamedTuple):
    """A document as its host knows it."""

    mime_type: str
    filename: str
    body: bytes


class Reply(NamedTuple):
    """An answer before it leaves."""

    status: int
    headers: Headers
    body: bytes


def one_range(asked: str, size: int) -> Part | None:
    """The part that a `Range` asks for, empty where it lies outside; None for what is no single range of bytes."""
    found = RANGE.fullmatch(asked)
    first, last = found.groups() if found else ("", "")
    if not first and not last:
        return None
    if not first:
        return Part(size - min(int(last), size), size)
    if last and int(last) < int(first):
        return None
    return Part(min(int(first), size), min(int(last) + 1, size) if last else size)


def partly(paper: Paper, part: Part) -> Reply:
    """206, with the bytes that were asked for and where they lie."""
    place = f"bytes {part.start}-{part.stop - 1}/{len(paper.body)}"
    return Reply(206, {"Content-Range": place}, paper.body[part.start : part.stop])


def past_the_end(paper: Paper) -> Reply:
    """416, with the size that there really is."""
    return Reply(416, {"Content-Range": f"bytes */{len(paper.body)}"}, b"")


def entity_tag(paper: Paper, _url: str) -> str | None:
    """A strong tag, the same for the same bytes, whatever the address."""
    return f'"{hashlib.sha256(b"tag|" + paper.body).hexdigest()[:20]}"'


def is_held(asked: str, tag: str) -> bool:
    """Whether `If-None-Match` names a tag. The comparison is the weak one."""
    return asked.strip() == "*" or tag.removeprefix("W/") in asked


def whole_digest(paper: Paper, _sent: bytes) -> Headers:
    """RFC 9530: the digest of the whole, whatever part of it is sent."""
    return {"Repr-Digest": in_base64(paper.body)}


def in_base64(body: bytes) -> str:
    """A digest as RFC 9530 writes it."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def as_attachment(paper: Paper) -> str | None:
    """Everything is saved and nothing shown; the name is written as RFC 6266 has it."""
    return f"attachment; filename*=UTF-8''{quote(paper.filename, safe='')}"


@dataclass(frozen=True, slots=True)
class Content:
    """How bytes are sent. The defaults keep the standard.

    `finds` is given a document, and gives what there is to serve of it, or None. `reads` tells the part that a `Range`
    asks for; `heeds` says whether it does so, given the `If-Range` and the tag; `partly` sends the part, `past` answers
    for one beyond the end. `tag` is given the document and the address of
    the request; `held` says whether an `If-None-Match` names it, and `unchanged` answers then. `mime_type`,
    `disposition` and `digests` fill the headers that tell of the document, `says` those of every answer, given the
    headers of the request. `head` makes the answer to HEAD from that to GET. `length` is what `Content-Length` says of
    so many bytes, None where the body goes out in chunks. `last` has the last word.
    `leads_on` says whether the durable address leads to a grant, or gives the bytes itself.
    """

    finds: Callable[[Paper], Paper | None] = lambda paper: paper
    reads: Callable[[str, int], Part | None] = one_range
    heeds: Callable[[str | None, str | None], bool] = lambda named, tag: named is None or named == tag
    partly: Callable[[Paper, Part], Reply] = partly
    past: Callable[[Paper], Reply] = past_the_end
    tag: Callable[[Paper, str], str | None] = entity_tag
    held: Callable[[str, str], bool] = is_held
    unchanged: Callable[[Paper], Reply] = lambda _paper: Reply(304, {}, b"")
    mime_type: Callable[[Paper], str] = lambda paper: paper.mime_type
    disposition: Callable[[Paper], str | None] = as_attachment
    digests: Callable[[Paper, bytes], Headers] = whole_digest
    says: Callable[[Asked], Headers] = lambda _asked: {"X-Content-Type-Options": "nosniff"}
    head: Callable[[Reply], Reply] = lambda reply: reply
    length: Callable[[Reply, Paper], int | None] = lambda reply, _paper: len(reply.body)
    last: Callable[[Reply, Asked], Reply] = lambda reply, _asked: reply
    leads_on: bool = True
