"""Sends and remembers: the only way from a probe to an endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import urlencode

from conformance.client.credentials import Credentials
from conformance.client.issuer import Issuer
from conformance.client.journal import Journal
from conformance.client.line import Line
from conformance.client.mask import Mask
from conformance.client.memory import Memory
from conformance.client.pace import POLITE, Pace
from conformance.client.patience import WAIT_STATUSES, Patience
from conformance.clock import Clock
from conformance.model.exchange import Exchange, Request
from conformance.target import Mode, Target

PAGE_BYTES = 32 * 1024 * 1024
TRIES = 3


class Client:
    """Asks one endpoint. Every question is paced, bounded, masked, counted and kept."""

    def __init__(self, target: Target, clock: Clock) -> None:
        self._target = target
        self.clock = clock
        self.base_url = target.base_url.rstrip("/")
        self.memory = Memory(target.effort.requests)
        self.mask = Mask()
        self.credentials = Credentials(target, clock, self.mask)
        # The placeholder of another caller's token; '' where there is none.
        self.other = self.mask.own(target.other_token)
        self.pace = Pace(clock, target.requests_per_second or (None if target.is_local else POLITE))
        self._line = Line(target, clock, self.mask, self.credentials)
        self.issuer = Issuer(self.credentials, self._line, self.memory)
        self._journal = Journal(target.report_dir / "journal.jsonl", self.mask)
        self._patience = Patience(clock, target.max_wait)

    def close(self) -> None:
        """Let the connections go."""
        self._line.close()

    @contextmanager
    def recalling(self, allowed: bool = True) -> Iterator[None]:
        """Within this block the same GET is sent once, or, if not `allowed`, every time."""
        with self.memory.recalling(allowed):
            yield

    def get(self, name: str, **query: str | int) -> Exchange:
        """`GET {base}/name?query`."""
        return self.ask(Request("GET", self.address(name, **query)))

    def address(self, name: str, **query: str | int) -> str:
        """An address below the base URL, joined as text. A trailing underscore in a name is for `from_`."""
        pairs = [(key.rstrip("_"), value) for key, value in query.items()]
        return f"{self.base_url}/{name}" + (f"?{urlencode(pairs)}" if pairs else "")

    def ask(self, request: Request, cap: int = PAGE_BYTES, wait: bool = True) -> Exchange:
        """Send a request to the API and come back with its answer, after waiting where the endpoint says so.

        An exchange without an answer has status 0. With `wait` off (a burst) nothing is waited for or sent again.
        """
        # What is told of a request is what was sent: the token goes along only where there is one.
        request = replace(request, authorised=request.authorised and self.credentials.are_given)
        known = self.memory.recall(request)
        if known:
            return known
        exchange = self._try(request, cap, wait)
        while wait and exchange.status in WAIT_STATUSES and self._patience.heed(exchange):
            exchange = self._try(request, cap, wait)
        return exchange

    def fetch(self, request: Request, cap: int) -> Exchange:
        """Send a request to another host: no token goes with it."""
        return self._once(request, cap, bare=True)

    def write(self, request: Request) -> Exchange:
        """Send a request that changes something: in a sandbox only, on record before it leaves, never twice."""
        if self._target.mode is not Mode.SANDBOX:
            raise PermissionError("a read-only run does not write")
        self._journal.note(request)
        return self._once(replace(request, authorised=self.credentials.are_given), PAGE_BYTES)

    def hand_in(self, request: Request, cap: int) -> Exchange:
        """Send bytes to another host, as `write` sends to the API: in a sandbox only, on record, no token with it."""
        if self._target.mode is not Mode.SANDBOX:
            raise PermissionError("a read-only run does not write")
        self._journal.note(replace(request, body=b""))
        return self._once(request, cap, bare=True)

    def _try(self, request: Request, cap: int, wait: bool) -> Exchange:
        exchange = self._once(request, cap, paced=wait)
        for _ in range(TRIES - 1):
            # Whatever is asked changes nothing, a grant included; what does change something is written, and once.
            if exchange.status or not wait:
                break
            exchange = self._once(request, cap, fresh=True)
        return exchange

    def _once(
        self, request: Request, cap: int, *, paced: bool = True, bare: bool = False, fresh: bool = False
    ) -> Exchange:
        if request.authorised and not bare:
            self.issuer.freshen()
        number = self.memory.spend()
        if paced:
            self._patience.allow(self.pace.delay(), "its declared quota has the next request wait")
            self.pace.wait()
        else:
            self.pace.count()
        began = self.clock.monotonic()
        exchange = self._line.send(number, request, cap, bare=bare, fresh=fresh)
        self.memory.keep(exchange)
        if not bare:
            self._patience.hear(exchange, self.clock.monotonic() - began)
        return exchange
