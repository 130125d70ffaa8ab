"""Which sheet of a book holds the data: known by its headers or by an answer, several of one shape read as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from dashboard.errors import ImportRefused
from dashboard.imports import headers, templates, together
from dashboard.imports.headers import DEPTH, Heading, shown
from dashboard.imports.lexicon import Lexicon
from dashboard.imports.together import ALL, Part
from dashboard.imports.understood import Answers, Field, Option, Question
from dashboard.sheets.book import Book, Remark, Row, Sheet

Lines = Mapping[str, Sequence[Row]]
"""By the name of a sheet, its first rows that hold something."""


@dataclass(frozen=True)
class Candidate:
    """A sheet that may hold the data, with its headers; `parts`: those that are read as one."""

    sheet: Sheet
    heading: Heading
    lines: Sequence[Row]
    parts: tuple[Part, ...] = ()
    named_by: int = 0  # the column of their names
    names_are: Field = "ignored"

    @property
    def sheets(self) -> list[Sheet]:
        return [part.sheet for part in self.parts] or [self.sheet]

    def place(self, row: int) -> tuple[str, int]:
        """The sheet in which a row stands, and its number there."""
        return together.place(self.parts, row) if self.parts else (self.sheet.name, row)


def beginnings(book: Book) -> Lines:
    return {sheet.name: _beginning(sheet) for sheet in book.sheets}


def among(book: Book, lines: Lines, words: Lexicon, answers: Answers) -> list[Candidate]:
    """The sheets with headers."""
    return [each for sheet in book.sheets if (each := _candidate(sheet, lines[sheet.name], words, answers))]


def chosen(
    book: Book, found: Sequence[Candidate], lines: Lines, answers: Answers, words: Lexicon
) -> tuple[Candidate | None, list[Question]]:
    """The sheet by its headers, never because it comes first; a hidden one only when it is alone, or asked for."""
    named = [each for each in found if each.sheet.name == answers.get("sheet")]
    if named:
        return named[0], []
    own = [each for each in found if templates.key_of(each.heading.tags.values())]
    open_ones = own or [each for each in found if not each.sheet.is_hidden] or list(found)
    full = [sheet for sheet in book.sheets if lines[sheet.name]]
    if not full:
        raise ImportRefused("This file holds no rows. Check that it is the right one, and that it was saved.")
    if len(open_ones) == 1:
        return open_ones[0], []
    alike = together.same((each.sheet, each.heading) for each in open_ones)
    if alike and answers.get("sheet") == ALL:
        return _joined(alike, lines, words), []
    if open_ones:
        return None, [_which_sheet([each.sheet for each in open_ones], [sheet for sheet, _ in alike])]
    meant = [sheet for sheet in full if sheet.name == answers.get("sheet")] or full
    if len(meant) > 1:
        return None, [_which_sheet([sheet for sheet in meant if not sheet.is_hidden] or meant, [])]
    return None, [_which_header(lines[meant[0].name])]


def data_rows(table: Candidate) -> Iterator[Row]:
    """What stands under the headers; the row of a template that shows how is no data."""
    last = 0 if table.parts else table.heading.last_row
    rows = (row for row in table.sheet.rows() if row.number > last)
    if templates.key_of(table.heading.tags.values()) is None:
        return rows
    return (row for row in rows if not row.values or not templates.is_example(row.values[0]))


def _beginning(sheet: Sheet) -> list[Row]:
    return list(islice((row for row in sheet.rows() if any(shown(value) for value in row.values)), DEPTH))


def _candidate(sheet: Sheet, lines: Sequence[Row], words: Lexicon, answers: Answers) -> Candidate | None:
    """The sheet with the headers that are known, or with those that an answer points at."""
    place = next((at for at, row in enumerate(lines) if str(row.number) == answers.get("header")), None)
    if place is not None and answers.get("sheet", ALL) in (ALL, sheet.name):
        return Candidate(sheet, headers.at(lines, place, sheet.merged, words.kind), lines)
    heading = headers.find(lines, sheet.merged, words.kind)
    has_rows = heading is not None and any(row.number > heading.last_row for row in lines)
    return Candidate(sheet, heading, lines) if heading is not None and has_rows else None


def _joined(alike: Sequence[tuple[Sheet, Heading]], lines: Lines, words: Lexicon) -> Candidate:
    one = together.joined(alike, words)
    return Candidate(one.sheet, one.heading, lines[alike[0][0].name], one.parts, one.column, one.field)


def _which_sheet(sheets: Sequence[Sheet], alike: Sequence[Sheet]) -> Question:
    """Those with the same headers are offered together, and suggested: one a region, or one a month."""
    options = tuple(Option(sheet.name, sheet.name) for sheet in sheets)
    if not alike:
        return Question("sheet", Remark("Several sheets may hold the data. Which one is to be read?"), options)
    names = ", ".join(sheet.name.strip() for sheet in alike)
    every = Option(
        ALL, Remark("The {count} sheets with the same headers: {names}", {"count": len(alike), "names": names})
    )
    return Question("sheet", Remark("Several sheets hold data. Which ones are to be read?"), (every, *options), ALL)


def _which_header(lines: Sequence[Row]) -> Question:
    likely = headers.likely(lines) or list(range(min(len(lines), 10)))
    options = tuple(
        Option(str(lines[at].number), " | ".join(shown(value) for value in lines[at].values if shown(value)))
        for at in likely[:10]
    )
    return Question("header", Remark("Which row holds the names of the columns?"), options, options[0].value)
