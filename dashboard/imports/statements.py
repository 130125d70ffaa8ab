"""Rows that state figures: what a source says of an indicator, a period and a place, with its qualifier and words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from dashboard.imports import amounts, dates, headers, shapes
from dashboard.imports.amounts import Quantity
from dashboard.imports.candidates import data_rows
from dashboard.imports.cells import Absent, Fault, folded
from dashboard.imports.columns import MEASURES, Spec, is_total
from dashboard.imports.issues import Issues
from dashboard.imports.readers import Readers, Whole
from dashboard.imports.recognise import Understanding
from dashboard.imports.register_faults import missing
from dashboard.imports.tallied import REPEATED, Saying, Tallied, absent, lone_words
from dashboard.sheets.book import Remark, Row, Value
from dashboard.texts import LANGUAGES, quantity, text

QUALIFIED: Final[Mapping[str, str]] = {
    "exact": "exact; exacte",
    "at_least": "at_least; at least; au moins; plus de; more than; plancher",
    "at_most": "at_most; at most; au plus; moins de; less than",
    "about": "about; environ; around",
    "almost": "almost; pres de; presque; nearly; close to",
    "ambiguous": "ambiguous; ambigu; a confirmer; to be confirmed",
}
ON_PAGES: Final = {
    folded(text(words, language)): key for key, words in quantity.QUALIFIERS.items() for language in LANGUAGES
}
"""The words that readers see, and that the list of the template offers."""
QUALIFIERS: Final = {word: key for key, words in QUALIFIED.items() for word in words.split("; ")} | ON_PAGES
NO_QUALIFIER: Final = "This qualifier is not known. Write exact, at least, at most, about, almost or ambiguous."
NO_PERIOD: Final = "The period is missing. Write the month, the year, or its first and last day."
OUT_OF_ORDER: Final = "The period ends before it begins. Check both days."
NOT_IN_RANGE: Final = "The value lies outside its lowest and highest values. Check the three."
TWICE: Final = "Row {other} says {there} for the same indicator, period and place. Keep one of the two rows."
DECREASES: Final = "This cumulative number is lower than the one before it, {before}. Check both."
JUMP: Final = "This value is ten times what its neighbours say, {near} at most. Check its digits."


class Figure(NamedTuple):
    """One line of `rows.csv`, in its order."""

    row: int
    indicator: str
    value: float | None
    value_low: float | None
    value_high: float | None
    qualifier: str
    quote: str
    period_start: dt.date | None
    period_end: dt.date | None
    place: str
    territory: str
    country: str
    note_fr: str
    note_en: str


Faults = list[tuple[str, Value, Fault]]
Stated = tuple[Spec, Value, Quantity | Absent]


class Statements:
    """The reading of one table of figures."""

    def __init__(self, understood: Understanding, readers: Readers, issues: Issues) -> None:
        assert understood.candidate is not None
        self.understood, self.readers, self.issues = understood, readers, issues
        self.candidate = understood.candidate
        self.specs = [spec for spec in understood.specs if spec.field != "ignored"]
        self.published = shapes.published(understood.shape, understood.specs, readers.known)
        self.measures = [spec for spec in self.specs if spec.field in MEASURES and not spec.is_total]
        self.tallied = Tallied()
        self.figures: list[Figure] = []
        self.met: dict[tuple[object, ...], Figure] = {}

    def read(self, step: Callable[[int], None]) -> list[Figure]:
        for count, row in enumerate(data_rows(self.candidate), 1):
            if not count % 1000:
                step(count)
            self.tallied.add("read")
            self.tallied.add(self._row(row))
        return [figure for figure in self.figures if figure.row not in self.tallied.bad]

    def _row(self, row: Row) -> str:
        """What became of a row: the name of one of the counts."""
        if not any(headers.shown(value) for value in row.values):
            return "empty"
        apart = self._apart(row)
        if apart:
            return apart
        faults: Faults = []
        common = self._common(row, faults)
        stated = list(self._stated(row, faults))
        is_note = " " in lone_words(row)
        if faults and (stated or not is_note):
            for column, value, fault in faults:
                self.issues.fault(row.number, column, value, fault)
            return "faulty"
        if is_note:
            return "notes"
        return self._kept(row, common, stated)

    def _apart(self, row: Row) -> str:
        """Rows of another level of places, of totals, or about another country."""
        apart = self.published.apart(row)
        if apart:
            return apart
        for spec in self.specs:
            value = spec.value(row)
            if spec.name in {"territory", "country", "place"} and is_total(value):
                return "totals"
            if spec.name in {"territory", "country"} and self.readers.of(spec.field)(value) is Whole.OUT:
                return "outside"
        return ""

    def _common(self, row: Row, faults: Faults) -> dict[str, Any]:
        """What the columns of a row say of each of its values."""
        told: dict[str, Any] = dict(self.understood.constants)
        for spec in self.specs:
            name, value = spec.name, spec.value(row)
            found = self._read(spec, name, value)
            if isinstance(found, Fault):
                faults.append((spec.letter, value, found))
            elif not isinstance(found, Absent) and found is not None:
                told[_named(spec, name)] = found
                if spec.field == "territory":
                    told.setdefault("place", headers.shown(value))
        if self.understood.shape == "dtm" and "territory" not in told:
            self._place_by_name(told, faults)
        return told

    def _place_by_name(self, told: dict[str, Any], faults: Faults) -> None:
        """A region without its code."""
        found = self.readers.any_territory(told.get("place"))
        if isinstance(found, Fault):
            faults.append(("", told.get("place"), found))
        elif isinstance(found, str):
            told["territory"] = found

    def _read(self, spec: Spec, name: str, value: Value) -> Any:
        if spec.field in MEASURES or spec.field == "level":
            return None
        if name in {"month", "period_start", "period_end", "year"}:
            return dates.span(value, self.readers.settled.order, until=self.readers.until)
        if name == "territory":
            return self.readers.any_territory(value)
        if name in {"country", "indicator"}:
            return self.readers.of(name)(value)
        if name in {"value_low", "value_high"}:
            return amounts.number(value, self.readers.settled.separators)
        if name == "qualifier":
            return self._qualifier(folded(headers.shown(value)))
        return headers.shown(value)

    @staticmethod
    def _qualifier(words: str) -> str | Absent | Fault:
        """An empty cell leaves it to the words beside the number."""
        if not words:
            return Absent.EMPTY
        return QUALIFIERS.get(words, Fault("figure.qualifier", Remark(NO_QUALIFIER)))

    def _stated(
        self, row: Row, faults: list[tuple[str, Value, Fault]]
    ) -> Iterator[tuple[Spec, Value, Quantity | Absent]]:
        for spec in self.measures:
            value = spec.value(row)
            if self.published.said(row, spec) is None:
                continue
            found = amounts.figure(value, self.readers.settled.separators)
            if isinstance(found, Fault):
                faults.append((spec.letter, value, found))
            else:
                yield spec, value, found

    def _kept(self, row: Row, common: Mapping[str, Any], stated: Sequence[Stated]) -> str:
        """Every value of the row, or none of them."""
        told = [(spec, value, found) for spec, value, found in stated if isinstance(found, Quantity)]
        if not stated:
            return "outside"
        if not told and not self._has_words(common):
            return "masked" if any(found is Absent.MASKED for _, _, found in stated) else "not_reported"
        figures: list[Figure] = []
        for spec, value, found in told or [(self.measures[0], None, Quantity(None))]:
            said = {**common, **spec.fixed, **(self.published.said(row, spec) or {})}
            figure = self._figure(row, said, value, found)
            if isinstance(figure, Fault):
                self.issues.fault(row.number, spec.letter, value, figure)
                return "faulty"
            figures.append(figure)
        for _, _, untold in stated:
            if isinstance(untold, Absent):
                self.tallied.add(absent(untold))
        return self._added(row, figures)

    @staticmethod
    def _has_words(common: Mapping[str, Any]) -> bool:
        """`des milliers de migrants`: a statement without a number."""
        return bool(common.get("quote")) or "value_low" in common or "value_high" in common

    def _figure(self, row: Row, told: Mapping[str, Any], value: Value, found: Quantity) -> Figure | Fault:
        period = self._period(told)
        if isinstance(period, Fault):
            return period
        if "indicator" not in told:
            return missing("indicator")
        low, high = told.get("value_low", found.low), told.get("value_high", found.high)
        if not _in_order(low, found.value, high):
            return Fault("figure.range", Remark(NOT_IN_RANGE))
        qualifier = told.get("qualifier") or ("ambiguous" if found.value is None and low is None else found.qualifier)
        territory, country = told.get("territory", ""), told.get("country", "")
        quote = told.get("quote") or headers.shown(value)
        notes = (told.get("note_fr") or told.get("note") or "", told.get("note_en") or told.get("note") or "")
        place = told.get("place") or ("" if territory or country else "Mali")
        stated = (found.value, low, high, qualifier, quote)
        return Figure(row.number, told["indicator"], *stated, *period, place, territory, country, *notes)

    def _period(self, told: Mapping[str, Any]) -> tuple[dt.date, dt.date] | Fault:
        """The first and last day: of two columns, of a month, of a year, or of the whole file."""
        if "period_start" in told or "period_end" in told:
            first, last = (
                told.get("period_start", told.get("period_end")),
                told.get("period_end", told.get("period_start")),
            )
            return (first.first, last.last) if first.first <= last.last else Fault("figure.order", Remark(OUT_OF_ORDER))
        span = told.get("month", told.get("year"))
        if isinstance(span, str):
            span = dates.span(span)
        if isinstance(span, dates.Span):
            return span.first, span.last
        return Fault("missing.period", Remark(NO_PERIOD))

    def _added(self, row: Row, figures: Sequence[Figure]) -> str:
        again = 0
        for figure in figures:
            key = (
                figure.indicator,
                figure.period_start,
                figure.period_end,
                figure.place,
                figure.territory,
                figure.country,
            )
            other = self.met.setdefault(key, figure)
            if other is figure:
                self.figures.append(figure)
            elif other[2:7] == figure[2:7]:
                again += 1
                self.issues.warning("row.repeated", row.number, "", figure.quote, REPEATED, other=other.row)
            else:
                self.tallied.contradict(self.issues, TWICE, _saying(figure), _saying(other))
                return "faulty"
        return "repeated" if again == len(figures) else "accepted"


def _saying(figure: Figure) -> Saying:
    return Saying(figure.row, figure.quote)


def _named(spec: Spec, name: str) -> str:
    """Notes say their language by their header."""
    if name != "note":
        return name
    return f"note_{spec.fixed['language']}" if "language" in spec.fixed else "note"


def _in_order(*values: float | None) -> bool:
    told = [value for value in values if value is not None]
    return told == sorted(told)


def doubts(figures: Sequence[Figure], readers: Readers, issues: Issues) -> None:
    """Cumulative numbers that go down, and values ten times those around them."""
    cumulative = {each.key for each in readers.known.indicators if each.nature == "cumulative"}
    series: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        if figure.value is not None and figure.period_end is not None:
            series.setdefault((figure.indicator, figure.territory, figure.country, figure.place), []).append(figure)
    for (indicator, *_), held in series.items():
        ordered = sorted(held, key=lambda figure: figure.period_end or dt.date.min)
        if indicator in cumulative:
            _decreases(ordered, issues)
        _jumps(ordered, issues)


def _decreases(ordered: Sequence[Figure], issues: Issues) -> None:
    for before, figure in pairwise(ordered):
        if (figure.value or 0) < (before.value or 0):
            issues.warning("figure.decreases", figure.row, "", figure.quote, DECREASES, before=before.quote)


def _jumps(ordered: Sequence[Figure], issues: Issues) -> None:
    for place, figure in enumerate(ordered):
        near = [each.value or 0 for each in (*ordered[max(0, place - 2) : place], *ordered[place + 1 : place + 3])]
        if len(near) > 1 and (figure.value or 0) >= max(50, 10 * max(near)):
            issues.warning("count.jump", figure.row, "", figure.quote, JUMP, near=max(near))
