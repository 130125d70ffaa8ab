"""Every picture by its key, in the order of the pages, and the same picture that its page shows for a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.charts.visual import Visual
from dashboard.errors import NothingToDraw, UnknownFilter, UnknownPicture
from dashboard.pictures import (
    assistance,
    filters,
    frameworks,
    reintegration,
    returns,
    roadmap,
    sources,
    summary,
    territories,
)
from dashboard.pictures.entry import Ask, Entry
from dashboard.pictures.filters import Filter, Link
from dashboard.provenance import Reading
from dashboard.texts import Language

_ENTRIES = {
    entry.key: entry
    for group in (
        summary.ENTRIES, roadmap.ENTRIES, assistance.ENTRIES, (*returns.SUBJECT.entries(), returns.ROUTES_MAP),
        reintegration.SUBJECT.entries(), territories.ENTRIES, frameworks.ENTRIES, sources.ENTRIES,
    )
    for entry in group
}  # fmt: skip
EVERYTHING: Mapping[str, str] = {}


def direct(connection: Any) -> Ask:
    """Asks a connection itself, as commands do; pages ask `views.fetch.fetch`, which keeps the rows."""

    def ask(query: Any, *, reading: Reading, **arguments: Any) -> Any:
        return query(connection, reading=reading, **arguments)

    return ask


def entries() -> tuple[Entry, ...]:
    return tuple(_ENTRIES.values())


def entry(key: str) -> Entry:
    if key not in _ENTRIES:
        raise UnknownPicture("No picture is called “{key}”; known: {known}.", key=key, known=", ".join(_ENTRIES))
    return _ENTRIES[key]


def picture(
    key: str, ask: Ask, *, reading: Reading, language: Language, filters: Mapping[str, str] = EVERYTHING
) -> Visual:
    """What the page shows for these link values, to stand alone; those not given are the page’s defaults."""
    found = entry(key)
    _refuse_names(found, filters)
    offered = found.offer(ask, reading, language, filters)
    _refuse_values(offered, filters, found)
    drawing = found.draw(ask, reading, language, filters)
    if drawing.missing:
        raise NothingToDraw(drawing.missing, day=reading.day)
    visual = drawing.visual(language)
    title = found.finding(drawing.data, language).removesuffix(".") if found.finding else visual.title
    return replace(visual, title=title, filters=_told(offered, filters, found))


def known_values(
    key: str, ask: Ask, *, reading: Reading, language: Language = "fr", filters: Mapping[str, str] = EVERYTHING
) -> dict[str, dict[str, str]]:
    """Each filter’s values with their words, given the other `filters`; nothing when there are no rows to filter."""
    found = entry(key)
    offered = found.offer(ask, reading, language, filters)
    return {one.name: dict(one.options) for one in offered if one.name in found.filters}


def filters_of(key: str, link: Link) -> dict[str, str]:
    """Those values of a page’s link that change this picture."""
    return {name: link[name] for name in entry(key).filters if link.get(name)}


def _told(offered: tuple[Filter, ...], given: Link, found: Entry) -> tuple[tuple[str, str], ...]:
    """Each filter in force, defaults included, with its value in words."""
    told = ((one.label, one.told(given)) for one in offered if one.name in found.filters)
    return tuple((label, words) for label, words in told if words)


def _refuse_names(found: Entry, given: Link) -> None:
    for name in given:
        if name not in found.filters and not found.filters:
            raise UnknownFilter("The picture {key} has no filter, not even “{name}”.", key=found.key, name=name)
        if name not in found.filters:
            known = ", ".join(found.filters)
            raise UnknownFilter(
                "The picture {key} has no filter “{name}”; it has: {known}.", key=found.key, name=name, known=known
            )


def _refuse_values(offered: tuple[Filter, ...], given: Link, found: Entry) -> None:
    """Without any filter offered there are no rows: that is said when they are drawn."""
    options = {one.name: one.options for one in offered}
    for name in filters.unknown(offered, given, found.filters if offered else ()):
        if not options.get(name):
            raise UnknownFilter("The filter “{name}” has no values beside the other choices made.", name=name)
        raise UnknownFilter(
            "“{value}” is not a value of the filter “{name}”; known: {known}.", value=given[name], name=name,
            known=", ".join(options[name]),
        )  # fmt: skip
