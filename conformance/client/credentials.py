"""The token of a run: given once, or got from an issuer and renewed before it ends."""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from conformance.client.mask import Mask
from conformance.clock import Clock
from conformance.model.exchange import Exchange, Request
from conformance.model.strict import Json, NotJson, read
from conformance.target import OAuth, Target

FORM = (("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"))
ASSERTED = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# What RFC 6750 has room for, and long enough to be hidden.
SENDABLE = re.compile(r"[A-Za-z0-9._~+/-]{8,}=*")
# Before a token ends it is renewed by so much: its requests are still on their way.
EARLY = 10.0
# A token that does not say how long it lasts is renewed after so many seconds.
UNSAID = 300.0


@dataclass(frozen=True, slots=True)
class Former:
    """A token that was renewed: the placeholder that sends it, and the instant of the machine's clock at its end."""

    holder: str
    ends: float


@dataclass(frozen=True, slots=True)
class Told:
    """What an issuer answered: a token, or why there is none. `seconds` is its life, 0 where it does not say."""

    token: str = ""
    seconds: float = 0.0
    scope: str = ""
    error: str = ""

    @classmethod
    def read(cls, body: bytes) -> Told:
        """An answer of RFC 6749, read without trusting it."""
        try:
            told = read(body)
        except NotJson:
            told = None
        members: dict[str, Json] = told if isinstance(told, dict) else {}
        token, seconds, scope, error = (members.get(name) for name in ("access_token", "expires_in", "scope", "error"))
        usable = isinstance(token, str) and bool(SENDABLE.fullmatch(token))
        lasts = isinstance(seconds, int | float) and not isinstance(seconds, bool) and 0 < seconds < 1e9
        return cls(
            str(token) if usable else "",
            float(seconds) if lasts else 0.0,  # type: ignore[arg-type] # lasts says so
            scope if isinstance(scope, str) else "",
            error if isinstance(error, str) else "",
        )


class Credentials:
    """What goes into `Authorization`. `former` are the tokens of this run that were renewed."""

    def __init__(self, target: Target, clock: Clock, mask: Mask) -> None:
        self.oauth = target.oauth
        self.token = target.token
        self.former: list[Former] = []
        self.ends = float("inf")
        self._clock = clock
        self._mask = mask
        self._renew_at = 0.0
        self._ways = ["basic", "post"]
        # The placeholder of the token is the first, whatever is learnt before there is one.
        self.holder = mask.pass_off("") if target.oauth else mask.own(target.token)
        if self.oauth:
            for secret in (self.oauth.secret, quote_plus(self.oauth.secret), _basic(self.oauth)):
                mask.own(secret, sent=False)

    @property
    def are_given(self) -> bool:
        """Whether there is a token, or a way to one."""
        return bool(self.token or self.oauth)

    @property
    def are_due(self) -> bool:
        """Whether a token has to be got, or renewed."""
        return self.oauth is not None and (not self.token or self._clock.monotonic() >= self._renew_at)

    def requests(self, scope: str = "") -> Iterator[tuple[Request, Request]]:
        """Ways of asking for a token: as it is sent, and as it is told. The first that works is kept to."""
        oauth = self.oauth
        if oauth is None:
            return
        for way in ("key",) if oauth.key else tuple(self._ways):
            asked = scope or oauth.scope
            form = {"grant_type": "client_credentials", **({"scope": asked} if asked else {})}
            shown = Request("POST", oauth.token_url, FORM, urlencode(form).encode(), authorised=False)
            yield self._proved(oauth, form, way), shown

    def _proved(self, oauth: OAuth, form: dict[str, str], way: str) -> Request:
        if way == "basic":
            headers = (*FORM, ("Authorization", f"Basic {_basic(oauth)}"))
            return Request("POST", oauth.token_url, headers, urlencode(form).encode(), authorised=False)
        if way == "key":
            proof = {"client_assertion_type": ASSERTED, "client_assertion": self._assertion(oauth)}
        else:
            proof = {"client_secret": oauth.secret}
        whole = urlencode({**form, "client_id": oauth.client_id, **proof}).encode()
        return Request("POST", oauth.token_url, FORM, whole, authorised=False)

    def _assertion(self, oauth: OAuth) -> str:
        from conformance.client import assertion  # noqa: PLC0415 - only who signs waits for the import

        now, name = self._clock.now() // 1000, secrets.token_urlsafe(16)
        made = assertion.signed(assertion.key_of(oauth.key), oauth.client_id, oauth.token_url, now, name)
        self._mask.own(made, sent=False)
        return made

    def refused(self) -> None:
        """Take note that the way that was tried last leads nowhere: the other comes first from now on."""
        self._ways.reverse()

    def renew(self, body: bytes) -> None:
        """Go on with the token of an answer, if it holds one."""
        told, now = Told.read(body), self._clock.monotonic()
        if not told.token:
            return
        if self.token:
            self.former.append(Former(self._mask.pass_off(self.token), self.ends))
        self.token = told.token
        self._mask.own(told.token, self.holder)
        self.ends = now + told.seconds if told.seconds else float("inf")
        life = told.seconds or UNSAID
        self._renew_at = now + life - min(life / 2, max(EARLY, life / 4))

    def hide(self, body: bytes) -> str:
        """The placeholder of a token that is not to take the place of the present one; '' if there is none."""
        token = Told.read(body).token
        return self._mask.own(token) if token else ""


def _basic(oauth: OAuth) -> str:
    pair = f"{quote_plus(oauth.client_id)}:{quote_plus(oauth.secret)}"
    return base64.b64encode(pair.encode()).decode()


def trouble(exchange: Exchange) -> str:
    """Why an issuer gave no token, in words for the person who runs the suite."""
    error = Told.read(exchange.body).error or "and no token that can be sent"
    told = f"{exchange.status}: {error}"[:120] if exchange.status else exchange.trouble
    return f"the issuer {exchange.request.url} gives no token ({json.dumps(told)[1:-1]})"
