"""Days and times that a workbook stores as numbers: from 1900 on, or from 1904 on in files begun on old Macintoshes."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal

from dashboard.sheets.book import Flaw, Value

Look = Literal["number", "percent", "date", "time", "moment", "duration"]
BUILT_IN: dict[int, Look] = {
    9: "percent", 10: "percent", 14: "date", 15: "date", 16: "date", 17: "date", 18: "time", 19: "time", 20: "time",
    21: "time", 22: "moment", 45: "time", 46: "duration", 47: "time",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "date"), **dict.fromkeys(range(32, 36), "time"),
}  # fmt: skip
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.')
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
BRACKETS = re.compile(r"\[[^\]]*\]")
LAST = 2_958_465  # 31 December 9999
NO_SUCH_DAY = 60  # 29 February 1900, which Excel believes in
OUT_OF_CALENDAR = Flaw("error", "########")
DAY_SECONDS = 86_400


@lru_cache(maxsize=4096)
def look_of(number_format: str) -> Look:
    """What a number looks like to people, by the format of its cell."""
    first = LITERALS.sub("", number_format).split(";")[0]
    if ELAPSED.search(first):
        return "duration"
    bare = BRACKETS.sub("", first).lower()
    if bare.strip() in {"general", "standard", "@"}:
        return "number"
    has_day, has_time = bool(re.search(r"[dy]", bare)), bool(re.search(r"[hs]", bare))
    if has_day or ("m" in bare and not has_time):
        return "moment" if has_time else "date"
    return "time" if has_time else "percent" if "%" in bare else "number"


def value_of(number: float, look: Look, *, since_1904: bool) -> Value:
    """A stored number as people see it in its cell."""
    if look == "number":
        return plain(number)
    if look == "percent":
        return f"{plain(number * 100)}%"
    if look == "duration":
        return _duration(number)
    if not 0 <= number < LAST + 1:
        return OUT_OF_CALENDAR
    if look == "time" and number < 1:
        return _time(number)
    return _day(number, since_1904=since_1904)


def plain(number: float) -> int | float:
    """Fifteen digits, as spreadsheets count and show: 12.000000000000002 is 12."""
    if isinstance(number, int):
        return number
    rounded = float(f"{number:.15g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


def _time(number: float) -> dt.time:
    seconds = min(round(number * DAY_SECONDS), DAY_SECONDS - 1)
    return dt.time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def _duration(number: float) -> str:
    seconds = round(abs(number) * DAY_SECONDS)
    sign = "-" if number < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _day(number: float, *, since_1904: bool) -> Value:
    days, seconds = divmod(round(number * DAY_SECONDS), DAY_SECONDS)
    if not since_1904 and days in {0, NO_SUCH_DAY}:
        return Flaw("error", "00/01/1900" if days == 0 else "29/02/1900")
    start = dt.date(1904, 1, 1) if since_1904 else dt.date(1899, 12, 31 if days < NO_SUCH_DAY else 30)
    try:
        day = start + dt.timedelta(days=days)
    except OverflowError:
        return OUT_OF_CALENDAR
    return dt.datetime.combine(day, _time(seconds / DAY_SECONDS)) if seconds else day
