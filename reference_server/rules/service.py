"""The decisions of the chapter *Service*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


class Allowance(NamedTuple):
    """A quota, how many requests of it are left, and in how many seconds there are more."""

    quota: int
    seconds: int
    left: int
    more_in: int


def limit_headers(allowance: Allowance) -> dict[str, str]:
    """The header fields of the IETF's draft on rate limits."""
    return {
        "RateLimit-Policy": f'"default";q={allowance.quota};w={allowance.seconds}',
        "RateLimit": f'"default";r={allowance.left};t={allowance.more_in}',
    }


@dataclass(frozen=True, slots=True)
class Service:
    """What is promised and how it is kept.

    `quota` requests are served in any `seconds`. `retry_after` is the header for a number of seconds to wait, None for
    none. `source_as_of` is given the watermark and the instant at which the source was read. `delay` is given the
    number of a request, and says how many seconds it is held back. `promise` is the full promise, given what is so;
    `limit_headers` tells of an allowance, `caching` who may keep the promise.
    """

    quota: int = 100
    seconds: int = 1
    replication_seconds: int = 93_600
    percentile: float = 95
    milliseconds: int = 250
    retry_after: Callable[[int], str | None] = str
    source_as_of: Callable[[int, int], int] = min
    delay: Callable[[int], float] = lambda _number: 0.0
    tier: str = "nightly"
    promise: Callable[[dict[str, Any]], dict[str, Any]] = lambda facts: facts
    limit_headers: Callable[[Allowance], dict[str, str]] = limit_headers
    caching: str = "no-store"
