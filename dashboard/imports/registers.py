"""Rows of a register, read and checked one by one: each is accepted, named with its fault, or told apart as no data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from dashboard.imports import headers, register_faults
from dashboard.imports.candidates import data_rows
from dashboard.imports.cells import Absent, Fault
from dashboard.imports.coding import Codes
from dashboard.imports.columns import is_total
from dashboard.imports.issues import Issues
from dashboard.imports.lexicon import FIELD, plain
from dashboard.imports.readers import Readers, Whole
from dashboard.imports.recognise import Understanding
from dashboard.imports.register_cells import Cells, Numbers
from dashboard.imports.register_columns import Answers, Column, Layout, Measure
from dashboard.imports.register_faults import RAGGED
from dashboard.imports.register_totals import Totals, stands_for_parts
from dashboard.imports.tallied import Tallied, absent, lone_words
from dashboard.sheets.book import Flaw, Row, Value, letter

HEADER_AGAIN: Final = "The names of the columns stand here again. This row was passed over."
ANOTHER_TABLE: Final = "Another table begins here, with other columns. Bring it as a file of its own."
NOTES: Final = ("source", "note", "nb", "n.b", "*", "(", "legende", "légende", "remarque", "observation")
EVERY: Final = 5000


class Register:
    """The reading of one table of counts."""

    def __init__(self, understood: Understanding, readers: Readers, issues: Issues, *, is_text: bool) -> None:
        assert understood.candidate is not None
        self.readers, self.issues, self.is_text = readers, issues, is_text
        self.candidate = understood.candidate
        self.tallied = Tallied()
        self.codes = Codes()
        self.layout = Layout(understood, readers, self.codes)
        self.columns, self.measures = self.layout.columns, self.layout.measures
        self.totals = Totals(self.layout)
        self.numbers = Numbers(self.layout)
        self.answered = readers.settled.answers
        self.cells = Cells(self.tallied, issues, adds_up=self.answered.get("repeat") == "add")
        self.above: dict[int, Value] = {
            column.place: None for column in self.columns if self.answered.get(f"fill:{column.spec.letter}") == "yes"
        }
        self.lacking: set[str] = set()
        self.width = max(self.candidate.heading.columns, default=0)
        self.merged = {(area.first_row, area.first_column) for area in self.candidate.sheet.merged}

    def read(self, step: Callable[[int], None]) -> Tallied:
        for spec in self.layout.unreadable:
            self.issues.fault(self.candidate.heading.last_row, spec.letter, spec.header, spec.faults[0])
        rows = data_rows(self.candidate)
        for count, row in enumerate(rows, 1):
            if not count % EVERY:
                step(count)
            if not self.row(row):
                self._refuse_rest(rows)
        return self.tallied

    def row(self, row: Row) -> bool:
        """One row: its place in the register, then each of its counts. False where another table begins."""
        if not self.measures:
            self.tallied.add("read")
            self.tallied.add("faulty")
            return True
        row = self._filled(row) if self.above else row
        answers = [column.answer(row.values) for column in self.columns]
        counts = [measure.column.answer(row.values) for measure in self.measures]
        if self._is_plain(row, answers, counts):
            self.tallied.add("read")
            self._store(row, answers, counts)
            return True
        if self._is_header(row, counts):
            return self._is_same_header(row)
        self.tallied.add("read")
        if not self._is_no_data(row, answers, counts) and not self._is_faulty(row, answers, counts):
            self._store(row, answers, counts)
        return True

    def _filled(self, row: Row) -> Row:
        """A row whose empty cells repeat those above, where an answer says so; totals and notes are left alone."""
        values = list(row.values) + [None] * (self.width - len(row.values))
        counted = any(headers.shown(values[measure.column.place]) for measure in self.measures)
        if not counted or any(is_total(value) for value in values):
            return row
        for place in self.above:
            if headers.shown(values[place]):
                self.above[place] = values[place]
            elif not isinstance(values[place], Flaw):
                values[place] = self.above[place]
        return Row(row.number, tuple(values[: max(len(row.values), *(place + 1 for place in self.above))]))

    def _is_plain(self, row: Row, answers: Answers, counts: Answers) -> bool:
        for answer in answers:
            if type(answer) is not int:
                return False
        for count in counts:
            if type(count) is not int:
                return False
        return len(row.values) <= self.width and not self.merged

    def _is_header(self, row: Row, counts: Answers) -> bool:
        """Names of columns where data are expected."""
        if any(type(count) is int for count in counts):
            return False
        return headers.score(row.values, self.readers.lexicon.kind) >= headers.ENOUGH and self._names_fields(row)

    def _names_fields(self, row: Row) -> bool:
        lexicon = self.readers.lexicon
        return sum(lexicon.kind(headers.shown(value)) == FIELD for value in row.values if value is not None) > 1

    def _is_same_header(self, row: Row) -> bool:
        """The header of a new page is passed over; that of another table ends this one."""
        own = {column: path[-1] for column, path in self.candidate.heading.paths.items()}
        told = {column: headers.shown(value) for column, value in enumerate(row.values, 1) if headers.shown(value)}
        told.pop(self.candidate.named_by, None)
        if all(plain(own.get(column, "")) == plain(words) for column, words in told.items()):
            self.issues.warning("row.header_again", row.number, "", row.values[0], HEADER_AGAIN)
            return True
        self.issues.error("row.another_table", row.number, "", row.values[0], ANOTHER_TABLE)
        return False

    def _refuse_rest(self, rows: Iterator[Row]) -> None:
        """What stands under the headers of another table is not read under those of this one."""
        for row in rows:
            self.tallied.add("read")
            self.tallied.add("faulty" if any(headers.shown(value) for value in row.values) else "empty")

    def _is_no_data(self, row: Row, answers: Answers, counts: Answers) -> bool:
        """Rows that are told apart: empty, left out by an answer, totals, notes, without a number."""
        if not any(headers.shown(value) for value in row.values):
            self.tallied.add("empty")
        elif Whole.OUT in answers:
            self.tallied.add("outside")
        elif Whole.TOTAL in answers:
            self.tallied.add("totals")
            self.totals.remember(row, answers, counts)
        elif self._is_note(row, answers, counts):
            self.tallied.add("notes")
        elif all(isinstance(count, Absent) for count in counts) and not self._own_faults(row, answers):
            self.tallied.add("masked" if Absent.MASKED in counts else "not_reported")
        else:
            return False
        return True

    def _is_note(self, row: Row, answers: Answers, counts: Answers) -> bool:
        """Words alone under the table, which name no region or month that the row would be about."""
        words = lone_words(row)
        read = [*counts, *(answer for _, answer in self.layout.written(row, answers))]
        if not words or any(type(each) is int for each in read):
            return False
        return words.casefold().startswith(NOTES) or (" " in words and not any(sign in words for sign in ";\t|"))

    def _own_faults(self, row: Row, answers: Answers) -> list[tuple[Column, Fault]]:
        return list(register_faults.of_dimensions(self.layout, row, answers, self.merged))

    def _is_faulty(self, row: Row, answers: Answers, counts: Answers) -> bool:
        found = [*self._own_faults(row, answers), *register_faults.of_counts(self.layout, row, counts, self.merged)]
        is_ragged = self.is_text and len(row.values) > self.width
        if self.tallied.counts.get("accepted"):
            self.lacking |= {column.spec.letter for column, fault in found if fault.code.startswith("missing.")}
        if is_ragged:
            self.issues.fault(row.number, letter(len(row.values)), row.values[-1], RAGGED)
        else:
            for column, fault in found:
                self.issues.fault(row.number, column.spec.letter, column.spec.value(row), fault)
        if is_ragged or found:
            self.tallied.add("faulty")
        return is_ragged or bool(found)

    def _store(self, row: Row, answers: Answers, counts: Answers) -> None:
        """The cells of one row, all of them or none."""
        cells: list[tuple[int, int]] = []
        for place, measure in enumerate(self.measures):
            count = counts[place]
            if type(count) is not int:
                self._count_absent(measure, count)
                continue
            if measure.is_total and not stands_for_parts(row, measure, counts, self.issues):
                continue
            number = self.numbers.of(measure, answers)
            if isinstance(number, Fault):
                self.issues.fault(row.number, measure.column.spec.letter, measure.column.spec.value(row), number)
                self.tallied.add("faulty")
                return
            cells.append((number, count))
            self.totals.running[place] += count
        self.cells.keep(row.number, cells)

    def _count_absent(self, measure: Measure, count: object) -> None:
        if isinstance(count, Absent) and not measure.is_total:
            self.tallied.add(absent(count))
