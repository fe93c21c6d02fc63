"""Instants: whole milliseconds since 1970-01-01T00:00:00Z, as an `int`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import TypeAlias

Instant: TypeAlias = int

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
CANONICAL = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt](?:[01]\d|2[0-3]):\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:[0-5]\d)")
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@lru_cache(maxsize=65536)
def read(text: str) -> Instant | None:
    """The instant that an RFC 3339 date-time names, rounded down to a millisecond; None if it names none."""
    if not DATE_TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError:
        return None
    # An offset can lead out of the years that UTC has a way to write.
    return (moment - EPOCH) // timedelta(milliseconds=1) if FIRST <= moment <= LAST else None


def read_http(text: str | None) -> Instant | None:
    """The instant that an HTTP date names; None if it names none."""
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    # A date without a zone is in GMT, not where this program happens to run.
    return (moment.replace(tzinfo=moment.tzinfo or UTC) - EPOCH) // timedelta(milliseconds=1)


def write(instant: Instant) -> str:
    """An instant as the standard writes it: UTC, `Z`, exactly three digits."""
    # A millisecond before the first instant there is, and an hour after the last, have no other name.
    moment = EPOCH + min(max(timedelta(milliseconds=instant), FIRST - EPOCH), LAST - EPOCH)
    # Not strftime, which writes the year 999 with three digits.
    return f"{moment.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def is_canonical(text: object) -> bool:
    """Whether a value is an instant written as the standard writes it."""
    return isinstance(text, str) and CANONICAL.fullmatch(text) is not None and read(text) is not None


def is_day(text: object) -> bool:
    """Whether a value is an RFC 3339 full-date that is in the calendar."""
    if not isinstance(text, str) or not FULL_DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
