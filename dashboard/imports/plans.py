"""Rows about the roadmap: progress that a side declares, and the terms of activities."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from dashboard.imports import amounts, dates, headers, personal
from dashboard.imports.candidates import data_rows
from dashboard.imports.cells import Absent, Fault
from dashboard.imports.columns import Spec, is_total
from dashboard.imports.issues import Issues
from dashboard.imports.readers import Readers
from dashboard.imports.recognise import Understanding
from dashboard.imports.tallied import REPEATED, Saying, Tallied, lone_words
from dashboard.imports.understood import ACTIVITY_COLUMNS, PROGRESS_COLUMNS
from dashboard.imports.words import Names
from dashboard.sheets.book import Remark, Row, Value

MISSING: Final = {
    "activity": "The activity is missing. Write its key or its title.",
    "percent": "The progress is missing. Write a percentage from 0 to 100.",
    "date": "The day is missing. Write the day of this declaration.",
    "priority": "The priority is missing. Write its number, or its name.",
    "title": "The title is missing. Write what will be done.",
    "deliverable": "The deliverable is missing. Write what will exist in the end.",
    "owner": "The owner is missing. Write one organisation of the list.",
    "starts_on": "The start is missing. Write its day in full.",
    "due_on": "The due date is missing. Write its day in full.",
}
NO_PRIORITY: Final = "There is no such priority. Write a number from 1 to {last}, or the name of one."
NO_MILESTONE: Final = "This activity has no milestone of this number. Leave it empty, or write one of: {known}."
NO_MILESTONES: Final = "This activity has no milestones. Leave this cell empty."
NO_WEIGHT: Final = "A weight is a number above zero. Write 1 where all count the same."
BEFORE: Final = "The activity would end before it starts. Check both days."
ABOUT_PERSON: Final = "This text may name or describe one person, and everybody reads it. Check it before accepting."
TWICE: Final = "Row {other} says something else of the same activity on the same day. Keep one of the two rows."
NEEDED: Final = {
    "progress": ("activity", "percent", "date"),
    "activities": ("priority", "title", "deliverable", "owner", "starts_on", "due_on"),
}
TRANSLATED: Final = frozenset({"title", "deliverable"})
"""Words that stand for both languages until the other is written; a comment is never taken for its translation."""
WORDS: Final = frozenset({"title", "deliverable", "comment", "evidence"})
LISTS: Final = re.compile(r"\s*[;\n|]\s*|\s*,\s+")
EVERY: Final = 1000


class Plans:
    """The reading of one table of progress, or of activities."""

    def __init__(self, understood: Understanding, readers: Readers, issues: Issues) -> None:
        assert understood.candidate is not None
        self.understood, self.readers, self.issues = understood, readers, issues
        self.loads = understood.loads
        known = readers.known
        self.specs = [spec for spec in understood.specs if spec.field != "ignored"]
        self.activities = Names({each.key: each.names for each in known.activities})
        self.organisations = Names(known.organisations)
        self.priorities = Names({str(number): names for number, names in known.priorities.items()})
        self.milestones = {each.key: each.milestones for each in known.activities}
        self.reads = self._readers()
        self.tallied = Tallied()
        self.met: dict[tuple[object, ...], tuple[object, ...]] = {}

    def read(self, step: Callable[[int], None]) -> list[tuple[object, ...]]:
        assert self.understood.candidate is not None
        found: list[tuple[object, ...]] = []
        for count, row in enumerate(data_rows(self.understood.candidate), 1):
            if not count % EVERY:
                step(count)
            self.tallied.add("read")
            told = self._row(row)
            self.tallied.add(told if isinstance(told, str) else self._added(found, told))
        return [each for each in found if each[0] not in self.tallied.bad]

    def _row(self, row: Row) -> tuple[object, ...] | str:
        if not any(headers.shown(value) for value in row.values):
            return "empty"
        if any(is_total(spec.value(row)) for spec in self.specs):
            return "totals"
        if " " in lone_words(row) and len(self.specs) > 1:
            return "notes"
        if self.loads == "progress" and self._is_unreported(row):
            return "not_reported"
        return self._line(row)

    def _is_unreported(self, row: Row) -> bool:
        """An activity about which nothing is declared: a follow-up sheet lists them all."""
        read = [self._read(spec.field, spec.value(row)) for spec in self.specs if spec.field == "percent"]
        return bool(read) and all(isinstance(each, Absent) for each in read)

    def _line(self, row: Row) -> tuple[object, ...] | str:
        """One line of `rows.csv`, or that its row is faulty and why."""
        told: dict[str, Any] = dict(self.understood.constants)
        faults: list[tuple[str, Value, Fault]] = []
        for spec in self.specs:
            value = spec.value(row)
            found = self._read(spec.field, value)
            if isinstance(found, Fault):
                faults.append((spec.letter, value, found))
            elif not isinstance(found, Absent):
                told.update(dict.fromkeys(_named(spec), found))
        faults += [(letter, None, fault) for letter, fault in self._together(told, {each[0] for each in faults})]
        for letter, value, fault in faults:
            self.issues.fault(row.number, letter, value, fault)
        self._warn_of_persons(row)
        columns = PROGRESS_COLUMNS if self.loads == "progress" else ACTIVITY_COLUMNS
        return "faulty" if faults else (row.number, *(_said(told, name) for name in columns[1:]))

    def _together(self, told: Mapping[str, Any], named: set[str]) -> Iterable[tuple[str, Fault]]:
        """What only the cells of a row together can be wrong about."""
        letters: dict[str, str] = {spec.field: spec.letter for spec in self.specs}
        for name in NEEDED[self.loads or ""]:
            if not {name, f"{name}_fr"} & set(told) and letters.get(name) not in named:
                yield letters.get(name, ""), Fault(f"missing.{name}", Remark(MISSING[name]))
        if "starts_on" in told and "due_on" in told and told["due_on"] < told["starts_on"]:
            yield letters["due_on"], Fault("activity.order", Remark(BEFORE))
        if told.get("milestone") is not None and "activity" in told:
            known = self.milestones.get(told["activity"], ())
            if told["milestone"] not in known:
                said = Remark(NO_MILESTONE, {"known": ", ".join(map(str, known))}) if known else Remark(NO_MILESTONES)
                yield letters["milestone"], Fault("progress.milestone", said)

    def _read(self, name: str, value: Value) -> Any:
        read = self.reads.get(name)
        return read(value) if read else _words(value)

    def _readers(self) -> dict[str, Callable[[Value], Any]]:
        settled = self.readers.settled
        return {
            "activity": self._activity,
            "percent": lambda value: amounts.percentage(value, settled.separators, are_shares=settled.are_shares),
            "milestone": lambda value: amounts.count(value, settled.separators),
            "date": lambda value: dates.day(value, settled.order, until=self.readers.until),
            "starts_on": lambda value: self._edge(value, is_start=True),
            "due_on": lambda value: self._edge(value, is_start=False),
            "priority": self._priority,
            "owner": self.organisations.read,
            "partners": self._partners,
            "territory": self.readers.any_territory,
            "weight": self._weight,
        }

    def _activity(self, value: Value) -> Any:
        """One that exists, for progress; any key for terms: a new key is a new activity."""
        return self.activities.read(value) if self.loads == "progress" else _words(value)

    def _edge(self, value: Value, *, is_start: bool) -> Any:
        """`mars 2026` starts on the first day and is due on the last."""
        span = dates.span(value, self.readers.settled.order)
        return (span.first if is_start else span.last) if isinstance(span, dates.Span) else span

    def _priority(self, value: Value) -> Any:
        found = amounts.count(value)
        if isinstance(found, Absent):
            return found
        if isinstance(found, int) and found in self.readers.known.priorities:
            return found
        named = self.priorities.read(value) if isinstance(found, Fault) and not re.search(r"\d", str(value)) else None
        last = max(self.readers.known.priorities, default=0)
        if named is None or (isinstance(named, Fault) and "near" not in named.said.holes):
            return Fault("activity.priority", Remark(NO_PRIORITY, {"last": last}))
        return int(named) if isinstance(named, str) else named

    def _partners(self, value: Value) -> Any:
        words = headers.shown(value)
        whole = self.organisations.find(words)
        names = [] if whole else [each for each in LISTS.split(words) if each.strip()]
        keys = [whole] if whole else [self.organisations.read(name) for name in names]
        return next((key for key in keys if isinstance(key, Fault)), ";".join(map(str, keys)))

    def _weight(self, value: Value) -> Any:
        found = amounts.number(value, self.readers.settled.separators)
        is_weight = not isinstance(found, (int, float)) or found > 0
        return found if is_weight else Fault("activity.weight", Remark(NO_WEIGHT))

    def _warn_of_persons(self, row: Row) -> None:
        for spec in self.specs:
            value = spec.value(row)
            if spec.field in WORDS and isinstance(value, str) and personal.found(value):
                self.issues.warning("text.person", row.number, spec.letter, None, ABOUT_PERSON)

    def _added(self, found: list[tuple[object, ...]], line: tuple[object, ...]) -> str:
        """The same activity on the same day twice: kept once, or a fault of both rows."""
        key = line[1:3] if self.loads == "progress" else line[1:2] if line[1] else line[2:4]
        other = self.met.setdefault(key, line)
        if other is line:
            found.append(line)
            return "accepted"
        row, before = int(str(line[0])), int(str(other[0]))
        if other[1:] == line[1:]:
            self.issues.warning("row.repeated", row, "", None, REPEATED, other=before)
            return "repeated"
        self.tallied.contradict(self.issues, TWICE, Saying(row), Saying(before))
        return "faulty"


def _named(spec: Spec) -> Sequence[str]:
    if "language" in spec.fixed:
        return (f"{spec.field}_{spec.fixed['language']}",)
    return (f"{spec.field}_fr", f"{spec.field}_en") if spec.field in TRANSLATED else (spec.field,)


def _said(told: Mapping[str, Any], name: str) -> object:
    """A column of `rows.csv`: its own value, or the other language of the same words."""
    names = {"declared_on": "date", "milestone_number": "milestone"}
    other = f"{name[:-2]}{'en' if name.endswith('_fr') else 'fr'}" if name[:-3] in TRANSLATED else ""
    found = told.get(names.get(name, name), told.get(other, ""))
    return found.isoformat() if isinstance(found, dt.date) else found


def _words(value: Value) -> Any:
    words = headers.shown(value)
    return words or Absent.EMPTY
