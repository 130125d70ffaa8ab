"""The cells of one sheet of an Excel 97 workbook, as its records tell them."""

from __future__ import annotations

import math
import struct
from collections import defaultdict
from typing import NamedTuple

from dashboard.sheets import refusals, serials
from dashboard.sheets.biff import Pieces, Record
from dashboard.sheets.book import Area, Flaw, Sheet, Value
from dashboard.sheets.grid import Grid, Room
from dashboard.sheets.serials import Look

NUMBER, SHORT_NUMBER, SHORT_NUMBERS, SHARED_TEXT, TEXT, RICH_TEXT, TRUTH_OR_ERROR, FORMULA, FORMULA_TEXT, MERGED = (
    0x0203, 0x027E, 0x00BD, 0x00FD, 0x0204, 0x00D6, 0x0205, 0x0006, 0x0207, 0x00E5,
)  # fmt: skip
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
ROW, COLUMNS = 0x0208, 0x007D
HIDDEN_ROW, HIDDEN_COLUMNS = 0x20, 0x01
NO_NUMBER = b"\xff\xff"
RESULT_TEXT, RESULT_TRUTH, RESULT_ERROR = 0, 1, 2
NOT_COMPUTED = 2  # "calculate when opened": the program that made the file left the sum to others
PLACE = struct.Struct("<HHH")


class Workings(NamedTuple):
    """What cells refer to; `codec` is of use where letters are not wide."""

    texts: list[str]
    looks: list[Look]
    since_1904: bool
    codec: str
    is_wide: bool


class Cells:
    """Hears a sheet record by record; rows may come in any order."""

    def __init__(self, sheet: str, workings: Workings, room: Room) -> None:
        self._grid = Grid(sheet, room)
        self._workings = workings
        self._room = room
        self._rows: dict[int, dict[int, Value]] = defaultdict(dict)
        self._awaited: tuple[int, int] | None = None

    def hear(self, record: Record) -> None:
        kind, content = record
        if kind == MERGED:
            self._note_merged(content)
        elif kind == SHORT_NUMBERS:
            self._note_short_numbers(content)
        elif kind == FORMULA_TEXT:
            self._note_formula_text(content)
        elif kind in {ROW, COLUMNS}:
            self._note_hidden(kind, content)
        elif kind in {NUMBER, SHORT_NUMBER, SHARED_TEXT, TEXT, RICH_TEXT, TRUTH_OR_ERROR, FORMULA}:
            row, column, style = PLACE.unpack_from(content)
            self._put(row, column, self._value(kind, content[PLACE.size :], style, (row, column)))

    def sheet(self, *, is_hidden: bool) -> Sheet:
        for row in sorted(self._rows):
            self._grid.add(row, sorted(self._rows[row].items()))
        return self._grid.sheet(is_hidden=is_hidden)

    def _put(self, row: int, column: int, value: Value) -> None:
        if value is not None:
            refusals.check_place(self._grid.name, row + 1, column + 1, self._room.limits)
            self._rows[row + 1][column + 1] = value

    def _value(self, kind: int, content: bytes, style: int, place: tuple[int, int]) -> Value:
        if kind == NUMBER:
            return self._number(struct.unpack_from("<d", content)[0], style)
        if kind == SHORT_NUMBER:
            return self._number(_short(content), style)
        if kind == TRUTH_OR_ERROR:
            return _error(content[0]) if content[1] else bool(content[0])
        if kind == FORMULA:
            return self._result(content, style, place)
        if kind == SHARED_TEXT:
            return self._text(self._workings.texts[struct.unpack_from("<I", content)[0]], place)
        return self._text(self._written(content), place)

    def _number(self, number: float, style: int) -> Value:
        if not math.isfinite(number):
            return Flaw("error", str(number))
        looks = self._workings.looks
        look = looks[style] if style < len(looks) else "number"
        return serials.value_of(number, look, since_1904=self._workings.since_1904)

    def _result(self, content: bytes, style: int, place: tuple[int, int]) -> Value:
        """What a formula gave when it was last computed; a text comes in a record of its own."""
        sort, state = content[:8], struct.unpack_from("<H", content, 8)[0]
        if state & NOT_COMPUTED:
            return Flaw("formula", "=")
        if sort[6:] != NO_NUMBER:
            return self._number(struct.unpack("<d", sort)[0], style)
        if sort[0] == RESULT_ERROR:
            return _error(sort[2])
        self._awaited = place if sort[0] == RESULT_TEXT else None
        return bool(sort[2]) if sort[0] == RESULT_TRUTH else None

    def _note_formula_text(self, content: bytes) -> None:
        if self._awaited:
            self._put(*self._awaited, self._text(self._written(content), self._awaited))
        self._awaited = None

    def _written(self, content: bytes) -> str:
        if self._workings.is_wide:
            return Pieces([content]).text()
        length = struct.unpack_from("<H", content)[0]
        return content[2 : 2 + length].decode(self._workings.codec, "replace")

    def _text(self, words: str, place: tuple[int, int]) -> Value:
        return self._grid.text(words, place[0] + 1, place[1] + 1)

    def _note_short_numbers(self, content: bytes) -> None:
        row, first = struct.unpack_from("<HH", content)
        for at in range((len(content) - PLACE.size) // 6):
            style = struct.unpack_from("<H", content, 4 + 6 * at)[0]
            self._put(row, first + at, self._number(_short(content[6 + 6 * at :]), style))

    def _note_hidden(self, kind: int, content: bytes) -> None:
        if kind == ROW and struct.unpack_from("<H", content, 12)[0] & HIDDEN_ROW:
            row = struct.unpack_from("<H", content)[0] + 1
            self._grid.hide_rows(row, row)
        elif kind == COLUMNS and struct.unpack_from("<H", content, 8)[0] & HIDDEN_COLUMNS:
            first, last = struct.unpack_from("<HH", content)
            self._grid.hide_columns(first + 1, last + 1)

    def _note_merged(self, content: bytes) -> None:
        for at in range(struct.unpack_from("<H", content)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", content, 2 + 8 * at)
            self._grid.merge(Area(top + 1, left + 1, bottom + 1, right + 1))


def _short(content: bytes) -> float:
    """A number in four bytes: whole or the first half of a long one, perhaps in hundredths."""
    written = struct.unpack_from("<i", content)[0]
    number = written >> 2 if written & 2 else struct.unpack("<d", struct.pack("<Ii", 0, written & ~3))[0]
    return number / 100 if written & 1 else number


def _error(code: int) -> Flaw:
    return Flaw("error", ERRORS.get(code, "#N/A"))
