"""Rows and columns of a table of counts that add up others: never loaded beside their parts, and compared with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dashboard.imports.coding import DIMENSIONS
from dashboard.imports.issues import Issues
from dashboard.imports.readers import Whole
from dashboard.imports.register_columns import TWELVE, Answers, Layout, Measure
from dashboard.sheets.book import Row

PARTS_DIFFER: Final = "This total says {said}, its parts add up to {sum}. Check which is right: the parts are loaded."
OF_WHAT: Final = re.compile(
    r"(?i)^(?:sous[- ]total|sub-?total|grand total|total|ensemble)\s*(?:general|général)?[\s:–-]*"
    r"(?:de la |de |du |d’|d'|of )?"
)


@dataclass(frozen=True)
class Total:
    """A row that adds up others: what it says, and the sum of the rows since the last one (`block`)."""

    row: int
    letter: str
    kept: tuple[tuple[str, int], ...]
    count: int
    block: int


class Totals:
    """The rows of totals of one table; `running`: by measure, the sum of the rows since the last of them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.found: list[Total] = []
        self.running = [0] * len(layout.measures)

    def remember(self, row: Row, answers: Answers, counts: Answers) -> None:
        """What a row of totals says of the cells that share its other words, to be compared when all are read."""
        told = {column.name: answer for column, answer in self.layout.written(row, answers) if type(answer) is int}
        told.update(self._named(row, answers))
        for place, (measure, count) in enumerate(zip(self.layout.measures, counts, strict=True)):
            if type(count) is int and not measure.is_total:
                kept = self._dated({**told, **self._fixed(measure)})
                letter = measure.column.spec.letter
                self.found.append(Total(row.number, letter, tuple(kept.items()), count, self.running[place]))
        self.running = [0] * len(self.layout.measures)

    def _named(self, row: Row, answers: Answers) -> dict[str, int]:
        """`Total Gao` is about Gao."""
        found = {}
        for column, answer in self.layout.written(row, answers):
            words = OF_WHAT.sub("", str(column.spec.value(row))).strip()
            part = column.read(words) if answer is Whole.TOTAL and words else None
            if type(part) is int:
                found[column.name] = part
        return found

    def _fixed(self, measure: Measure) -> dict[str, int]:
        fixed = measure.column.spec.fixed
        parts = {name: self.layout.codes.part(name, word) for name, word in fixed.items() if name in DIMENSIONS}
        if measure.month is not None and {"month", "month_number"} & set(fixed):
            parts["month"] = measure.month
        return {**parts, **({"year": measure.year} if measure.year is not None else {})}

    def _dated(self, told: dict[str, int]) -> dict[str, int]:
        """A number of month with its year is a month; without it nothing; a year alone is its twelve months."""
        kept = {name: part for name, part in told.items() if name not in {"month", "year"}}
        month, year = told.get("month"), told.get("year")
        if month is not None and month > TWELVE:
            return {**kept, "month": month}
        if month is not None and year is not None:
            return {**kept, "month": self.layout.codes.month(year * 100 + month)}
        return {**kept, "year": year} if year is not None and month is None else kept


def stands_for_parts(row: Row, total: Measure, counts: Answers, issues: Issues) -> bool:
    """A column of totals is loaded only where none of its parts is told; beside them it is compared with their sum."""
    said = total.column.answer(row.values)
    told = [counts[place] for place in total.parts if type(counts[place]) is int]
    if told and (sum(told) > said or (len(told) == len(total.parts) and sum(told) != said)):
        spec = total.column.spec
        issues.warning("total.differs", row.number, spec.letter, spec.value(row), PARTS_DIFFER,
                       said=said, sum=sum(told))  # fmt: skip
    return not told
