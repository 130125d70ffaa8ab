"""The data sheet inside an editable chart: the numbers that the chart shows and nothing else."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.native import Native, Series
from dashboard.exports.office_numbers import number_format
from dashboard.texts import Language

SHEET = "Sheet1"
LITERAL = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NAMES_WIDTH, NUMBERS_WIDTH = 44, 18


def sheet(native: Native, names: Sequence[str], language: Language, day: dt.date) -> bytes:
    """Categories in the first column, a series in each other one; `names` are the categories as the chart has them."""
    made = io.BytesIO()
    with Workbook(made, LITERAL) as workbook:
        workbook.set_properties({"created": dt.datetime.combine(day, dt.time())})
        page = workbook.add_worksheet(SHEET)
        head = workbook.add_format({"bold": True, "text_wrap": True})
        numbers = workbook.add_format({"num_format": number_format(language, native.unit)})
        days = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        page.set_column(0, 0, NAMES_WIDTH, days if is_of_days(native) else None)
        page.set_column(1, len(native.series), NUMBERS_WIDTH, numbers)
        page.freeze_panes(1, 1)
        for row, name in enumerate(native.categories if is_of_days(native) else names, start=1):
            page.write(row, 0, name)
        for column, series in enumerate(native.series, start=1):
            page.write_string(0, column, series.name, head)
            _write(page, column, series)
    return made.getvalue()


def _write(page: Worksheet, column: int, series: Series) -> None:
    """What was not reported stays empty: the chart leaves it out."""
    for row, value in enumerate(series.values, start=1):
        if value is not None:
            page.write_number(row, column, value)


def is_of_days(native: Native) -> bool:
    return bool(native.categories) and isinstance(native.categories[0], dt.date)


def names_range(count: int) -> str:
    return f"{SHEET}!$A$2:$A${count + 1}"


def head_cell(place: int) -> str:
    return f"{SHEET}!${_letter(place)}$1"


def values_range(place: int, count: int) -> str:
    return f"{SHEET}!${_letter(place)}$2:${_letter(place)}${count + 1}"


def _letter(place: int) -> str:
    """The column of the series at `place`; a picture has at most a handful."""
    return chr(ord("B") + place)
