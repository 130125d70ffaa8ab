"""A file of counts names nobody: one that does is refused, and what was found in it is told by its column alone."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Final

from dashboard.errors import ImportRefused
from dashboard.imports import personal
from dashboard.imports.columns import Seen
from dashboard.imports.headers import Heading, shown
from dashboard.sheets.book import Row, Sheet, Value, letter

SEVERAL: Final = 3
OF_AN_OFFICE: Final = frozenset({"phone", "email", "address"})
"""What a sheet of notes may say once or twice; a list of people says it more often."""


def refuse(heading: Heading, seen: Seen) -> None:
    """By the headers of the table that is read, and by what stands under them."""
    for column in sorted({*heading.columns, *seen}):
        over = [*heading.paths.get(column, ()), heading.header(column)]
        kind = next((kind for words in over if (kind := personal.of_header(words))), None)
        _refuse(kind or personal.of_column(seen.get(column, set())), column)


def refuse_lists(seen: Seen, *, is_table: bool = False) -> None:
    """By lists of people beside the table: the file is kept as it came, so everything in it is looked at."""
    for column, values in sorted(seen.items()):
        _refuse(_listed(values, is_table=is_table), column)


def everything(sheet: Sheet) -> Seen:
    return among(sheet.rows())


def among(rows: Iterable[Row]) -> Seen:
    """By column, the different cells of some rows."""
    seen: dict[int, set[Value]] = {}
    for row in rows:
        for column, value in enumerate(row.values, 1):
            if value is not None:
                seen.setdefault(column, set()).add(value)
    return seen


def _listed(values: Set[Value], *, is_table: bool) -> personal.Kind | None:
    """A header with cells under it, or several cells that leave no doubt; an office may say how it is reached."""
    header = next((kind for value in values if (kind := personal.of_header(shown(value)))), None)
    under = len(values) - 1
    if header and under >= (SEVERAL if header in OF_AN_OFFICE and not is_table else 1):
        return header
    kinds = [kind for value in values if (kind := personal.of_cell(value))]
    return kinds[0] if len(kinds) >= SEVERAL else None


def _refuse(kind: personal.Kind | None, column: int) -> None:
    if kind:
        said = personal.said(kind, letter(column))
        raise ImportRefused(said.message_key, **said.holes)
