"""Gives out access tokens, and reads them again. The key is made when the server starts, and nobody else has it."""

from __future__ import annotations

import secrets
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, import_key

from reference_server.callers import Caller
from reference_server.clock import Clock
from reference_server.rules import Security
from reference_server.rules.security import Claims, Pass

ALGORITHM = "ES256"
SIGNED_BY_CLIENTS = ("ES256", "PS256", "RS256")
# The longest life of what a client signs to say who it is.
MOST_ASSERTED = 300
SKEW = 10


class Issuer:
    """Signs what a caller may see, and knows its own signature."""

    def __init__(self, clock: Clock, rules: Security, callers: tuple[Caller, ...]) -> None:
        self._clock = clock
        self._rules = rules
        self._callers = callers
        self._key = ECKey.generate_key("P-256", auto_kid=True)
        self._seen: dict[str, int] = {}

    def issue(self, caller: Caller, views: tuple[str, ...], issuer: str) -> dict[str, Any]:
        """The answer of RFC 6749 with a token for some views."""
        now, seconds = self._clock.now() // 1000, self._rules.seconds
        claims = {
            "iss": issuer,
            "aud": issuer,
            "sub": caller.name,
            "client_id": caller.name,
            "iat": now,
            "exp": now + seconds,
            "jti": secrets.token_urlsafe(12),
            "scope": " ".join(views),
            **({"authorities": list(caller.authorities)} if caller.authorities else {}),
        }
        header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": self._key.kid}
        token = jwt.encode(header, claims, self._key)
        return {"access_token": token, "token_type": "Bearer", "expires_in": seconds, "scope": " ".join(views)}

    def pass_of(self, token: str) -> Pass | None:
        """What a token opens now; None for one that is unknown, or has ended."""
        known = next((one for one in self._callers if self._has(one, token)), None)
        if known:
            return known.standing
        claims = self._rules.claims(token, self._verified) if token.count(".") == 2 else None
        if claims is None:
            return None
        if not self._rules.lasts(self._clock.now(), int(claims["exp"]) * 1000):
            return None
        views, authorities = str(claims.get("scope", "")).split(), claims.get("authorities", ())
        return Pass(str(claims.get("sub")), tuple(views), tuple(authorities))

    def _verified(self, token: str) -> Claims | None:
        try:
            return jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims
        except (JoseError, ValueError):
            return None

    def by_secret(self, name: str, secret: str) -> Caller | None:
        """The caller of that name, if the secret is its own."""
        return next((one for one in self._callers if one.name == name and self._has(one, secret)), None)

    def _has(self, caller: Caller, secret: str) -> bool:
        return bool(caller.secret) and self._rules.same(secret, caller.secret)

    def by_assertion(self, assertion: str, audiences: tuple[str, ...]) -> Caller | None:
        """The caller who signed an assertion as RFC 7523 has it, to us, now, and for the first time."""
        return next((one for one in self._callers if one.key and self._signed(one, assertion, audiences)), None)

    def _signed(self, caller: Caller, assertion: str, audiences: tuple[str, ...]) -> bool:
        try:
            key = import_key(caller.key or {})
            claims = jwt.decode(assertion, key, algorithms=list(SIGNED_BY_CLIENTS)).claims
        except (JoseError, ValueError, TypeError):
            return False
        told = claims.get("aud")
        named = told if isinstance(told, list) else [told]
        mine = claims.get("iss") == claims.get("sub") == caller.name and bool(set(named) & set(audiences))
        return mine and self._is_new(claims)

    def _is_new(self, claims: Claims) -> bool:
        """Whether an assertion is neither old nor far ahead, and was not sent before."""
        now, ends, name = self._clock.now() // 1000, claims.get("exp"), claims.get("jti")
        if (
            not isinstance(ends, int)
            or not isinstance(name, str)
            or not now - SKEW < ends <= now + MOST_ASSERTED + SKEW
        ):
            return False
        self._seen = {old: end for old, end in self._seen.items() if end > now - SKEW}
        if name in self._seen:
            return False
        self._seen[name] = ends
        return True
