"""The decisions of the chapter *Service*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Service:
    """What is promised and how it is kept.

    `quota` requests are served in any `seconds`. `retry_after` is the header for a number of seconds to wait, None for
    none. `source_as_of` is given the watermark and the instant at which the source was read. `delay` is given the
    number of a request, and says how many seconds it is held back.
    """

    quota: int = 100
    seconds: int = 1
    replication_seconds: int = 93_600
    percentile: float = 95
    milliseconds: int = 250
    retry_after: Callable[[int], str | None] = str
    source_as_of: Callable[[int, int], int] = min
    delay: Callable[[int], float] = lambda _number: 0.0
