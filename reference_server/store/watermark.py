"""The true watermark: the instant below which the log is final.

`watermark = now` is false even with one writer: a group is stamped before its commit, and a reader in between is told
an instant that the group then slips under. So the writer says which instant it is working at, and a reader takes that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reference_server.clock import Clock

# What was given out outlives a crash, because a ceiling above it is on disk before.
AHEAD = 2000


class Watermark:
    """Hands out stamps to the one writer and watermarks to readers, under one lock."""

    def __init__(self, clock: Clock, last: int, ceiling: int, persist: Callable[[int], None]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last = last
        self._issued = 0
        self._inflight: int | None = None
        self._ceiling = ceiling
        self._persist = persist
        # What an earlier life of this server gave out is not known exactly; it lay below the ceiling.
        self._sleep_past(ceiling)

    @contextmanager
    def stamping(self) -> Iterator[int]:
        """The instant for a group of changes. It is in flight until the block, which commits them, ends."""
        with self._lock:
            newest = max(self._last, self._issued)
            self._sleep_past(newest - 1)
            at = max(self._clock.now(), newest)
            self._last = self._inflight = at
        try:
            yield at
        finally:
            with self._lock:
                self._inflight = None

    def issue(self) -> int:
        """The watermark for a reader, taken before it begins to read: it serves only what lies below."""
        with self._lock:
            watermark = max(self._clock.now(), self._last) if self._inflight is None else self._inflight
            self._issued = max(self._issued, watermark)
            if self._issued > self._ceiling:
                self._ceiling = self._issued + AHEAD
                self._persist(self._ceiling)
            return self._issued

    def _sleep_past(self, instant: int) -> None:
        """Wait for a clock that stepped back, rather than publish in the past."""
        while (behind := instant - self._clock.now()) >= 0:
            self._clock.sleep((behind + 1) / 1000)
