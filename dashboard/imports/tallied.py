"""What became of the rows of a file, of any kind: how many met each fate, and which contradict each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from dashboard.imports.cells import Absent
from dashboard.imports.headers import shown
from dashboard.imports.issues import Issues
from dashboard.imports.understood import Question
from dashboard.sheets.book import Row, Value

REPEATED: Final = "This row says the same as row {other}. It was kept once."


class Saying(NamedTuple):
    """A row, and what it says where that can be shown."""

    row: int
    value: Value = None


@dataclass
class Tallied:
    """How many rows met each fate (`understood.Counts`); those in `bad` bring nothing."""

    counts: dict[str, int] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    questions: list[Question] = field(default_factory=list)

    def add(self, name: str, more: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + more

    def contradict(self, issues: Issues, words: str, later: Saying, earlier: Saying) -> None:
        """Two rows say two things of one: neither is loaded. The later one is not counted yet."""
        _name(issues, words, later, earlier)
        self.bad.add(later.row)
        if earlier.row not in self.bad:
            self.bad.add(earlier.row)
            _name(issues, words, earlier, later)
            self.add("accepted", -1)
            self.add("faulty")


def _name(issues: Issues, words: str, one: Saying, other: Saying) -> None:
    there = {} if other.value is None else {"there": other.value}
    issues.error("row.twice", one.row, "", one.value, words, other=other.row, **there)


def absent(found: Absent) -> str:
    """The count of a cell without a number, in a row that has others."""
    return "cells_masked" if found is Absent.MASKED else "cells_not_reported"


def lone_words(row: Row) -> str:
    """What a row says that holds one cell of words alone, as notes do."""
    told = [value for value in row.values if shown(value)]
    return told[0].strip() if len(told) == 1 and isinstance(told[0], str) else ""
