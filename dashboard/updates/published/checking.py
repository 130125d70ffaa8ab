"""All published files read and checked before anything is written: every fault of every file is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.errors import BadFile
from dashboard.texts import Language
from dashboard.updates.published import cells
from dashboard.updates.published.cells import Line, Value, noted, where
from dashboard.updates.published.tables import TABLES, Reference, Table

Values = dict[str, Value]
OWN_SOURCE = "published_files"  # what the loader's own batches are attributed to


class BadFiles(BadFile):
    """All the faults found, one sentence each."""

    def __init__(self, faults: list[BadFile]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)

    def message(self, language: Language) -> str:
        return "\n".join(fault.message(language) for fault in self.faults)


@dataclass(frozen=True)
class Row:
    """A line of a file whose values can be kept."""

    line: Line
    values: Values

    def __getitem__(self, cell: str) -> Value:
        return self.values[cell]


Files = dict[str, list[Row]]


def read(folder: Path) -> Files:
    """The rows of every file, by table name; raise `BadFiles` when one of them breaks a rule."""
    faults: list[BadFile] = []
    lines = {table.name: cells.lines(table, folder, faults) for table in TABLES}
    files = {table.name: _rows(table, lines[table.name], faults) for table in TABLES}
    for table in TABLES:
        faults.extend(_repeated(table, lines[table.name]))
        faults.extend(_unresolved(table, lines))
        faults.extend(fault for row in files[table.name] for fault in _broken_rules(table, row))
    faults.extend(_broken_between(files, lines))
    if faults:
        raise BadFiles(faults)
    return files


def _rows(table: Table, lines: list[Line], faults: list[BadFile]) -> list[Row]:
    """The lines whose every cell can be read."""
    rows = []
    for line in lines:
        values: Values = {}
        for cell in table.cells:
            with noted(faults):
                values[cell] = cells.value(table, line, cell)
        if len(values) == len(table.cells):
            rows.append(Row(line, values))
    return rows


def _repeated(table: Table, lines: list[Line]) -> Iterator[BadFile]:
    for group in table.unique:
        first: dict[tuple[str, ...], int] = {}
        for line in lines:
            key = line.key(group)
            if first.setdefault(key, line.number) != line.number and all(key):
                message = "{file}, line {line}, column “{column}”: “{value}” is already on line {first}."
                yield BadFile(message, **where(table, line, group[-1]), value=" ".join(key), first=first[key])


def _unresolved(table: Table, lines: dict[str, list[Line]]) -> Iterator[BadFile]:
    for reference in table.references:
        known = _keys(reference, lines)
        for line in lines[table.name]:
            key = line.key(reference.cells)
            if any(key) and key not in known and known:
                message = "{file}, line {line}, column “{column}”: “{value}” is not in {other}."
                at = where(table, line, reference.cells[0])
                yield BadFile(message, **at, value=" ".join(key), other=f"{reference.table}.csv")


def _keys(reference: Reference, lines: dict[str, list[Line]]) -> set[tuple[str, ...]]:
    """Nothing when the other file could not be read: its own fault is enough."""
    target = next(table for table in TABLES if table.name == reference.table)
    return {line.key(target.key) for line in lines[target.name]}


def _broken_rules(table: Table, row: Row) -> Iterator[BadFile]:
    for rule in (_translations, _coordinates, *RULES.get(table.name, ())):
        yield from rule(table, row)


def _translations(table: Table, row: Row) -> Iterator[BadFile]:
    """What is said in one language is said in the other."""
    for french in (cell for cell in table.cells if cell.endswith("_fr")):
        english = french.removesuffix("_fr") + "_en"
        if (row[french] is None) != (row[english] is None):
            missing = french if row[french] is None else english
            message = "{file}, line {line}, column “{column}”: the translation is missing."
            yield BadFile(message, **where(table, row.line, missing))


def _coordinates(table: Table, row: Row) -> Iterator[BadFile]:
    for cell, limit in (("latitude", 90), ("longitude", 180)):
        degrees = row.values.get(cell)
        if isinstance(degrees, float) and abs(degrees) > limit:
            message = "{file}, line {line}, column “{column}”: “{value}” is beyond {limit} degrees."
            yield BadFile(message, **where(table, row.line, cell), value=row.line.cells[cell], limit=limit)


def _period(table: Table, row: Row) -> Iterator[BadFile]:
    if not _in_order(row["period_start"], row["period_end"]):
        message = "{file}, line {line}, column “{column}”: the period ends before it starts."
        yield BadFile(message, **where(table, row.line, "period_end"))


def _range(table: Table, row: Row) -> Iterator[BadFile]:
    low, value, high = (row[cell] for cell in ("value_low", "value", "value_high"))
    if not (_in_order(low, value) and _in_order(value, high) and _in_order(low, high)):
        message = "{file}, line {line}, column “{column}”: the lowest value exceeds the value or the highest one."
        yield BadFile(message, **where(table, row.line, "value_low"))
    for cell in ("value_low", "value", "value_high"):
        if not _in_order(0, row[cell]):
            message = "{file}, line {line}, column “{column}”: “{value}” is below zero."
            yield BadFile(message, **where(table, row.line, cell), value=row.line.cells[cell])


def _told(table: Table, row: Row) -> Iterator[BadFile]:
    """Only an ambiguous statement may come without a number; a floor is its own lowest value."""
    if row["qualifier"] != "ambiguous" and row["value"] is None and row["value_low"] is None:
        message = "{file}, line {line}, column “{column}”: a number is missing; only “ambiguous” goes without one."
        yield BadFile(message, **where(table, row.line, "value"))
    if row["qualifier"] == "at_least" and row["value_low"] != row["value"]:
        message = "{file}, line {line}, column “{column}”: “at_least” wants its number as the lowest value too."
        yield BadFile(message, **where(table, row.line, "value_low"))


def _in_order(first: Value, second: Value) -> bool:
    return first is None or second is None or first <= second  # type: ignore[operator]


RULES: dict[str, tuple[Callable[[Table, Row], Iterator[BadFile]], ...]] = {"figures": (_period, _range, _told)}


def _broken_between(files: Files, lines: dict[str, list[Line]]) -> Iterator[BadFile]:
    """The rules that no line breaks alone."""
    read_several_ways = {row["figure_key"] for row in files["figure_readings"]}
    for row in files["figures"]:
        if row["key"] in read_several_ways and row["value"] is not None:
            message = "{file}, line {line}, column “{column}”: a figure that can be read several ways has no value."
            yield BadFile(message, file="figures.csv", line=row.line.number, column="value")
    if lines["readings"] and sum(row["is_in_force"] is True for row in files["readings"]) != 1:
        yield BadFile("{file}: exactly one reading of the roadmap is in force.", file="readings.csv")
    if lines["sources"] and OWN_SOURCE not in {line.cells["key"] for line in lines["sources"]}:
        yield BadFile("{file}: the line “{value}” is missing.", file="sources.csv", value=OWN_SOURCE)
