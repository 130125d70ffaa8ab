"""The cells of a register: to which of them a count belongs, and what the rows say of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.imports.amounts import LARGEST_COUNT
from dashboard.imports.cells import Fault
from dashboard.imports.coding import packed, unpacked
from dashboard.imports.dates import FAULTS as DATE_FAULTS
from dashboard.imports.issues import Issues
from dashboard.imports.readers import UNKNOWN_DETAIL
from dashboard.imports.register_columns import TWELVE, Answers, Layout, Measure
from dashboard.imports.register_faults import missing
from dashboard.imports.tallied import REPEATED, Saying, Tallied
from dashboard.sheets.book import Remark

TWICE: Final = "Row {other} says {there} for the same month, place and people. Keep one of the two rows."
NO_REGISTER: Final = "This is not counted month by month here. Bring it as stated figures, in a file of its own."


class Numbers:
    """The number of the cell that a count belongs to (`coding`)."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.codes = layout, layout.codes
        self.answered = layout.readers.settled.answers
        self.details = {each.key: tuple(each.details) for each in layout.readers.known.indicators if each.is_register}
        self.completed: dict[tuple[int, int], int | Fault] = {}

    def of(self, measure: Measure, answers: Answers) -> int | Fault:
        month = self._month(measure, answers)
        if isinstance(month, Fault):
            return month
        number = measure.base + sum([answers[place] for place in measure.adds])
        if "indicator" not in measure.said:
            return missing("indicator")
        detail = self.codes.alone(number, "detail") if "detail" in measure.said else -1
        pair = self.codes.alone(number, "indicator"), detail
        more = self.completed.get(pair)
        if more is None:
            more = self.completed[pair] = self._detail(*pair)
        return more if isinstance(more, Fault) else number + more + month

    def _month(self, measure: Measure, answers: Answers) -> int | Fault:
        at = self.layout.at
        month = answers[at["month"]] if measure.month is None and "month" in at else measure.month
        if month is None:
            is_year = "year" in at or measure.year
            return Fault("date.longer", Remark(DATE_FAULTS["longer"])) if is_year else missing("month")
        if month > TWELVE:
            return int(month)
        year = measure.year if measure.year is not None else answers[at["year"]] if "year" in at else None
        return self.codes.month(year * 100 + month) if year is not None else missing("year")

    def _detail(self, indicator: int, detail: int) -> int | Fault:
        """What a detail that is not told adds to a number, or why the one that is told does not fit its indicator."""
        key = self.codes.word(indicator, "indicator")
        if key not in self.details:
            return Fault("indicator.no_register", Remark(NO_REGISTER))
        known = self.details[key] or ("all",)
        if detail < 0:
            only = known[0] if len(known) == 1 else self.answered.get(f"detail:{key}")
            return self.codes.part("detail", only) if only in known else missing("detail")
        if self.codes.word(detail, "detail") in known:
            return 0
        if self.codes.word(detail, "detail") == "all":
            return missing("detail")
        return Fault("detail.unknown", Remark(UNKNOWN_DETAIL, {"known": ", ".join(known)}))


class Cells:
    """What was said of each cell, by its number: the row that said it first, and its count (`coding.packed`).

    `adds_up`: several rows about one cell are parts of its number.
    """

    def __init__(self, tallied: Tallied, issues: Issues, *, adds_up: bool) -> None:
        self.tallied, self.issues, self.adds_up = tallied, issues, adds_up
        self.found: dict[int, int] = {}

    def keep(self, row: int, cells: Sequence[tuple[int, int]]) -> None:
        """The cells of one row, each with its count."""
        again, clash = 0, False
        for key, count in cells:
            before = self.found.get(key)
            if before is None:
                self.found[key] = packed(row, count)
                continue
            other, there = unpacked(before)
            again += 1
            if self.adds_up and there + count <= LARGEST_COUNT:
                self.found[key] = packed(other, there + count)
            elif there != count:
                clash = True
                self.tallied.contradict(self.issues, TWICE, Saying(row, count), Saying(other, there))
        self.tallied.add("faulty" if clash else self._fate(row, cells, again))

    def _fate(self, row: int, cells: Sequence[tuple[int, int]], again: int) -> str:
        if not cells or again < len(cells) or self.adds_up:
            return "accepted"
        self.issues.warning("row.repeated", row, "", None, REPEATED, other=unpacked(self.found[cells[0][0]])[0])
        return "repeated"
