"""The sheets of an OpenDocument spreadsheet, as its XML tells them."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.sheets import refusals, serials
from dashboard.sheets.book import Area, Flaw, Sheet, Value
from dashboard.sheets.errors_shown import ERRORS
from dashboard.sheets.grid import Grid, Room
from dashboard.sheets.markup import Attributes, local_names

DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
MOST_REPEATED = 1 << 21  # more than any program has rows
ASIDE = {"annotation", "frame", "shapes", "dde-link", "tracked-changes", "custom-shape", "ruby-text"}
TRUTHS = {"TRUE": True, "FALSE": False, "VRAI": True, "FAUX": False}
UNSEEN = {"collapse", "filter"}
CELLS = {"table-cell", "covered-table-cell"}


@dataclass
class Table:
    """One sheet while it is read."""

    grid: Grid
    style: str
    is_linked: bool = False
    row: int = 0
    repeated: int = 1
    column: int = 0
    columns: int = 0
    cells: list[tuple[int, Value]] = field(default_factory=list)


class Tables:
    """Hears the one part that holds every sheet."""

    def __init__(self, room: Room) -> None:
        self.has_links = False
        self._room = room
        self._tables: list[Table] = []
        self._table: Table | None = None
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._aside = 0
        self._given: Attributes = {}
        self._paragraphs: list[str] | None = None

    def sheets(self) -> Iterator[Sheet]:
        for table in self._tables:
            if not table.is_linked:
                yield table.grid.sheet(is_hidden=table.style in self._hidden_styles)

    def start(self, name: str, attributes: Attributes) -> None:
        if name in ASIDE or self._aside or (name == "table" and self._table):
            self._aside += 1
        elif name in CELLS:
            self._given, self._paragraphs = local_names(attributes), []
        elif name in {"p", "s", "tab", "line-break"}:
            self._hear(name, attributes)
        elif name == "table-row" and self._table:
            self._begin_row(self._table, local_names(attributes))
        else:
            self._around(name, local_names(attributes))

    def end(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif self._table is None:
            return
        elif name in CELLS:
            self._end_cell(self._table)
        elif name == "table-row":
            self._end_row(self._table)
        elif name == "table":
            self._table = None

    def words(self, words: str) -> None:
        if self._paragraphs and not self._aside:
            self._paragraphs[-1] += words

    def _around(self, name: str, given: dict[str, str]) -> None:
        if name == "table":
            self._table = Table(Grid(given.get("name", ""), self._room), given.get("style-name", ""))
            self._tables.append(self._table)
            refusals.check_sheets(len(self._tables), self._room.limits)
        elif name == "table-column" and self._table:
            self._note_columns(self._table, given)
        elif name == "table-source" and self._table:
            self._table.is_linked = self.has_links = True
        elif name == "style":
            self._style = given.get("name", "")
        elif name == "table-properties" and given.get("display") == "false":
            self._hidden_styles.add(self._style)

    def _hear(self, name: str, attributes: Attributes) -> None:
        if self._paragraphs is None:
            return
        if name == "p":
            self._paragraphs.append("")
        elif self._paragraphs:
            signs = {"tab": "\t", "line-break": "\n"}
            spaces = " " * min(_count(local_names(attributes).get("c")), 1000)
            self._paragraphs[-1] += signs.get(name, spaces)

    def _note_columns(self, table: Table, given: dict[str, str]) -> None:
        first = table.columns + 1
        table.columns += _count(given.get("number-columns-repeated"))
        if given.get("visibility") in UNSEEN:
            table.grid.hide_columns(first, table.columns)

    def _begin_row(self, table: Table, given: dict[str, str]) -> None:
        table.row += 1
        table.repeated = _count(given.get("number-rows-repeated"))
        if given.get("visibility") in UNSEEN:
            table.grid.hide_rows(table.row, table.row + table.repeated - 1)
        table.column, table.cells = 0, []

    def _end_row(self, table: Table) -> None:
        if table.cells:
            refusals.check_place(table.grid.name, table.row + table.repeated - 1, 1, self._room.limits)
            for number in range(table.row, table.row + table.repeated):
                table.grid.add(number, table.cells)
        table.row += table.repeated - 1

    def _end_cell(self, table: Table) -> None:
        value, repeated = self._value(table), _count(self._given.get("number-columns-repeated"))
        first = table.column + 1
        table.column += repeated
        if value is not None:
            refusals.check_columns(table.grid.name, table.column, self._room.limits)
            table.cells.extend((column, value) for column in range(first, table.column + 1))
        down, right = _count(self._given.get("number-rows-spanned")), _count(self._given.get("number-columns-spanned"))
        if down > 1 or right > 1:
            table.grid.merge(Area(table.row, first, table.row + down - 1, first + right - 1))
        self._paragraphs = None

    def _value(self, table: Table) -> Value:
        given, words = self._given, "\n".join(self._paragraphs or ())
        kind = given.get("value-type", "")
        if given.get("is-error") or words in ERRORS:
            return Flaw("error", words)
        if "formula" in given and not kind and not self._paragraphs:
            return Flaw("formula", given["formula"].partition(":")[2] or given["formula"])
        if kind in {"", "string", "void"}:
            return table.grid.text(given.get("string-value", words), table.row, table.column + 1)
        if words in TRUTHS:  # computed ones are stored as numbers
            return TRUTHS[words]
        return _typed(kind, given)


def _count(written: str | None) -> int:
    if written is None:
        return 1
    if not written.isdecimal() or not 0 < int(written) <= MOST_REPEATED:
        raise refusals.damaged()
    return int(written)


def _typed(kind: str, given: Attributes) -> Value:
    try:
        if kind in {"float", "currency", "percentage"}:
            return _number(given["value"], is_share=kind == "percentage")
        if kind == "boolean":
            return given["boolean-value"] == "true"
        return _moment(given["date-value"]) if kind == "date" else _time(given["time-value"])
    except (KeyError, ValueError) as error:
        raise refusals.damaged() from error


def _number(written: str, *, is_share: bool) -> Value:
    number = int(written) if re.fullmatch("-?[0-9]{1,15}", written) else float(written)
    if not math.isfinite(number):
        return Flaw("error", written)
    return serials.value_of(number, "percent" if is_share else "number", since_1904=False)


def _moment(written: str) -> Value:
    """A day, or a day and a time; a year that no calendar here has is an error."""
    moment = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d))?", written)
    if not moment:
        return Flaw("error", written)
    day = dt.date(*(int(part) for part in moment.groups()[:3]))
    if moment[4] is None or moment.groups()[3:] == ("00", "00", "00"):
        return day
    return dt.datetime.combine(day, dt.time(int(moment[4]), int(moment[5]), int(moment[6])))


def _time(written: str) -> Value:
    """A time of the day, or a duration of a day and more, in words."""
    found = DURATION.fullmatch(written)
    if not found:
        return Flaw("error", written)
    hours, minutes, seconds = (int(part) for part in found.groups()[1:])
    if found[1] or hours > 23:
        return f"{found[1]}{hours}:{minutes:02}:{seconds:02}"
    return dt.time(hours, minutes, seconds)
