"""Never faster than the endpoint declared, nor than is polite away from this machine."""

from __future__ import annotations

from collections import deque

from conformance.clock import Clock

POLITE = 5.0
# A little below the declared quota: the endpoint counts arrivals, and the network moves them.
SHARE = 0.9


class Pace:
    """Waits before a request so that no span of `seconds` holds more than the share of `requests`."""

    def __init__(self, clock: Clock, per_second: float | None) -> None:
        self._clock = clock
        self._gap = 1.0 / per_second if per_second else 0.0
        self._quota: tuple[int, float] | None = None
        self._sent: deque[float] = deque()
        self._last = float("-inf")

    def declare(self, requests: float, seconds: float) -> None:
        """Learn the limit that the endpoint's description promises to serve."""
        self._quota = max(1, int(requests * SHARE)), seconds

    def delay(self) -> float:
        """How many seconds the next request has to wait."""
        now = self._clock.monotonic()
        return self._due(now) - now

    def wait(self) -> None:
        """Let the time pass that the next request has to wait, and count it."""
        now = self._clock.monotonic()
        due = self._due(now)
        if due > now:
            self._clock.sleep(due - now)
        self.count(due)

    def _due(self, now: float) -> float:
        due = max(now, self._last + self._gap)
        if self._quota:
            requests, seconds = self._quota
            while self._sent and self._sent[0] <= due - seconds:
                self._sent.popleft()
            if len(self._sent) >= requests:
                due = max(due, self._sent[len(self._sent) - requests] + seconds)
        return due

    def count(self, at: float | None = None) -> None:
        """Count a request that did not wait, as those of a burst."""
        self._last = self._clock.monotonic() if at is None else at
        self._sent.append(self._last)
