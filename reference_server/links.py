"""The URLs of grants: how they are written, and what is believed of one that comes back."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

Pairs = list[tuple[str, str]]
LONGEST_NUMBER = 16


class Opening(NamedTuple):
    """What a URL opens, by the path that the document host knows, and until when."""

    path: str
    expires: int


class Links(Protocol):
    """Writes the URLs of grants, below the document host's address, and reads them again."""

    def write(self, path: str, expires: int, filename: str) -> str:
        """A path and a query."""
        ...

    def read(self, path: str, query: Pairs) -> Opening | None:
        """What a path and a query open; None if nobody ever gave them out."""
        ...


def both_once(query: Pairs) -> dict[str, str] | None:
    """The two parameters, each once, and no other."""
    return dict(query) if sorted(name for name, _ in query) == ["expires", "signature"] else None


def whole_number(text: str) -> int | None:
    """The instant that stands in a URL."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def alike(expected: str, given: str) -> bool:
    """Whether two signatures are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(expected.encode(), given.encode())


@dataclass(frozen=True, slots=True)
class SignedLinks:
    """`PATH?expires=INSTANT&signature=HEX`.

    `covers` is the text that is signed, `takes` reads the query, `ends` reads `expires`, `matches` compares, `places`
    tells which path the signature is for and which one is served.
    """

    key: bytes
    covers: Callable[[str, str], str] = lambda path, expires: f"GET|{path}|{expires}"
    takes: Callable[[Pairs], dict[str, str] | None] = both_once
    ends: Callable[[str], int | None] = whole_number
    matches: Callable[[str, str], bool] = alike
    places: Callable[[str], tuple[str, str]] = lambda path: (path, path)

    def write(self, path: str, expires: int, _filename: str) -> str:
        """A path and a query."""
        return f"{path}?expires={expires}&signature={self._sign(path, str(expires))}"

    def read(self, path: str, query: Pairs) -> Opening | None:
        """Compare the signature before anything else is believed."""
        given = self.takes(query)
        expires = self.ends(given["expires"]) if given else None
        if given is None or expires is None:
            return None
        signed, served = self.places(path)
        is_ours = self.matches(self._sign(signed, given["expires"]), given["signature"])
        return Opening(served, expires) if is_ours else None

    def _sign(self, path: str, expires: str) -> str:
        return hmac.new(self.key, self.covers(path, expires).encode(), hashlib.sha256).hexdigest()
