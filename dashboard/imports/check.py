"""Rows of a register, read and checked one by one: each is accepted, named with its fault, or told apart as no data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from dashboard.imports import headers
from dashboard.imports.amounts import LARGEST_COUNT
from dashboard.imports.cells import SPREADSHEET_FAULTS, Absent, Fault
from dashboard.imports.coding import DIMENSIONS, Codes, packed, unpacked
from dashboard.imports.columns import Spec, is_total
from dashboard.imports.dates import FAULTS as DATE_FAULTS
from dashboard.imports.issues import Issues
from dashboard.imports.lexicon import FIELD, plain
from dashboard.imports.readers import UNKNOWN_DETAIL, Read, Readers, Whole
from dashboard.imports.recognise import Understanding, data_rows
from dashboard.imports.understood import Question
from dashboard.sheets.book import Flaw, Remark, Row, Value, letter

MISSING: Final = {
    "month": "The month is missing. Write it, or take the row out.",
    "year": "The year of this month is missing. Write it with four digits.",
    "indicator": "What is counted is missing. Write the name of the indicator.",
    "territory": "The region is missing. Write it, or “Region not specified”.",
    "country": "The country of departure is missing. Write it, or “Not specified”.",
    "detail": "The detail is missing. Write it, or take the row out.",
}
UNTOLD: Final = {"sex": "unknown", "age_group": "unknown", "country": "ZZ", "territory": "not_specified"}
"""What stands for a dimension that the file does not have at all."""
FIELDS: Final = {"date": "month", "territory_code": "territory"}
TWICE: Final = "Row {other} says {there} for the same month, place and people. Keep one of the two rows."
RAGGED: Final = "This row has more cells than the table has columns. A separator may stand inside a number or a name."
HEADER_AGAIN: Final = "The names of the columns stand here again. This row was passed over."
REPEATED: Final = "This row says the same as row {other}. It was kept once."
PARTS_DIFFER: Final = "This total says {said}, its parts add up to {sum}. Check which is right: the parts are loaded."
OF_WHAT: Final = re.compile(
    r"(?i)^(?:sous[- ]total|sub-?total|grand total|total|ensemble)\s*(?:general|général)?[\s:–-]*"
    r"(?:de la |de |du |d’|d'|of )?"
)
NO_REGISTER: Final = "This is not counted month by month here. Bring it as stated figures, in a file of its own."
ANOTHER_TABLE: Final = "Another table begins here, with other columns. Bring it as a file of its own."
NOTES: Final = ("source", "note", "nb", "n.b", "*", "(", "legende", "légende", "remarque", "observation")
CACHED, EVERY, TWELVE = 200_000, 5000, 12
MERGED: Final = Fault("cell.merged", Remark(SPREADSHEET_FAULTS["merged"]))
Answers = Sequence[Any]
"""Of the cells of one row: a part of a number, or what keeps the cell from having one."""


class Column:
    """A column of a dimension or of counts, whose answers are kept by the words of its cells."""

    def __init__(self, spec: Spec, name: str, read: Read, part: Callable[[Any], int]) -> None:
        self.spec, self.name, self.place = spec, name, spec.number - 1
        self._read, self._part = read, part
        self._answers: dict[Value, Any] = {}

    def answer(self, values: Sequence[Value]) -> Any:
        """The part of a cell's number, or what keeps the cell from having one."""
        value = values[self.place] if self.place < len(values) else None
        found = self._answers.get(value) if type(value) is str else None
        return self.read(value) if found is None else found

    def read(self, value: Value) -> Any:
        found = self._read(value)
        answer = self._part(found) if isinstance(found, (str, int)) else found
        if isinstance(value, str):
            if len(self._answers) > CACHED:
                self._answers.clear()
            self._answers[value] = answer
        return answer

    def value(self, row: Row) -> Value:
        return row.values[self.place] if self.place < len(row.values) else None


@dataclass
class Measure:
    """A column of counts: what its header and the whole file add to its cells, and which columns of the row do."""

    column: Column
    base: int
    adds: tuple[int, ...]
    month: int | None
    year: int | None
    said: frozenset[str]  # dimensions that are known without the row
    parts: tuple[int, ...] = ()  # for a total: the columns that it adds up

    @property
    def is_total(self) -> bool:
        return self.column.spec.is_total


@dataclass(frozen=True)
class Total:
    """A row that adds up others: what it says, and the sum of the rows since the last one (`block`)."""

    row: int
    letter: str
    kept: tuple[tuple[str, int], ...]
    count: int
    block: int


@dataclass
class Tallied:
    """The cells of a register by their numbers, each with its row and count; rows named in `bad` bring nothing."""

    codes: Codes = field(default_factory=Codes)
    found: dict[int, int] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    totals: list[Total] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def add(self, name: str, more: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + more


class Register:
    """The reading of one table of counts."""

    def __init__(self, understood: Understanding, readers: Readers, issues: Issues, *, is_text: bool) -> None:
        assert understood.candidate is not None
        self.understood, self.readers, self.issues, self.is_text = understood, readers, issues, is_text
        self.candidate = understood.candidate
        self.tallied = Tallied()
        self.codes = self.tallied.codes
        named = [spec for spec in understood.specs if name_of(spec) in {*DIMENSIONS, "month", "year"}]
        self.columns = [self._dimension(spec) for spec in named]
        self.at = {column.name: place for place, column in enumerate(self.columns)}
        self.unreadable = [spec for spec in understood.specs if spec.field == "count" and spec.faults]
        counted = [spec for spec in understood.specs if spec.field == "count" and not spec.faults]
        self.measures = [self._measure(spec) for spec in counted]
        self._link_totals()
        self.details = {each.key: tuple(each.details) for each in readers.known.indicators if each.is_register}
        self.completed: dict[tuple[int, int], int | Fault] = {}
        self.running = [0] * len(self.measures)
        self.answered = readers.settled.answers
        self.above: dict[int, Value] = {
            column.place: None for column in self.columns if self.answered.get(f"fill:{column.spec.letter}") == "yes"
        }
        self.lacking: set[str] = set()
        self.width = max(self.candidate.heading.columns, default=0)
        self.merged = {(area.first_row, area.first_column) for area in self.candidate.sheet.merged}

    def _dimension(self, spec: Spec) -> Column:
        name = name_of(spec)
        if name == "month":
            return Column(spec, name, self.readers.month_or_number, self.month_part)
        if name == "year":
            return Column(spec, name, self.readers.year, int)
        return Column(spec, name, self.readers.of(spec.field), lambda found: self.codes.part(name, str(found)))

    def month_part(self, month: int) -> int:
        """The number of a month without its year stays as it is until the year is known."""
        return month if month <= TWELVE else self.codes.month(month)

    def _measure(self, spec: Spec) -> Measure:
        own = set(self.at) - set(spec.fixed)
        said = {**UNTOLD, **self.understood.constants, **spec.fixed}
        words = {name: word for name, word in said.items() if name in DIMENSIONS and name not in own}
        base = sum(self.codes.part(name, word) for name, word in words.items())
        adds = tuple(self.at[name] for name in own if name in DIMENSIONS)
        column = Column(spec, "count", self.readers.count, int)
        year = int(said["year"]) if "year" in said else None
        return Measure(column, base, adds, self._month_said(said), year, frozenset(words) | own & set(DIMENSIONS))

    def _month_said(self, said: Mapping[str, str]) -> int | None:
        if "month" in said:
            return self.codes.month(int(said["month"]))
        return int(said["month_number"]) if "month_number" in said else None

    def _link_totals(self) -> None:
        for measure in self.measures:
            if measure.is_total:
                said = measure.column.spec.fixed.items()
                measure.parts = tuple(
                    place for place, other in enumerate(self.measures)
                    if not other.is_total and said <= other.column.spec.fixed.items()
                )  # fmt: skip

    def read(self, step: Callable[[int], None]) -> Tallied:
        for spec in self.unreadable:
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
            self._remember_total(row, answers, counts)
        elif self._is_note(row, answers, counts):
            self.tallied.add("notes")
        elif all(isinstance(count, Absent) for count in counts) and not self._own_faults(row, answers):
            self.tallied.add("masked" if Absent.MASKED in counts else "not_reported")
        else:
            return False
        return True

    def _is_note(self, row: Row, answers: Answers, counts: Answers) -> bool:
        """Words alone under the table, which name no region or month that the row would be about."""
        told = [value for value in row.values if headers.shown(value)]
        read = [*counts, *(answer for _, answer in self._written(row, answers))]
        if len(told) != 1 or not isinstance(told[0], str) or any(type(each) is int for each in read):
            return False
        words = told[0].strip()
        return words.casefold().startswith(NOTES) or (" " in words and not any(sign in words for sign in ";\t|"))

    def _remember_total(self, row: Row, answers: Answers, counts: Answers) -> None:
        """What a row of totals says of the cells that share its other words, to be compared when all are read."""
        told = {column.name: answer for column, answer in self._written(row, answers) if type(answer) is int}
        told.update(self._named_in_total(row, answers))
        for place, (measure, count) in enumerate(zip(self.measures, counts, strict=True)):
            if type(count) is int and not measure.is_total:
                kept = self._dated({**told, **self._fixed_parts(measure)})
                total = Total(row.number, measure.column.spec.letter, tuple(kept.items()), count, self.running[place])
                self.tallied.totals.append(total)
        self.running = [0] * len(self.measures)

    def _named_in_total(self, row: Row, answers: Answers) -> dict[str, int]:
        """`Total Gao` is about Gao."""
        found = {}
        for column, answer in self._written(row, answers):
            words = OF_WHAT.sub("", str(column.value(row))).strip()
            part = column.read(words) if answer is Whole.TOTAL and words else None
            if type(part) is int:
                found[column.name] = part
        return found

    def _written(self, row: Row, answers: Answers) -> list[tuple[Column, Any]]:
        """The cells of a row that hold something."""
        pairs = zip(self.columns, answers, strict=True)
        return [(column, answer) for column, answer in pairs if headers.shown(column.value(row))]

    def _fixed_parts(self, measure: Measure) -> dict[str, int]:
        fixed = measure.column.spec.fixed
        parts = {name: self.codes.part(name, word) for name, word in fixed.items() if name in DIMENSIONS}
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
            return {**kept, "month": self.codes.month(year * 100 + month)}
        return {**kept, "year": year} if year is not None and month is None else kept

    def _own_faults(self, row: Row, answers: Answers) -> list[tuple[Column, Fault]]:
        """What keeps the dimensions of a row from being read."""
        found = []
        for column, answer in zip(self.columns, answers, strict=True):
            if isinstance(answer, Fault):
                found.append((column, answer))
            elif isinstance(answer, Absent):
                found.append((column, missing(column.name)))
            elif (row.number, column.spec.number) in self.merged:
                found.append((column, MERGED))
        return found

    def _is_faulty(self, row: Row, answers: Answers, counts: Answers) -> bool:
        found = self._own_faults(row, answers)
        for measure, count in zip(self.measures, counts, strict=True):
            if isinstance(count, Fault):
                found.append((measure.column, count))
            elif (row.number, measure.column.spec.number) in self.merged:
                found.append((measure.column, MERGED))
        shape = self._misshapen(row)
        if self.tallied.counts.get("accepted"):
            self.lacking |= {column.spec.letter for column, fault in found if fault.code.startswith("missing.")}
        if shape:
            self.issues.fault(row.number, letter(len(row.values)), row.values[-1], shape)
        else:
            for column, fault in found:
                self.issues.fault(row.number, column.spec.letter, column.value(row), fault)
        if shape or found:
            self.tallied.add("faulty")
        return bool(shape or found)

    def _misshapen(self, row: Row) -> Fault | None:
        """A row of a text file that was cut otherwise than the others."""
        if not self.is_text:
            return None
        return Fault("row.ragged", Remark(RAGGED)) if len(row.values) > self.width else None

    def _store(self, row: Row, answers: Answers, counts: Answers) -> None:
        """The cells of one row, all of them or none."""
        cells: list[tuple[int, int]] = []
        for place, measure in enumerate(self.measures):
            count = counts[place]
            if type(count) is not int:
                self._count_absent(measure, count)
                continue
            if measure.is_total and not self._stands_for_parts(row, measure, counts):
                continue
            number = self._number(measure, answers)
            if isinstance(number, Fault):
                self.issues.fault(row.number, measure.column.spec.letter, measure.column.value(row), number)
                self.tallied.add("faulty")
                return
            cells.append((number, count))
            self.running[place] += count
        self._keep(row.number, cells)

    def _count_absent(self, measure: Measure, count: object) -> None:
        if isinstance(count, Absent) and not measure.is_total:
            self.tallied.add(absent(count))

    def _stands_for_parts(self, row: Row, total: Measure, counts: Answers) -> bool:
        """A total is loaded only where none of its parts is told; beside them it is compared with their sum."""
        said = total.column.answer(row.values)
        told = [counts[place] for place in total.parts if type(counts[place]) is int]
        if told and (sum(told) > said or (len(told) == len(total.parts) and sum(told) != said)):
            column = total.column
            self.issues.warning("total.differs", row.number, column.spec.letter, column.value(row), PARTS_DIFFER,
                                said=said, sum=sum(told))  # fmt: skip
        return not told

    def _number(self, measure: Measure, answers: Answers) -> int | Fault:
        """The number of the cell that a count belongs to."""
        month = self._month(measure, answers)
        if isinstance(month, Fault):
            return month
        number = measure.base + sum([answers[place] for place in measure.adds])
        if "indicator" not in measure.said:
            return missing("indicator")
        pair = (
            self.codes.alone(number, "indicator"),
            self.codes.alone(number, "detail") if "detail" in measure.said else -1,
        )
        more = self.completed.get(pair)
        if more is None:
            more = self.completed[pair] = self._detail(*pair)
        return more if isinstance(more, Fault) else number + more + month

    def _month(self, measure: Measure, answers: Answers) -> int | Fault:
        month = answers[self.at["month"]] if measure.month is None and "month" in self.at else measure.month
        if month is None:
            return (
                Fault("date.longer", Remark(DATE_FAULTS["longer"]))
                if "year" in self.at or measure.year
                else missing("month")
            )
        if month > TWELVE:
            return int(month)
        year = measure.year if measure.year is not None else answers[self.at["year"]] if "year" in self.at else None
        return self.codes.month(year * 100 + month) if year is not None else missing("year")

    def _detail(self, indicator: int, detail: int) -> int | Fault:
        """What a detail that is not told adds to a number, or why the one that is told does not fit its indicator."""
        key = self.codes.word(indicator, "indicator")
        if key not in self.details:
            return Fault("indicator.no_register", Remark(NO_REGISTER))
        known = self.details.get(key, ()) or ("all",)
        if detail < 0:
            only = known[0] if len(known) == 1 else self.readers.settled.answers.get(f"detail:{key}")
            return self.codes.part("detail", only) if only in known else missing("detail")
        if self.codes.word(detail, "detail") in known:
            return 0
        if self.codes.word(detail, "detail") == "all":
            return missing("detail")
        return Fault("detail.unknown", Remark(UNKNOWN_DETAIL, {"known": ", ".join(known)}))

    def _keep(self, row: int, cells: Sequence[tuple[int, int]]) -> None:
        found, again, clash = self.tallied.found, 0, False
        for key, count in cells:
            before = found.get(key)
            if before is None:
                found[key] = packed(row, count)
                continue
            other, there = unpacked(before)
            again += 1
            if self.answered.get("repeat") == "add" and there + count <= LARGEST_COUNT:
                found[key] = packed(other, there + count)
            elif there != count:
                clash = True
                self._name_clash(row, other, count, there)
        if clash:
            self.tallied.bad.add(row)
            self.tallied.add("faulty")
        elif cells and again == len(cells) and self.answered.get("repeat") != "add":
            self.tallied.add("repeated")
            self.issues.warning("row.repeated", row, "", None, REPEATED, other=unpacked(found[cells[0][0]])[0])
        else:
            self.tallied.add("accepted")

    def _name_clash(self, row: int, other: int, count: int, there: int) -> None:
        """Two rows say two things of one cell: neither is loaded."""
        self.issues.error("row.twice", row, "", count, TWICE, other=other, there=there)
        if other not in self.tallied.bad and other != row:
            self.tallied.bad.add(other)
            self.issues.error("row.twice", other, "", there, TWICE, other=row, there=count)
            self.tallied.add("accepted", -1)
            self.tallied.add("faulty")


def name_of(spec: Spec) -> str:
    return FIELDS.get(spec.field, spec.field)


def absent(found: Absent) -> str:
    """The count of a cell without a number, in a row that has others."""
    return "cells_masked" if found is Absent.MASKED else "cells_not_reported"


def missing(name: str) -> Fault:
    return Fault(f"missing.{name}", Remark(MISSING[name]))
