"""What a sheet holds and its owner may not see: read like the rest, and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from dashboard.sheets.book import Remark, Sheet, Span, letter

MOST_NAMED: Final = 10
ROWS: Final = "Hidden rows of sheet “{sheet}” were read like the others: {rows}."
COLUMNS: Final = "Hidden columns of sheet “{sheet}” were read like the others: {letters}."


def remarks(sheet: Sheet) -> Iterator[Remark]:
    if sheet.hidden_rows:
        yield Remark(ROWS, {"sheet": sheet.name, "rows": _named(sheet.hidden_rows, str)})
    if sheet.hidden_columns:
        yield Remark(COLUMNS, {"sheet": sheet.name, "letters": _named(sheet.hidden_columns, letter)})


def _named(spans: Sequence[Span], name: Callable[[int], str]) -> str:
    """`12–18, 25`; of very many the first."""
    told = [name(first) if first == last else f"{name(first)}–{name(last)}" for first, last in spans]
    return ", ".join(told[:MOST_NAMED]) + (", …" if len(told) > MOST_NAMED else "")
