"""Sheets of one shape, one a region or one a month, read as one table; what is wrong still names its own sheet.

Rows are numbered on from sheet to sheet, and the name of its sheet stands behind the cells of each.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
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
MOST_WORDS: Final = 3
NAMED: Final = names_of(("Nom de la feuille", "Name of the sheet"))


@dataclass(frozen=True)
class Part:
    """One sheet among those that are read together; its rows are numbered from `start` on.

    `word`: its name, or what it says of a region or month where it says more (`RVA Janvier`).
    """

    sheet: Sheet
    heading: Heading
    start: int
    word: str


@dataclass(frozen=True)
class Joined:
    """Several sheets as one. `column`: where the name of its sheet stands in each row."""

    sheet: Sheet
    heading: Heading
    parts: tuple[Part, ...]
    column: int
    field: Field


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


def joined(found: Sequence[tuple[Sheet, Heading]], lexicon: Lexicon) -> Joined:
    parts, start = [], 0
    words, field = _said([sheet.name for sheet, _ in found], lexicon)
    for (sheet, heading), word in zip(found, words, strict=True):
        parts.append(Part(sheet, heading, start, word))
        start += sheet.line_count
    column = 1 + max(len(row.values) for sheet, _ in found for row in sheet.rows())
    areas = tuple(
        area._replace(first_row=area.first_row + part.start, last_row=area.last_row + part.start)
        for part in parts for area in part.sheet.merged
    )  # fmt: skip
    name = ", ".join(sheet.name.strip() for sheet, _ in found)
    sheet = Sheet(name, lambda: _rows(parts, column), start, merged=areas)
    first = found[0][1]
    return Joined(
        sheet, dataclasses.replace(first, paths={**first.paths, column: (NAMED,)}), tuple(parts), column, field
    )


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
    return Row(number, (*row.values, *[None] * (column - 1 - len(row.values)), part.word))


def place(parts: Sequence[Part], number: int) -> tuple[str, int]:
    """The sheet and the row that a number of the joined table stands for; no sheet for the table as a whole."""
    if number < 1:
        return "", number
    part = parts[bisect_right([each.start for each in parts], number - 1) - 1]
    return part.sheet.name, number - part.start


def named(specs: Sequence[Spec], column: int, field: Field) -> list[Spec]:
    """What the names of the sheets say of their rows, where no column says it."""
    taken: set[str] = {spec.name for spec in specs if spec.number != column}
    taken |= {name for spec in specs for name in spec.fixed}
    own: Field = "ignored" if SAME.get(field, field) in taken else field
    return [
        dataclasses.replace(spec, field=own) if spec.number == column and spec.how != "answer" else spec
        for spec in specs
    ]  # fmt: skip


def _said(names: Sequence[str], lexicon: Lexicon) -> tuple[Sequence[str], Field]:
    """The names as they are, or the one part of each that is a month, or a region."""
    parts = ([_part(name, wanted) for name in names] for wanted in (_is_month, _is_region(lexicon)))
    for words in (names, *parts):
        found = _field(words, lexicon)
        if found:
            return words, found
    return names, "ignored"


def _is_region(lexicon: Lexicon) -> Callable[[str], bool]:
    return lambda words: isinstance(lexicon.territories.read(words), str)


def _part(name: str, is_wanted: Callable[[str], bool]) -> str:
    """The longest words of a name that are what is wanted, when no others are."""
    words = [word for word in re.split(r"[\s_]+", name) if word]
    if columns.is_total(name):
        return name
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        pieces = {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}
        found = [piece for piece in pieces if is_wanted(piece)]
        if found:
            return found[0] if len(found) == 1 else name
    return name


def _is_month(words: str) -> bool:
    """A month by its name, or with its year; a number alone may be anything."""
    is_named = any(sign.isalpha() for sign in words) and isinstance(dates.month_number(words), int)
    return is_named or isinstance(dates.month(words), int)


def _field(names: Sequence[str], lexicon: Lexicon) -> Field | None:
    told = [name for name in names if not columns.is_total(name)]
    if told and all(map(_is_month, told)):
        return "month"
    if told and all(isinstance(dates.year(name), int) for name in told):
        return "year"
    return columns.value_field(dict.fromkeys(names).keys(), lexicon)
