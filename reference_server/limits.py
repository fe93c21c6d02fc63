"""The rate limit: no more than so many requests of one client in any span of so many seconds."""

from __future__ import annotations

import math
import threading
from collections import defaultdict, deque

from reference_server.clock import Clock


class Limits:
    """Counts the requests of each client over a sliding window, so that a client within its quota is never refused."""

    def __init__(self, clock: Clock, quota: int, seconds: int) -> None:
        self._clock = clock
        self._quota = quota
        self._span = seconds * 1000
        self._served: defaultdict[str, deque[int]] = defaultdict(deque)
        self._lock = threading.Lock()

    def wait(self, client: str) -> int:
        """Count a request; 0 if it may be served, else the whole seconds until one will be."""
        now = self._clock.now()
        with self._lock:
            served = self._served[client]
            while served and served[0] <= now - self._span:
                served.popleft()
            if len(served) < self._quota:
                served.append(now)
                return 0
            return max(1, math.ceil((served[0] + self._span - now) / 1000))

    def left(self, client: str) -> tuple[int, int]:
        """How many requests of a client would be served now, and in how many seconds there will be more."""
        now = self._clock.now()
        with self._lock:
            served = [at for at in self._served[client] if at > now - self._span]
        more_in = math.ceil((served[0] + self._span - now) / 1000) if served else 0
        return self._quota - len(served), more_in
