"""What the database holds as IATI results: XML of version 2.03, in the order that its schema of 2018-02-19 asks for.

Each source has a file for its register cells and one for what it stated, so that each loads back under its own words;
each side has one for its part of the roadmap. A count is an `actual` of its month, told apart by region (`location`)
and by country, sex, age and detail (`dimension`); what a source stated keeps its words as a `comment`. Of an activity
of the roadmap, what the standard has no place for (keys, priority, weight) is a `tag` of vocabulary 99: `priority:2`.
The identifiers begin with IOM's, XM-DAC-47066: whoever publishes the files in the registry makes sure that they may.

IATI wants a year for a baseline and a period for a target, and the database has neither: they are those of the whole
series, and a comment says so.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from dashboard.actors import Side
from dashboard.exports.exchange import SIDES, slug
from dashboard.exports.words import clean
from dashboard.imports import personal
from dashboard.queries.exchange import Cell, Holdings, Origin
from dashboard.texts import LANGUAGES, Language, said, text

VERSION: Final = "2.03"
DIALOGUE: Final = dt.date(2026, 1, 1)
PUBLISHER, PREFIX = "XM-DAC-47066", "XM-DAC-47066-ML-MMEIA"
MIGRATION_SECTOR: Final = "15190"
MULTILATERAL, GOVERNMENT, OTHER_ORGANISATION = "40", "10", "90"
ORGANISATION_TYPES: Final = {"ministry": GOVERNMENT, "iom": MULTILATERAL}
ACCOUNTABLE, IMPLEMENTING, UNDER_WAY, OTHER_RESULT, OUTPUT = "2", "4", "2", "9", "1"
PAGE, ON_RESULTS = "text/html", "A08"
PLANNED_START, ACTUAL_START, PLANNED_END = "1", "2", "3"
UNIT, PERCENT, OWN_VOCABULARY = "1", "2", "99"
LATITUDE_FIRST: Final = "http://www.opengis.net/def/crs/EPSG/0/4326"
DIMENSIONS: Final = ("country", "sex", "age_group", "detail")
ASCENDING: Final = {"more_is_better": "true", "less_is_better": "false"}
ABOUT: Final = (
    "Monthly counts of returning migrants and of reintegration, and what sources stated about migration in Mali. "
    "Counts of different indicators are never added together."
)
WHOLE_SERIES: Final = "The database gives no date for this value: that of the whole series stands here."
Parts = Iterator[str]
Words = Mapping[Language, str]


class Participant(NamedTuple):
    """An organisation that takes part: its names, its kind and its role as IATI codes them."""

    names: Words
    kind: str
    role: str = IMPLEMENTING


def files(holdings: Holdings) -> Iterator[tuple[str, Parts]]:
    """Name and text of each file, a few lines at a time: a register may hold a million counts."""
    for origin in holdings.origins():
        cells = holdings.cells(origin)
        first = next(cells, None)
        if first is not None:
            yield f"cells_{slug(origin)}.xml", _document(_of_cells(holdings, origin, chain([first], cells)))
        figures = holdings.figures(origin)
        if figures:
            yield f"figures_{slug(origin)}.xml", _document(_of_figures(holdings, origin, figures))
    for side in SIDES:
        activities = list(_roadmap(holdings, side))
        if activities:
            yield f"roadmap_{side}.xml", _document(_chain(*activities))


def _document(activities: Parts) -> Parts:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield from _element("iati-activities", {"version": VERSION}, activities)


def _roadmap(holdings: Holdings, side: Side) -> Iterator[Parts]:
    """Activities of a side with what it declared; of one that went to the other side since, the progress alone."""
    reports = {key: list(rows) for key, rows in groupby(holdings.reports(side), key=lambda row: row.activity)}
    own = {row["activity"] for row in holdings.activities(side)}
    for row in holdings.activities():
        key = row["activity"]
        if key in own or key in reports:
            yield _activity(_planned(holdings, side, row, reports.get(key, []), is_own=key in own))


def _activity(inside: Parts) -> Parts:
    return _element("iati-activity", {"xml:lang": "fr"}, inside)


def _of_cells(holdings: Holdings, origin: Origin, cells: Iterable[Cell]) -> Parts:
    months = holdings.months(origin)
    first = dt.date(months[0] // 100, months[0] % 100, 1)
    known = holdings.indicators()
    results = (_result(known[key], _months(own)) for key, own in groupby(cells, key=lambda cell: cell.indicator))
    yield from _activity(_stands(holdings, origin, "cells", first, holdings.places(origin), results))


def _of_figures(holdings: Holdings, origin: Origin, figures: Sequence[Any]) -> Parts:
    spans = [span for row in figures if (span := _span(row))]
    known, places = holdings.indicators(), {row.territory for row in figures if row.territory}
    results = (_result(known[key], _stated(list(own))) for key, own in groupby(figures, key=lambda row: row.indicator))
    first = min((span[0] for span in spans), default=DIALOGUE)
    yield from _activity(_stands(holdings, origin, "figures", first, places, results))


def _stands(
    holdings: Holdings, origin: Origin, kind: str, first: dt.date, places: set[str], results: Iterable[Parts]
) -> Parts:  # fmt: skip
    """What one source says, from its first day on."""
    titles: Words = {"fr": origin.title_fr, "en": origin.title_en}
    about: Words = {language: text(ABOUT, language) for language in LANGUAGES}
    publisher = Participant({"fr": origin.publisher}, OTHER_ORGANISATION)
    yield from _head(f"{PREFIX}-{kind}-{slug(origin)}", titles, about, [publisher])
    yield from _element("activity-date", {"type": ACTUAL_START, "iso-date": first.isoformat()})
    yield from _element("recipient-country", {"code": "ML"})
    yield from _locations(holdings, places)
    yield from _element("sector", {"vocabulary": "1", "code": MIGRATION_SECTOR})
    for result in results:
        yield from result


def _head(identifier: str, titles: Words, about: Words, participants: Iterable[Participant]) -> Parts:
    """What every activity begins with, up to its state."""
    yield from _element("iati-identifier", {}, iter([escape(identifier)]))
    reporting = {"ref": PUBLISHER, "type": MULTILATERAL, "secondary-reporter": "1"}
    yield from _element("reporting-org", reporting, _narratives({"fr": "OIM Mali", "en": "IOM Mali"}))
    yield from _element("title", {}, _narratives(titles))
    yield from _element("description", {"type": "1"}, _narratives(about))
    for each in participants:
        yield from _element("participating-org", {"role": each.role, "type": each.kind}, _narratives(each.names))
    yield from _element("activity-status", {"code": UNDER_WAY})


def _locations(holdings: Holdings, used: set[str]) -> Parts:
    """Regions that some number is about: `ref` is what it refers to them by."""
    known = holdings.territories()
    for key in sorted(used):
        yield from _element("location", {"ref": key}, _location(known[key]))


def _location(territory: Any) -> Parts:
    yield from _element("name", {}, _narratives({lang: said(territory, "name", lang) for lang in LANGUAGES}))
    if territory.latitude is not None:
        where = f"{territory.latitude} {territory.longitude}"
        yield from _element("point", {"srsName": LATITUDE_FIRST}, _element("pos", {}, iter([where])))


def _result(indicator: Any, periods: Sequence[tuple[dt.date, dt.date, Iterator[str]]] | Iterator[Any]) -> Parts:
    titles = {language: said(indicator, "name", language) for language in LANGUAGES}
    yield from _element("result", {"type": OTHER_RESULT, "aggregation-status": "false"}, _chain(
        _element("title", {}, _narratives(titles)), _indicator(indicator, titles, periods),
    ))  # fmt: skip


def _indicator(indicator: Any, titles: Words, periods: Iterable[Any]) -> Parts:
    ascending = ASCENDING.get(indicator.direction)
    attributes = {"measure": UNIT, **({"ascending": ascending} if ascending else {})}
    yield from _element("indicator", attributes, _within_indicator(indicator, titles, periods))


def _within_indicator(indicator: Any, titles: Words, periods: Iterable[Any]) -> Parts:
    """Title, description, reference, then baseline, periods, and the target over all of them."""
    about = {language: said(indicator, "definition", language) for language in LANGUAGES}
    yield from _element("title", {}, _narratives(titles))
    yield from _element("description", {}, _narratives(about))
    yield from _element("reference", {"vocabulary": OWN_VOCABULARY, "code": indicator.key})
    first: dt.date | None = None
    last: dt.date | None = None
    for starts, ends, inside in periods:
        if first is None and indicator.baseline is not None:
            yield from _lone("baseline", {"year": str(starts.year), "value": _number(indicator.baseline)})
        first, last = min(first or starts, starts), max(last or ends, ends)
        yield from _element("period", {}, _chain(_edges(starts, ends), inside))
    if first and last and indicator.target is not None:
        target = _lone("target", {"value": _number(indicator.target)})
        yield from _element("period", {}, _chain(_edges(first, last), target))


def _lone(name: str, attributes: Mapping[str, str]) -> Parts:
    """A value of the series as a whole."""
    words = {language: text(WHOLE_SERIES, language) for language in LANGUAGES}
    return _element(name, attributes, _element("comment", {}, _narratives(words)))


def _edges(starts: dt.date, ends: dt.date) -> Parts:
    yield from _element("period-start", {"iso-date": starts.isoformat()})
    yield from _element("period-end", {"iso-date": ends.isoformat()})


def _months(cells: Iterable[Cell]) -> Iterator[tuple[dt.date, dt.date, Parts]]:
    for month, own in groupby(cells, key=lambda cell: cell.month):
        year, number = divmod(month, 100)
        last = dt.date(year, number, calendar.monthrange(year, number)[1])
        yield dt.date(year, number, 1), last, _counts(own)


def _counts(cells: Iterable[Cell]) -> Parts:
    for cell in cells:
        told = {name: str(getattr(cell, name)) for name in DIMENSIONS}
        yield from _actual(str(cell.counted), cell.territory, told, {})


def _stated(rows: Sequence[Any]) -> Iterator[tuple[dt.date, dt.date, Parts]]:
    """Statements of one indicator by period; one that gives none stands under the day of its source."""
    spans = sorted({span for row in rows if (span := _span(row))})
    for starts, ends in spans:
        yield starts, ends, _statements([row for row in rows if _span(row) == (starts, ends)])


def _span(row: Any) -> tuple[dt.date, dt.date] | None:
    days = [day for day in (row.period_start, row.period_end) if day] or [day for day in (row.published_on,) if day]
    return (days[0], days[-1]) if days else None


def _statements(rows: Iterable[Any]) -> Parts:
    for row in rows:
        held = {
            "country": row.country_code, "qualifier": row.qualifier, "low": _number(row.value_low),
            "high": _number(row.value_high), "place": row.place, "publisher": row.publisher,
            "period": "" if row.period_start and row.period_end else "not printed",
        }  # fmt: skip
        yield from _actual(_number(row.value), row.territory, held, {"fr": row.quote})


def _actual(
    value: str, place: str | None, told: Mapping[str, str | None], words: Words, evidence: str | None = None
) -> Parts:
    """Location, dimensions, comment, document: the order of the schema."""
    yield from _element("actual", {"value": value} if value else {}, _chain(
        _element("location", {"ref": place}) if place else iter(()),
        *(_element("dimension", {"name": name, "value": what}) for name, what in told.items() if what),
        _element("comment", {}, _narratives(words)) if any(words.values()) else iter(()),
        _evidence(evidence) if evidence else iter(()),
    ))  # fmt: skip


def _evidence(address: str) -> Parts:
    titles = {language: text("Evidence", language) for language in LANGUAGES}
    yield from _element("document-link", {"url": address, "format": PAGE}, _chain(
        _element("title", {}, _narratives(titles)), _element("category", {"code": ON_RESULTS}),
    ))  # fmt: skip


def _planned(
    holdings: Holdings, side: Side, activity: Mapping[str, Any], reports: Sequence[Any], *, is_own: bool
) -> Parts:
    """An activity of the roadmap: its terms, and what a side declared of its progress."""
    titles = {language: str(activity[f"title_{language}"]) for language in LANGUAGES}
    about = {language: str(activity[f"deliverable_{language}"]) for language in LANGUAGES}
    identifier = f"{PREFIX}-{side}-{activity['activity']}"
    yield from _head(identifier, titles, about, _participants(holdings, activity))
    for kind, name in ((PLANNED_START, "starts_on"), (PLANNED_END, "due_on")):
        yield from _element("activity-date", {"type": kind, "iso-date": activity[name].isoformat()})
    yield from _element("recipient-country", {"code": "ML"})
    if activity["territory"]:
        yield from _locations(holdings, {activity["territory"]})
    yield from _element("sector", {"vocabulary": "1", "code": MIGRATION_SECTOR})
    known = {language: text("Code of the activity", language) for language in LANGUAGES}
    yield from _tag("activity", activity["activity"], known)
    if is_own:
        yield from _terms(holdings, activity)
    if reports:
        yield from _progress(activity, reports)


def _participants(holdings: Holdings, activity: Mapping[str, Any]) -> Iterator[Participant]:
    """The owner, who is accountable, then the partners, who implement with it."""
    roles = ((activity["owner"], ACCOUNTABLE), *((key, IMPLEMENTING) for key in activity["partners"]))
    for key, role in roles:
        kind = ORGANISATION_TYPES.get(holdings.organisations[key].kind, OTHER_ORGANISATION)
        yield Participant(_names(holdings.organisations[key]), kind, role)


def _terms(holdings: Holdings, activity: Mapping[str, Any]) -> Parts:
    """The terms for which the standard has no place, under our own keys."""
    weight = {language: text("Weight", language) for language in LANGUAGES}
    yield from _tag("priority", str(activity["priority"]), _names(holdings.priorities[activity["priority"]]))
    yield from _tag("weight", _number(activity["weight"]), weight)
    yield from _tag("owner", activity["owner"], _names(holdings.organisations[activity["owner"]]))
    for partner in activity["partners"]:
        yield from _tag("partner", partner, _names(holdings.organisations[partner]))


def _tag(kind: str, code: str, words: Words) -> Parts:
    return _element("tag", {"vocabulary": OWN_VOCABULARY, "code": f"{kind}:{code}"}, _narratives(words))


def _names(thing: Any) -> Words:
    return {language: said(thing, "name", language) for language in LANGUAGES}


def _progress(activity: Mapping[str, Any], reports: Sequence[Any]) -> Parts:
    titles = {language: text("Progress in percent", language) for language in LANGUAGES}
    periods = (_element("period", {}, _chain(_edges(activity["starts_on"], row.declared_on), _declared(row)))
               for row in reports)  # fmt: skip
    indicator = _element("indicator", {"measure": PERCENT, "ascending": "true"}, _chain(
        _element("title", {}, _narratives(titles)), *periods,
    ))  # fmt: skip
    yield from _element("result", {"type": OUTPUT}, _chain(_element("title", {}, _narratives(titles)), indicator))


def _declared(row: Any) -> Parts:
    held = {"side": row.side, "milestone": _number(row.milestone_number)}
    words = {language: said(row, "comment", language) for language in LANGUAGES}
    told = {key: each for key, each in words.items() if each and not personal.found(each)}
    yield from _actual(_number(row.percent), None, held, told, row.evidence)


def _narratives(words: Words) -> Parts:
    """The first language is that of the activity; every other one says which it is."""
    for language, said_ in words.items():
        attributes = {} if language == "fr" else {"xml:lang": language}
        yield from _element("narrative", attributes, iter([escape(clean(said_))]))


def _element(name: str, attributes: Mapping[str, str | None], inside: Iterable[str] = ()) -> Parts:
    """One element on lines of its own; a text inside stands on the same line."""
    written = "".join(f" {key}={quoteattr(clean(value or ''))}" for key, value in attributes.items())
    parts = iter(inside)
    first = next(parts, None)
    if first is None:
        yield f"<{name}{written}/>\n"
        return
    yield f"<{name}{written}>" + ("\n" if first.startswith("<") else "") + first
    yield from parts
    yield f"</{name}>\n"


def _chain(*parts: Iterable[str]) -> Parts:
    return chain.from_iterable(parts)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10f}".rstrip("0").rstrip(".")
