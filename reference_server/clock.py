"""Time, handed in, so that a test can let it jump."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """What the server asks of time."""

    def now(self) -> int:
        """Milliseconds since 1970, UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let seconds pass."""
        ...


class SystemClock:
    """The machine's own time, or a time that starts at a chosen instant and goes on from there."""

    def __init__(self, starts_at: int | None = None) -> None:
        machine = time.time_ns() // 1_000_000
        self._ahead = 0 if starts_at is None else starts_at - machine

    def now(self) -> int:
        """Milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000 + self._ahead

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(max(0.0, seconds))


class JumpingClock:
    """The machine's time, except that whoever sleeps is there at once: expiry and limits need no waiting."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> int:
        """Milliseconds since 1970, UTC."""
        return time.time_ns() // 1_000_000 + int(self._ahead * 1000)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic() + self._ahead

    def sleep(self, seconds: float) -> None:
        """Jump."""
        self._ahead += max(0.0, seconds)


class StillClock:
    """Time that stands still until somebody moves it: business days pass without waiting, and always the same."""

    def __init__(self, starts_at: int) -> None:
        self._now = starts_at

    def now(self) -> int:
        """Milliseconds since 1970, UTC."""
        return self._now

    def sleep(self, seconds: float) -> None:
        """Jump."""
        self._now += max(0, round(seconds * 1000))

    def reach(self, at: int) -> None:
        """Jump to an instant, unless it is past."""
        self._now = max(self._now, at)
