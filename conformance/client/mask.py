"""Secrets leave no trace: they are taken out of every exchange at the moment it is captured, by value.

A signed URL is a secret too. The judge has to send it, so a masked value stays usable: a placeholder stands for it,
and the client alone knows what for.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import quote, quote_plus

SIGNED = re.compile(r'(https?://[^"\\\s?]+\?)(?!~secret-)([^"\\\s]+)')
HOLDER = re.compile(r"~secret-\d+~")
# A JSON string that is an address. Some writers escape its slashes, some its ampersands.
ADDRESS = re.compile(r'"https?:(?:[^"\\]|\\.)*"')
# What stays as it is in an address, by different ways of percent-encoding.
SAFE = ("", "/", ";/?:@&=+$,#!*'()")
SHORTEST = 8
# A segment of a path this long is what opens the address, unless it ends as the names of files do.
TOKEN = re.compile(r"(?<=[^:/]/)(?![^/]*\.[A-Za-z0-9]{1,5}(?:/|$))[^/%]{40,}(?![^/])")


class Mask:
    """Replaces what it has learnt to be secret. Placeholders read `~secret-1~`."""

    def __init__(self, *secrets: str) -> None:
        self._real: dict[str, str] = {}
        # Longest first, so that what holds another secret is replaced whole.
        self._shapes: dict[str, str] = {}
        self._own: set[str] = set()
        for secret in secrets:
            self.learn(secret)

    def learn(self, secret: str) -> str:
        """Remember a secret; the placeholder that stands for it from now on."""
        if len(secret) < SHORTEST:
            return secret
        known = next((holder for holder, real in self._real.items() if real == secret), None)
        if known:
            return known
        holder = self.pass_off(secret)
        self._remember(secret, holder)
        return holder

    def _remember(self, secret: str, holder: str) -> None:
        self._shapes.update(dict.fromkeys(shapes(secret), holder))
        self._shapes = dict(sorted(self._shapes.items(), key=lambda pair: -len(pair[0])))

    def own(self, secret: str, holder: str = "", *, sent: bool = True) -> str:
        """Remember a credential of ours: it goes where we send it, and nowhere that an answer sends us.

        One that is renewed keeps its placeholder. One that is not `sent` is hidden, and its placeholder stays text.
        """
        if len(secret) < SHORTEST:
            return ""
        holder = holder or (self.learn(secret) if sent else self.pass_off(""))
        self._real[holder] = secret if sent else holder
        self._remember(secret, holder)
        self._own.add(holder)
        return holder

    def pass_off(self, text: str) -> str:
        """A placeholder for what is sent once and is nearly a secret: it is hidden where `hide_own` looks for it."""
        holder = f"~secret-{len(self._real) + 1}~"
        self._real[holder] = text
        return holder

    def hide_own(self, text: str, url: str) -> str:
        """An answer's text without what its own request was sent with."""
        for holder in HOLDER.findall(url):
            real = self._real.get(holder, holder)
            for shape in _longest_first(real) if len(real) >= SHORTEST else ():
                text = text.replace(shape, holder)
        return text

    def hide(self, text: str) -> str:
        """A text without any secret that is known so far."""
        # A pattern of everything would cost more to build, after each grant, than all that it looks through.
        here = [shape for shape in self._shapes if shape in text]
        if not here:
            return text
        return re.sub("|".join(map(re.escape, here)), lambda found: self._shapes[found[0]], text)

    def hide_bytes(self, body: bytes) -> bytes:
        """A body without any secret; bytes that are no text stay as they are."""
        if not self._shapes:
            return body
        return self.hide(body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")

    def hide_signed(self, body: bytes) -> bytes:
        """A body in which the query of every absolute URL has become a placeholder."""
        text = body.decode("utf-8", "surrogateescape")
        text = ADDRESS.sub(lambda found: self._hide_query(found[0]), text)
        text = SIGNED.sub(lambda found: found[1] + self.learn(found[2]), text)
        return text.encode("utf-8", "surrogateescape")

    def _hide_query(self, literal: str) -> str:
        try:
            place, mark, query = str(json.loads(literal)).partition("?")
        except ValueError:
            return literal
        hidden = TOKEN.sub(lambda found: self.learn(found[0]), place)
        return json.dumps(f"{hidden}{mark}{self.learn(query)}") if query or hidden != place else literal

    def reveal(self, text: str, *, keeping: bool = False) -> str:
        """What really goes over the wire. Credentials can be kept back: an answer may hold a placeholder as text."""
        for holder, real in self._real.items():
            text = text if keeping and holder in self._own else text.replace(holder, real)
        return text


@lru_cache(maxsize=64)
def _longest_first(secret: str) -> tuple[str, ...]:
    """The shapes of a secret, kept for the next header of the same answer."""
    return tuple(sorted(set(shapes(secret)), key=len, reverse=True))


def shapes(secret: str) -> Iterator[str]:
    """The ways in which an answer could repeat a secret: plain, escaped, in hex, in base64 at any offset."""
    raw = secret.encode("utf-8")
    yield secret
    for escaped in (*(quote(secret, safe=letters) for letters in SAFE), quote_plus(secret)):
        yield escaped
        yield re.sub("%..", lambda escape: escape[0].lower(), escaped)
    written = json.dumps(secret)[1:-1]
    yield from (written, written.replace("/", "\\/"))
    for letters, form in (("<>&", "\\u{:04x}"), ("<>&+'\"`", "\\u{:04X}")):
        yield "".join(form.format(ord(one)) if one in letters else json.dumps(one)[1:-1] for one in secret)
    yield raw.hex()
    yield raw.hex().upper()
    for encode in (base64.standard_b64encode, base64.urlsafe_b64encode):
        yield encode(raw).decode().rstrip("=")
        for offset in range(3):
            # What stays the same whatever stands before and behind: whole groups of three bytes.
            middle = encode(b"\0" * offset + raw).decode().rstrip("=")
            inner = middle[4 if offset else 0 : len(middle) // 4 * 4]
            if len(inner) >= SHORTEST:
                yield inner
