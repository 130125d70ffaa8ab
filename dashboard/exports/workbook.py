"""A picture as a workbook: its rows with their types, an editable chart that reads them, and where they come from."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, Final

from dashboard.charts.visual import Visual
from dashboard.exports import tables, workbook_drawn, workbook_source
from dashboard.exports.office_numbers import number_format
from dashboard.exports.tables import Field
from dashboard.exports.workbook_chart import Cells
from dashboard.exports.workbook_page import DAYS, MONTHS, Book, Page, letters
from dashboard.texts import Language, month, month_of, text

HEAD: Final = 5
"""The row of the column heads on the sheet of data; four of banner and one of remarks stand above."""
DECIMALS: Final = "0.0"


def workbook(visual: Visual, *, hxl: bool = False) -> bytes:
    """Sheets of data, chart and source; the HXL tags, when asked for, stand under the heads."""
    written = io.BytesIO()
    book = Book(written, visual)
    names = [text(name, visual.language) for name in ("Data", "Chart", "Source")]
    found = tables.fields(visual)
    data = _data(Page(book, names[0]), found, hxl=hxl)
    workbook_drawn.fill(Page(book, names[1]), found, data)
    workbook_source.fill(Page(book, names[2]))
    book.workbook.close()
    return written.getvalue()


def _data(page: Page, found: Sequence[Field], *, hxl: bool) -> dict[int, Cells]:
    """Fill the sheet of data; where the values of each column stand."""
    visual, sheet = page.book.visual, page.sheet
    remarks = tables.remarks(visual, found)
    last = len(found) if any(remarks) else len(found) - 1
    page.banner()
    if any(remarks):
        page.text(HEAD - 1, 0, text(tables.EMPTY, visual.language), "quiet")
    for column, field in enumerate(found):
        _column(page, column, field, hxl=hxl)
    top = HEAD + 1 + hxl
    if any(remarks):
        _remarks(page, last, remarks, hxl=hxl)
    _heights(page, found, remarks, hxl=hxl)
    sheet.autofilter(top - 1, 0, top - 1 + len(remarks), last)
    sheet.freeze_panes(top, 0)
    sheet.repeat_rows(HEAD, top - 1)
    return {column: Cells(sheet.get_name(), top, column, len(remarks)) for column in range(len(found))}


def _column(page: Page, column: int, field: Field, *, hxl: bool) -> None:
    language, align = page.book.visual.language, _align(field)
    page.text(HEAD, column, field.column.heading, "head", **align)
    if hxl:
        page.text(HEAD + 1, column, field.column.hxl, "tag")
    written = _format(field, language)
    for row, value in enumerate(field.values, start=HEAD + 1 + hxl):
        if value is None:
            page.sheet.write_blank(
                row, column, None, page.book.style("cell" if field.column.is_for_files else "absent")
            )
        else:
            page.value(row, column, value, "cell", written, **align)
    page.sheet.set_column(column, column, _width(field, language, hxl=hxl))


def _remarks(page: Page, column: int, remarks: Sequence[str], *, hxl: bool) -> None:
    page.text(HEAD, column, text("Remarks", page.book.visual.language), "head")
    if hxl:
        page.text(HEAD + 1, column, "#meta+remark", "tag")
    for row, remark in enumerate(remarks, start=HEAD + 1 + hxl):
        page.text(row, column, remark, "cell")
    page.sheet.set_column(column, column, letters(remarks))


def _heights(page: Page, found: Sequence[Field], remarks: Sequence[str], *, hxl: bool) -> None:
    """Rows as high as their longest wrapped cell: not every program measures them when it opens the file."""
    language = page.book.visual.language
    widths = [_width(field, language, hxl=hxl) for field in found]
    page.fit(HEAD, [(f"{field.column.heading}xxx", width) for field, width in zip(found, widths, strict=True)])
    for place, remark in enumerate(remarks):
        cells = [
            (_shown(field.values[place], field, language), width) for field, width in zip(found, widths, strict=True)
        ]
        page.fit(HEAD + 1 + hxl + place, [*cells, (remark, letters(remarks))])


def _align(field: Field) -> dict[str, Any]:
    return {"align": "left" if field.kind == "text" else "right", "indent": 1}


def _format(field: Field, language: Language) -> str:
    if field.kind == "date":
        return DAYS[language]
    if field.kind == "month":
        return MONTHS[language]
    has_parts = any(isinstance(value, float) for value in field.values)
    return DECIMALS if has_parts else number_format(language)


def _width(field: Field, language: Language, *, hxl: bool) -> float:
    """As wide as its longest word in the head and its longest cell, within bounds: longer cells wrap."""
    shown = (_shown(value, field, language) for value in field.values)
    words_of_head = max((f"{word}xxx" for word in field.column.heading.split()), key=len, default="")
    return letters([*shown, words_of_head, field.column.hxl if hxl else ""])


def _shown(value: tables.Value, field: Field, language: Language) -> str:
    if isinstance(value, dt.date):
        return month(month_of(value), language) if field.kind == "month" else "00/00/0000"
    return f"{value:,.1f}" if isinstance(value, (int, float)) else value or ""
