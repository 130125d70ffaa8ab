"""Workbooks that people fill in and bring back: lists to choose from, notes on headers, headers nobody breaks.

Three sheets: what to know, the table, the lists. The table says by its first tag which template it is, and the file
says it in a property too; only the cells to fill in are open.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from dashboard.exports import words
from dashboard.imports.templates import TEMPLATES, Choice, Column, Key, Template
from dashboard.texts import Language, text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROPERTY, VERSION = "dashboard-template", "1"
TITLE_ROW, HINT_ROW, HEADER_ROW, TAG_ROW, EXAMPLE_ROW, FIRST_ROW = range(6)
LINE: Final = 130
"""Letters that go on one line over the columns of the guide; its last column holds two thirds of them."""
LAST_ROW: Final = 5_000
"""As far as lists and checks reach; cells below are open too."""
MARK_WIDTH, ROW_PX = 22, 20
NOTE: Final = {"x_scale": 1.8, "y_scale": 1.2, "font_name": "Calibri", "font_size": 10}
LARGEST_COUNT: Final = 2**31 - 1
EARLIEST: Final = dt.date(2000, 1, 1)
FILE_NAMES: Final[Mapping[Key, Mapping[Language, str]]] = {
    "returns": {"fr": "modele-retours", "en": "template-returns"},
    "reintegration": {"fr": "modele-reintegration", "en": "template-reintegration"},
    "figures": {"fr": "modele-nombres-declares", "en": "template-stated-figures"},
    "progress": {"fr": "modele-avancement", "en": "template-progress"},
    "activities": {"fr": "modele-activites", "en": "template-activities"},
}
ADVICE: Final[Mapping[str, str]] = {
    "rows": "Fill in the sheet “{data}”, one row below the other, without changing its headers. The row marked "
    "“{example}” shows how: it is never loaded.",
    "lists": "Cells with a list take one of its lines only: the sheet “{lists}” shows them all.",
    "zero": "Zero and nothing are different: write 0 when nobody was counted, and leave the cell empty when nothing "
    "was reported.",
    "persons": "Write no total: the dashboard adds up. Write nobody’s name, telephone number or address: such a file "
    "is refused and not kept.",
    "bring": "When it is ready, bring the file on the page “{page}”. It is checked row by row, and nothing shows "
    "before somebody accepts it.",
}
CHECKS: Final[Mapping[str, str]] = {
    "list": "Choose one line of the list, or leave the cell empty.",
    "month": "Write a month that is over or under way, such as 03/2026.",
    "day": "Write a date in full, such as 12/03/2026.",
    "whole": "Write a whole number, 0 or more.",
    "number": "Write a number, 0 or more.",
    "percent": "Write a number from 0 to 100.",
}


def name(key: Key, language: Language) -> str:
    return f"{FILE_NAMES[key][language]}.xlsx"


def written(key: Key, language: Language, choices: Mapping[Choice, Sequence[str]], day: dt.date) -> bytes:
    """The workbook of a template. The library comes with the first one: a server starts without it."""
    from xlsxwriter import Workbook

    told = io.BytesIO()
    literal = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(told, literal) as book:
        _Made(book, TEMPLATES[key], language, choices, day).fill()
    return told.getvalue()


class _Made:
    """One template being written; `styles` are those of our workbooks, locked unless they say otherwise."""

    def __init__(
        self, book: Workbook, template: Template, language: Language, choices: Mapping[Choice, Sequence[str]],
        day: dt.date,
    ) -> None:  # fmt: skip
        self.book, self.template, self.language, self.day = book, template, language, day
        self.choices = {column.choice: list(choices[column.choice]) for column in template.columns if column.choice}
        self.guide, self.data, self.lists = (
            book.add_worksheet(self.said(title)) for title in ("Read me", "Data", "Lists")
        )
        self._styles: dict[str, Any] = {}

    def said(self, key: str, **holes: object) -> str:
        return text(key, language=self.language, **holes)

    def style(self, name: str, **more: Any) -> Any:
        from dashboard.exports.workbook_page import STYLES

        key = f"{name}{sorted(more.items())}"
        if key not in self._styles:
            self._styles[key] = self.book.add_format({**STYLES[name], **more})
        return self._styles[key]

    def fill(self) -> None:
        self._properties()
        self._fill_lists()
        self._fill_data()
        self._fill_guide()
        for sheet in (self.guide, self.data, self.lists):
            _print(sheet, self.said(self.template.title))
        for sheet in (self.guide, self.lists):
            sheet.protect()
        self.guide.activate()

    def _properties(self) -> None:
        self.book.set_custom_property(PROPERTY, f"{self.template.key}/{VERSION}", "text")
        self.book.set_properties(
            {
                "title": f"{self.said('Template')} – {self.said(self.template.title)}",
                "author": words.product(self.language),
                "keywords": f"{PROPERTY} {self.template.key}",
                "created": dt.datetime.combine(self.day, dt.time()),
            }
        )

    def _fill_lists(self) -> None:
        for place, (choice, lines) in enumerate(self.choices.items()):
            title = next(column.title for column in self.template.columns if column.choice == choice)
            self.lists.write_string(0, place, self.said(title), self.style("head"))
            for row, line in enumerate(lines, start=1):
                self._write(self.lists, row, place, line, self.style("cell"))
            self.lists.set_column(place, place, min(60, max(map(len, [*lines, self.said(title)])) + 3))
            area = f"='{self.lists.get_name()}'!${chr(65 + place)}$2:${chr(65 + place)}${max(2, len(lines) + 1)}"
            self.book.define_name(f"list_{choice}", area)
        self.lists.freeze_panes(1, 0)

    def _fill_data(self) -> None:
        sheet = self.data
        self._write(sheet, TITLE_ROW, 0, self.said(self.template.title), self.style("title"))
        self._write(sheet, HINT_ROW, 0, self.said(self.template.about), self.style("quiet"))
        sheet.set_row_pixels(TITLE_ROW, 30)
        sheet.set_row_pixels(HEADER_ROW, 2 * ROW_PX)
        sheet.set_column(0, 0, MARK_WIDTH, self.style("code", locked=False))
        self._head(0, self.said("Mark"), self.template.mark, is_required=False)
        empty = self.said(
            "Leave it empty. Rows that say “{example}” here are never loaded.", example=self.said("Example")
        )
        sheet.write_comment(HEADER_ROW, 0, empty, NOTE)
        self._write(sheet, EXAMPLE_ROW, 0, self.said("Example"), self.style("badge"))
        for place, column in enumerate(self.template.columns, start=1):
            self._fill_column(place, column)
        sheet.freeze_panes(FIRST_ROW, 1)
        sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True,
                           "sort": True, "select_locked_cells": True, "select_unlocked_cells": True})  # fmt: skip
        sheet.set_selection(FIRST_ROW, 1, FIRST_ROW, 1)

    def _head(self, place: int, title: str, tag: str, *, is_required: bool) -> None:
        from dashboard.charts.theme import colour

        more = {} if is_required else {"bg_color": colour("muted")}
        self._write(self.data, HEADER_ROW, place, title, self.style("head", **more))
        self._write(self.data, TAG_ROW, place, tag, self.style("tag", font_size=8))

    def _fill_column(self, place: int, column: Column) -> None:
        shape = self._format(column)
        self.data.set_column(place, place, column.width, self.style("cell", locked=False, **shape))
        self._head(place, self.said(column.title), column.tag, is_required=column.is_required)
        self.data.write_comment(HEADER_ROW, place, self._note(column), NOTE)
        self._show(place, column, self.style("quiet", italic=True, **shape))
        check = self._check(column)
        if check:
            self.data.data_validation(FIRST_ROW, place, LAST_ROW, place, check)

    def _note(self, column: Column) -> str:
        need = self.said("Required") if column.is_required else self.said("May stay empty")
        return f"{need}.\n{self.said(column.note)}"

    def _format(self, column: Column) -> dict[str, Any]:
        from dashboard.exports.workbook_page import DAYS, MONTHS

        if column.kind in {"month", "day"}:
            return {"num_format": (MONTHS if column.kind == "month" else DAYS)[self.language], "align": "left"}
        if column.kind in {"whole", "number", "percent"}:
            return {"num_format": "#,##0" if column.kind == "whole" else "#,##0.##", "align": "right"}
        return {"num_format": "@", "align": "left"}

    def _show(self, place: int, column: Column, style: Any) -> None:
        """The cell of the example: what the template says, the first line of the list, or the day."""
        shown = self.template.example.get(column.field)
        if isinstance(shown, str):
            self._write(self.data, EXAMPLE_ROW, place, self.said(shown), style)
        elif shown is not None:
            self.data.write_number(EXAMPLE_ROW, place, shown, style)
        elif column.kind in {"month", "day"}:
            first = self.day.replace(day=1)
            self.data.write_datetime(EXAMPLE_ROW, place, first, style)
        else:
            lines = self.choices[column.choice] if column.choice else []
            self._write(self.data, EXAMPLE_ROW, place, lines[0] if lines else "", style)

    def _check(self, column: Column) -> dict[str, Any] | None:
        kind = "list" if column.choice else column.kind
        rules: Mapping[str, dict[str, Any]] = {
            "list": {"validate": "list", "source": f"=list_{column.choice}"},
            "month": {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": self.day},
            "day": {"validate": "date", "criteria": ">=", "value": EARLIEST},
            "whole": {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST_COUNT},
            "number": {"validate": "decimal", "criteria": ">=", "value": 0},
            "percent": {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100},
        }
        if kind not in rules:
            return None
        return {**rules[kind], "error_title": self.said(column.title)[:32], "error_message": self.said(CHECKS[kind])}

    def _fill_guide(self) -> None:
        sheet, row = self.guide, 0
        self._write(sheet, row, 0, f"{self.said('Template')} – {self.said(self.template.title)}", self.style("title"))
        self._write(sheet, 1, 0, words.co_branding(self.language), self.style("quiet"))
        self._write(sheet, 2, 0, self.said(self.template.about), self.style("plain"))
        names = {"data": self.data.get_name(), "lists": self.lists.get_name(), "example": self.said("Example"),
                 "page": self.said("Declare")}  # fmt: skip
        for number, advice in enumerate(ADVICE.values(), start=1):
            row = 3 + number
            sheet.merge_range(row, 0, row, 2, "", self.style("text"))
            self._write(sheet, row, 0, f"{number}. {self.said(advice, **names)}", self.style("text"))
            sheet.set_row_pixels(row, ROW_PX * (2 if len(self.said(advice)) > LINE else 1))
        self._columns_explained(row + 2)
        for place, width in enumerate((30, 18, 84)):
            sheet.set_column(place, place, width)
        sheet.set_row_pixels(0, 30)

    def _columns_explained(self, row: int) -> None:
        for place, title in enumerate(("Column", "Required", "What to write")):
            self._write(self.guide, row, place, self.said(title), self.style("head"))
        for number, column in enumerate(self.template.columns, start=row + 1):
            need = self.said("yes") if column.is_required else self.said("no")
            for place, said in enumerate((self.said(column.title), need, self.said(column.note))):
                self._write(self.guide, number, place, said, self.style("cell"))
            self.guide.set_row_pixels(number, ROW_PX * (2 if len(self.said(column.note)) > LINE * 2 // 3 else 1))

    def _write(self, sheet: Worksheet, row: int, column: int, said: str, style: Any) -> None:
        """Always text: a title that begins like a formula stays one."""
        sheet.write_string(row, column, words.clean(said), style)


def _print(sheet: Worksheet, title: str) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{title.replace('&', '&&')}")
    sheet.set_footer("&R&P / &N")
