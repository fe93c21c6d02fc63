"""The decisions of the chapter *Security*: who is let in, how far, and what is told to the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

Claims = dict[str, Any]
Verify = Callable[[str], Claims | None]


@dataclass(frozen=True, slots=True)
class Pass:
    """What a token opens: some views, and of their records those of some authorities, or of all where none is named."""

    holder: str = ""
    views: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()


def bearer(headers: Mapping[str, str]) -> str:
    """The token of a request; '' where none came as RFC 6750 has it. The name of the scheme has no case."""
    scheme, _, token = headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def same(given: str, held: str) -> bool:
    """Whether two tokens are one, found out in a time that tells nothing of how alike they are."""
    return compare_digest(given.encode(), held.encode())


def challenge(error: str) -> str | None:
    """What `WWW-Authenticate` says, given the word of RFC 6750 for what is wrong; '' where nothing came."""
    return f'Bearer error="{error}"' if error else "Bearer"


@dataclass(frozen=True, slots=True)
class Security:
    """How a closed view is kept closed. The defaults keep the standard.

    `seconds` is how long an access token lasts. `presented` finds the token of a request, `same` compares it with one
    that was given out, `claims` reads one that was signed, given what verifies it. `lasts` is told the present and a
    token's end, `opens` the views of a token and the one asked for. `asks` says which operations ask for credentials,
    `limits` in which of them a token for some authorities shows no others. `challenge` is what a refusal says of how to
    come in, given the word for what is wrong.
    """

    seconds: int = 60
    presented: Callable[[Mapping[str, str]], str] = bearer
    same: Callable[[str, str], bool] = same
    claims: Callable[[str, Verify], Claims | None] = lambda token, verify: verify(token)
    lasts: Callable[[int, int], bool] = lambda now, ends: now < ends
    opens: Callable[[tuple[str, ...], str], bool] = lambda views, view: view in views
    asks: Callable[[str], bool] = lambda _operation: True
    limits: Callable[[str], bool] = lambda _operation: True
    challenge: Callable[[str], str | None] = challenge
