"""What the server signs: cursors, so that it need not remember them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import NamedTuple, Protocol

SIGNATURE_BYTES = 12


class Place(NamedTuple):
    """What a cursor stands for: the view and epoch, the window, the instant and `seq` it was read up to, the filter."""

    view: str
    epoch: str
    low: int
    high: int | None
    at: int
    seq: int
    kinds: str = ""
    authorities: str = ""


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
        return _seal(self._key, b"cursor|", place)

    def read(self, token: str) -> Place | None:
        """Compare the signature before anything else is believed."""
        parts = _unseal(self._key, b"cursor|", token)
        if parts is None:
            return None
        view, epoch, low, high, at, seq, *filters = parts
        return Place(view, epoch, int(low), int(high) if high else None, int(at), int(seq), *filters)


class Spot(NamedTuple):
    """What a cursor of a snapshot stands for: the view and epoch, when the snapshot began, and the last kind and id."""

    view: str
    epoch: str
    began: int
    kind: str = ""
    id: str = ""


class SpotTokens(Protocol):
    """Makes cursors of a snapshot, and reads them again."""

    def write(self, spot: Spot) -> str:
        """A cursor for a spot."""
        ...

    def read(self, token: str) -> Spot | None:
        """The spot of a cursor; None for one that was never given out for a snapshot."""
        ...


class SignedSpots:
    """A cursor of a snapshot, signed otherwise than one of the feed, so that neither is taken for the other."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, spot: Spot) -> str:
        """URL-safe text."""
        return _seal(self._key, b"snapshot|", spot)

    def read(self, token: str) -> Spot | None:
        """Compare the signature before anything else is believed."""
        parts = _unseal(self._key, b"snapshot|", token)
        if parts is None:
            return None
        view, epoch, began, kind, key = parts
        return Spot(view, epoch, int(began), kind, key)


def _seal(key: bytes, purpose: bytes, parts: tuple[object, ...]) -> str:
    words = "|".join("" if part is None else str(part) for part in parts).encode()
    return base64.urlsafe_b64encode(_sign(key, purpose, words) + words).rstrip(b"=").decode()


def _unseal(key: bytes, purpose: bytes, token: str) -> list[str] | None:
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    signature, words = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    return words.decode().split("|") if hmac.compare_digest(signature, _sign(key, purpose, words)) else None


def _sign(key: bytes, purpose: bytes, words: bytes) -> bytes:
    return hmac.digest(key, purpose + words, hashlib.sha256)[:SIGNATURE_BYTES]
