"""What a file holds before anybody says what it means: sheets of rows of cells, as they were written.

Rows and columns are counted from 1, as people see them in their spreadsheet; a column is `A`, `B`… in a sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["csv", "xlsx", "xls", "ods", "xml"]


@dataclass(frozen=True)
class Flaw:
    """A cell without a value of its own: an error (`#REF!`), a formula nobody computed, the inside of a merged area."""

    kind: Literal["error", "formula", "merged"]
    shown: str


Value = str | int | float | bool | dt.date | dt.datetime | dt.time | Flaw | None


class Row(NamedTuple):
    """`number` is that of the line in the file; an empty cell is None, trailing ones and empty rows are left out.

    In a workbook whole numbers are `int`, a share formatted as percent is the text `85%`, a duration `36:05:00`; in a
    text file every cell is text. Words by which spreadsheets show errors (`#REF!`) are flaws everywhere.
    """

    number: int
    values: tuple[Value, ...]


class Area(NamedTuple):
    """Merged cells, both ends included, as far as the sheet is filled; its value stands in the first of them."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Span(NamedTuple):
    """Rows or columns in a row, both ends included."""

    first: int
    last: int


@dataclass(frozen=True)
class Remark:
    """What is said about the file as a whole: macros left out, links to other files kept as shown…

    `message_key` is an English text of the catalogue, `holes` fill its holes.
    """

    message_key: str
    holes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """`rows()` starts anew at each call, so that a file of a million lines is never held as a whole.

    `line_count` is what the progress of a reading is measured against. What is hidden is read like the rest; as far as
    it is filled, it is named here.
    """

    name: str
    rows: Callable[[], Iterator[Row]]
    line_count: int
    is_hidden: bool = False
    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[Span, ...] = ()
    hidden_columns: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Book:
    """`encoding` and `separator` are those of a text file; nothing for a workbook."""

    file_name: str
    kind: Kind
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    separator: str | None = None
    remarks: tuple[Remark, ...] = ()


def letter(column: int) -> str:
    """`A` for 1, `AB` for 28."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
