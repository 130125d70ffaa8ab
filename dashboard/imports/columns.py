"""From columns to fields: by their headers, their HXL tags, their values, or an answer. What is left is asked once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal, cast, get_args

from dashboard.imports import amounts, dates, hxl, words
from dashboard.imports.cells import Absent, Fault
from dashboard.imports.headers import Heading
from dashboard.imports.lexicon import LOADS, MARKS, Lexicon, Said, language_of, plain
from dashboard.imports.understood import Answers, Field, Loads, Option, Question
from dashboard.sheets.book import Remark, Row, Value, letter

How = Literal["header", "hxl", "template", "answer", "values"]
Seen = Mapping[int, Set[Value]]
"""By column, the different things that stand in it."""

FIELD_NAMES: Final[dict[Field, str]] = {
    "indicator": "What is counted", "month": "Month", "date": "Date", "year": "Year", "territory": "Region",
    "territory_code": "Code of the region", "country": "Country of departure", "sex": "Sex", "age_group": "Age group",
    "detail": "Detail", "count": "Number of people", "level": "Administrative level", "value": "Value",
    "value_low": "Lowest value", "value_high": "Highest value", "qualifier": "Qualifier", "quote": "Words as printed",
    "period_start": "Start of the period", "period_end": "End of the period", "place": "Place as printed",
    "source": "Source", "note": "Note", "activity": "Activity", "percent": "Progress in percent",
    "milestone": "Milestone", "comment": "Comment", "evidence": "Evidence", "priority": "Priority", "title": "Title",
    "deliverable": "Deliverable", "owner": "Owner", "partners": "Partners", "starts_on": "Start", "due_on": "Due date",
    "weight": "Weight", "ignored": "Not loaded",
}  # fmt: skip
OFFERED: Final[dict[Loads, tuple[Field, ...]]] = {
    "cells": (
        "count", "month", "date", "year", "territory", "territory_code", "country", "sex", "age_group", "detail",
        "indicator", "note",
    ),
    "figures": (
        "value", "indicator", "period_start", "period_end", "date", "year", "territory", "country", "place", "quote",
        "qualifier", "value_low", "value_high", "note",
    ),
    "progress": ("activity", "percent", "date", "milestone", "comment", "evidence"),
    "activities": (
        "title", "priority", "activity", "deliverable", "owner", "partners", "territory", "starts_on", "due_on",
        "weight",
    ),
}  # fmt: skip
NEEDED: Final[dict[Loads, tuple[Field, ...]]] = {
    "cells": ("count",),
    "figures": ("value",),
    "progress": ("activity", "percent"),
    "activities": ("title", "priority"),
}
SAMPLE: Final = 200
MOSTLY: Final = 0.8
SAME: Final[dict[Field, Field]] = {"date": "month", "territory_code": "territory"}
"""Two ways to say one thing of a row."""
MEASURES: Final = frozenset({"count", "value"})
IN_A_LANGUAGE: Final = frozenset({"title", "deliverable", "note", "comment"})
WHOLE_FILE: Final = frozenset({"note", "source", "ignored"})


@dataclass(frozen=True)
class Spec:
    """A column that is read. `fixed`: what its header says of each number in it; `faults`: what it cannot say."""

    number: int
    header: str
    field: Field
    how: How
    fixed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    is_total: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def letter(self) -> str:
        return letter(self.number)

    @property
    def name(self) -> Field:
        """What it says of a row, whichever way."""
        return SAME.get(self.field, self.field)

    def value(self, row: Row) -> Value:
        return row.values[self.number - 1] if self.number <= len(row.values) else None


def loads_of(heading: Heading, lexicon: Lexicon) -> Loads:
    """What a table is for, by the columns that only such tables have."""
    tagged = {told.field for column in heading.tags if (told := _tagged(heading, column))}
    for loads in LOADS[1:]:
        fields = tagged | {_by_header(heading, column, lexicon, loads) for column in heading.columns}
        if any(mark <= fields for mark in MARKS[loads]):
            return loads
    return "cells"


def specs(heading: Heading, seen: Seen, lexicon: Lexicon, loads: Loads, answers: Answers) -> list[Spec]:
    """Every column that holds something, as understood; `ignored` by `values` is one that nobody recognised."""
    columns = sorted({*heading.columns, *(column for column, values in seen.items() if values)})
    found = [_spec(heading, column, seen.get(column, set()), lexicon, loads, answers) for column in columns]
    return _without_doubles(_only_mali_apart(found, seen, lexicon))


def questions(found: Sequence[Spec], seen: Seen, loads: Loads) -> list[Question]:
    """About columns without which the table cannot be read, and about numbers that nobody named."""
    fields = {spec.field for spec in found}
    missing = [each for each in NEEDED[loads] if each not in fields]
    has_time = fields & {"month", "date", "year"} or any(
        spec.faults or {"month", "year", "month_number"} & set(spec.fixed) for spec in found
    )
    wanted = {*missing, *(() if has_time or loads != "cells" else ("month",))}
    last = max((spec.number for spec in found if spec.header), default=0)
    unknown = [spec for spec in found if spec.field == "ignored" and spec.how == "values" and spec.number <= last]
    open_ones = [spec for spec in unknown if seen.get(spec.number)]
    asked = [spec for spec in open_ones if _may_hold(seen[spec.number], wanted) or _is_measure(spec, seen, loads)]
    lone = missing and len([spec for spec in asked if is_numeric(seen[spec.number])]) == 1
    return [_asked(spec, loads, suggested=_suggested(spec, seen, missing if lone else [])) for spec in asked]


def _is_measure(spec: Spec, seen: Seen, loads: Loads) -> bool:
    return loads == "cells" and is_numeric(seen[spec.number])


def _may_hold(values: Set[Value], wanted: Iterable[str]) -> bool:
    numeric = is_numeric(values)
    return any((name in {"count", "value", "percent"}) == numeric for name in wanted)


def _suggested(spec: Spec, seen: Seen, missing: Sequence[Field]) -> str | None:
    return missing[0] if missing and is_numeric(seen[spec.number]) else None


def _asked(spec: Spec, loads: Loads, suggested: str | None) -> Question:
    offered: tuple[Field, ...] = (*OFFERED[loads], "ignored")
    options = tuple(Option(each, Remark(FIELD_NAMES[each])) for each in offered)
    key = "What does column {letter}, “{header}”, hold?" if spec.header else "What does column {letter} hold?"
    holes = {"letter": spec.letter, **({"header": spec.header} if spec.header else {})}
    return Question(f"column:{spec.letter}", Remark(key, holes), options, suggested)


def _spec(heading: Heading, column: int, values: Set[Value], lexicon: Lexicon, loads: Loads, answers: Answers) -> Spec:
    header = heading.header(column)
    answer = answers.get(f"column:{letter(column)}")
    if answer in get_args(Field):
        said = _group_words(heading, column, lexicon) if answer in MEASURES else Said()
        return Spec(column, header, cast(Field, answer), "answer", said.fixed)
    tagged = _tagged(heading, column)
    if tagged:
        return _fitting(Spec(column, header, tagged.field, "hxl", tagged.fixed), loads)
    named = _by_header(heading, column, lexicon, loads)
    if named in IN_A_LANGUAGE:
        language = language_of(heading.paths[column][-1])
        return Spec(column, header, named, "header", {"language": language} if language else {})
    if named:
        said = _group_words(heading, column, lexicon) if named in MEASURES else Said()
        return Spec(column, header, named, "header", said.fixed, said.is_total, said.faults)
    return _wide(heading, column, values, lexicon, loads) or _by_values(column, header, values, lexicon, loads)


def _fitting(spec: Spec, loads: Loads) -> Spec:
    """A tag names one thing whatever the table loads: `#affected` is a count here and a value there."""
    other: dict[Loads, dict[Field, Field]] = {
        "figures": {"count": "value", "month": "date"},
        "cells": {"value": "count", "period_start": "date", "period_end": "ignored"},
    }
    return dataclasses.replace(spec, field=other.get(loads, {}).get(spec.field, spec.field))


def _tagged(heading: Heading, column: int) -> hxl.Tagged | None:
    tag = hxl.parsed(heading.tags.get(column, ""))
    return hxl.meaning(tag) if tag else None


def _by_header(heading: Heading, column: int, lexicon: Lexicon, loads: Loads) -> Field | None:
    path = heading.paths.get(column, ())
    tries = (path[-1], " ".join(path), path[0]) if path else ()
    return next((found for words_over in tries if (found := lexicon.field_of(words_over, loads))), None)


def _group_words(heading: Heading, column: int, lexicon: Lexicon) -> Said:
    """What the groups over a column of counts say of it, and the header of the column itself."""
    told = [said for part in heading.paths.get(column, ()) if (said := lexicon.told(part))]
    return _joined(told) or Said()


def _wide(heading: Heading, column: int, values: Set[Value], lexicon: Lexicon, loads: Loads) -> Spec | None:
    """A column of counts whose header says for whom, when or where: `Hommes`, `mars 2024`, `Gao`."""
    path = heading.paths.get(column, ())
    if loads != "cells" or not path or not is_numeric(values, when_untold=True):
        return None
    leaf = lexicon.told(path[-1])
    if leaf is None or not (leaf.fixed or leaf.is_measure or leaf.faults):
        return None
    said = _joined([each for part in path if (each := lexicon.told(part))])
    if said is None:
        return None
    return Spec(column, heading.header(column), "count", "header", said.fixed, said.is_total, said.faults)


def _joined(told: Sequence[Said]) -> Said | None:
    fixed: dict[str, str] = {}
    for each in told:
        for name, value in each.fixed.items():
            if fixed.setdefault(name, value) != value:
                return None
    faults = tuple(fault for each in told for fault in each.faults)
    return Said(fixed, any(each.is_measure for each in told), bool(told) and told[-1].is_total, faults)


def _by_values(column: int, header: str, values: Set[Value], lexicon: Lexicon, loads: Loads) -> Spec:
    found = value_field(values, lexicon) if loads in {"cells", "figures"} else None
    return Spec(column, header, found or "ignored", "values")


def value_field(values: Set[Value], lexicon: Lexicon) -> Field | None:
    """What most of the different cells of a column are, when they can be nothing else."""
    told = [value for value in islice(values, SAMPLE) if not is_total(value)]
    readers: tuple[tuple[Field, Callable[[Value], object]], ...] = (
        ("sex", words.sex), ("age_group", words.age_group), ("territory", lexicon.territories.read),
        ("country", lexicon.countries.read), ("month", _worded_month),
        ("indicator", lambda value: lexicon.indicators.get(plain(str(value)))),
        ("detail", lambda value: lexicon.details.get(plain(str(value)))),
    )  # fmt: skip
    for name, read in readers:
        answers = [read(value) for value in told if isinstance(value, (str, dt.date))]
        known = [each for each in answers if each not in (None, "unknown") and not isinstance(each, (Fault, Absent))]
        if known and len(known) >= MOSTLY * len(told):
            return name
    return None


def _worded_month(value: Value) -> object:
    """A month that is no bare number: `45 000` is a serial of spreadsheets too."""
    if isinstance(value, str) and value.strip().isdigit():
        return None
    found = dates.month(value)
    return dates.doubtful(value) or None if isinstance(found, Fault) else found


def is_numeric(values: Set[Value], *, when_untold: bool = False) -> bool:
    """Most of the cells that say something are numbers; `when_untold` where none says anything."""
    told = [value for value in islice(values, SAMPLE) if value is not None and str(value).strip()]
    counted = [amounts.number(value, amounts.Separators("thousands", "thousands")) for value in told]
    found = [each for each in counted if not isinstance(each, Absent)]
    if not found:
        return when_untold
    return sum(not isinstance(each, Fault) for each in found) >= MOSTLY * len(found)


def is_total(value: Value) -> bool:
    """`Total`, `Sous-total Gao`, `Ensemble`, `TOTAL GÉNÉRAL`."""
    return isinstance(value, str) and words.is_total(value)


def _only_mali_apart(found: Sequence[Spec], seen: Seen, lexicon: Lexicon) -> list[Spec]:
    """A country that is Mali on every row is where people are, not where they come from."""
    kept = []
    for spec in found:
        only_mali = (
            spec.field == "country" and spec.how != "answer" and _is_only_mali(seen.get(spec.number, set()), lexicon)
        )
        kept.append(dataclasses.replace(spec, field="ignored", how="header") if only_mali else spec)
    return kept


def _is_only_mali(values: Set[Value], lexicon: Lexicon) -> bool:
    read = [lexicon.countries.read(value) for value in islice(values, SAMPLE)]
    return "ML" in read and all(each in ("ML", Absent.EMPTY) for each in read)


def _without_doubles(found: Sequence[Spec]) -> list[Spec]:
    """Of two columns for one field: the one somebody chose, then the more telling one; the other is not loaded.

    A comment in French and one in English are two fields.
    """
    kept: list[Spec] = []
    for spec in found:
        rivals = [other for other in found if _of(other) == _of(spec)]
        stronger = [other for other in rivals if _rank(other) < _rank(spec)]
        free = spec.field in {*WHOLE_FILE, "title", "deliverable", "period_start", "period_end"} or _is_wide(
            spec, found
        )
        kept.append(spec if free or not stronger else dataclasses.replace(spec, field="ignored", how="header"))
    return kept


def _of(spec: Spec) -> tuple[Field, str]:
    return spec.name, spec.fixed.get("language", "")


def _is_wide(spec: Spec, found: Sequence[Spec]) -> bool:
    return spec.field in MEASURES and sum(other.field == spec.field for other in found) > 1


def _rank(spec: Spec) -> tuple[int, bool, int]:
    """A name says more than a code, a month more than a day of it."""
    return ("answer", "template", "hxl", "header", "values").index(spec.how), spec.field in SAME, spec.number
