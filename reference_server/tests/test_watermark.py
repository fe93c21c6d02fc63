"""The central promise: no entry appears below a watermark that was given out."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reference_server.clock import JumpingClock, SystemClock
from reference_server.rules import STANDARD
from reference_server.rules.publication import Change
from reference_server.store import Store
from reference_server.store.watermark import AHEAD, Watermark

WRITERS, WRITES = 4, 60


def site(number: int, text: str) -> Change:
    data = {"planningAuthority": "local-authority:WMB", "addressText": text}
    return Change("site", f"site-{number:08d}", data, "national")


def test_a_covered_window_never_gains_an_entry_while_writers_race(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite", STANDARD, SystemClock(), ("public",))
    seen: list[tuple[int, int]] = []
    done = threading.Event()

    def write(writer: int) -> None:
        for number in range(WRITES):
            store.publish([site(writer * WRITES + number, "one"), site(10_000 + writer, f"state {number}")])

    def read() -> None:
        while not done.is_set():
            watermark = store.watermark.issue()
            rows = store.feed.page("public", (0, -1), watermark, watermark, 100_000)
            seen.append((watermark, max((row.seq for row in rows), default=0)))

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(WRITERS)]
    reader = threading.Thread(target=read)
    reader.start()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    reader.join()
    final = store.watermark.issue() + 1
    for watermark, newest in seen:
        rows = store.feed.page("public", (0, -1), watermark, final, 100_000)
        assert max((row.seq for row in rows), default=0) <= newest
    assert [watermark for watermark, _ in seen] == sorted(watermark for watermark, _ in seen)
    assert len(seen) > 10
    store.close()


def test_entries_are_served_only_below_the_watermark(tmp_path: Path) -> None:
    clock = JumpingClock()
    store = Store(tmp_path / "store.sqlite", STANDARD, clock, ("public",))
    at = store.publish([site(1, "one")])
    clock.sleep(0.01)
    watermark = store.watermark.issue()
    assert watermark > at
    assert [row.at for row in store.feed.page("public", (0, -1), watermark, watermark, 10)] == [at]
    store.close()


def test_the_watermark_moves_when_nothing_happens() -> None:
    clock = JumpingClock()
    watermark = Watermark(clock, 0, 0, lambda _: None)
    first = watermark.issue()
    clock.sleep(60)
    assert watermark.issue() >= first + 60_000


def test_what_is_in_flight_holds_the_watermark_back() -> None:
    clock = JumpingClock()
    watermark = Watermark(clock, 0, 0, lambda _: None)
    with watermark.stamping() as at:
        clock.sleep(5)
        assert watermark.issue() == at
    assert watermark.issue() > at


def test_a_stamp_is_never_below_a_watermark_that_was_given_out() -> None:
    clock = JumpingClock()
    watermark = Watermark(clock, 0, 0, lambda _: None)
    for _ in range(50):
        issued = watermark.issue()
        with watermark.stamping() as at:
            assert at >= issued


def test_after_a_restart_nothing_is_stamped_below_what_was_given_out(tmp_path: Path) -> None:
    clock = JumpingClock()
    store = Store(tmp_path / "store.sqlite", STANDARD, clock, ("public",))
    issued = store.watermark.issue()
    store.close()
    again = Store(tmp_path / "store.sqlite", STANDARD, clock, ("public",))
    assert again.publish([site(1, "one")]) >= issued
    again.close()


def test_the_ceiling_is_on_disk_before_a_watermark_is_given_out() -> None:
    kept: list[int] = []
    watermark = Watermark(JumpingClock(), 0, 0, kept.append)
    issued = watermark.issue()
    assert kept == [issued + AHEAD]


class BackwardClock(JumpingClock):
    """A clock that is set back once."""

    def __init__(self) -> None:
        super().__init__()
        self.back = 0

    def now(self) -> int:
        """As it was set."""
        return super().now() - self.back


def test_a_clock_that_steps_back_neither_lowers_the_watermark_nor_dates_a_change_back() -> None:
    clock = BackwardClock()
    watermark = Watermark(clock, 0, 0, lambda _: None)
    first = watermark.issue()
    clock.back = 10_000
    assert watermark.issue() >= first
    with watermark.stamping() as at:
        assert at >= first


@pytest.mark.parametrize("failures", [1, 3])
def test_work_that_fails_takes_only_itself_back(tmp_path: Path, failures: int) -> None:
    store = Store(tmp_path / "store.sqlite", STANDARD, JumpingClock(), ("public",))
    for _ in range(failures):
        with pytest.raises(ZeroDivisionError):
            store.write(lambda _: 1 // 0)
    store.publish([site(1, "one")])
    assert store.read.is_live("public", "site", "site-00000001")
    store.close()
