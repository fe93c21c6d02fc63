"""Quarters of the calendar in Europe/London."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from conformance.model.instant import EPOCH, Instant, read


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of the calendar."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-Q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The one that follows."""
        return Quarter(self.year + 1, 1) if self.number == len("1234") else Quarter(self.year, self.number + 1)

    @property
    def before(self) -> Quarter:
        """The one before."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def begins(self) -> Instant:
        """Its first instant: only the first quarter begins in winter, when London keeps UTC."""
        midnight = read(f"{self.first}T00:00:00{'Z' if self.number == 1 else '+01:00'}")
        return midnight or 0

    def holds(self, day: date) -> bool:
        """Whether a day is one of it."""
        return self.first <= day <= self.last


def quarter_at(instant: Instant) -> Quarter:
    """The quarter that an instant lies in."""
    day = (EPOCH + timedelta(milliseconds=instant)).date()
    quarter = Quarter(day.year, (day.month + 2) // 3)
    return quarter.next if instant >= quarter.next.begins else quarter
