"""What the server signs: cursors, so that it need not remember them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import NamedTuple, Protocol

SIGNATURE_BYTES = 12


class Place(NamedTuple):
    """What a cursor stands for: the view and epoch, the window, and the instant and `seq` it was read up to."""

    view: str
    epoch: str
    low: int
    high: int | None
    at: int
    seq: int


class Tokens(Protocol):
    """Makes cursors, and reads them again."""

    def write(self, place: Place) -> str:
        """A cursor for a place."""
        ...

    def read(self, token: str) -> Place | None:
        """The place of a cursor; None for one that was never given out."""
        ...


class Signed:
    """A cursor holds its place and a signature; nothing is kept on the server."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, place: Place) -> str:
        """URL-safe text."""
        words = "|".join("" if part is None else str(part) for part in place).encode()
        return base64.urlsafe_b64encode(self._sign(words) + words).rstrip(b"=").decode()

    def read(self, token: str) -> Place | None:
        """Compare the signature before anything else is believed."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        signature, words = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, self._sign(words)):
            return None
        view, epoch, low, high, at, seq = words.decode().split("|")
        return Place(view, epoch, int(low), int(high) if high else None, int(at), int(seq))

    def _sign(self, words: bytes) -> bytes:
        return hmac.digest(self._key, b"cursor|" + words, hashlib.sha256)[:SIGNATURE_BYTES]
