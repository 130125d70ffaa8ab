"""Cells of a sheet as a reader of workbooks meets them, gathered into rows; limits hold while they come."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import partial

from dashboard.errors import ImportRefused
from dashboard.sheets import refusals
from dashboard.sheets.book import Area, Flaw, Row, Sheet, Span, Value, letter
from dashboard.sheets.charsets import CONTROLS
from dashboard.sheets.errors_shown import ERRORS
from dashboard.sheets.limits import Limits

FLAT = str.maketrans({"\r": "\n"})


class Room:
    """What the sheets of one workbook may still take, together."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._cells_left = limits.cells

    def take(self, cells: int) -> None:
        self._cells_left -= cells
        if self._cells_left < 0:
            raise refusals.too_many_cells(self.limits.cells)


class Grid:
    """One sheet while it is read. Rows come in their order, and the cells of a row in theirs."""

    def __init__(self, name: str, room: Room) -> None:
        self.name = name
        self._room = room
        self._rows: list[Row] = []
        self._merged: list[Area] = []
        self._hidden_rows: list[Span] = []
        self._hidden_columns: list[Span] = []

    def hide_rows(self, first: int, last: int) -> None:
        """Of rows that follow each other one span is made."""
        if self._hidden_rows and self._hidden_rows[-1].last == first - 1:
            first = self._hidden_rows.pop().first
        self._hidden_rows.append(Span(first, last))

    def hide_columns(self, first: int, last: int) -> None:
        self._hidden_columns.append(Span(first, last))

    def add(self, number: int, cells: list[tuple[int, Value]]) -> None:
        """A row of filled cells by their columns; a row without any is no row."""
        if not cells:
            return
        width = cells[-1][0]
        refusals.check_place(self.name, number, width, self._room.limits)
        self._room.take(width)
        values: list[Value] = [None] * width
        for column, value in cells:
            values[column - 1] = value
        self._rows.append(Row(number, tuple(values)))

    def text(self, words: str, row: int, column: int) -> Value:
        """The words of a cell; its control characters are refused, an error that stands as a word is an error."""
        if "\r" in words:
            words = words.replace("\r\n", "\n").translate(FLAT)
        if CONTROLS.search(words):
            raise ImportRefused(
                "Cell {cell} of sheet “{sheet}” has characters that are not text: type it again.",
                cell=f"{letter(column)}{row}",
                sheet=self.name,
            )
        return Flaw("error", words) if words in ERRORS else words or None

    def merge(self, area: Area) -> None:
        self._merged.append(area)
        if len(self._merged) > self._room.limits.workbook_rows:
            raise self._too_merged()

    def _too_merged(self) -> ImportRefused:
        return ImportRefused("Sheet “{sheet}” has too many merged cells: unmerge them.", sheet=self.name)

    def sheet(self, *, is_hidden: bool) -> Sheet:
        areas = tuple(self._clipped())
        rows = _without_insides(self._rows, areas) if areas else self._rows
        last = rows[-1].number if rows else 0
        return Sheet(self.name, partial(iter, rows), last, is_hidden, areas, *self._hidden())

    def _hidden(self) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        """Rows and columns that are hidden, as far as there is something in them."""
        down = [row.number for row in self._rows] if self._hidden_rows else []
        across = {
            column for row in self._rows for column, value in enumerate(row.values, 1)
            if self._hidden_columns and value is not None
        }  # fmt: skip
        return _filled(self._hidden_rows, down), _filled(self._hidden_columns, sorted(across))

    def _clipped(self) -> Iterator[Area]:
        """Merged areas as far as there are values: a whole column may be one."""
        last_row = self._rows[-1].number if self._rows else 0
        last_column = max((len(row.values) for row in self._rows), default=0)
        rows_left = 10 * self._room.limits.workbook_rows
        for area in self._merged:
            clipped = area._replace(
                last_row=min(area.last_row, last_row), last_column=min(area.last_column, last_column)
            )
            rows_left -= max(0, clipped.last_row - clipped.first_row + 1)
            if rows_left < 0:
                raise self._too_merged()
            if clipped.first_row <= clipped.last_row and clipped.first_column <= clipped.last_column:
                yield clipped


def _filled(spans: list[Span], places: list[int]) -> tuple[Span, ...]:
    """Each span from the first to the last of these places that lie inside it; without any, not at all."""
    inside = [places[bisect_left(places, span.first) : bisect_right(places, span.last)] for span in sorted(spans)]
    return tuple(Span(held[0], held[-1]) for held in inside if held)


def _without_insides(rows: list[Row], areas: tuple[Area, ...]) -> list[Row]:
    """What lies inside a merged area says so; what the file still keeps there is not shown to anybody."""
    by_row: dict[int, list[Area]] = {}
    for area in areas:
        for number in range(area.first_row, area.last_row + 1):
            by_row.setdefault(number, []).append(area)
    shown = {(row.number, area.first_column): row for row in rows for area in by_row.get(row.number, ())}
    return [_marked(row, by_row[row.number], shown) if row.number in by_row else row for row in rows]


def _marked(row: Row, areas: list[Area], shown: dict[tuple[int, int], Row]) -> Row:
    values = list(row.values)
    for area in areas:
        flaw = Flaw("merged", _words_of(area, shown))
        values.extend([None] * (area.last_column - len(values)))
        for column in range(area.first_column, area.last_column + 1):
            if (row.number, column) != (area.first_row, area.first_column):
                values[column - 1] = flaw
    return Row(row.number, tuple(values))


def _words_of(area: Area, shown: dict[tuple[int, int], Row]) -> str:
    first = shown.get((area.first_row, area.first_column))
    value = first.values[area.first_column - 1] if first and len(first.values) >= area.first_column else None
    return value.shown if isinstance(value, Flaw) else "" if value is None else str(value)


REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def place_of(reference: str) -> tuple[int, int]:
    """Row and column of `B12`."""
    found = REFERENCE.fullmatch(reference)
    if not found or not int(found[2]):
        raise refusals.damaged()
    column = 0
    for sign in found[1].upper():
        column = column * 26 + ord(sign) - ord("A") + 1
    return int(found[2]), column


def area_of(reference: str) -> Area:
    """The corners of `A1:B3`."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = place_of(first), place_of(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
