"""The decisions of the chapter *Documents*, sections *Uploads* and *Withdrawal*."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reference_server import spec
from reference_server.links import Links, SignedLinks

DIGEST = re.compile(r"[0-9a-f]{64}")
MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}")
LARGEST = 64 * 1024 * 1024
LIFE = 900
Asked = Mapping[str, Any]


def flaw(asked: Asked) -> str:
    """What is wrong with a reservation; '' for nothing."""
    size, digest, name = asked.get("fileSize"), asked.get("sha256"), asked.get("filename")
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        return "`fileSize` is a whole number from 1"
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        return "`sha256` is 64 lower-case hexadecimal digits"
    if not isinstance(name, str) or not 1 <= len(name) <= 255 or not name.isprintable() or "/" in name or "\\" in name:
        return "`filename` is a name of 1 to 255 letters, without a path"
    if not isinstance(asked.get("mimeType"), str) or not MEDIA_TYPE.fullmatch(asked["mimeType"]):
        return "`mimeType` is a media type"
    home = [asked[name] for name in ("application", "submission") if name in asked]
    if len(home) != 1 or not isinstance(home[0], str) or not spec.ID.fullmatch(home[0]):
        return "`application` or `submission` is the id of a record, and one of them alone is named"
    return "" if isinstance(asked.get("name", ""), str) else "`name` is a text"


def is_as_reserved(body: bytes, size: int, digest: str) -> bool:
    """Whether bytes are those that were announced."""
    return len(body) == size and hashlib.sha256(body).hexdigest() == digest


def writing_links(key: bytes) -> Links:
    """The URLs that take bytes: what is signed for reading opens none of them."""
    return SignedLinks(key, covers=lambda path, expires: f"PUT|{path}|{expires}")


@dataclass(frozen=True, slots=True)
class Uploads:
    """How files come in, and how documents go. The defaults keep the standard.

    `flaw` judges a reservation. `methods` are those by which the URL of an upload is opened; `takes` says whether bytes
    are those that were reserved, `overwrites` whether more may come when the upload is complete, and `spoils` whether
    what is refused then takes away what was there. `links` writes and reads the URLs. `is_early` says whether a
    document is published when it is reserved, `checks` whether a completion looks for bytes, `repeats` whether a second
    one is answered as the first, `keeps` edits the record, `has_bytes` says whether the file goes where grants find it,
    `holds` gives the bytes that are kept of a submission, if any are, and `unknown` is the problem of an upload that is
    not there. Of what is withdrawn, `buries` says whether the feed is told, `clears` whether the bytes go,
    `grants_live_alone` and `shows_live_alone` whether grants and content addresses are for what is live alone.
    `seconds` is the time that is declared, and `names` makes the names of uploads and their documents.
    """

    flaw: Callable[[Asked], str] = flaw
    life: int = LIFE
    methods: tuple[str, ...] = ("PUT",)
    takes: Callable[[bytes, int, str], bool] = is_as_reserved
    overwrites: bool = False
    spoils: bool = False
    links: Callable[[bytes], Links] = writing_links
    is_early: bool = False
    checks: bool = True
    repeats: bool = True
    keeps: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda data: data
    has_bytes: bool = True
    holds: Callable[[bytes], bytes | None] = lambda body: body
    unknown: str = "unknown-upload"
    buries: bool = True
    clears: bool = True
    grants_live_alone: bool = True
    shows_live_alone: bool = True
    seconds: int | None = 5
    names: Callable[[], str] = lambda: secrets.token_hex(16)
