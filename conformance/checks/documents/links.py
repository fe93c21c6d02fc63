"""What the checks of the chapter ask of an address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from conformance.model.link import Link

LONGEST = 8000
# The characters of RFC 3986, and an escape only as a whole one.
WRITTEN = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
SIGNED_NAMES = frozenset(
    (
        *("sig", "signature", "policy", "key-pair-id", "temp_url_sig", "temp_url_expires", "token", "access_token"),
        *("jwt", "hmac", "md5", "hash", "x-amz-signature", "x-amz-security-token", "x-goog-signature", "sas"),
    )
)
# A signed id of Rails.
SIGNED_PATH = re.compile(r"--[0-9a-f]{40,}")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def flaw_of(link: Link | None, *, is_local: bool) -> str:
    """Why an address is not one that any program sends as it stands; '' if it is."""
    if link is None:
        return "it is no absolute address"
    parts, text = urlsplit(link.real), link.real
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_local and parts.hostname in LOOPBACK)
    written = WRITTEN.match(text)
    place = written.end() if written else 0
    flaws = {
        f"the scheme is {parts.scheme}": not is_safe,
        "it names no host": not parts.hostname,
        "it holds a user's name": "@" in parts.netloc,
        "it has a fragment": "#" in text,
        f"it is {len(text):,} octets long": len(text) > LONGEST,
        f"character {place + 1} is not percent-encoded": place < len(text),
    }
    return next((says for says, is_so in flaws.items() if is_so), "")


def is_signed(text: str) -> bool:
    """Whether a text is an address that carries a signature or a token."""
    if not text.lower().startswith(("http://", "https://")):
        return False
    link = Link.of(text)
    if link is None:
        return False
    names = {part.name.lower() for part in link.parts if part.in_query and part.value}
    return bool(names & SIGNED_NAMES) or SIGNED_PATH.search(link.path) is not None
