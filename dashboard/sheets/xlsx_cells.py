"""The cells of one sheet of an Excel workbook, as its XML tells them."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import NamedTuple

from dashboard.sheets import refusals, serials
from dashboard.sheets.book import Flaw, Value
from dashboard.sheets.grid import Grid, Room, area_of, place_of
from dashboard.sheets.markup import Attributes, is_true
from dashboard.sheets.serials import Look

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
DIGITS = re.compile("-?[0-9]{1,15}")


class Workings(NamedTuple):
    """What cells refer to. `is_uncomputed`: the program that made the file left the sums to whoever opens it."""

    texts: list[str]
    looks: dict[str, Look]
    since_1904: bool
    is_uncomputed: bool


class Texts:
    """The texts that cells share, by their place; how they are pronounced is no part of them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_text = self._is_reading_aid = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._is_reading_aid = True
        elif name == "t":
            self._is_text = not self._is_reading_aid

    def end(self, name: str) -> None:
        if name == "si":
            self.found.append(unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._is_reading_aid = False
        elif name == "t":
            self._is_text = False

    def words(self, words: str) -> None:
        if self._is_text:
            self._pieces.append(words)


def unescaped(words: str) -> str:
    """`_x000D_` is how a workbook writes a character that XML cannot hold."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), words) if "_x" in words else words


class Cells:
    """Hears a sheet element by element; filled rows and merged areas go into `grid`."""

    def __init__(self, sheet: str, workings: Workings, room: Room) -> None:
        self.grid = Grid(sheet, room)
        self._workings = workings
        self._row, self._column = 0, 0
        self._cells: list[tuple[int, Value]] = []
        self._columns: dict[str, int] = {}
        self._given: Attributes = {}
        self._heard: list[str] | None = None
        self._written: list[str] = []
        self._formula: list[str] | None = None
        self._is_reading_aid = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._given, self._written, self._formula = attributes, [], None
            self._column = self._place(attributes.get("r"))
        elif name == "v" or (name == "t" and not self._is_reading_aid):
            self._heard = self._written
        elif name == "f":
            self._heard = self._formula = []
        elif name == "row":
            self._begin_row(attributes)
        elif name == "rPh":
            self._is_reading_aid = True
        else:
            self._around(name, attributes)

    def end(self, name: str) -> None:
        if name == "c":
            value = self._value()
            if value is not None:
                self._cells.append((self._column, value))
        elif name in {"v", "t", "f"}:
            self._heard = None
        elif name == "row":
            self.grid.add(self._row, self._cells)
            self._cells = []
        elif name == "rPh":
            self._is_reading_aid = False

    def words(self, words: str) -> None:
        if self._heard is not None:
            self._heard.append(words)

    def _around(self, name: str, given: Attributes) -> None:
        if name == "mergeCell":
            self.grid.merge(area_of(given.get("ref", "")))
        elif name == "col" and _is_hidden(given, "width"):
            self._hide_columns(given.get("min", ""), given.get("max", ""))

    def _hide_columns(self, first: str, last: str) -> None:
        if not (DIGITS.fullmatch(first) and DIGITS.fullmatch(last)):
            raise refusals.damaged()
        self.grid.hide_columns(int(first), int(last))

    def _begin_row(self, given: Attributes) -> None:
        number = given.get("r")
        following = self._row + 1 if number is None else int(number) if DIGITS.fullmatch(number) else 0
        if following <= self._row:
            raise refusals.damaged()
        self._row, self._column = following, 0
        if _is_hidden(given, "ht"):
            self.grid.hide_rows(following, following)

    def _place(self, reference: str | None) -> int:
        """The column of a cell; cells without an address follow each other."""
        if reference is None:
            return self._column + 1
        letters = reference.rstrip("0123456789")
        column = self._columns.get(letters) or self._columns.setdefault(letters, place_of(f"{letters}1")[1])
        if column <= self._column or reference[len(letters) :] != str(self._row):
            raise refusals.damaged()
        return column

    def _value(self) -> Value:
        written = self._written[0] if len(self._written) == 1 else "".join(self._written)
        kind = self._given.get("t", "n")
        if self._formula is not None and self._is_without_result(written, kind):
            return Flaw("formula", "=" + "".join(self._formula))
        if kind in {"s", "str", "inlineStr"}:
            return self.grid.text(self._text(written, kind), self._row, self._column)
        if not written:
            return None
        if kind == "n":
            return self._number(written)
        return self._other(written, kind)

    def _is_without_result(self, written: str, kind: str) -> bool:
        if not written:
            return kind not in {"str", "s", "inlineStr"}
        return self._workings.is_uncomputed and written == "0" and kind == "n"

    def _text(self, written: str, kind: str) -> str:
        if kind != "s":
            return unescaped(written)
        if not written.isdecimal() or int(written) >= len(self._workings.texts):
            raise refusals.damaged()
        return self._workings.texts[int(written)]

    def _other(self, written: str, kind: str) -> Value:
        if kind == "e":
            return Flaw("error", written)
        if kind == "b":
            return written in {"1", "true"}
        if kind != "d":
            raise refusals.damaged()
        try:
            moment = dt.datetime.fromisoformat(written)
        except ValueError:
            return self.grid.text(written, self._row, self._column)
        return moment.date() if len(written) <= len("2026-11-22") else moment

    def _number(self, written: str) -> Value:
        look = self._workings.looks.get(self._given.get("s", "0"), "number")
        if look == "number" and DIGITS.fullmatch(written):
            return int(written)
        try:
            number = float(written)
        except ValueError as error:
            raise refusals.damaged() from error
        if not math.isfinite(number):
            return Flaw("error", written)
        return serials.value_of(number, look, since_1904=self._workings.since_1904)


def _is_hidden(given: Attributes, size: str) -> bool:
    """By choice, by a filter, or without any height or width."""
    return is_true(given.get("hidden")) or given.get(size) == "0"
