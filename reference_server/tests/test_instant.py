"""Bounds are read exactly; instants are written in one form; the limit is a sliding one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_server.clock import JumpingClock
from reference_server.instant import LAST, bound, http_date, text
from reference_server.limits import Limits

FIRST = -62_135_596_800_000
INSTANTS = st.integers(FIRST, LAST)


@given(INSTANTS)
def test_an_instant_is_read_back_as_it_was_written(instant: int) -> None:
    assert bound(text(instant)) == instant
    assert len(text(instant)) == 24


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_equal_instants_are_equal_bounds_in_every_offset(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0)
    shifted = moment + timedelta(minutes=minutes)
    sign, size = "+" if minutes >= 0 else "-", abs(minutes)
    written = f"{shifted:%Y-%m-%dT%H:%M:%S}{sign}{size // 60:02d}:{size % 60:02d}"
    assert bound(written) == int(moment.replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(("digits", "expected"), [(".0004", 1), (".000", 0), (".9999", 1000), (".000000001", 1)])
def test_digits_below_a_millisecond_round_a_bound_up(digits: str, expected: int) -> None:
    assert bound(f"1970-01-01T00:00:00{digits}Z") == expected


@given(st.text(max_size=40))
def test_any_text_is_a_bound_or_none(written: str) -> None:
    found = bound(written)
    assert found is None or isinstance(found, int)


def test_http_dates_have_whole_seconds() -> None:
    assert http_date(1_774_692_000_999) == "Sat, 28 Mar 2026 10:00:00 GMT"


@given(st.lists(st.floats(0, 0.6), min_size=1, max_size=40))
def test_a_client_within_its_quota_is_never_refused(pauses: list[float]) -> None:
    clock = JumpingClock()
    limits = Limits(clock, 5, 1)
    served: list[int] = []
    for pause in pauses:
        clock.sleep(pause)
        recent = [at for at in served if at > clock.now() - 1000]
        if limits.wait("one") == 0:
            served.append(clock.now())
        else:
            assert len(recent) >= 4


def test_a_refusal_says_when_the_next_request_is_served() -> None:
    clock = JumpingClock()
    limits = Limits(clock, 2, 10)
    assert [limits.wait("one") for _ in range(3)] == [0, 0, 10]
    assert limits.wait("two") == 0
    clock.sleep(10.1)
    assert limits.wait("one") == 0
