"""The columns of a table of counts: where each dimension stands, and what headers and the whole file add to a count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.imports.coding import DIMENSIONS, Codes
from dashboard.imports.columns import Spec
from dashboard.imports.headers import shown
from dashboard.imports.readers import Read, Readers
from dashboard.imports.recognise import Understanding
from dashboard.sheets.book import Row, Value

UNTOLD: Final = {"sex": "unknown", "age_group": "unknown", "country": "ZZ", "territory": "not_specified"}
"""What stands for a dimension that the file does not have at all."""
CACHED, TWELVE = 200_000, 12
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


class Layout:
    """The columns of one table: those of dimensions, each with its place in `at`, and those of counts."""

    def __init__(self, understood: Understanding, readers: Readers, codes: Codes) -> None:
        self.readers, self.codes = readers, codes
        named = [spec for spec in understood.specs if spec.name in {*DIMENSIONS, "month", "year"}]
        self.columns = [self._dimension(spec) for spec in named]
        self.at = {column.name: place for place, column in enumerate(self.columns)}
        counted = [spec for spec in understood.specs if spec.field == "count"]
        self.unreadable = [spec for spec in counted if spec.faults]
        self.measures = [self._measure(spec, understood.constants) for spec in counted if not spec.faults]
        self._link_totals()

    def _dimension(self, spec: Spec) -> Column:
        name = spec.name
        if name == "month":
            return Column(spec, name, self.readers.month_or_number, self._month_part)
        if name == "year":
            return Column(spec, name, self.readers.year, int)
        return Column(spec, name, self.readers.of(spec.field), lambda found: self.codes.part(name, str(found)))

    def _month_part(self, month: int) -> int:
        """The number of a month without its year stays as it is until the year is known."""
        return month if month <= TWELVE else self.codes.month(month)

    def _measure(self, spec: Spec, constants: Mapping[str, str]) -> Measure:
        own = set(self.at) - set(spec.fixed)
        said = {**UNTOLD, **constants, **spec.fixed}
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

    def written(self, row: Row, answers: Answers) -> list[tuple[Column, Any]]:
        """The dimensions of a row whose cells hold something."""
        pairs = zip(self.columns, answers, strict=True)
        return [(column, answer) for column, answer in pairs if shown(column.spec.value(row))]
