"""Never faster than was declared, nor than is polite; and the same question not asked twice."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.client.memory import BudgetSpent, Memory
from conformance.client.pace import Pace
from conformance.model.exchange import Exchange, Request
from conformance.tests.miniatures import SetClock

STEPS = st.lists(st.tuples(st.sampled_from((0.0, 0.0, 0.01, 0.5, 2.5)), st.booleans()), min_size=20, max_size=80)


def sent(pace: Pace, clock: SetClock, steps: list[tuple[float, bool]]) -> list[float]:
    """When the requests leave that come after some pauses; some of them do not wait."""
    moments = []
    for pause, waits in steps:
        clock.sleep(pause)
        if waits:
            pace.wait()
        else:
            pace.count()
        moments.append(clock.monotonic())
    return moments


@settings(max_examples=60)
@given(st.integers(1, 30), st.integers(1, 20), STEPS)
def test_no_span_holds_more_than_the_declared_share(
    requests: int, seconds: int, steps: list[tuple[float, bool]]
) -> None:
    clock = SetClock()
    pace = Pace(clock, None)
    pace.declare(requests, seconds)
    moments = sent(pace, clock, [(pause, True) for pause, _ in steps])
    for first in moments:
        assert sum(first <= moment < first + seconds - 0.002 for moment in moments) <= requests


@settings(max_examples=60)
@given(st.sampled_from((0.5, 1.0, 5.0, 50.0)), STEPS)
def test_there_is_a_gap_between_two_requests(per_second: float, steps: list[tuple[float, bool]]) -> None:
    clock = SetClock()
    moments = sent(Pace(clock, per_second), clock, [(pause, True) for pause, _ in steps])
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert all(gap >= 1 / per_second - 0.002 for gap in gaps)


@settings(max_examples=60)
@given(st.integers(2, 30), STEPS)
def test_what_did_not_wait_counts_all_the_same(requests: int, steps: list[tuple[float, bool]]) -> None:
    clock = SetClock()
    pace = Pace(clock, None)
    pace.declare(requests, 10)
    moments = sent(pace, clock, steps)
    for place, (_, waited) in enumerate(steps):
        moment = moments[place]
        span = sum(moment - 10 + 0.002 < earlier for earlier in moments[: place + 1])
        assert not waited or span <= requests


def test_a_burst_is_paid_for_afterwards() -> None:
    clock = SetClock()
    pace = Pace(clock, None)
    pace.declare(10, 60)
    for _ in range(30):
        pace.count()
    began = clock.monotonic()
    pace.wait()
    assert clock.monotonic() == began + 60


def test_without_a_limit_nothing_waits() -> None:
    clock = SetClock()
    pace = Pace(clock, None)
    assert len(set(sent(pace, clock, [(0.0, True)] * 100))) == 1
    assert sum(clock.naps) == 0


def ask(memory: Memory, url: str, method: str = "GET", status: int = 200) -> Exchange:
    """Recall an answer, or get one: what a client does."""
    request = Request(method, url)
    known = memory.recall(request)
    if known:
        return known
    exchange = Exchange(memory.spend(), request, status, (), b"", 0, 0.0)
    memory.keep(exchange)
    return exchange


def test_what_is_spent_is_spent_beyond_every_except_clause() -> None:
    memory = Memory(2)
    assert [ask(memory, "/a").n, ask(memory, "/b").n, memory.left] == [1, 2, 0]
    with pytest.raises(BudgetSpent):
        ask(memory, "/c")
    assert not issubclass(BudgetSpent, Exception)
    assert len(memory.exchanges) == 2


def test_outside_of_a_block_each_question_is_asked() -> None:
    memory = Memory(9)
    assert ask(memory, "/a") is not ask(memory, "/a")


def test_inside_of_a_block_the_same_question_is_asked_once() -> None:
    memory = Memory(9)
    with memory.recalling():
        first = ask(memory, "/a")
        assert ask(memory, "/a") is first
        assert ask(memory, "/b") is not first
    with memory.recalling():
        assert ask(memory, "/a") is not first


@pytest.mark.parametrize(("method", "status"), [("POST", 200), ("DELETE", 200), ("HEAD", 200), ("GET", 0)])
def test_neither_a_write_nor_a_silence_is_recalled(method: str, status: int) -> None:
    memory = Memory(9)
    with memory.recalling():
        assert ask(memory, "/a", method, status) is not ask(memory, "/a", method, status)


def test_a_block_inside_of_a_block_has_a_memory_of_its_own() -> None:
    memory = Memory(9)
    with memory.recalling():
        outer = ask(memory, "/a")
        with memory.recalling(allowed=False):
            assert ask(memory, "/a") is not ask(memory, "/a")
        with memory.recalling():
            inner = ask(memory, "/a")
            assert inner is not outer
        assert ask(memory, "/a") is outer


def test_a_block_that_ends_in_an_error_is_left_all_the_same() -> None:
    memory = Memory(9)
    with suppress(ZeroDivisionError), memory.recalling():
        ask(memory, "/a").n // 0
    assert ask(memory, "/a") is not ask(memory, "/a")
