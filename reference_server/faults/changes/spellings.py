"""Ways of misreading the instants of a window."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from reference_server import instant
from reference_server.fault import fault
from reference_server.rules import Changes

DAY = 86_400_000
OFFSET = re.compile(r"([+-])(\d\d):(\d\d)$")
FRACTION = re.compile(r"\.(\d+)")


@fault("changes.offsets-mean-the-same")
def ignores_the_offset(rules: Changes) -> Changes:
    """Reads the clock face and leaves the offset out."""
    return replace(rules, bound=lambda written: instant.bound(OFFSET.sub("Z", written)))


@fault("changes.offsets-mean-the-same")
def turns_the_sign_of_an_offset(rules: Changes) -> Changes:
    """Adds the offset where it is to be taken away."""

    def bound(written: str) -> int | None:
        return instant.bound(OFFSET.sub(lambda found: f"{'+-'[found[1] == '+']}{found[2]}:{found[3]}", written))

    return replace(rules, bound=bound)


@fault("changes.offsets-mean-the-same")
def reads_the_hours_of_an_offset(rules: Changes) -> Changes:
    """Leaves the minutes of an offset out, since at home there are none."""
    return replace(rules, bound=lambda written: instant.bound(OFFSET.sub(r"\1\2:00", written)))


@fault("changes.offsets-mean-the-same")
def stays_in_the_day_as_written(rules: Changes) -> Changes:
    """Looks only into the table of the day that is written, which near midnight is another day in UTC."""

    def bound(written: str) -> int | None:
        exact = instant.bound(written)
        day = instant.bound(f"{written[:10]}T00:00:00Z")
        return exact if exact is None or day is None else min(max(exact, day), day + DAY)

    return replace(rules, bound=bound)


@fault("changes.offsets-mean-the-same")
def cannot_read_the_hour_that_comes_twice(rules: Changes) -> Changes:
    """Turns instants into local time, of which one hour in October has two meanings, and gives up."""

    def bound(written: str) -> int | None:
        exact = instant.bound(written)
        moment = instant.ZERO + timedelta(milliseconds=exact or 0)
        last = date(moment.year, 10, 31)
        change = datetime(moment.year, 10, 31 - last.isoweekday() % 7, 1, tzinfo=UTC)
        return None if abs(moment - change) < timedelta(hours=1) else exact

    return replace(rules, bound=bound)


@fault("changes.offsets-mean-the-same")
def reads_fractions_of_three_digits(rules: Changes) -> Changes:
    """Takes a fraction of another length for none."""

    def bound(written: str) -> int | None:
        return instant.bound(FRACTION.sub(lambda found: found[0] if len(found[1]) == 3 else "", written))

    return replace(rules, bound=bound)


@fault("changes.bounds-are-exact")
def cuts_bounds_to_milliseconds(rules: Changes) -> Changes:
    """Throws digits beyond milliseconds away."""
    return replace(rules, bound=lambda written: instant.bound(FRACTION.sub(lambda found: found[0][:4], written)))


@fault("changes.bounds-are-exact")
def rounds_bounds_to_milliseconds(rules: Changes) -> Changes:
    """Rounds to the nearest millisecond, up or down."""

    def bound(written: str) -> int | None:
        cut = instant.bound(FRACTION.sub(lambda found: found[0][:4], written))
        fraction = FRACTION.search(written)
        return cut + 1 if cut is not None and fraction and fraction[1][3:4] >= "5" else cut

    return replace(rules, bound=bound)
