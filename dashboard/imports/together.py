"""Sheets of one shape, one a region or one a month, read as one table; what is wrong still names its own sheet.

Rows are numbered on from sheet to sheet, and the name of its sheet stands behind the cells of each.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.imports import columns, dates
from dashboard.imports.columns import SAME, Spec
from dashboard.imports.headers import Heading, shown
from dashboard.imports.known import names_of
from dashboard.imports.lexicon import Lexicon, plain
from dashboard.imports.understood import Field
from dashboard.sheets.book import Row, Sheet

ALL: Final = "*"
"""The answer that means all sheets of one shape; no sheet may be called so."""
NAMED: Final = names_of(("Nom de la feuille", "Name of the sheet"))


@dataclass(frozen=True)
class Part:
    """One sheet among those that are read together; its rows are numbered from `start` on."""

    sheet: Sheet
    heading: Heading
    start: int


@dataclass(frozen=True)
class Joined:
    """Several sheets as one. `column`: where the name of its sheet stands in each row."""

    sheet: Sheet
    heading: Heading
    parts: tuple[Part, ...]
    column: int


def same(found: Iterable[tuple[Sheet, Heading]]) -> list[tuple[Sheet, Heading]]:
    """Those that share their headers, column by column; of several such groups the largest; none for a sheet alone."""
    groups: dict[tuple[object, ...], list[tuple[Sheet, Heading]]] = {}
    for sheet, heading in found:
        groups.setdefault(_shape(heading), []).append((sheet, heading))
    largest = max(groups.values(), key=len, default=[])
    return largest if len(largest) > 1 else []


def _shape(heading: Heading) -> tuple[object, ...]:
    paths = ((column, *map(plain, path)) for column, path in sorted(heading.paths.items()))
    return (*paths, *sorted(heading.tags.items()))


def joined(found: Sequence[tuple[Sheet, Heading]]) -> Joined:
    parts, start = [], 0
    for sheet, heading in found:
        parts.append(Part(sheet, heading, start))
        start += sheet.line_count
    column = 1 + max(len(row.values) for sheet, _ in found for row in sheet.rows())
    areas = tuple(
        area._replace(first_row=area.first_row + part.start, last_row=area.last_row + part.start)
        for part in parts for area in part.sheet.merged
    )  # fmt: skip
    name = ", ".join(sheet.name for sheet, _ in found)
    sheet = Sheet(name, lambda: _rows(parts, column), start, merged=areas)
    first = found[0][1]
    return Joined(sheet, dataclasses.replace(first, paths={**first.paths, column: (NAMED,)}), tuple(parts), column)


def _rows(parts: Iterable[Part], column: int) -> Iterator[Row]:
    """The rows under the headers of each sheet; notes and repeated headers stay as they are."""
    for part in parts:
        own = {tuple(row.values) for row in part.sheet.rows() if row.number in part.heading.rows}
        for row in part.sheet.rows():
            if row.number > part.heading.last_row:
                is_told = row.values not in own and sum(bool(shown(value)) for value in row.values) > 1
                yield _numbered(row, part, column if is_told else 0)


def _numbered(row: Row, part: Part, column: int) -> Row:
    """`column` 0: without the name of its sheet."""
    number = row.number + part.start
    if not column:
        return Row(number, row.values)
    return Row(number, (*row.values, *[None] * (column - 1 - len(row.values)), part.sheet.name))


def place(parts: Sequence[Part], number: int) -> tuple[str, int]:
    """The sheet and the row that a number of the joined table stands for; no sheet for the table as a whole."""
    if number < 1:
        return "", number
    part = parts[bisect_right([each.start for each in parts], number - 1) - 1]
    return part.sheet.name, number - part.start


def named(specs: Sequence[Spec], column: int, names: Collection[str], lexicon: Lexicon) -> list[Spec]:
    """What the names of the sheets say of their rows, where no column says it."""
    found = _field(names, lexicon)
    taken: set[str] = {SAME.get(spec.field, spec.field) for spec in specs if spec.number != column}
    taken |= {name for spec in specs for name in spec.fixed}
    own: Field = found if found and SAME.get(found, found) not in taken else "ignored"
    return [
        dataclasses.replace(spec, field=own) if spec.number == column and spec.how != "answer" else spec
        for spec in specs
    ]  # fmt: skip


def _field(names: Collection[str], lexicon: Lexicon) -> Field | None:
    told = [name for name in names if not columns.is_total(name)]
    if told and all(isinstance(dates.month(name), int) or isinstance(dates.month_number(name), int) for name in told):
        return "month"
    if told and all(isinstance(dates.year(name), int) for name in told):
        return "year"
    return columns.value_field(dict.fromkeys(names).keys(), lexicon)
