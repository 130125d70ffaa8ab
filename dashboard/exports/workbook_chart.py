"""The chart of a workbook: the one that slides have, drawn from the cells of the workbook that people may edit."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_rowcol_to_cell

from dashboard.charts.native import Native
from dashboard.charts.theme import colour
from dashboard.exports import office_layout
from dashboard.exports.office_chart import SLOTS, office_chart
from dashboard.exports.office_sheet import head_cell, names_range, values_range
from dashboard.exports.words import clean
from dashboard.texts import Language

WIDTH: Final = 960
PX_TO_POINTS: Final = 0.75
ROW, LINE, LEAST, MOST, LINES_HIGH = 30, 18, 200, 1400, 460
PART: Final = "xl/charts/chart1.xml"
SIGNS: Final = {"mark": "┃", "outline": "▭", "hatched": "▨", "dashed": "┅"}
"""What stands for a series in the legend, by its look."""
PAINTS: Final = {slot: paint for paint, slot in SLOTS.items()}


@dataclass(frozen=True)
class Cells:
    """A column of cells under its head: sheet, first row, column; and how many."""

    sheet: str
    row: int
    column: int
    count: int

    @property
    def values(self) -> str:
        return f"{self._at(self.row)}:{self._cell(self.row + self.count - 1)}"

    @property
    def head(self) -> str:
        return self._at(self.row - 1)

    def _at(self, row: int) -> str:
        return f"'{self.sheet}'!{self._cell(row)}"

    def _cell(self, row: int) -> str:
        return str(xl_rowcol_to_cell(row, self.column, row_abs=True, col_abs=True))


def height(native: Native) -> int:
    """In px: bars have a row each, higher where their names have several lines."""
    if native.kind == "line":
        return LINES_HIGH
    lines = max(str(name).count("\n") + 1 + len(str(name)) // 60 for name in native.categories)
    return max(LEAST, min(MOST, len(native.categories) * (ROW + LINE * (lines - 1))))


def categories(native: Native, language: Language) -> list[Any]:
    """The names as the chart has them; days stay days."""
    days = [day for day in native.categories if isinstance(day, dt.date)]
    width, high = WIDTH * PX_TO_POINTS, height(native) * PX_TO_POINTS
    bars = native.kind == "bar"
    layout = office_layout.bars(native, width, high) if bars else office_layout.lines(native, width, language)
    return days or list(layout.names)


def place(book: Workbook, native: Native) -> Chart:
    """Where the chart will stand; `filled` puts its drawing there."""
    made = book.add_chart({"type": native.kind})
    made.add_series({"values": "=0"})
    made.set_size({"width": WIDTH, "height": height(native)})
    return made


def drawing(native: Native, language: Language, day: dt.date, names: Cells, values: Sequence[Cells]) -> bytes:
    """The chart that slides have, reading these cells; colours are written out, since a workbook has its own theme."""
    count = len(native.categories)
    width, high = WIDTH * PX_TO_POINTS, height(native) * PX_TO_POINTS
    where = {names_range(count): names.values}
    for at, cells in enumerate(values):
        where |= {head_cell(at): cells.head, values_range(at, count): cells.values}
    xml = office_chart(native, language, day, width=width, height=high).xml.decode()
    xml = re.sub(r"(?<=<c:f>)[^<]+(?=</c:f>)", lambda found: where[found[0]], xml)
    xml = re.sub(r'<a:schemeClr val="(\w+)"', lambda found: _written_out(found[1]), xml)
    return xml.replace("</a:schemeClr>", "</a:srgbClr>").encode()


def _written_out(slot: str) -> str:
    return f'<a:srgbClr val="{colour(PAINTS[slot]).removeprefix("#")}"'


def filled(workbook: bytes, chart: bytes) -> bytes:
    """The workbook with its drawing in place."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as made, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            kept.writestr(entry, chart if entry.filename == PART else made.read(entry))
    return written.getvalue()


def legend(native: Native) -> list[tuple[str, str, str]]:
    """(colour, sign, name) of each series where there are several; a bed of bars is no data."""
    told = [one for one in native.series if one.look != "track"]
    if len(told) < 2:
        return []
    usual = "■" if native.kind == "bar" else "━"
    return [(colour(one.paint), SIGNS.get(one.look, usual), clean(one.name)) for one in told]
