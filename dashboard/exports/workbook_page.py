"""A sheet of a workbook, filled from top to bottom: its styles, its banner, text that never becomes a formula."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from math import ceil
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.charts.measure import text_width, wrap
from dashboard.charts.theme import colour
from dashboard.charts.visual import Visual
from dashboard.exports import words
from dashboard.exports.tables import Value
from dashboard.texts import Language

Style = dict[str, Any]
A4, LANDSCAPE_MARGIN = 9, 0.5
LONGEST, LONGEST_HEADER = 32_000, 200
ROW_PX, TITLE_PX, LETTER_PX, WORD_PX, TITLE_WORD_PX, MOST_LINES = 20, 30, 7.0, 13.5, 21.0, 20
PADDING, NARROWEST, WIDEST = 3.0, 9.0, 56.0
"""Widths of columns, in letters."""
DAYS: Final[dict[Language, str]] = {"fr": "dd/mm/yyyy", "en": "[$-809]d mmm yyyy"}
MONTHS: Final[dict[Language, str]] = {"fr": "[$-40C]mmmm yyyy", "en": "[$-809]mmmm yyyy"}
INK: Final[Style] = {"font_color": colour("ink"), "font_name": "Calibri", "font_size": 11, "valign": "top"}
STYLES: Final[dict[str, Style]] = {
    "plain": INK,
    "title": {**INK, "font_size": 16, "bold": True},
    "section": {**INK, "font_size": 13, "bold": True, "font_color": colour("brand")},
    "quiet": {**INK, "font_color": colour("muted")},
    "badge": {**INK, "bold": True, "font_color": "#6B4300", "bg_color": "#FFF0CF"},
    "label": {**INK, "bold": True, "text_wrap": True},
    "text": {**INK, "text_wrap": True},
    "head": {**INK, "bold": True, "font_color": "#FFFFFF", "bg_color": colour("brand"), "text_wrap": True,
             "valign": "vcenter", "border": 1, "border_color": colour("border")},
    "tag": {**INK, "italic": True, "font_color": colour("muted"), "bg_color": colour("track")},
    "cell": {**INK, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bottom_color": colour("grid")},
    "code": {**INK, "valign": "vcenter", "bottom": 1, "bottom_color": colour("grid")},
    "absent": {**INK, "bottom": 1, "bottom_color": colour("grid"), "pattern": 14, "fg_color": colour("border"),
               "bg_color": "#FFFFFF"},
}  # fmt: skip


class Book:
    """A workbook with its styles, each made once; the same pictures give the same bytes."""

    def __init__(self, file: Any, visual: Visual) -> None:
        literal = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook = Workbook(file, {**literal, "strings_to_numbers": False})
        self.visual = visual
        self._formats: dict[tuple[str, tuple[tuple[str, Any], ...]], Format] = {}
        self.workbook.set_properties(
            {
                "title": words.clean(visual.title)[:LONGEST_HEADER],
                "subject": words.clean(visual.subtitle)[:LONGEST_HEADER],
                "author": words.product(visual.language),
                "keywords": visual.key,
                "category": words.demonstration(visual),
                "comments": words.citation(visual)[:LONGEST_HEADER],
                "created": dt.datetime.combine(visual.day, dt.time()),
            }
        )

    def style(self, name: str, **more: Any) -> Format:
        key = (name, tuple(sorted(more.items())))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({**STYLES[name], **more})
        return self._formats[key]


class Page:
    """One sheet; `row` is the next free one."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.row = book, 0
        self.sheet: Worksheet = book.workbook.add_worksheet(name)
        self._set_up_print()

    def banner(self) -> float:
        """Title, what is counted, day and sources, and that it is invented when it is: always four rows.

        How wide its widest line is, in letters.
        """
        visual = self.book.visual
        about = " · ".join(part for part in (words.as_of(visual), words.source_line(visual, is_short=True)) if part)
        lines = ((visual.title, "title"), (visual.subtitle, "plain"), (about, "quiet"),
                 (words.demonstration(visual), "badge"))  # fmt: skip
        for line, style in lines:
            if line:
                self.text(self.row, 0, line, style)
            self.sheet.set_row_pixels(self.row, TITLE_PX if style == "title" else ROW_PX)
            self.row += 1
        widths = (text_width(line, TITLE_WORD_PX if style == "title" else WORD_PX) for line, style in lines)
        return max(widths) / LETTER_PX

    def text(self, row: int, column: int, said: str, style: str = "plain", **more: Any) -> None:
        """Always text, also when somebody edits the cell: what begins like a formula carries the mark of text."""
        cleaned = words.clean(said)[:LONGEST]
        quoted = {"quote_prefix": True} if words.safe_cell(cleaned) != cleaned else {}
        write = self.sheet.write_string if cleaned else self.sheet.write_blank
        write(row, column, cleaned, self.book.style(style, **quoted, **more))

    def lines(self, row: int, column: int, said: str) -> None:
        """Text that keeps its line breaks."""
        kept = "\n".join(words.clean(line) for line in said[:LONGEST].split("\n"))
        self.sheet.write_string(row, column, kept, self.book.style("cell", quote_prefix=True))

    def value(self, row: int, column: int, value: Value, style: str, number_format: str, **more: Any) -> None:
        if isinstance(value, str):
            self.text(row, column, value, style, **more)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(row, column, value, self.book.style(style, num_format=number_format, **more))
        elif value is not None:
            self.sheet.write_number(row, column, value, self.book.style(style, num_format=number_format, **more))

    def fit(self, row: int, cells: Iterable[tuple[str, float]]) -> None:
        """Make a row as high as the words of its cells need, each in a column of so many letters."""
        lines = max((_lines(said, width) for said, width in cells), default=1)
        self.sheet.set_row_pixels(row, ROW_PX * min(lines, MOST_LINES))

    def _set_up_print(self) -> None:
        visual = self.book.visual
        sheet, language = self.sheet, visual.language
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(LANDSCAPE_MARGIN, LANDSCAPE_MARGIN, 0.8, 0.8)
        sheet.set_header(f"&L{_printed(visual.title)}&R{_printed(words.demonstration(visual))}")
        sheet.set_footer(f"&L{_printed(f'{words.product(language)} · {words.as_of(visual)}')}&R&P / &N")


def letters(shown: Iterable[str]) -> float:
    """The width of a column that holds these words, within bounds: longer ones wrap."""
    longest = max((text_width(one, WORD_PX) for one in shown), default=0) / LETTER_PX
    return min(max(longest + PADDING, NARROWEST), WIDEST)


def _lines(said: str, width: float) -> int:
    room = (width - PADDING / 2) * LETTER_PX
    wrapped = (part for line in said.split("\n") for part in wrap(line, room, WORD_PX, most=MOST_LINES))
    return sum(max(1, ceil(text_width(part, WORD_PX) / room)) for part in wrapped)


def _printed(said: str) -> str:
    """Words for a page header, where `&` begins an order."""
    return words.clean(said)[:90].replace("&", "&&")
