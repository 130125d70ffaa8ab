"""CSV, TSV and other text tables, read row by row: a million rows take no more memory than one.

A row is named by the line on which it begins, as a text editor counts them, and Excel too as long as no cell holds
a line break.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from dashboard.errors import ImportRefused
from dashboard.sheets import charsets, refusals, separators
from dashboard.sheets.book import Book, Flaw, Row, Sheet, Value
from dashboard.sheets.charsets import Charset
from dashboard.sheets.errors_shown import ERRORS
from dashboard.sheets.limits import HEADINGS, Limits
from dashboard.sheets.separators import Layout

SAMPLE_LINES, SAMPLE_LENGTH = 1_000, 1 << 20


@dataclass(frozen=True)
class Source:
    path: Path
    name: str
    charset: Charset
    layout: Layout
    limits: Limits


def read(path: Path, file_name: str, limits: Limits) -> Book:
    """A book of one sheet, called like the file."""
    charset = charsets.charset_of(path)
    line_count = charsets.line_count(path, charset)
    _check_lines(line_count, limits)
    layout = separators.layout_of(_first_lines(path, charset))
    name = Path(file_name).stem
    rows = partial(_rows, Source(path, name, charset, layout, limits))
    if next(rows(), None) is None:
        raise refusals.nothing_in_it()
    separator = layout.separator if layout.width > 1 else None
    return Book(file_name, "csv", (Sheet(name, rows, line_count),), encoding=charset.name, separator=separator)


def _check_lines(found: int, limits: Limits) -> None:
    if found > limits.text_rows + HEADINGS:
        raise ImportRefused(
            "The file has {found} lines; at most {limit} are read. Split it into several files.",
            found=found,
            limit=limits.text_rows,
        )


def _first_lines(path: Path, charset: Charset) -> list[str]:
    with path.open(encoding=charset.codec, newline="") as file:
        return list(islice(iter(partial(file.readline, SAMPLE_LENGTH), ""), SAMPLE_LINES))


def _rows(source: Source) -> Iterator[Row]:
    """Filled rows only; an empty line counts, and is left out."""
    columns, cells_left = source.limits.columns, source.limits.cells
    with source.path.open(encoding=source.charset.codec, newline="") as file:
        for number, cells in _numbered(file, source.layout):
            values = _values(cells)
            if len(values) > columns:
                refusals.check_columns(source.name, len(values), source.limits)
            cells_left -= len(values)
            if cells_left < 0:
                raise refusals.too_many_cells(source.limits.cells)
            if values:
                yield Row(number, values)


def _numbered(file: TextIO, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins."""
    skipped = len([file.readline() for _ in range(layout.skipped)])
    reader = csv.reader(file, delimiter=layout.separator, strict=True)
    number = skipped + 1
    try:
        for cells in reader:
            following = skipped + reader.line_num + 1
            if following - number > 1:
                _check_swallowed(cells, number, layout)
            yield number, cells
            number = following
    except csv.Error as error:
        raise _bad_quote(number, error) from error


def _values(cells: list[str]) -> tuple[Value, ...]:
    if "" not in cells and ERRORS.isdisjoint(cells):
        return tuple(cells)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(Flaw("error", cell) if cell in ERRORS else cell or None for cell in cells)


def _check_swallowed(cells: list[str], number: int, layout: Layout) -> None:
    """Two quotation marks that belong to two different lines turn whole rows into one cell: told by their shape.

    Each of the lines, taken alone, is a full row.
    """
    inner = layout.separator.join(cells).splitlines()
    full = layout.width - 1
    if full and len(inner) > 1 and all(line.count(layout.separator) == full for line in inner):
        raise _unclosed(number)


def _bad_quote(number: int, error: csv.Error) -> ImportRefused:
    if "field limit" in str(error):
        return ImportRefused(
            'A cell on line {line} has more than {limit} characters: look for a quotation mark (") too many there.',
            line=number,
            limit=csv.field_size_limit(),
        )
    if "expected after" not in str(error):
        return _unclosed(number)
    return ImportRefused(
        'From line {line} on, a quotation mark (") stands inside a cell: double it or delete it.', line=number
    )


def _unclosed(number: int) -> ImportRefused:
    return ImportRefused(
        'A quotation mark (") opened on line {line} is not closed there: correct that line, then drop the file again.',
        line=number,
    )
