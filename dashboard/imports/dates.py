"""Days, months, quarters, half-years and years as people write them, in French and English.

`12/03/2024` alone is two days: `doubtful` says so, `settled` what another cell proves, `agreed` what cells prove
together; whoever reads a file asks once and hands the answer to every reader below as `order`.

A month, a hyphen and two digits (`mars-24`) are a month of this century: so spreadsheets write what was typed as
`mars 2024`. Everywhere else a year has four digits: `mars 24` may be a day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import math
import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from dashboard.imports.cells import INVISIBLE, Absent, Fault, folded, nothing
from dashboard.sheets.book import Remark, Value

Order = Literal["day_first", "month_first"]
Length = Literal["day", "month", "quarter", "half", "year", "range"]


class Span(NamedTuple):
    """First and last day of what a cell names."""

    first: dt.date
    last: dt.date
    length: Length


MONTHS: Final = (
    ("janvier", "janv", "jan", "january"),
    ("fevrier", "fevr", "fev", "february", "feb"),
    ("mars", "mar", "march"),
    ("avril", "avr", "april", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "juill", "juil", "july", "jul"),
    ("aout", "aou", "august", "aug"),
    ("septembre", "sept", "sep", "september"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("decembre", "dec", "december"),
)
MONTH_OF: Final = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
FIRST_YEAR, LAST_YEAR, CENTURY = 1960, 2100, 2000
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
"""Days since the end of 1899, as spreadsheets count them: from 1954 to 2119."""
ACCENTED: Final = {"fevrier": "février", "aout": "août", "decembre": "décembre"}
DAY_ZERO: Final = dt.date(1899, 12, 30)
NAME: Final = r"([a-z]{3,})\.?"
CLOCK: Final = re.compile(
    r"(?<=\d)[t ] ?\d{1,2}[:h]\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]m)?(?: ?(?:z|utc|gmt|[+-]\d\d:?\d\d))?$"
)
BEFORE: Final = re.compile(
    r"^(?:le )?(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day),? "
    r"|^(?:le|annee|year|exercice) "
)
NUMERIC: Final = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")
YEAR_FIRST: Final = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
YEAR_MONTH: Final = re.compile(r"(\d{4}) ?[-/. ] ?(\d{1,2})")
MONTH_YEAR: Final = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{4})")
SHORT_YEAR: Final = re.compile(
    rf"\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]\d{{2}}|\d{{1,2}}[-/]\d{{2}}|\d{{1,2}}[-/. ]?{NAME}[-/. ']+\d{{2}}"
)
NAMED_DAY: Final = re.compile(rf"(\d{{1,2}})(?:er|st|nd|rd|th)?[-/. ]*(?:of )?{NAME}[-/., ]*(\d{{4}})")
NAMED_DAY_ENGLISH: Final = re.compile(rf"{NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})")
NAMED_MONTH: Final = re.compile(rf"(?:mois d[e'] ?)?{NAME}(?:[-/., ]*(\d{{4}})|-(\d{{2}}))")
YEAR_NAMED_MONTH: Final = re.compile(rf"(\d{{4}})[-/., ]*{NAME}")
NO_YEAR: Final = re.compile(rf"(?:\d{{1,2}}(?:er|st|nd|rd|th)?[-/. ]+)?{NAME}(?:[-/. ]+\d{{1,2}})?")
MONTHS_RANGE: Final = re.compile(
    rf"(?:de |d'|from )?{NAME}(?: ?(\d{{4}}))? ?(?:[-–—]| a | au | to | et ) ?{NAME} ?(\d{{4}})"
)
RANKS: Final = {"premier": 1, "premiere": 1, "first": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3,
                "third": 3, "quatrieme": 4, "fourth": 4}  # fmt: skip
PART_NAMES: Final[dict[str, Length]] = {
    "t": "quarter", "q": "quarter", "trim": "quarter", "trimestre": "quarter", "quarter": "quarter",
    "s": "half", "h": "half", "sem": "half", "semestre": "half", "semester": "half", "half": "half",
}  # fmt: skip
PART: Final = rf"({'|'.join(sorted(PART_NAMES, key=len, reverse=True))})\.?"
RANK: Final = rf"(\d|{'|'.join(RANKS)})(?:er|ere|e|eme|nd|nde|st|rd|th)?"
PART_FIRST: Final = re.compile(rf"{PART} ?{RANK}[-/ ,]*(?:of |de )?(\d{{4}})")
RANK_FIRST: Final = re.compile(rf"{RANK}[- ]*{PART}[-/ ,]*(?:of |de |d')?(?:l'annee )?(\d{{4}})")
YEAR_PART: Final = re.compile(rf"(\d{{4}})[-/ ,]*{PART} ?{RANK}")
PART_MONTHS: Final[dict[Length, int]] = {"quarter": 3, "half": 6}
FAULTS: Final = {
    "words": "This is not a date that is known here. Write it like 12/03/2024, or a month like March 2024.",
    "invisible": "An invisible sign stands in this cell. Type its content again.",
    "doubtful": "Day and month may be either way round here. Answer the question about this file.",
    "order": "There is no such day when day and month are in the order of this file. Check this date.",
    "none": "There is no such day in the calendar. Check this date.",
    "no_month": "A year has twelve months. Check the number of this month.",
    "short_year": "The year is missing here, or has two digits. Write it with four digits.",
    "year": "This year is out of reach. Check its four digits.",
    "future": "This lies in the future: nothing can have been counted yet. Check the date.",
    "month_name": "No month is called so. Did you mean “{near}”?",
    "type": "This is not a date. Write it like 12/03/2024, or a month like March 2024.",
    "quarter": "A quarter is not a month. Write one row a month, or bring the total as a stated figure.",
    "longer": "This is longer than a month. Write one row a month, or bring the total as a stated figure.",
    "no_day": "The day is missing. Write the date in full, like 12/03/2024.",
    "not_year": "A year alone is expected here, with four digits.",
}


class _Wrong(Exception):
    """What is wrong with the words of a date: `kind` is a key of `FAULTS`."""

    def __init__(self, kind: str, **holes: str) -> None:
        self.fault = Fault(f"date.{kind}", Remark(FAULTS[kind], holes))


def doubtful(value: Value) -> bool:
    """Whether a cell is one day or another by the order of day and month."""
    parts = _slashed(value)
    return parts is not None and max(parts) <= 12 and parts[0] != parts[1]


def settled(value: Value) -> Order | None:
    """The order that one cell proves: a part above twelve is a day."""
    parts = _slashed(value)
    if parts is None or min(parts) > 12 or max(parts) <= 12:
        return None
    return "day_first" if parts[0] > 12 else "month_first"


def agreed(orders: Iterable[Order | None]) -> Order | None:
    """The order that cells prove together; nothing where two of them disagree."""
    seen = {order for order in orders if order is not None}
    return seen.pop() if len(seen) == 1 else None


def span(value: Value, order: Order | None = None, *, until: dt.date | None = None) -> Span | Absent | Fault:
    """The days that a cell names. `until`: what begins after that day is refused."""
    absent = nothing(value)
    if absent is not None:
        return absent
    try:
        found = _worded(value, order) if isinstance(value, str) else _typed(value)
        return _possible(found, until)
    except _Wrong as wrong:
        return wrong.fault


def month(value: Value, order: Order | None = None, *, until: dt.date | None = None) -> int | Absent | Fault:
    """The month of a count, as year × 100 + month; a quarter or a year is never split."""
    found = span(value, order, until=until)
    if not isinstance(found, Span):
        return found
    if found.length in {"day", "month"}:
        return found.first.year * 100 + found.first.month
    return _Wrong("quarter" if found.length == "quarter" else "longer").fault


def day(value: Value, order: Order | None = None, *, until: dt.date | None = None) -> dt.date | Absent | Fault:
    """One day: that of a report, of a deadline."""
    found = span(value, order, until=until)
    if not isinstance(found, Span):
        return found
    return found.first if found.length == "day" else _Wrong("no_day").fault


def year(value: Value, *, until: dt.date | None = None) -> int | Absent | Fault:
    """A year that stands in a column of its own."""
    found = span(value, until=until)
    if not isinstance(found, Span):
        return found
    return found.first.year if found.length == "year" else _Wrong("not_year").fault


def month_number(value: Value) -> int | Absent | Fault:
    """The month that stands in a column of its own, beside the year: `3`, `03`, `mars`."""
    absent = nothing(value)
    if absent is not None:
        return absent
    plain = folded(str(value)).rstrip(".")
    try:
        return _checked_month(int(float(plain))) if re.fullmatch(r"\d{1,2}(?:\.0)?", plain) else _named(plain)
    except _Wrong as wrong:
        return wrong.fault


def whole_month(year: int, month: int) -> Span:
    return _months(year, month, 1, "month")


def _slashed(value: Value) -> tuple[int, int] | None:
    """The first two parts of a date in digits with its year at the end. Points always put the day first."""
    if not isinstance(value, str):
        return None
    parts = NUMERIC.fullmatch(_without_clock(folded(value)))
    return (int(parts[1]), int(parts[3])) if parts and parts[2] in "-/" else None


def _possible(found: Span, until: dt.date | None) -> Span:
    if until is not None and found.first > until:
        raise _Wrong("future")
    return found


def _typed(value: Value) -> Span:
    """A cell to which the spreadsheet itself gave a type."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        _checked_year(value.year)
        return Span(value, value, "day")
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
        return _in_digits(value)
    raise _Wrong("type")


def _in_digits(value: float) -> Span:
    """`2024`, `202403`, `20240312`, or the days a spreadsheet counts."""
    if FIRST_SERIAL <= value < LAST_SERIAL:
        day = DAY_ZERO + dt.timedelta(days=int(value))
        return _date(day.year, day.month, day.day)
    if value == int(value):
        digits = str(int(value))
        if len(digits) == 4:
            return _months(int(digits), 1, 12, "year")
        if len(digits) == 6:
            return whole_month(_checked_year(int(digits[:4])), _checked_month(int(digits[4:])))
        if len(digits) == 8:
            return _date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    raise _Wrong("words")


def _worded(words: str, order: Order | None) -> Span:
    if INVISIBLE.search(words):
        raise _Wrong("invisible")
    plain = BEFORE.sub("", _without_clock(folded(words))).strip(" .")
    if re.fullmatch(r"[1-9](?:\d{3,7}(?:\.0+)?|\d{4}\.\d+)", plain):
        return _in_digits(float(plain))
    found = _numeric(plain, order) or _part(plain) or _spelt(plain)
    if found:
        return found
    _refuse_incomplete(plain)
    raise _Wrong("words")


def _without_clock(plain: str) -> str:
    return CLOCK.sub("", plain)


def _numeric(plain: str, order: Order | None) -> Span | None:
    """Dates and months in digits only."""
    if parts := YEAR_FIRST.fullmatch(plain):
        return _date(int(parts[1]), int(parts[3]), int(parts[4]))
    if parts := NUMERIC.fullmatch(plain):
        return _ordered(int(parts[1]), int(parts[3]), int(parts[4]), order if parts[2] in "-/" else "day_first")
    if parts := YEAR_MONTH.fullmatch(plain):
        return whole_month(_checked_year(int(parts[1])), _checked_month(int(parts[2])))
    if parts := MONTH_YEAR.fullmatch(plain):
        return whole_month(_checked_year(int(parts[2])), _checked_month(int(parts[1])))
    return None


def _ordered(one: int, other: int, year: int, order: Order | None) -> Span:
    if order is None and max(one, other) <= 12 and one != other:
        raise _Wrong("doubtful")
    month_is_first = order == "month_first" or (order is None and other > 12)
    month, day = (one, other) if month_is_first else (other, one)
    if month > 12 and order is not None and day <= 12:
        raise _Wrong("order")
    return _date(year, month, day)


def _part(plain: str) -> Span | None:
    """A quarter or a half-year."""
    if parts := PART_FIRST.fullmatch(plain):
        name, rank, year = parts.groups()
    elif parts := RANK_FIRST.fullmatch(plain):
        rank, name, year = parts.groups()
    elif parts := YEAR_PART.fullmatch(plain):
        year, name, rank = parts.groups()
    else:
        return None
    length = PART_NAMES[name]
    months, number = PART_MONTHS[length], RANKS.get(rank) or int(rank)
    if not 1 <= number <= 12 // months:
        raise _Wrong("words")
    return _months(int(year), 1 + (number - 1) * months, months, length)


def _spelt(plain: str) -> Span | None:
    """Dates and months with the name of the month."""
    if parts := NAMED_DAY.fullmatch(plain):
        return _date(int(parts[3]), _named(parts[2]), int(parts[1]))
    if parts := NAMED_DAY_ENGLISH.fullmatch(plain):
        return _date(int(parts[3]), _named(parts[1]), int(parts[2]))
    if parts := NAMED_MONTH.fullmatch(plain):
        written = int(parts[2]) if parts[2] else CENTURY + int(parts[3])
        return whole_month(_checked_year(written), _named(parts[1]))
    if parts := YEAR_NAMED_MONTH.fullmatch(plain):
        return whole_month(_checked_year(int(parts[1])), _named(parts[2]))
    return _several_months(plain)


def _several_months(plain: str) -> Span | None:
    """`janvier-mars 2024`, `novembre 2023 à février 2024`."""
    parts = MONTHS_RANGE.fullmatch(plain)
    if not parts:
        return None
    last = whole_month(_checked_year(int(parts[4])), _named(parts[3])).last
    first = whole_month(_checked_year(int(parts[2] or parts[4])), _named(parts[1])).first
    if first > last:
        raise _Wrong("none")
    return Span(first, last, "range")


def _refuse_incomplete(plain: str) -> None:
    named = NO_YEAR.fullmatch(plain)
    if SHORT_YEAR.fullmatch(plain) or (named and named[1] in MONTH_OF):
        raise _Wrong("short_year")


def _named(name: str) -> int:
    if name in MONTH_OF:
        return MONTH_OF[name]
    near = difflib.get_close_matches(name, [each for each in MONTH_OF if len(each) > 3], n=1, cutoff=0.7)
    raise _Wrong("month_name", near=ACCENTED.get(near[0], near[0])) if near else _Wrong("words")


def _date(year: int, month: int, day: int) -> Span:
    _checked_year(year)
    try:
        return _one_day(dt.date(year, month, day))
    except ValueError as why:
        raise _Wrong("none") from why


def _one_day(day: dt.date) -> Span:
    return Span(day, day, "day")


def _months(year: int, month: int, months: int, length: Length) -> Span:
    _checked_year(year)
    last = month + months - 1
    return Span(dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1]), length)


def _checked_year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _Wrong("year")
    return year


def _checked_month(month: int) -> int:
    if not 1 <= month <= 12:
        raise _Wrong("no_month")
    return month
