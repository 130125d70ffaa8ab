"""A picture as a workbook: its rows with their types, an editable chart that reads them, and where they come from."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, Final

from dashboard.charts.columns import Column
from dashboard.charts.visual import Visual
from dashboard.exports import tables, workbook_drawn, workbook_source
from dashboard.exports.office_numbers import number_format
from dashboard.exports.tables import Field
from dashboard.exports.workbook_chart import Cells, filled
from dashboard.exports.workbook_drawn import Found
from dashboard.exports.workbook_page import DAYS, MONTHS, Book, Page, letters
from dashboard.texts import Language, month, month_of, text

HEAD: Final = 5
"""The row of the column heads on the sheet of data; four of banner and one of remarks stand above."""
DECIMALS: Final = "0.0"
USUAL_WIDTH: Final = 8.43
"""Of a column that nobody made wider, in letters."""
Sheet = tuple[Field, ...]
"""The columns of the sheet of data, in its order."""


def workbook(visual: Visual, *, hxl: bool = False) -> bytes:
    """Sheets of data, chart and source; the HXL tags, when asked for, stand under the heads."""
    written = io.BytesIO()
    book = Book(written, visual)
    data, chart, source = (Page(book, text(name, visual.language)) for name in ("Data", "Chart", "Source"))
    drawing = workbook_drawn.fill(chart, _data(data, hxl=hxl))
    workbook_source.fill(source)
    book.workbook.close()
    return filled(written.getvalue(), drawing) if drawing else written.getvalue()


def _data(page: Page, *, hxl: bool) -> Found:
    """Fill the sheet of data: what readers see, the remarks on it, then codes and details, which are not printed."""
    visual, sheet, top = page.book.visual, page.sheet, HEAD + 1 + hxl
    found = tables.fields(visual)
    remarks = tables.remarks(visual, found)
    seen = [field for field in found if not field.column.is_for_files]
    shown = [*seen, *_remarks(remarks, visual.language)]
    columns = (*shown, *(field for field in found if field.column.is_for_files))
    banner = page.banner()
    if any(remarks):
        page.text(HEAD - 1, 0, text(tables.EMPTY, visual.language), "quiet")
    for place, field in enumerate(columns):
        _column(page, place, field, hxl=hxl)
    _heights(page, columns, hxl=hxl)
    sheet.autofilter(top - 1, 0, top - 1 + len(remarks), len(columns) - 1)
    sheet.freeze_panes(top, 0)
    sheet.repeat_rows(HEAD, top - 1)
    sheet.print_area(0, 0, top - 1 + len(remarks), _last_printed(columns, len(shown), banner, visual.language, hxl=hxl))
    name, count = sheet.get_name(), len(remarks)
    return {place: (field, Cells(name, top, place, count)) for place, field in enumerate(columns)}


def _remarks(remarks: Sequence[str], language: Language) -> Sheet:
    """A column that says why cells are empty, where some are."""
    column = Column("remark", text("Remarks", language), hxl="#meta+remark")
    return (Field(column, "text", tuple(remarks)),) if any(remarks) else ()


def _column(page: Page, place: int, field: Field, *, hxl: bool) -> None:
    language, align = page.book.visual.language, _align(field)
    page.text(HEAD, place, field.column.heading, "head", **align)
    if hxl:
        page.text(HEAD + 1, place, field.column.hxl, "tag", **align)
    style, absent = ("code", "code") if field.column.is_for_files else ("cell", "absent")
    for row, value in enumerate(field.values, start=HEAD + 1 + hxl):
        if value is None:
            page.sheet.write_blank(row, place, None, page.book.style(absent))
        else:
            page.value(row, place, value, style, _format(field, language), **align)
    page.sheet.set_column(place, place, _width(field, language, hxl=hxl))


def _heights(page: Page, columns: Sheet, *, hxl: bool) -> None:
    """Rows as high as their longest wrapped cell: not every program measures them when it opens the file."""
    language = page.book.visual.language
    widths = [_width(field, language, hxl=hxl) for field in columns]
    page.fit(HEAD, [(f"{field.column.heading}xx", width) for field, width in zip(columns, widths, strict=True)])
    for place in range(len(page.book.visual.rows)):
        shown = ("" if field.column.is_for_files else _shown(field.values[place], field, language) for field in columns)
        page.fit(HEAD + 1 + hxl + place, list(zip(shown, widths, strict=True)))


def _last_printed(columns: Sheet, shown: int, banner: float, language: Language, *, hxl: bool) -> int:
    """Print what readers see, and as far as the words above it reach."""
    last, room = 0, 0.0
    while last < shown or room < banner:
        room += _width(columns[last], language, hxl=hxl) if last < len(columns) else USUAL_WIDTH
        last += 1
    return last - 1


def _align(field: Field) -> dict[str, Any]:
    return {"align": "right" if field.kind == "number" else "left", "indent": 1}


def _format(field: Field, language: Language) -> str:
    if field.kind == "date":
        return DAYS[language]
    if field.kind == "month":
        return MONTHS[language]
    has_parts = any(isinstance(value, float) for value in field.values)
    return DECIMALS if has_parts else number_format(language)


def _width(field: Field, language: Language, *, hxl: bool) -> float:
    """As wide as the longest word of its head and its longest cell, within bounds: longer cells wrap."""
    shown = (_shown(value, field, language) for value in field.values)
    head = max((f"{word}xx" for word in field.column.heading.split()), key=len, default="")
    return letters([*shown, head, field.column.hxl if hxl else ""])


def _shown(value: tables.Value, field: Field, language: Language) -> str:
    if isinstance(value, dt.date):
        return month(month_of(value), language) if field.kind == "month" else "00/00/0000"
    return f"{value:,.1f}" if isinstance(value, (int, float)) else value or ""
