"""The sheet of a workbook that says everything of the picture: day, sources, words as printed, columns, terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from dashboard.exports import tables, words
from dashboard.exports.office_numbers import number_format
from dashboard.exports.workbook_page import DAYS, Page
from dashboard.texts import Language, text

WIDTHS: Final = (22, 38, 40, 22, 16, 30, 20, 40)
ACROSS: Final = 5
"""The last of the columns over which a line runs."""
REAL: Final[dict[str, str]] = {
    "all": "Everything on record, demonstration rows included where there are any",
    "published": "Without demonstration rows",
}
SOURCES: Final = {
    "publisher": "Publisher", "title": "Title", "date": "Date", "date_note": "How the date is known",
    "key": "Key", "reference": "Reference",
}  # fmt: skip
STATEMENTS: Final = {
    "key": "Ref.", "counted": "What is counted", "quote": "As printed", "qualifier_words": "Qualifier",
    "value": "Number", "said_by": "Attributed to", "source": "Source", "note": "Note",
}  # fmt: skip
DEFINITIONS: Final = {"counted": "What is counted", "definition": "Definition"}
COLUMNS: Final = {"title": "Column", "definition": "Definition", "hxl": "HXL tag", "unit": "Unit", "type": "Type"}
TYPES: Final = {"number": "number", "month": "month", "date": "date", "text": "text"}


def fill(page: Page) -> None:
    """Everything that the description for machines says, for people."""
    for column, width in enumerate(WIDTHS):
        page.sheet.set_column(column, column, width)
    page.banner()
    page.row += 1
    _about(page)
    told, language = tables.metadata(page.book.visual), page.book.visual.language
    _section(page, text("Sources", language), told["sources"], SOURCES, language)
    _section(page, text("Words as printed", language), told["statements"], STATEMENTS, language)
    _section(page, text("Definitions", language), _defined(told["statements"]), DEFINITIONS, language)
    _section(page, text("Columns", language), told["columns"], COLUMNS, language)


def _defined(statements: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each thing counted once."""
    return list({row["counted"]: row for row in statements}.values())


def _about(page: Page) -> None:
    visual, language = page.book.visual, page.book.visual.language
    filters = text("; ", language).join(f"{name}{text(': ', language)}{value}" for name, value in visual.filters)
    lines: tuple[tuple[str, tables.Value], ...] = (
        (text("As of", language), visual.day), (text("Filters", language), filters),
        (text("Rows read", language), text(REAL[visual.scope], language)),
        (text("To be known", language), " ".join(visual.caveats)),
        (text("Alternative text", language), words.alt_text(visual)),
        (text("Citation", language), words.citation(visual)),
        (text("Licence", language), text(tables.LICENCE, language)),
    )  # fmt: skip
    for name, value in lines:
        if value:
            _line(page, name, value)


def _line(page: Page, name: str, value: tables.Value) -> None:
    page.text(page.row, 0, name, "label")
    if isinstance(value, dt.date):
        page.value(page.row, 1, value, "text", DAYS[page.book.visual.language], align="left")
    else:
        page.sheet.merge_range(page.row, 1, page.row, ACROSS, "", page.book.style("text"))
        page.text(page.row, 1, str(value), "text")
        page.fit(page.row, [(str(value), sum(WIDTHS[1 : ACROSS + 1]))])
    page.row += 1


def _section(page: Page, title: str, rows: Sequence[dict[str, Any]], heads: dict[str, str], language: Language) -> None:
    """A table of this sheet; nothing when it would have no row."""
    if not rows:
        return
    page.row += 1
    page.text(page.row, 0, title, "section")
    for column, head in enumerate(heads.values()):
        page.text(page.row + 1, column, text(head, language), "head", indent=1)
    page.fit(page.row + 1, [(text(head, language), width) for head, width in zip(heads.values(), WIDTHS, strict=False)])
    page.row += 2
    for row in rows:
        for column, name in enumerate(heads):
            _told(page, column, name, row[name], language)
        page.fit(page.row, [(str(row[name]), width) for name, width in zip(heads, WIDTHS, strict=False) if row[name]])
        page.row += 1


def _told(page: Page, column: int, name: str, value: Any, language: Language) -> None:
    if name == "type":
        value = text(TYPES[value], language)
    page.value(page.row, column, value, "cell", number_format(language), align="left", indent=1)
