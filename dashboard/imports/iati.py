"""Results of an IATI file, as the tables of our own templates: a sheet each for register counts and stated figures.

An actual of a whole month that is told by sex or age is a cell of a register; any other is what its publisher states.
A roadmap that this product wrote, known by its tags of vocabulary 99, gives two more: its activities, their progress.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from xml.etree.ElementTree import Element

from dashboard.errors import ImportRefused
from dashboard.imports.templates import TEMPLATES, Key, language_tag
from dashboard.sheets.book import Book, Remark, Row, Sheet, Value
from dashboard.texts import LANGUAGES, Language

REGISTERS, FIGURES = "Registres / Registers", "Chiffres déclarés / Stated figures"
ACTIVITIES, PROGRESS = "Activités / Activities", "Avancement / Progress"
OWN_VOCABULARY, PERCENT, MALI = "99", "2", "ML"
PLANNED_START, PLANNED_END = "1", "3"
LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
TWICE: Final = frozenset({"title", "deliverable", "comment"})
PEOPLE: Final = frozenset({"sex", "age_group", "detail"})
NO_IATI: Final = "This XML file is not an IATI file with results. Bring the results, or a table."
NO_PROGRESS: Final = (
    "Results in percent are loaded only from a roadmap that this dashboard saved. Bring them with the template."
)
Told = dict[str, Value]


@dataclass(frozen=True)
class Planned:
    """An activity of the roadmap with what our own tags say of it: `priority:2` is `priority`, then `2`."""

    element: Element
    tags: Mapping[str, Sequence[str]]

    def tag(self, kind: str) -> str:
        return next(iter(self.tags.get(kind, ())), "")

    @property
    def has_terms(self) -> bool:
        """Not where the activity went to the other side: that one brings its terms."""
        return "priority" in self.tags

    def terms(self) -> Told:
        title, deliverable = self.element.find("title"), self.element.find("description")
        days = {each.get("type"): _day(each) for each in self.element.findall("activity-date")}
        return {
            "activity": self.tag("activity"), "priority": self.tag("priority"), "owner": self.tag("owner"),
            "title_fr": _in_language(title, "fr"), "title_en": _in_language(title, "en"),
            "deliverable_fr": _in_language(deliverable, "fr"), "deliverable_en": _in_language(deliverable, "en"),
            "partners": "; ".join(self.tags.get("partner", ())), "territory": _ref(self.element.find("location")),
            "starts_on": days.get(PLANNED_START), "due_on": days.get(PLANNED_END),
            "weight": _decimals(self.tag("weight")),
        }  # fmt: skip

    def reports(self) -> Iterator[Told]:
        for period in self.element.findall(f"result/indicator[@measure='{PERCENT}']/period"):
            for actual in period.findall("actual"):
                yield self._report(actual, _day(period.find("period-end")))

    def _report(self, actual: Element, day: str) -> Told:
        document, percent = actual.find("document-link"), actual.get("value", "")
        comment = actual.find("comment")
        return {
            "activity": self.tag("activity"), "date": day, "percent": f"{_decimals(percent)} %" if percent else "",
            "milestone": _dimensions(actual).get("milestone", ""),
            "comment_fr": _in_language(comment, "fr"), "comment_en": _in_language(comment, "en"),
            "evidence": document.get("url", "") if document is not None else "",
        }  # fmt: skip


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
    """The book of an XML file with a sheet for each kind of table that it holds; activities before their progress."""
    sheets = _sheets(root) if root.tag == "iati-activities" else []
    if not sheets:
        raise ImportRefused(NO_IATI)
    said = (Remark(NO_PROGRESS),) if _has_progress_of_others(root) else ()
    return replace(book, sheets=tuple(sheets), remarks=(*book.remarks, *said))


def _sheets(root: Element) -> list[Sheet]:
    actuals, roadmap = list(_actuals(root)), list(_roadmap(root))
    told: tuple[tuple[str, Key, list[Told]], ...] = (
        (REGISTERS, "returns", [each.cell() for each in actuals if each.is_cell]),
        (FIGURES, "figures", [each.figure() for each in actuals if not each.is_cell]),
        (ACTIVITIES, "activities", [each.terms() for each in roadmap if each.has_terms]),
        (PROGRESS, "progress", [report for each in roadmap for report in each.reports()]),
    )
    return [_sheet(name, key, rows) for name, key, rows in told if rows]


def _sheet(name: str, key: Key, told: list[Told]) -> Sheet:
    columns = list(_columns(key))
    head: list[tuple[Value, ...]] = [
        (None, *(title for _, title, _ in columns)),
        (TEMPLATES[key].mark, *(tag for _, _, tag in columns)),
    ]
    lines = [*head, *((None, *(each.get(field) or None for field, _, _ in columns)) for each in told)]
    return Sheet(name, partial(_rows, lines), len(lines))


def _columns(key: Key) -> Iterator[tuple[str, str, str]]:
    """Field, title and tag of each column; words that both languages have stand in one of each."""
    for column in TEMPLATES[key].columns:
        if column.field not in TWICE:
            yield column.field, column.title, column.tag
            continue
        for spoken in LANGUAGES:
            yield f"{column.field}_{spoken}", f"{column.title} ({spoken})", language_tag(column.tag, spoken)


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


def _has_progress_of_others(root: Element) -> bool:
    return any("activity" not in _tags(activity) for activity, _ in _indicators(root, of_progress=True))


def _roadmap(root: Element) -> Iterator[Planned]:
    """Activities that this product wrote."""
    found = (Planned(activity, _tags(activity)) for activity in root.iter("iati-activity"))
    return (each for each in found if each.tag("activity"))


def _tags(activity: Element) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for tag in activity.findall(f"tag[@vocabulary='{OWN_VOCABULARY}']"):
        kind, _, code = tag.get("code", "").partition(":")
        held.setdefault(kind, []).append(code)
    return held


def _actuals(root: Element) -> Iterator[Actual]:
    for activity, indicator in _indicators(root, of_progress=False):
        name = _reference(indicator) or _words(indicator.find("title"))
        places = {place.get("ref", ""): _words(place.find("name")) for place in activity.findall("location")}
        for period in indicator.findall("period"):
            first, last = (_day(period.find(f"period-{edge}")) for edge in ("start", "end"))
            for actual in period.findall("actual"):
                yield _actual(actual, name, first, last, places)


def _actual(actual: Element, name: str, first: str, last: str, places: Mapping[str, str]) -> Actual:
    ref, words = _ref(actual.find("location")), _words(actual.find("comment"))
    return Actual(name, first, last, actual.get("value", ""), places.get(ref) or ref, words, _dimensions(actual))


def _dimensions(actual: Element) -> dict[str, str]:
    return {each.get("name", ""): each.get("value", "") for each in actual.findall("dimension")}


def _ref(location: Element | None) -> str:
    return location.get("ref", "") if location is not None else ""


def _reference(indicator: Element) -> str:
    """The key of an indicator in a file of this product."""
    own = [each for each in indicator.findall("reference") if each.get("vocabulary") == OWN_VOCABULARY]
    return own[0].get("code", "") if own else ""


def _words(element: Element | None) -> str:
    """The first narrative, which is in the language of the activity."""
    told: Iterable[Element] = element.findall("narrative") if element is not None else ()
    return next((" ".join((each.text or "").split()) for each in told), "")


def _in_language(element: Element | None, language: Language) -> str:
    """The narrative of one language; one that says none is in French, that of our own activities."""
    told: Iterable[Element] = element.findall("narrative") if element is not None else ()
    found = (each for each in told if each.get(LANGUAGE, "fr") == language)
    return next((" ".join((each.text or "").split()) for each in found), "")


def _decimals(number: str) -> str:
    """With more than four decimals, or none: no point of it is taken for that of thousands."""
    whole, _, parts = number.partition(".")
    return f"{whole}.{parts:0<5}" if parts else whole


def _day(element: Element | None) -> str:
    return element.get("iso-date", "") if element is not None else ""


def _is_whole_month(first: str, last: str) -> bool:
    try:
        begins, ends = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    except ValueError:
        return False
    return begins.day == 1 and ends == begins.replace(day=calendar.monthrange(begins.year, begins.month)[1])
