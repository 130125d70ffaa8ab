"""A published file as lines of text, and a cell's text as a value; what cannot be read is told, never guessed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from dashboard.errors import BadFile
from dashboard.texts import french_typography
from dashboard.updates.published.tables import Table

Value = str | int | float | bool | dt.date | None

NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
WHOLE = re.compile(r"-?[0-9]{1,9}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffd]")
TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True)
class Line:
    """One line of a file as text, with its number for whoever has to mend it."""

    number: int
    cells: dict[str, str]

    def key(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.cells[name] for name in names)


@contextmanager
def noted(faults: list[BadFile]) -> Iterator[None]:
    """Go on after a fault, so that one run tells all of them."""
    try:
        yield
    except BadFile as fault:
        faults.append(fault)


def lines(table: Table, folder: Path, faults: list[BadFile]) -> list[Line]:
    """The lines that have the right number of cells; nothing when the file itself cannot be read."""
    with noted(faults):
        reader = _records(table, _decoded(table, folder / table.file))
        _, header = next(reader, (1, []))
        if wrong := list(_header_faults(table, header)):
            faults.extend(wrong)
            return []
        return list(_whole_lines(table, header, reader, faults))
    return []


def _decoded(table: Table, path: Path) -> str:
    if not path.is_file():
        raise BadFile("{file}: this file is missing from the published files.", file=table.file)
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise BadFile("{file}, line {line}: this is not UTF-8 text.", file=table.file, line=line) from None


def _records(table: Table, content: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    while True:
        number = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            message = "{file}, line {line}: quotation marks are not closed."
            raise BadFile(message, file=table.file, line=number) from None
        if record:
            yield number, [cell.strip() for cell in record]


def _header_faults(table: Table, header: list[str]) -> Iterator[BadFile]:
    for column in sorted(set(header) - set(table.cells)):
        yield BadFile("{file}, line 1: the column “{column}” is unknown.", file=table.file, column=column)
    for column in sorted(set(table.cells) - set(header)):
        yield BadFile("{file}, line 1: the column “{column}” is missing.", file=table.file, column=column)
    for column in sorted({column for column in header if header.count(column) > 1}):
        yield BadFile("{file}, line 1: the column “{column}” is there twice.", file=table.file, column=column)


def _whole_lines(
    table: Table, header: list[str], records: Iterator[tuple[int, list[str]]], faults: list[BadFile]
) -> Iterator[Line]:
    for number, record in records:
        if len(record) == len(header):
            yield Line(number, dict(zip(header, record, strict=True)))
        else:
            message = "{file}, line {line}: {found} cells, where {expected} are expected."
            faults.append(BadFile(message, file=table.file, line=number, found=len(record), expected=len(header)))


def value(table: Table, line: Line, cell: str) -> Value:
    """The value of a cell as its database column wants it; an empty cell is nothing."""
    words = line.cells[cell]
    if not words:
        if table.is_required(cell):
            raise BadFile("{file}, line {line}, column “{column}”: a value is missing.", **where(table, line, cell))
        return None
    if UNREADABLE.search(words):
        message = "{file}, line {line}, column “{column}”: the text holds a character that cannot be read."
        raise BadFile(message, **where(table, line, cell))
    if cell in table.choices:
        _one_of(table, line, cell)
    return _converted(table, line, cell)


def where(table: Table, line: Line, cell: str) -> dict[str, object]:
    return {"file": table.file, "line": line.number, "column": cell}


def _one_of(table: Table, line: Line, cell: str) -> None:
    if line.cells[cell] not in table.choices[cell]:
        message = "{file}, line {line}, column “{column}”: “{value}” is not one of: {choices}."
        choices = ", ".join(table.choices[cell])
        raise BadFile(message, **where(table, line, cell), value=line.cells[cell], choices=choices)


def _converted(table: Table, line: Line, cell: str) -> Value:
    kind = table.cells[cell].type
    if isinstance(kind, sa.Boolean):
        return _truth(table, line, cell)
    if isinstance(kind, sa.Date):
        return _day(table, line, cell)
    if isinstance(kind, sa.Integer):
        return int(_digits(table, line, cell, WHOLE))
    if isinstance(kind, (sa.Numeric, sa.Float)):
        return float(_digits(table, line, cell, NUMBER))
    return _words(table, line, cell)


def _truth(table: Table, line: Line, cell: str) -> bool:
    words = line.cells[cell]
    if words not in TRUTHS:
        message = "{file}, line {line}, column “{column}”: “{value}” is neither true nor false."
        raise BadFile(message, **where(table, line, cell), value=words)
    return TRUTHS[words]


def _day(table: Table, line: Line, cell: str) -> dt.date:
    words = line.cells[cell]
    try:
        if not DAY.fullmatch(words):
            raise ValueError
        return dt.date.fromisoformat(words)
    except ValueError:
        message = "{file}, line {line}, column “{column}”: “{value}” is not a date written year-month-day."
        raise BadFile(message, **where(table, line, cell), value=words) from None


def _digits(table: Table, line: Line, cell: str, pattern: re.Pattern[str]) -> str:
    words = line.cells[cell]
    if not pattern.fullmatch(words):
        message = "{file}, line {line}, column “{column}”: “{value}” is not a plain number (digits only, 1234.5)."
        raise BadFile(message, **where(table, line, cell), value=words)
    return words


def _words(table: Table, line: Line, cell: str) -> str:
    words, longest = line.cells[cell], getattr(table.cells[cell].type, "length", None)
    if longest and len(words) > longest:
        message = "{file}, line {line}, column “{column}”: “{value}” is longer than {longest} characters."
        raise BadFile(message, **where(table, line, cell), value=words, longest=longest)
    return french_typography(words) if cell.endswith("_fr") else words
