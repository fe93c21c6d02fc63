"""One request out and one exchange back, with every secret put in on the way out and masked on the way in."""

from __future__ import annotations

from conformance.client.guard import Guard
from conformance.client.mask import Mask
from conformance.client.wire import Answer, NoAnswer, Wire
from conformance.clock import Clock
from conformance.model.exchange import Exchange, Request
from conformance.target import Target

AGENT = "open-planning-exchange-conformance/0.1"
DEADLINE = 10.0
JSON_ONLY = (("Accept", "application/json"), ("Accept-Encoding", "identity"))


class Line:
    """Two connections: one that carries the token, to the API, and a bare one to whoever serves documents."""

    def __init__(self, target: Target, clock: Clock, mask: Mask) -> None:
        self._target = target
        self._clock = clock
        self._mask = mask
        self._guard = Guard(target.base_url, target.allowed_hosts)
        self._api = Wire(self._guard, target.ca_bundle, AGENT)
        self._bare = Wire(self._guard, target.ca_bundle, AGENT)

    def close(self) -> None:
        """Let the connections go."""
        self._api.close()
        self._bare.close()
        self._guard.close()

    def send(self, number: int, request: Request, cap: int, *, bare: bool, fresh: bool) -> Exchange:
        """What came of a request. An exchange without an answer has status 0 and says why."""
        url = self._mask.reveal(request.url)
        self._guard.aim(url)
        named = {name.lower() for name, _ in request.headers}
        usual = () if bare else tuple(pair for pair in JSON_ONLY if pair[0].lower() not in named)
        headers = usual + tuple((name, self._mask.reveal(value)) for name, value in request.headers)
        if request.authorised and not bare:
            headers += (("Authorization", f"Bearer {self._target.token}"),)
        wire, sent = self._bare if bare else self._api, self._clock.now()
        try:
            answer = wire.send(request.method, url, headers, request.body, DEADLINE, cap, fresh)
        except NoAnswer as nothing:
            return Exchange(number, request, 0, (), b"", sent, 0.0, self._mask.hide(str(nothing)))
        return self._capture(number, request, sent, answer)

    def _capture(self, number: int, request: Request, sent: int, answer: Answer) -> Exchange:
        """An exchange with every secret masked, those that this answer brings along included."""
        body = answer.body
        if request.url.startswith(f"{self._target.base_url}/grants"):
            body = self._mask.hide_signed(body)
        headers = tuple((name, self._header(name, value)) for name, value in answer.headers)
        return Exchange(number, request, answer.status, headers, self._mask.hide_bytes(body), sent, answer.took)

    def _header(self, name: str, value: str) -> str:
        if name.lower() == "location":
            return self._mask.hide_signed(value.encode("latin-1")).decode("latin-1")
        return self._mask.hide(value)
