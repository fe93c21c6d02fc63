"""Instants, days and windows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import formatdate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.model.instant import is_canonical, is_day, read, read_http, write
from conformance.model.window import Window

FIRST = read("0001-01-01T00:00:00.000Z") or 0
LAST = read("9999-12-31T23:59:59.999Z") or 0
INSTANTS = st.integers(FIRST, LAST)
NINE = 1_774_688_400_000  # 2026-03-28T09:00:00.000Z


@given(INSTANTS)
@example(FIRST)
@example(LAST)
@example(-1)
def test_what_is_written_is_canonical_and_reads_back(instant: int) -> None:
    assert is_canonical(write(instant))
    assert read(write(instant)) == instant


@given(INSTANTS, INSTANTS)
def test_canonical_text_sorts_as_time_does(one: int, other: int) -> None:
    assert (write(one) < write(other)) == (one < other)


@given(
    st.datetimes(min_value=datetime(1600, 1, 1), max_value=datetime(2400, 1, 1)),  # noqa: DTZ001 - given a zone below
    st.integers(-23 * 60 - 59, 23 * 60 + 59),
)
def test_any_offset_names_the_same_instant(moment: datetime, minutes: int) -> None:
    there = moment.replace(tzinfo=UTC).astimezone(timezone(timedelta(minutes=minutes)))
    assert read(there.isoformat(timespec="microseconds")) == read(f"{moment.isoformat(timespec='microseconds')}Z")


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-28T09:00:00Z",
        "2026-03-28t09:00:00z",
        "2026-03-28T09:00:00.0Z",
        "2026-03-28T10:00:00+01:00",
        "2026-03-28T04:30:00-04:30",
        "2026-03-28T09:00:00-00:00",
        "2026-03-28T09:00:00.000999999999Z",
    ],
)
def test_rfc_3339_has_many_words_for_one_instant(text: str) -> None:
    assert read(text) == NINE


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("1970-01-01T00:00:00.0019Z", 1),
        ("1970-01-01T00:00:00.0019999999Z", 1),
        ("1969-12-31T23:59:59.9999Z", -1),
        ("1969-12-31T23:59:59.9981Z", -2),
    ],
)
def test_more_than_three_digits_are_rounded_down(text: str, instant: int) -> None:
    assert read(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-03-28",
        "2026-03-28T09:00:00",
        "2026-03-28 09:00:00Z",
        "2026-03-28T09:00Z",
        "2026-03-28T09:00:00,5Z",
        "2026-03-28T09:00:00.Z",
        "2026-03-28T09:00:00+0100",
        "2026-03-28T09:00:00+01",
        "2026-03-28T09:00:00 01:00",
        "2026-03-28T09:00:00Z\n",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "2026-03-28T24:00:00Z",
        "2026-03-28T25:00:00Z",
        "2026-03-28T09:60:00Z",
        "2026-03-28T09:00:00+24:00",
        "2026-03-28T09:00:00+01:60",
        "2026-W13-6T09:00:00Z",
        "0000-01-01T00:00:00Z",
        "٢٠٢٦-03-28T09:00:00Z",
        "1774688400",
    ],
)
def test_what_names_no_instant_is_none(text: str) -> None:
    assert read(text) is None
    assert not is_canonical(text)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00.000+12:00", "9999-12-31T23:59:59.999-12:00"])
def test_an_instant_that_utc_has_no_year_for_is_none(text: str) -> None:
    assert read(text) is None


@given(st.text(max_size=40) | st.from_regex(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"))
def test_whatever_is_read_can_be_written(text: str) -> None:
    instant = read(text)
    assert instant is None or read(write(instant)) == instant


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-28T09:00:00Z",
        "2026-03-28T09:00:00.00Z",
        "2026-03-28T09:00:00.0000Z",
        "2026-03-28T09:00:00.000z",
        "2026-03-28t09:00:00.000Z",
        "2026-03-28T09:00:00.000+00:00",
        "2026-02-30T09:00:00.000Z",
        None,
        NINE,
    ],
)
def test_only_one_form_is_canonical(value: object) -> None:
    assert is_canonical("2026-03-28T09:00:00.000Z")
    assert not is_canonical(value)


@given(st.dates())
def test_every_date_of_the_calendar_is_a_day(day: object) -> None:
    assert is_day(str(day))


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-30",
        "2025-02-29",
        "2026-3-28",
        "28/03/2026",
        "20260328",
        "2026-W13-6",
        "2026-03-28T00:00:00Z",
        "2026-03-28 ",
        "0000-01-01",
        "",
        None,
        20260328,
        ["2026-03-28"],
    ],
)
def test_anything_else_is_no_day(value: object) -> None:
    assert not is_day(value)


WINDOWS = st.tuples(INSTANTS, INSTANTS).map(lambda ends: Window(min(ends), max(ends)))


@given(WINDOWS, st.data())
def test_a_cut_puts_each_instant_into_exactly_one_part(window: Window, data: st.DataObject) -> None:
    at = data.draw(st.integers(window.start, window.end))
    early, late = window.cut(at)
    for instant in data.draw(st.lists(st.sampled_from((window.start, at, window.end)) | INSTANTS, min_size=1)):
        assert (instant in window) == ((instant in early) != (instant in late))
    assert early.milliseconds + late.milliseconds == window.milliseconds


@given(WINDOWS)
def test_a_window_holds_its_start_and_not_its_end(window: Window) -> None:
    assert window.end not in window
    assert (window.start in window) == (window.milliseconds > 0)
    assert window.start - 1 not in window


@pytest.mark.parametrize("at", [NINE - 1, NINE + 1001])
def test_a_window_is_not_cut_outside_of_it(at: int) -> None:
    with pytest.raises(ValueError, match="a window cannot end"):
        Window(NINE, NINE + 1000).cut(at)


def test_a_window_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match=r"2026-03-28T08:59:59\.999Z.*2026-03-28T09:00:00\.000Z"):
        Window(NINE, NINE - 1)


@given(st.text() | st.text(alphabet="SunMon, 0123456789JanFeb:+-GMTZ", max_size=45))
@example("Mon, 01 Jan 2024 00:00:00 +99999999999999999999")
@example("Mon, 01 Jan 99999999999999999999 00:00:00 GMT")
@example("Fri, 31 Dec 9999 23:59:59 -2359")
def test_any_text_is_read_as_an_http_date_or_is_none(text: str) -> None:
    instant = read_http(text)
    assert instant is None or isinstance(instant, int)


@given(st.integers(0, 4_000_000_000))
def test_an_http_date_names_a_second(seconds: int) -> None:
    assert read_http(formatdate(seconds, usegmt=True)) == seconds * 1000
    assert read_http(formatdate(seconds, usegmt=True).replace("GMT", "-0000")) == seconds * 1000
    assert read_http(None) is None
