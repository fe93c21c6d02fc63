"""The decisions of the chapter *Deliveries*, section *Notifying*."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

LOCAL = ("localhost", "127.0.0.1", "::1")


def is_open(scheme: str, host: str, addresses: Sequence[str]) -> bool:
    """Whether an address may be called: public and `https`, or this very machine, since this is a sandbox."""
    if host in LOCAL:
        return scheme in ("http", "https")
    places = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses]
    return scheme == "https" and bool(places) and all(place.is_global and not place.is_multicast for place in places)


def signature(secret: str, name: str, timestamp: int, body: bytes) -> str:
    """As Standard Webhooks has it."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(key, f"{name}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


@dataclass(frozen=True, slots=True)
class Notices:
    """How subscribers are told. The defaults keep the standard.

    `is_open` says whether an address may be called, given its scheme, host and resolved addresses; `asks_first`
    whether it has to answer a challenge; `body` is what a notification says; `sign` its signature; `notifies` whether
    it is sent; `retries` whether it is sent again, and `again` its id then; `follows` whether redirects are followed;
    `number` is that of the next; `reads` what is told of a subscription later; `ends` whether a deletion ends it.
    """

    is_open: Callable[[str, str, Sequence[str]], bool] = is_open
    asks_first: bool = True
    body: Callable[[dict[str, Any]], dict[str, Any]] = lambda body: body
    sign: Callable[[str, str, int, bytes], str] = signature
    notifies: bool = True
    retries: bool = True
    again: Callable[[str, int], str] = lambda name, _attempt: name
    follows: bool = False
    number: Callable[[int], int] = lambda before: before + 1
    reads: Callable[[dict[str, Any]], dict[str, Any]] = lambda told: {k: v for k, v in told.items() if k != "secret"}
    ends: bool = True
