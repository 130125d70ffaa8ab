"""The sheet of a workbook with its chart, or the picture itself, and what must be known to read it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dashboard.charts.native import Native
from dashboard.exports import cards, words, workbook_chart
from dashboard.exports.tables import Field
from dashboard.exports.workbook_chart import WIDTH, Cells
from dashboard.exports.workbook_page import DAYS, LETTER_PX, ROW_PX, Page, letters
from dashboard.texts import text

COLUMN_PX: Final = 64
PICTURE_PX: Final = 1920

Found = Mapping[int, tuple[Field, Cells]]
"""Each column of the data, and where its values stand."""


def fill(page: Page, found: Found) -> bytes | None:
    """The drawing of the chart; None where no chart of a spreadsheet would be honest and the picture stands there."""
    native = page.book.visual.native
    page.banner()
    drawing = _chart(page, native, found) if native else _picture(page)
    if native:
        _under(page, native)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.print_area(0, 0, page.row, WIDTH // COLUMN_PX)
    return drawing


def _chart(page: Page, native: Native, found: Found) -> bytes:
    visual = page.book.visual
    _legend(page, native)
    names, values = _cells(page, native, found)
    chart = workbook_chart.place(page.book.workbook, native)
    page.sheet.insert_chart(page.row, 0, chart, {"description": words.alt_text(visual), "object_position": 3})
    _go_under(page, workbook_chart.height(native))
    return workbook_chart.drawing(native, visual.language, visual.day, names, values)


def _legend(page: Page, native: Native) -> None:
    entries = workbook_chart.legend(native)
    if entries:
        parts: list[Any] = []
        for paint, sign, name in entries:
            parts += [page.book.style("plain", font_color=paint), f"{sign} ", page.book.style("plain"), f"{name}     "]
        page.sheet.write_rich_string(page.row, 0, *parts)
    page.row += 1


def _cells(page: Page, native: Native, found: Found) -> tuple[Cells, list[Cells]]:
    """The cells that the chart reads: those of the data where they are the same, else a small table beside it."""
    beside, language = _Beside(page), page.book.visual.language
    categories = workbook_chart.categories(native, language)
    names = _same(found, categories) or beside.column(text("Categories", language), categories)
    return names, [_same(found, one.values) or beside.column(one.name, one.values) for one in native.series]


def _same(found: Found, wanted: Sequence[Any]) -> Cells | None:
    return next((cells for field, cells in found.values() if list(field.values) == list(wanted)), None)


class _Beside:
    """Columns at the right of the chart, for what the data have no column of."""

    def __init__(self, page: Page) -> None:
        self.page, self.next, self.top = page, WIDTH // COLUMN_PX + 2, page.row

    def column(self, name: str, values: Sequence[Any]) -> Cells:
        page, column = self.page, self.next
        page.text(self.top, column, name, "head")
        for row, value in enumerate(values, start=self.top + 1):
            self._write(row, column, value)
        shown = (line for value in (name, *values) for line in str(value).split("\n"))
        page.sheet.set_column(column, column, letters(shown))
        self.next += 1
        return Cells(page.sheet.get_name(), self.top + 1, column, len(values))

    def _write(self, row: int, column: int, value: Any) -> None:
        if isinstance(value, str):
            self.page.lines(row, column, value)
        else:
            written = DAYS[self.page.book.visual.language] if isinstance(value, dt.date) else "General"
            self.page.value(row, column, value, "cell", written)


def _picture(page: Page) -> bytes | None:
    visual = page.book.visual
    drawn = io.BytesIO(cards.card(visual, form="png", size="16x9", theme="light"))
    scale = WIDTH / PICTURE_PX
    placed = {"image_data": drawn, "x_scale": scale, "y_scale": scale, "description": words.alt_text(visual)}
    page.sheet.insert_image(page.row, 0, f"{visual.key}.png", {**placed, "object_position": 3})
    _go_under(page, WIDTH * 9 // 16)
    return None


def _go_under(page: Page, high: int) -> None:
    page.row += -(-high // ROW_PX) + 1


def _under(page: Page, native: Native) -> None:
    """What must be known to read it, and where it comes from."""
    visual = page.book.visual
    caveats = (native.note,) if native.note is not None else visual.caveats
    for line in (*caveats, words.source_line(visual)):
        if line:
            page.sheet.merge_range(page.row, 0, page.row, WIDTH // COLUMN_PX, "", page.book.style("text"))
            page.text(page.row, 0, line, "text")
            page.fit(page.row, [(line, WIDTH / LETTER_PX)])
            page.row += 1
