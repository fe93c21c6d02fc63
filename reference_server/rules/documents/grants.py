"""The decisions of the chapter *Documents*."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reference_server.links import Links, SignedLinks

SHORTEST, USUAL, LONGEST = 1, 300, 3600


class Turned(NamedTuple):
    """How the document host turns somebody away."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""


def lifetime(asked: int | None) -> int:
    """The seconds that a grant lasts: as asked, within what the description declares."""
    return USUAL if asked is None else max(SHORTEST, min(asked, LONGEST))


@dataclass(frozen=True, slots=True)
class Documents:
    """How long a grant opens a document, and what it opens. Instants are milliseconds.

    `links` writes the URLs of grants and reads them again. `overlooks` says, by method and headers, whether nobody
    looks at a grant's end. `lasts` is given how often a URL was opened before and how long ago that began. `ahead` is
    by how much the document host's clock is ahead of the API's.
    """

    lifetime: Callable[[int | None], int] = lifetime
    shortest: int = SHORTEST
    admits: Callable[[int, int], bool] = lambda now, expires: now < expires
    content: Callable[[bytes], bytes] = lambda body: body
    links: Callable[[bytes], Links] = SignedLinks
    overlooks: Callable[[str, Mapping[str, str]], bool] = lambda _method, _headers: False
    lasts: Callable[[int, int], bool] = lambda _times, _since: True
    turns_away: Callable[[Mapping[str, str]], Turned] = lambda _headers: Turned(403)
    media_type: Callable[[str, Mapping[str, str]], str] = lambda stored, _query: stored
    caching: str = "private, no-store"
    methods: tuple[str, ...] = ("GET", "HEAD")
    ahead: int = 0
