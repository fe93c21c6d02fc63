"""How long the judge goes on with an endpoint that does not serve it."""

from __future__ import annotations

from conformance.clock import Clock
from conformance.model.exchange import Exchange
from conformance.model.instant import read_http

WAIT_STATUSES = (429, 503)
# After so many refusals in a row the endpoint is not serving us, and asking on would be rude.
REFUSALS = 20
# After so many seconds in a row without one whole answer there is nobody to ask.
SILENCE = 60.0


class Refused(BaseException):
    """The endpoint goes on not serving us; the message says how. Like `BudgetSpent`, it ends a run from anywhere."""


class Patience:
    """Counts what did not lead anywhere. `longest` is the longest single wait in seconds."""

    def __init__(self, clock: Clock, longest: float) -> None:
        self._clock = clock
        self._longest = longest
        self._refusals = 0
        self._silence = 0.0

    def hear(self, exchange: Exchange, seconds: float) -> None:
        """Take note of what came of a request, and how long that took. Raises `Refused` after too long a silence."""
        self._refusals = self._refusals if exchange.status in WAIT_STATUSES else 0
        self._silence = 0.0 if exchange.status else self._silence + seconds
        if self._silence > SILENCE:
            raise Refused(f"{exchange.trouble}, and so it went for {self._silence:.0f} seconds in a row")

    def heed(self, refusal: Exchange) -> bool:
        """Wait as long as a refusal asks; False if it names no time. Raises `Refused` if too long or often."""
        self._refusals += 1
        if self._refusals >= REFUSALS:
            raise Refused(f"{self._refusals} answers in a row were {refusal.status}")
        seconds = retry_after(refusal, self._clock)
        if seconds is None:
            return False
        self.allow(seconds, f"{refusal} asks to come back in")
        self._clock.sleep(seconds)
        return True

    def allow(self, seconds: float, why: str) -> None:
        """Raises `Refused` for a wait that is longer than we have time for."""
        if seconds > self._longest:
            raise Refused(f"{why} {seconds:,.0f} seconds; --max-wait is {self._longest:g}")


def retry_after(exchange: Exchange, clock: Clock) -> float | None:
    """The seconds that a refusal asks to wait, from either form of `Retry-After`; None if it names none."""
    value = exchange.header("Retry-After") or ""
    if value.isascii() and value.isdigit():
        return float(value) if len(value) < 10 else None
    moment = read_http(value)
    return None if moment is None else max(0.0, (moment - clock.now()) / 1000)
