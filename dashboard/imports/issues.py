"""Faults and doubts while a file is read: all of them to a file, the first of each kind kept, the rest counted."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Literal

from dashboard.imports.cells import Fault
from dashboard.imports.understood import Issue, IssueGroup
from dashboard.imports.written import ISSUE_COLUMNS, issue_row
from dashboard.sheets.book import Flaw, Remark, Value

KEPT: Final = 50
LONGEST: Final = 80
Level = Literal["error", "warning"]
Place = Callable[[int], tuple[str, int]]


class Issues:
    """What is wrong with one table, written as it is found; `place` gives the sheet and row of a row of the table."""

    def __init__(self, path: Path, place: Place) -> None:
        self._place = place
        self._file = path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(ISSUE_COLUMNS)
        self._first: dict[tuple[Level, str], list[Issue]] = {}
        self._count: dict[tuple[Level, str], int] = {}

    def __enter__(self) -> Issues:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def fault(self, row: int, column: str, value: Value, fault: Fault) -> None:
        self.add("error", fault.code, row, column, value, fault.said)

    def error(self, code: str, row: int, column: str, value: Value, key: str, **holes: object) -> None:
        self.add("error", code, row, column, value, Remark(key, holes))

    def warning(self, code: str, row: int, column: str, value: Value, key: str, **holes: object) -> None:
        self.add("warning", code, row, column, value, Remark(key, holes))

    def add(self, level: Level, code: str, row: int, column: str, value: Value, said: Remark) -> None:
        sheet, number = self._place(row)
        issue = Issue(level, code, sheet, number, column, shortened(value), self._told(said, sheet))
        self._writer.writerow(issue_row(issue))
        group = (level, code)
        self._count[group] = self._count.get(group, 0) + 1
        first = self._first.setdefault(group, [])
        if len(first) < KEPT:
            first.append(issue)

    def _told(self, said: Remark, sheet: str) -> Remark:
        """Another row that is named is told with its sheet, where that is another one."""
        other = said.holes.get("other")
        if not isinstance(other, int):
            return said
        there, number = self._place(other)
        return Remark(said.message_key, {**said.holes, "other": number if there == sheet else f"{number} ({there})"})

    def groups(self) -> tuple[IssueGroup, ...]:
        """Errors before warnings, the most repeated first."""
        order = sorted(self._count, key=lambda group: (group[0], -self._count[group], group[1]))
        return tuple(IssueGroup(*group, self._count[group], tuple(self._first[group])) for group in order)

    def counted(self) -> Mapping[tuple[Level, str], int]:
        return self._count


def shortened(value: Value) -> str:
    """What stands in a cell, on one line that is not too long."""
    words = " ".join((value.shown if isinstance(value, Flaw) else "" if value is None else str(value)).split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
