"""Dates as people write them in two languages: what is read, what is asked once a file, what is refused and why."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import texts
from dashboard.imports import dates
from dashboard.imports.cells import Absent, Fault
from dashboard.imports.dates import Length, Order, Span
from dashboard.sheets.book import Value

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2024-03-12", 202403),
        ("2024/03/12", 202403),
        ("2024-03-12 00:00:00", 202403),
        ("2024-03-12T10:30:00Z", 202403),
        ("13/03/2024", 202403),
        ("13/03/2024 14:30", 202403),
        ("03/13/2024", 202403),
        ("12.03.2024", 202403),
        ("03/03/2024", 202403),
        ("mars 2024", 202403),
        ("Mars 2024", 202403),
        ("MARS 2024", 202403),
        ("mars-24", 202403),
        ("Mars-24", 202403),
        ("Mar-24", 202403),
        ("janv.-24", 202401),
        ("Août 2024", 202408),
        ("aout 2024", 202408),
        (unicodedata.normalize("NFD", "août 2024"), 202408),
        ("FÉVRIER 2024", 202402),
        ("fév. 2024", 202402),
        ("déc. 2025", 202512),
        ("March 2024", 202403),
        ("Sept 2024", 202409),
        ("mois de mars 2024", 202403),
        ("12 mars 2024", 202403),
        ("1er mars 2024", 202403),
        ("le 12 mars 2024", 202403),
        ("mardi 12 mars 2024", 202403),
        ("March 12, 2024", 202403),
        ("12th March 2024", 202403),
        ("12-mars-2024", 202403),
        ("2024-03", 202403),
        ("2024/3", 202403),
        ("202403", 202403),
        ("03/2024", 202403),
        ("3-2024", 202403),
        ("2024 mars", 202403),
        (202403, 202403),
        (20240312, 202403),
        (45363, 202403),
        (45363.5, 202403),
        ("45363", 202403),
        (dt.date(2024, 3, 12), 202403),
        (dt.datetime.combine(dt.date(2024, 3, 12), dt.time(10)), 202403),
        ("novembre 2026", 202611),
    ],
)
def test_the_month_of_a_count_is_read(cell: Value, month: int) -> None:
    assert dates.month(cell, until=TODAY) == month


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("T1 2024", "quarter"),
        ("1er trimestre 2024", "quarter"),
        ("S1 2024", "longer"),
        ("2024", "longer"),
        (2024, "longer"),
        ("janvier-mars 2024", "longer"),
        ("12/03/2024", "doubtful"),
        ("12-03-2024", "doubtful"),
        ("12/03/24", "short_year"),
        ("03/24", "short_year"),
        ("12 mars 24", "short_year"),
        ("mars 24", "short_year"),
        ("31/02/2024", "none"),
        ("2024-02-30", "none"),
        ("29 février 2023", "none"),
        ("32/01/2024", "none"),
        ("13/13/2024", "none"),
        ("2024-13", "no_month"),
        ("13/2024", "no_month"),
        (202413, "no_month"),
        ("décembre 2026", "future"),
        (dt.date(2027, 1, 1), "future"),
        ("2027-01", "future"),
        ("1899-01", "year"),
        ("0024-03", "year"),
        (20000, "year"),
        ("mrs 2024", "month_name"),
        ("Octobr 2024", "month_name"),
        ("brumaire 2024", "words"),
        ("mars", "short_year"),
        ("12 mars", "short_year"),
        ("12/03", "short_year"),
        ("T5 2024", "words"),
        ("S12 2024", "words"),
        ("hier", "words"),
        (1.5, "words"),
        (12, "words"),
        ("032024", "words"),
        (True, "type"),
        (dt.time(3, 20), "type"),
        (float("nan"), "type"),
        ("mars\u200b 2024", "invisible"),
    ],
)
def test_what_is_no_month_is_named(cell: Value, fault: str) -> None:
    found = dates.month(cell, until=TODAY)
    assert isinstance(found, Fault)
    assert found.code == f"date.{fault}"


def test_an_unknown_month_is_told_the_nearest_one_with_its_accents() -> None:
    found = dates.month("fevrirer 2024")
    assert isinstance(found, Fault)
    assert found.said.holes == {"near": "février"}


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("12/03/2024", "day_first", dt.date(2024, 3, 12)),
        ("12/03/2024", "month_first", dt.date(2024, 12, 3)),
        ("12.03.2024", "month_first", dt.date(2024, 3, 12)),
        ("2024-03-12", "month_first", dt.date(2024, 3, 12)),
        ("12/31/2024", "day_first", "order"),
        ("31/12/2024", "month_first", "order"),
        ("mars 2024", None, "no_day"),
        ("31/02/2024", "day_first", "none"),
        ("12/03/2024", None, "doubtful"),
    ],
)
def test_day_and_month_stand_in_the_order_of_the_file(cell: str, order: Order | None, day: dt.date | str) -> None:
    found = dates.day(cell, order)
    assert (found.code.removeprefix("date.") if isinstance(found, Fault) else found) == day


@pytest.mark.parametrize(
    ("cell", "is_doubtful", "order"),
    [("12/03/2024", True, None), ("13/03/2024", False, "day_first"), ("03/13/2024", False, "month_first"),
     ("03/03/2024", False, None), ("12.03.2024", False, None), ("13/13/2024", False, None), ("mars 2024", False, None),
     ("12-03-2024 10:00", True, None), (45363, False, None)],
)  # fmt: skip
def test_a_part_above_twelve_is_a_day(cell: Value, is_doubtful: bool, order: Order | None) -> None:
    assert dates.doubtful(cell) is is_doubtful
    assert dates.settled(cell) == order


def test_dates_that_disagree_leave_the_order_open() -> None:
    assert dates.agreed(["day_first", None, "day_first"]) == "day_first"
    assert dates.agreed(["day_first", "month_first"]) is None


@pytest.mark.parametrize(
    ("cell", "first", "last", "length"),
    [
        ("T1 2024", dt.date(2024, 1, 1), dt.date(2024, 3, 31), "quarter"),
        ("Q4 2024", dt.date(2024, 10, 1), dt.date(2024, 12, 31), "quarter"),
        ("2024-Q2", dt.date(2024, 4, 1), dt.date(2024, 6, 30), "quarter"),
        ("T2-2024", dt.date(2024, 4, 1), dt.date(2024, 6, 30), "quarter"),
        ("2e trimestre 2025", dt.date(2025, 4, 1), dt.date(2025, 6, 30), "quarter"),
        ("premier trimestre 2024", dt.date(2024, 1, 1), dt.date(2024, 3, 31), "quarter"),
        ("3rd quarter of 2024", dt.date(2024, 7, 1), dt.date(2024, 9, 30), "quarter"),
        ("S1 2024", dt.date(2024, 1, 1), dt.date(2024, 6, 30), "half"),
        ("2nd semestre 2024", dt.date(2024, 7, 1), dt.date(2024, 12, 31), "half"),
        ("H2 2024", dt.date(2024, 7, 1), dt.date(2024, 12, 31), "half"),
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "year"),
        ("année 2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "year"),
        (2024, dt.date(2024, 1, 1), dt.date(2024, 12, 31), "year"),
        ("février 2024", dt.date(2024, 2, 1), dt.date(2024, 2, 29), "month"),
        ("janvier-mars 2024", dt.date(2024, 1, 1), dt.date(2024, 3, 31), "range"),
        ("novembre 2023 à février 2024", dt.date(2023, 11, 1), dt.date(2024, 2, 29), "range"),
        ("2024-03-12", dt.date(2024, 3, 12), dt.date(2024, 3, 12), "day"),
    ],
)
def test_a_figure_may_be_about_any_span(cell: Value, first: dt.date, last: dt.date, length: Length) -> None:
    assert dates.span(cell, until=TODAY) == Span(first, last, length)


@pytest.mark.parametrize(
    ("cell", "found"), [("2024", 2024), (2024.0, 2024), ("mars 2024", "not_year"), ("24", "words"), ("2027", "future")]
)
def test_a_year_stands_alone_in_its_column(cell: Value, found: int | str) -> None:
    year = dates.year(cell, until=TODAY)
    assert (year.code.removeprefix("date.") if isinstance(year, Fault) else year) == found


@pytest.mark.parametrize(
    ("cell", "found"), [("3", 3), (3, 3), (3.0, 3), ("03", 3), ("mars", 3), ("Déc.", 12), ("13", "no_month")]
)
def test_a_month_beside_its_year_is_a_number_or_a_name(cell: Value, found: int | str) -> None:
    month = dates.month_number(cell)
    assert (month.code.removeprefix("date.") if isinstance(month, Fault) else month) == found


@pytest.mark.parametrize(("cell", "absent"), [("n.d.", Absent.NOT_REPORTED), ("", Absent.EMPTY), (None, Absent.EMPTY)])
def test_a_date_that_is_not_there_is_absent(cell: Value, absent: Absent) -> None:
    assert dates.month(cell) is absent


@given(st.dates(dt.date(1960, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_is_read_back_in_every_writing(day: dt.date) -> None:
    writings = (
        day, day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%Y%m%d}", texts.date(day, "fr"), texts.date(day, "en"),
        texts.date(day, "fr", "short"), texts.date(day, "en", "short"), texts.date(day, "fr", "weekday").upper(),
    )  # fmt: skip
    assert {dates.day(each) for each in writings} == {day}
    assert dates.day(f"{day:%d/%m/%Y}", "day_first") == day
    assert dates.day(f"{day:%m/%d/%Y}", "month_first") == day


@given(st.integers(1960, 2100), st.integers(1, 12))
def test_every_month_is_read_back_in_every_writing(year: int, number: int) -> None:
    month = year * 100 + number
    writings = (month, str(month), f"{year}-{number:02}", f"{number:02}/{year}", texts.month(month, "fr"),
                texts.month(month, "en"), texts.month(month, "fr", "short"),
                texts.month(month, "en", "short"))  # fmt: skip
    assert {dates.month(each) for each in writings} == {month}


@given(st.text(max_size=20) | st.floats() | st.integers() | st.dates() | st.booleans())
def test_whatever_stands_in_a_cell_a_month_is_one_of_the_calendar(cell: Value) -> None:
    found = dates.month(cell)
    assert isinstance(found, (Absent, Fault)) or (1960 <= found // 100 <= 2100 and 1 <= found % 100 <= 12)
