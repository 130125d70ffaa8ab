"""Results of an IATI file, as the tables of our own templates: counts of registers on one sheet, figures on another.

An actual of a whole month that is told by sex or age is a cell of a register; any other is what its publisher states.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from xml.etree.ElementTree import Element

from dashboard.errors import ImportRefused
from dashboard.imports.templates import TEMPLATES, Key
from dashboard.sheets.book import Book, Remark, Row, Sheet, Value

REGISTERS, FIGURES = "Registres / Registers", "Chiffres déclarés / Stated figures"
OWN_VOCABULARY, PERCENT, MALI = "99", "2", "ML"
PEOPLE: Final = frozenset({"sex", "age_group", "detail"})
NO_IATI: Final = "This XML file is not an IATI file with results. Bring the results, or a table."
NO_PROGRESS: Final = "The progress of activities in this file is not loaded: bring it with the template."
Told = dict[str, Value]


@dataclass(frozen=True)
class Actual:
    """One number with what stands around it."""

    indicator: str
    first: str
    last: str
    value: str
    territory: str
    words: str
    dimensions: Mapping[str, str]

    @property
    def is_cell(self) -> bool:
        return bool(PEOPLE & set(self.dimensions)) and _is_whole_month(self.first, self.last)

    def cell(self) -> Told:
        return {
            "indicator": self.indicator, "month": self.first[:7], "territory": self.territory or "not_specified",
            "country": self.dimensions.get("country", "ZZ"), "count": self.value,
            **{name: self.dimensions.get(name, "") for name in PEOPLE},
        }  # fmt: skip

    def figure(self) -> Told:
        told = {
            "value_low": "low",
            "value_high": "high",
            "qualifier": "qualifier",
            "place": "place",
            "country": "country",
        }
        return {
            "indicator": self.indicator, "value": self.value, "period_start": self.first, "period_end": self.last,
            "territory": self.territory, "quote": self.words or self.value,
            **{field: self.dimensions.get(name, "") for field, name in told.items()},
        }  # fmt: skip


def as_tables(book: Book, root: Element) -> Book:
    """The book of an XML file with a sheet for each kind of number that it holds."""
    actuals = list(_actuals(root)) if root.tag == "iati-activities" else []
    if not actuals:
        raise ImportRefused(NO_IATI)
    cells = [each.cell() for each in actuals if each.is_cell]
    figures = [each.figure() for each in actuals if not each.is_cell]
    sheets = [_sheet(REGISTERS, "returns", cells), _sheet(FIGURES, "figures", figures)]
    said = (Remark(NO_PROGRESS),) if any(True for _ in _indicators(root, of_progress=True)) else ()
    return replace(
        book, sheets=tuple(sheet for sheet in sheets if sheet.line_count > 2), remarks=(*book.remarks, *said)
    )


def _sheet(name: str, key: Key, told: list[Told]) -> Sheet:
    columns = TEMPLATES[key].columns
    head: list[tuple[Value, ...]] = [
        (None, *(column.title for column in columns)),
        (TEMPLATES[key].mark, *(column.tag for column in columns)),
    ]
    lines = [*head, *((None, *(each.get(column.field) or None for column in columns)) for each in told)]
    return Sheet(name, partial(_rows, lines), len(lines))


def _rows(lines: list[tuple[Value, ...]]) -> Iterator[Row]:
    return (Row(number, values) for number, values in enumerate(lines, 1))


def _indicators(root: Element, *, of_progress: bool) -> Iterator[tuple[Element, Element]]:
    """Each indicator with its activity; those of other countries than Mali are not ours."""
    for activity in root.iter("iati-activity"):
        countries = {country.get("code") for country in activity.findall("recipient-country")}
        if not countries or MALI in countries:
            for indicator in activity.findall("result/indicator"):
                if (indicator.get("measure") == PERCENT) == of_progress:
                    yield activity, indicator


def _actuals(root: Element) -> Iterator[Actual]:
    for activity, indicator in _indicators(root, of_progress=False):
        name = _reference(indicator) or _words(indicator.find("title"))
        places = {place.get("ref", ""): _words(place.find("name")) for place in activity.findall("location")}
        for period in indicator.findall("period"):
            first, last = (_day(period.find(f"period-{edge}")) for edge in ("start", "end"))
            for actual in period.findall("actual"):
                yield _actual(actual, name, first, last, places)


def _actual(actual: Element, name: str, first: str, last: str, places: Mapping[str, str]) -> Actual:
    where = actual.find("location")
    ref = where.get("ref", "") if where is not None else ""
    dimensions = {each.get("name", ""): each.get("value", "") for each in actual.findall("dimension")}
    words = _words(actual.find("comment"))
    return Actual(name, first, last, actual.get("value", ""), places.get(ref) or ref, words, dimensions)


def _reference(indicator: Element) -> str:
    """The key of an indicator in a file of this product."""
    own = [each for each in indicator.findall("reference") if each.get("vocabulary") == OWN_VOCABULARY]
    return own[0].get("code", "") if own else ""


def _words(element: Element | None) -> str:
    """The first narrative, which is in the language of the activity."""
    told: Iterable[Element] = element.findall("narrative") if element is not None else ()
    return next((" ".join((each.text or "").split()) for each in told), "")


def _day(element: Element | None) -> str:
    return element.get("iso-date", "") if element is not None else ""


def _is_whole_month(first: str, last: str) -> bool:
    try:
        begins, ends = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    except ValueError:
        return False
    return begins.day == 1 and ends == begins.replace(day=calendar.monthrange(begins.year, begins.month)[1])
