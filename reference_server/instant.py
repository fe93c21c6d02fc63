"""Instants inside the server are whole milliseconds since 1970; outside they are text."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import formatdate

ZERO = datetime(1970, 1, 1, tzinfo=UTC)
RFC_3339 = re.compile(
    r"(?P<whole>\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d)(\.(?P<fraction>\d{1,9}))?(?P<offset>Z|[+-]\d\d:\d\d)"
)
LAST = 253_402_300_799_999


def text(instant: int) -> str:
    """As the standard writes it."""
    # Not strftime, which writes the year 999 with three digits.
    moment = (ZERO + timedelta(milliseconds=instant)).replace(tzinfo=None)
    return f"{moment.isoformat(timespec='milliseconds')}Z"


def bound(written: str) -> int | None:
    """The first millisecond at or after what an RFC 3339 date-time names; None if it names no instant.

    Changes are stamped in whole milliseconds, so rounding a bound up compares exactly, at any number of digits.
    """
    parts = RFC_3339.fullmatch(written)
    if not parts:
        return None
    try:
        moment = datetime.fromisoformat(parts["whole"] + parts["offset"].replace("Z", "+00:00"))
        seconds = (moment - ZERO) // timedelta(seconds=1)
    except (ValueError, OverflowError):
        return None
    nanoseconds = int((parts["fraction"] or "0").ljust(9, "0"))
    milliseconds = seconds * 1000 - (-nanoseconds // 1_000_000)
    return milliseconds if milliseconds <= LAST else None


def http_date(instant: int) -> str:
    """As HTTP writes it, in whole seconds."""
    return formatdate(instant // 1000, usegmt=True)
