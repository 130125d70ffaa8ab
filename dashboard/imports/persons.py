"""A file of counts names nobody: one that does is refused, and what was found in it is told by its column alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import islice
from typing import Final

from dashboard.errors import ImportRefused
from dashboard.imports import personal
from dashboard.imports.columns import Seen
from dashboard.imports.headers import Heading, shown
from dashboard.sheets.book import Row, Sheet, Value, letter

SEVERAL, FIRST = 3, 2000
"""How often what an office may say once makes a list; rows of a sheet beside the table in which one is looked for."""
OF_AN_OFFICE: Final = frozenset({"phone", "email", "address"})
"""What a sheet of notes may say once or twice; a list of people says it more often."""


def refuse(heading: Heading, seen: Seen) -> None:
    """By the headers of the table that is read, and by what stands under them."""
    _refuse_one_a_row(heading, seen)
    for column in sorted({*heading.columns, *seen}):
        over = [*heading.paths.get(column, ()), heading.header(column)]
        kind = next((kind for words in over if (kind := personal.of_header(words))), None)
        _refuse(kind or personal.of_column(seen.get(column, set())), column)


def _refuse_one_a_row(heading: Heading, seen: Seen) -> None:
    """`Nom;Âge`: where each row has the age of one person, each row is one."""
    over = {column: heading.paths.get(column, ("",))[-1] for column in {*heading.columns, *seen}}
    bare = [column for column, words in over.items() if personal.names_somebody(words)]
    ages = [column for column, words in over.items() if personal.is_age(words, seen.get(column, set()))]
    if bare and ages:
        _refuse("name", min(bare))


def refuse_sheets(sheets: Sequence[Sheet], *, is_alone: bool, is_named: bool) -> None:
    """Sheets that are not read; `is_alone`: no table of the file is, so that what they hold is likely a list.

    `is_named`: the file has others too, and the column alone would not be found.
    """
    for sheet in sheets:
        try:
            _refuse_sheet(sheet, is_alone=is_alone)
        except ImportRefused as refused:
            if not is_named or refused.message_key not in personal.SAID.values():
                raise
            column = f"{refused.holes['column']} ({sheet.name})"
            raise ImportRefused(refused.message_key, column=column) from None


def _refuse_sheet(sheet: Sheet, *, is_alone: bool) -> None:
    seen = everything(sheet)
    refuse_lists(seen)
    _refuse_rows(islice(sheet.rows(), FIRST))
    if is_alone:
        for column, values in sorted(seen.items()):
            _refuse(personal.of_column(values), column)
        _refuse_reached(islice(sheet.rows(), FIRST))


def _refuse_rows(rows: Iterable[Row]) -> None:
    """`Nom;Téléphone`: neither word says it alone, both together do, however few rows there are."""
    for row in rows:
        words = [shown(value) for value in row.values]
        bare = next((column for column, each in enumerate(words, 1) if personal.names_somebody(each)), None)
        if bare and any(personal.of_header(each) in personal.REACHED for each in words):
            _refuse("name", bare)


def _refuse_reached(rows: Iterable[Row]) -> None:
    """A telephone number under a header that says so, or beside what may be a name, more than once."""
    above: dict[int, Value] = {}
    beside = 0
    for row in rows:
        for column, value in enumerate(row.values, 1):
            if personal.is_telephone(value) and personal.of_header(shown(above.get(column))) == "phone":
                _refuse("phone", column)
        reached = next((column for column, value in enumerate(row.values, 1) if personal.is_telephone(value)), None)
        beside += bool(reached and any(map(personal.may_be_name, row.values)))
        if reached and beside > 1:
            _refuse("phone", reached)
        above = dict(enumerate(row.values, 1))


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
