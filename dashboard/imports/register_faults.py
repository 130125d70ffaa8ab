"""What keeps a row of a table of counts from being read: a cell that is missing, merged or faulty, or one too many."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from dashboard.imports.cells import SPREADSHEET_FAULTS, Absent, Fault
from dashboard.imports.register_columns import Answers, Column, Layout
from dashboard.sheets.book import Remark, Row

MISSING: Final = {
    "month": "The month is missing. Write it, or take the row out.",
    "year": "The year of this month is missing. Write it with four digits.",
    "indicator": "What is counted is missing. Write the name of the indicator.",
    "territory": "The region is missing. Write it, or “Region not specified”.",
    "country": "The country of departure is missing. Write it, or “Not specified”.",
    "detail": "The detail is missing. Write it, or take the row out.",
}
RAGGED: Final = Fault(
    "row.ragged",
    Remark("This row has more cells than the table has columns. A separator may stand inside a number or a name."),
)
MERGED: Final = Fault("cell.merged", Remark(SPREADSHEET_FAULTS["merged"]))
Merged = Collection[tuple[int, int]]
"""Row and column where a merged area begins."""


def missing(name: str) -> Fault:
    return Fault(f"missing.{name}", Remark(MISSING[name]))


def of_dimensions(layout: Layout, row: Row, answers: Answers, merged: Merged) -> Iterator[tuple[Column, Fault]]:
    for column, answer in zip(layout.columns, answers, strict=True):
        found = missing(column.name) if isinstance(answer, Absent) else _of_cell(column, row, answer, merged)
        if found:
            yield column, found


def of_counts(layout: Layout, row: Row, counts: Answers, merged: Merged) -> Iterator[tuple[Column, Fault]]:
    for measure, count in zip(layout.measures, counts, strict=True):
        found = _of_cell(measure.column, row, count, merged)
        if found:
            yield measure.column, found


def _of_cell(column: Column, row: Row, answer: Any, merged: Merged) -> Fault | None:
    if isinstance(answer, Fault):
        return answer
    return MERGED if (row.number, column.spec.number) in merged else None
