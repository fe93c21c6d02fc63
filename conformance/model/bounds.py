"""Exact bounds on a share, after Clopper and Pearson. Standard library only."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import comb

CONFIDENCE = 0.95


@lru_cache(maxsize=1024)
def bounds(hits: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The one-sided lower and upper bounds on a probability of which `hits` were seen in `n` trials."""
    if n == 0:
        return 0.0, 1.0
    miss = 1 - confidence
    low = 0.0 if hits == 0 else _solve(lambda p: 1 - at_most(hits - 1, n, p) - miss)
    high = 1.0 if hits == n else _solve(lambda p: miss - at_most(hits, n, p))
    return low, high


def at_most(hits: int, n: int, p: float) -> float:
    """The probability of no more than `hits` in `n` trials of probability `p`."""
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(hits + 1))


def _solve(rising: Callable[[float], float]) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
