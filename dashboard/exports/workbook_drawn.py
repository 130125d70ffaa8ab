"""The sheet of a workbook with its chart, or the picture itself, and what must be known to read it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, Final

from dashboard.charts.native import Native
from dashboard.exports import cards, words, workbook_chart
from dashboard.exports.tables import Field
from dashboard.exports.workbook_chart import WIDTH, Cells
from dashboard.exports.workbook_page import DAYS, LETTER_PX, ROW_PX, Page, letters
from dashboard.texts import text

COLUMN_PX: Final = 64
PICTURE_PX: Final = 1920


def fill(page: Page, found: Sequence[Field], data: dict[int, Cells]) -> None:
    """The chart, or the picture itself where no chart of a spreadsheet would be honest; under it what must be known."""
    native = page.book.visual.native
    page.banner()
    high = _picture(page) if native is None else _chart(page, native, found, data)
    page.row += -(-high // ROW_PX) + 1
    _under(page, native)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.print_area(0, 0, page.row, WIDTH // COLUMN_PX)


def _chart(page: Page, native: Native, found: Sequence[Field], data: dict[int, Cells]) -> int:
    visual = page.book.visual
    _legend(page, native)
    names, values = _cells(page, native, found, data)
    chart = workbook_chart.chart(page.book.workbook, native, visual.language, names, values)
    page.sheet.insert_chart(page.row, 0, chart, {"description": words.alt_text(visual), "object_position": 3})
    return workbook_chart.height(native)


def _legend(page: Page, native: Native) -> None:
    entries = workbook_chart.legend(native)
    if entries:
        parts: list[Any] = []
        for paint, sign, name in entries:
            parts += [page.book.style("plain", font_color=paint), f"{sign} ", page.book.style("plain"), f"{name}     "]
        page.sheet.write_rich_string(page.row, 0, *parts)
    page.row += 1


def _cells(page: Page, native: Native, found: Sequence[Field], data: dict[int, Cells]) -> tuple[Cells, list[Cells]]:
    """The cells that the chart reads: those of the data where they are the same, else a small table beside it."""
    beside = _Beside(page)
    categories = workbook_chart.layout(native, page.book.visual.language).names
    days = [day for day in native.categories if isinstance(day, dt.date)]
    values = [(one.name, list(one.values)) for one in native.series]
    where = [_same(found, data, wanted) for _, wanted in values]
    named = _same(found, data, days or list(categories))
    names = named or beside.column(text("Categories", page.book.visual.language), days or list(categories))
    return names, [at or beside.column(*one) for at, one in zip(where, values, strict=True)]


def _same(found: Sequence[Field], data: dict[int, Cells], wanted: Sequence[Any]) -> Cells | None:
    return next((data[place] for place, field in enumerate(found) if list(field.values) == list(wanted)), None)


class _Beside:
    """Columns at the right of the chart, for what the data have no column of."""

    def __init__(self, page: Page) -> None:
        self.page, self.next, self.top = page, WIDTH // COLUMN_PX + 2, page.row

    def column(self, name: str, values: Sequence[Any]) -> Cells:
        page, column, language = self.page, self.next, self.page.book.visual.language
        page.text(self.top, column, name, "head")
        for row, value in enumerate(values, start=self.top + 1):
            if isinstance(value, str):
                page.lines(row, column, value)
            else:
                page.value(row, column, value, "cell", DAYS[language] if isinstance(value, dt.date) else "General")
        page.sheet.set_column(
            column, column, letters(line for value in [name, *values] for line in str(value).split("\n"))
        )
        self.next += 1
        return Cells(page.sheet.get_name(), self.top + 1, column, len(values))


def _picture(page: Page) -> int:
    visual = page.book.visual
    drawn = io.BytesIO(cards.card(visual, form="png", size="16x9", theme="light"))
    scale = WIDTH / PICTURE_PX
    placed = {"image_data": drawn, "x_scale": scale, "y_scale": scale, "description": words.alt_text(visual)}
    page.sheet.insert_image(page.row, 0, f"{visual.key}.png", {**placed, "object_position": 3})
    return WIDTH * 9 // 16


def _under(page: Page, native: Native | None) -> None:
    """What must be known to read it, and where it comes from."""
    visual = page.book.visual
    caveats = (native.note,) if native and native.note is not None else visual.caveats
    for line in (*caveats, words.source_line(visual)):
        if line:
            page.sheet.merge_range(page.row, 0, page.row, WIDTH // COLUMN_PX, "", page.book.style("text"))
            page.text(page.row, 0, line, "text")
            page.fit(page.row, [(line, WIDTH / LETTER_PX)])
            page.row += 1
