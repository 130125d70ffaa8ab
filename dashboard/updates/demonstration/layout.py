"""The days of the demonstration set, all counted from the day it is laid out around."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

SATURDAY = 5
KNOWN_AFTER_DAYS = 8
"""A register of a month is known eight days after its end at the earliest."""


@dataclass(frozen=True)
class Layout:
    """Offsets are days from `today`: the picture keeps its shape on whatever day the set is loaded."""

    today: dt.date

    def day(self, offset: int) -> dt.date:
        return self.today + dt.timedelta(days=offset)

    def working_day(self, offset: int) -> dt.date:
        """The day, or the Friday before it: nobody meets or reports at the week-end."""
        day = self.day(offset)
        return day - dt.timedelta(days=max(0, day.weekday() - SATURDAY + 1))

    def moment(self, offset: int, hour: int) -> dt.datetime:
        return at(self.working_day(offset), hour)

    def months(self, count: int) -> list[dt.date]:
        """First days of the last `count` months whose register can be known by today, oldest first."""
        first = (self.day(-KNOWN_AFTER_DAYS).replace(day=1) - dt.timedelta(days=1)).replace(day=1)
        return [months_later(first, number - count + 1) for number in range(count)]


def at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), tzinfo=dt.UTC)


def months_later(first: dt.date, months: int) -> dt.date:
    """The first day of the month that many months later (or earlier)."""
    number = first.year * 12 + first.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def last_day(first: dt.date) -> dt.date:
    return months_later(first, 1) - dt.timedelta(days=1)
