"""A file as it was brought, with each fault and doubt at its cell: what its author corrects, and brings again.

Rows and columns stand where they stood, nothing is a formula, and of a long file only the rows to look at are there:
the copy says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dashboard.exports.import_issues import cells, head
from dashboard.exports.words import clean
from dashboard.imports.telling import told
from dashboard.imports.understood import Issue
from dashboard.sheets.book import Book, Flaw, Row, Sheet, Value
from dashboard.texts import Language, text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

WHOLE: Final = 20_000
"""Of a longer sheet only the first rows and those with an issue are given back, which the first page says."""
FIRST: Final = 10
LISTED: Final = 100_000
LONGEST: Final = 32_000
PAINT: Final = {"error": "#F9D5DC", "warning": "#FFEBC2"}
SHORTENED: Final = (
    "Sheet “{sheet}” has more than {limit} rows: only its first rows and those to correct stand here. "
    "Correct your own file."
)
CUT: Final = "Only the first {count} errors and warnings are listed here; the full list (CSV) has them all."
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
WIDTHS: Final = (14, 22, 8, 9, 30, 90)
Styles = Mapping[str, Any]
ByRow = Mapping[int, Sequence[Issue]]


def write(path: Path, book: Book, issues: Sequence[Issue], language: Language) -> None:
    """The list of issues, then every sheet that has one."""
    from xlsxwriter import Workbook

    literal = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with Workbook(str(path), literal) as made:
        styles = _styles(made)
        _list(made.add_worksheet(text("Errors and warnings", language)), _notes(book, issues, language), issues, styles,
              language)  # fmt: skip
        for number, sheet in enumerate(sheet for sheet in book.sheets if _concerned(sheet, issues)):
            own = [issue for issue in issues if issue.sheet in ("", sheet.name)]
            _sheet(made.add_worksheet(_name(sheet.name, number)), sheet, own, styles, language)


def _concerned(sheet: Sheet, issues: Sequence[Issue]) -> bool:
    return any(issue.sheet in ("", sheet.name) for issue in issues)


def _name(name: str, number: int) -> str:
    """What a workbook allows: the number keeps two cut names apart, and the list from a sheet called like it."""
    return f"{number + 1} {FORBIDDEN.sub(' ', clean(name)).strip(chr(39))}"[:31].strip()


def _styles(made: Workbook) -> Styles:
    painted = {level: made.add_format({"bg_color": paint}) for level, paint in PAINT.items()}
    days = {f"{level} day": made.add_format({"bg_color": paint, "num_format": "dd/mm/yyyy"})
            for level, paint in PAINT.items()}  # fmt: skip
    plain = {"day": made.add_format({"num_format": "dd/mm/yyyy"}), "": None}
    return {**painted, **days, **plain, "head": made.add_format({"bold": True, "text_wrap": True}),
            "note": made.add_format({"bold": True})}  # fmt: skip


def _notes(book: Book, issues: Sequence[Issue], language: Language) -> Iterator[str]:
    """What is not in the copy: nobody takes it for their whole file."""
    for sheet in book.sheets:
        if sheet.line_count > WHOLE and _concerned(sheet, issues):
            yield text(SHORTENED, language, sheet=sheet.name, limit=WHOLE)
    if len(issues) > LISTED:
        yield text(CUT, language, count=LISTED)


def _list(
    sheet: Worksheet, notes: Iterable[str], issues: Sequence[Issue], styles: Styles, language: Language
) -> None:  # fmt: skip
    top = 0
    for top, note in enumerate(notes, start=1):
        sheet.write_string(top - 1, 0, clean(note), styles["note"])
    for place, (title, width) in enumerate(zip(head(language), WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(top, place, title, styles["head"])
    for number, issue in enumerate(issues[:LISTED], start=top + 1):
        for place, words in enumerate(cells(issue, language)):
            sheet.write_string(number, place, words[:LONGEST], styles[issue.level] if not place else None)
    sheet.freeze_panes(top + 1, 0)


def _sheet(sheet: Worksheet, of: Sheet, issues: Sequence[Issue], styles: Styles, language: Language) -> None:
    by_row = _by_row(issues)
    is_whole = of.line_count <= WHOLE
    for count, row in enumerate(of.rows()):
        if is_whole or count < FIRST or row.number in by_row:
            _row(sheet, row, by_row.get(row.number, ()), styles, language)


def _by_row(issues: Sequence[Issue]) -> ByRow:
    found: defaultdict[int, list[Issue]] = defaultdict(list)
    for issue in issues:
        found[issue.row].append(issue)
    return found


def _row(sheet: Worksheet, row: Row, issues: Sequence[Issue], styles: Styles, language: Language) -> None:
    """Painted at the faulty cells, the whole row where no cell is named; the sentences stand behind the last cell."""
    level = "error" if any(issue.level == "error" for issue in issues) else "warning"
    faulty = {_place(issue.column): issue.level for issue in issues if issue.column}
    for place, value in enumerate(row.values):
        paint = faulty.get(place, "" if faulty or not issues else level)
        _cell(sheet, row.number - 1, place, value, paint, styles)
    if issues:
        sentences = " ".join(dict.fromkeys(clean(told(issue.fault, language)) for issue in issues))
        behind = max(len(row.values), max(faulty, default=0) + 1) + 1
        sheet.write_string(row.number - 1, behind, sentences[:LONGEST], styles[level])


def _cell(sheet: Worksheet, row: int, place: int, value: Value, paint: str, styles: Styles) -> None:
    style = styles[paint]
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value, style)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, place, value, style)
    elif isinstance(value, (dt.date, dt.datetime)):
        sheet.write_datetime(row, place, value, styles[f"{paint} day".strip()])
    elif value is not None or paint:
        words = value.shown if isinstance(value, Flaw) else "" if value is None else str(value)
        sheet.write_string(row, place, clean(words)[:LONGEST], style)


def _place(column: str) -> int:
    """`A` is 0."""
    number = 0
    for letter in column.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1
