"""Exact bounds on a share."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.model.bounds import at_most, bounds

COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def exactly(hits: int, n: int, p: float) -> float:
    return comb(n, hits) * p**hits * (1 - p) ** (n - hits)


@settings(max_examples=25)
@given(COUNTS)
def test_each_bound_is_where_what_was_seen_is_just_credible(counts: tuple[int, int]) -> None:
    hits, n = counts
    low, high = bounds(hits, n)
    if hits < n:
        assert sum(exactly(k, n, high) for k in range(hits + 1)) == pytest.approx(0.05, abs=1e-9)
    if hits > 0:
        assert sum(exactly(k, n, low) for k in range(hits, n + 1)) == pytest.approx(0.05, abs=1e-9)


@settings(max_examples=25)
@given(COUNTS)
def test_what_was_seen_lies_between_the_bounds(counts: tuple[int, int]) -> None:
    hits, n = counts
    low, high = bounds(hits, n)
    assert 0 <= low <= hits / n <= high <= 1


@settings(max_examples=25)
@given(COUNTS)
def test_one_more_hit_raises_both_bounds(counts: tuple[int, int]) -> None:
    hits, n = counts
    if hits < n:
        below, above = bounds(hits, n), bounds(hits + 1, n)
        assert below[0] < above[0]
        assert below[1] < above[1]


@settings(max_examples=25)
@given(COUNTS)
def test_the_bounds_of_hits_and_misses_mirror_each_other(counts: tuple[int, int]) -> None:
    hits, n = counts
    low, high = bounds(hits, n)
    assert bounds(n - hits, n) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@settings(max_examples=25)
@given(COUNTS)
def test_more_confidence_widens_the_bounds(counts: tuple[int, int]) -> None:
    hits, n = counts
    usual, sure = bounds(hits, n), bounds(hits, n, 0.99)
    assert sure[0] <= usual[0] <= usual[1] <= sure[1]


def test_nothing_seen_bounds_nothing() -> None:
    assert bounds(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 59, 0.0, 0.0495),
        (0, 58, 0.0, 0.0503),
        (16, 200, 0.0508, 0.1190),
        (5, 100, 0.0199, 0.1023),
        (1, 1, 0.05, 1.0),
    ],
)
def test_known_bounds(hits: int, n: int, low: float, high: float) -> None:
    assert bounds(hits, n) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(0, 60), st.floats(0, 1))
def test_all_counts_together_are_certain(n: int, p: float) -> None:
    assert at_most(n, n, p) == pytest.approx(1)
