"""The engine's use of Hypothesis."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from conformance.client import BudgetSpent, Refused
from conformance.runner.draw import Breach, Drawing, Enough, draw

NUMBERS = st.integers(0, 10_000)
SHRINKING = Drawing(seed=7, most=60, shrinks=True)
PLAIN = Drawing(seed=7, most=60, shrinks=False)


def seen(how: Drawing) -> list[int]:
    values: list[int] = []
    draw(lambda value: values.append(value), NUMBERS, how)  # noqa: PLW0108 - Hypothesis wants a function
    return values


def test_as_many_values_are_drawn_as_are_wanted_and_the_same_for_a_seed() -> None:
    assert len(seen(PLAIN)) == 60
    assert seen(PLAIN) == seen(PLAIN)
    assert seen(PLAIN) != seen(Drawing(8, 60, shrinks=False))


def test_a_breach_is_made_smaller() -> None:
    broken: list[int] = []

    def trial(value: int) -> None:
        if value > 100:
            broken.append(value)
            raise Breach

    draw(trial, NUMBERS, SHRINKING)
    assert min(broken) == 101


def test_without_shrinking_the_first_breach_is_the_last() -> None:
    broken: list[int] = []

    def trial(value: int) -> None:
        if value > 100:
            broken.append(value)
            raise Breach

    draw(trial, NUMBERS, PLAIN)
    assert len(set(broken)) == 1


def test_a_trial_that_breaks_only_now_and_then_loses_nothing() -> None:
    tries: list[int] = []

    def trial(value: int) -> None:
        tries.append(value)
        if len(tries) % 3 == 1:
            raise Breach

    draw(trial, NUMBERS, SHRINKING)
    assert len(tries) >= 2


def test_a_trial_that_breaks_only_once_loses_nothing() -> None:
    tries: list[int] = []

    def trial(value: int) -> None:
        tries.append(value)
        if len(tries) == 1:
            raise Breach

    draw(trial, NUMBERS, SHRINKING)
    assert len(tries) >= 2


def test_enough_is_enough() -> None:
    tries: list[int] = []

    def trial(value: int) -> None:
        tries.append(value)
        if len(tries) == 5:
            raise Enough

    draw(trial, NUMBERS, SHRINKING)
    assert len(tries) == 5


@pytest.mark.parametrize("end", [BudgetSpent, Refused, KeyboardInterrupt])
def test_what_ends_a_run_ends_it_at_once(end: type[BaseException]) -> None:
    tries: list[int] = []

    def trial(value: int) -> None:
        tries.append(value)
        if len(tries) == 3:
            raise end

    with pytest.raises(end):
        draw(trial, NUMBERS, SHRINKING)
    assert len(tries) == 3


def test_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    def trial(value: int) -> None:
        if value > 50:
            raise Breach

    draw(trial, NUMBERS, SHRINKING)
    assert capsys.readouterr() == ("", "")
