"""What a picture of the list is: its key and page, its filters, and how it is drawn from what is asked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.charts.visual import Visual
from dashboard.pictures.filters import Filter, Link
from dashboard.provenance import Reading, Sourced, frame
from dashboard.texts import Language, text

Ask = Callable[..., Any]
"""Gives the rows of a query: `ask(query, reading=…, **arguments)`."""
Chart = Callable[..., Visual]

NOT_RECORDED = "Nothing was recorded by {day} for this choice."
NOT_REPORTED = "By {day} nobody had reported this register for these filters: the number is unknown, not zero."
ZERO = "By {day} those who reported this register had counted nobody for these filters: there is nothing to draw."


@dataclass(frozen=True)
class Drawing:
    """A chart with what it draws. `missing` says why there is nothing to draw, and is empty when there is."""

    chart: Chart
    data: Sourced
    arguments: Mapping[str, Hashable] = field(default_factory=dict)
    missing: str = ""

    def visual(self, language: Language) -> Visual:
        return self.chart(self.data, language, **self.arguments)


Draw = Callable[[Ask, Reading, Language, Link], Drawing]
Finding = Callable[[Sourced, Language], str]
Offer = Callable[[Ask, Reading, Language, Link], tuple[Filter, ...]]


def no_filters(_ask: Ask, _reading: Reading, _language: Language, _link: Link) -> tuple[Filter, ...]:
    """What a picture offers that is always the same."""
    return ()


@dataclass(frozen=True)
class Entry:
    """`page` is the first page on which the picture stands; `title` an English text that does not depend on the data.

    `filters` names the link values that change the picture; `offer` gives those that the rows know, with their
    values: fewer when a value leaves another no choice, none when there are no rows.
    """

    key: str
    page: str
    title: str
    draw: Draw
    filters: tuple[str, ...] = ()
    offer: Offer = no_filters
    finding: Finding | None = None
    """What the page says in its heading, not over the picture: the title of the picture where it stands alone."""

    def titled(self, language: Language) -> str:
        return text(self.title, language)


def of_rows(chart: Chart, data: Sourced, **arguments: Hashable) -> Drawing:
    """A chart that draws any row there is."""
    return Drawing(chart, data, arguments, NOT_RECORDED if data.is_empty else "")


def nothing(chart: Chart, reading: Reading, missing: str) -> Drawing:
    """A chart without rows, and why."""
    return Drawing(chart, Sourced(frame((), ()), (), reading), missing=missing)
