"""The span of days a number speaks of, in words."""

from __future__ import annotations

import calendar
import datetime as dt

from dashboard.texts import Language, date, month, month_of, text

QUARTERS = ("1st quarter {year}", "2nd quarter {year}", "3rd quarter {year}", "4th quarter {year}")


def period(starts: dt.date | None, ends: dt.date | None, language: Language) -> str:
    """`2025`, `2e trimestre 2025`, `avril 2023`, `7 août 2024`, `au 30 juin 2025`, `période non précisée`."""
    if starts is None and ends is None:
        return text("period not given", language)
    if starts is None:
        return text("as at {day}", language, day=ends)
    if ends is None:
        return text("from {day}", language, day=starts)
    return _whole(starts, ends, language) or text("{first} to {last}", language, first=starts, last=ends)


def _whole(starts: dt.date, ends: dt.date, language: Language) -> str:
    """The name of a whole day, month, quarter or year; nothing for any other span."""
    if starts == ends:
        return date(ends, language)
    if starts.day != 1 or ends.day != calendar.monthrange(ends.year, ends.month)[1] or starts.year != ends.year:
        return ""
    months = ends.month - starts.month + 1
    if months == 1:
        return month(month_of(ends), language)
    if months == 12:
        return str(ends.year)
    if months == 3 and starts.month % 3 == 1:
        return text(QUARTERS[starts.month // 3], language, year=str(ends.year))
    return ""
