"""One request out and one exchange back, with every secret put in on the way out and masked on the way in."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from conformance.client.credentials import Credentials
from conformance.client.guard import Guard
from conformance.client.mask import Mask
from conformance.client.wire import Answer, NoAnswer, Wire
from conformance.clock import Clock
from conformance.model.exchange import Exchange, Request
from conformance.target import Target

AGENT = "open-planning-exchange-conformance/0.1"
DEADLINE = 10.0
# A refusal that repeats what it was asked is short; documents are long, and repeat nothing.
MOST_ECHOED = 64 * 1024
JSON_ONLY = (("Accept", "application/json"), ("Accept-Encoding", "identity"))


class Line:
    """Two connections: one that carries the token, to the API, and a bare one to whoever serves documents."""

    def __init__(self, target: Target, clock: Clock, mask: Mask, credentials: Credentials) -> None:
        self._target = target
        self._credentials = credentials
        self._clock = clock
        self._mask = mask
        # Who says where tokens come from has said that we may go there.
        issuer = (urlsplit(target.oauth.token_url).hostname or "",) if target.oauth else ()
        self._guard = Guard(target.base_url, (*target.allowed_hosts, *issuer))
        self._api = Wire(self._guard, target.ca_bundle, AGENT)
        self._bare = Wire(self._guard, target.ca_bundle, AGENT)

    def close(self) -> None:
        """Let the connections go."""
        self._api.close()
        self._bare.close()
        self._guard.close()

    def send(self, number: int, request: Request, cap: int, *, bare: bool, fresh: bool) -> Exchange:
        """What came of a request. An exchange without an answer has status 0 and says why."""
        url = self._mask.reveal(request.url, keeping=True)
        self._guard.aim(url)
        headers = tuple((name, self._mask.reveal(value, keeping=bare)) for name, value in request.headers)
        if not bare:
            said = {name.lower() for name, _ in headers}
            headers = (*(pair for pair in JSON_ONLY if pair[0].lower() not in said), *headers)
        if request.authorised and not bare:
            headers += (("Authorization", f"Bearer {self._credentials.token}"),)
        wire, sent = self._bare if bare else self._api, self._clock.now()
        try:
            answer = wire.send(request.method, url, headers, request.body, DEADLINE, cap, fresh)
        except NoAnswer as nothing:
            return Exchange(number, request, 0, (), b"", sent, 0.0, self._mask.hide(str(nothing)))
        return self._capture(number, request, sent, answer)

    def trade(self, number: int, sent: Request, shown: Request, learn: Callable[[bytes], object]) -> Exchange:
        """What came of asking an issuer. The answer is learnt from before it is told: then its token is hidden."""
        self._guard.aim(sent.url)
        began = self._clock.now()
        try:
            answer = self._bare.send(sent.method, sent.url, sent.headers, sent.body, DEADLINE, MOST_ECHOED)
        except NoAnswer as nothing:
            return Exchange(number, shown, 0, (), b"", began, 0.0, self._mask.hide(str(nothing)))
        learn(answer.body)
        return self._capture(number, shown, began, answer)

    def _capture(self, number: int, request: Request, sent: int, answer: Answer) -> Exchange:
        """An exchange with every secret masked, those that this answer brings along included."""
        body = answer.body
        if request.url.startswith(tuple(f"{self._target.base_url}/{name}" for name in ("grants", "uploads"))):
            body = self._mask.hide_signed(body)
        headers = tuple((name, self._header(request.url, name, value)) for name, value in answer.headers)
        if "~" in request.url and len(body) <= MOST_ECHOED:
            text = self._mask.hide_own(body.decode("utf-8", "surrogateescape"), request.url)
            body = text.encode("utf-8", "surrogateescape")
        return Exchange(number, request, answer.status, headers, self._mask.hide_bytes(body), sent, answer.took)

    def _header(self, url: str, name: str, value: str) -> str:
        if name.lower() == "location":
            value = self._mask.hide_signed(value.encode("latin-1")).decode("latin-1")
        return self._mask.hide(self._mask.hide_own(value, url))
