"""The returns page’s own pieces: its sentence, why registers are never summed, what stands in before any came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from dashboard.charts import headlines
from dashboard.charts import returns as charts
from dashboard.pictures.registers import Choice
from dashboard.pictures.returns import SUBJECT
from dashboard.provenance import Reading, Sourced
from dashboard.queries import figures
from dashboard.queries import returns as queries
from dashboard.texts import Language, text
from dashboard.views import filters
from dashboard.views.fetch import fetch
from dashboard.views.figure_cards import figure_cards
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc
from dashboard.views.register_page import RegisterPage
from dashboard.views.routes import routes_map
from dashboard.views.shown import Query, Shown, unknown

YEAR = 12
MAP: Final = "map"
ROUTES: Final = "routes"
STATED = (
    ("Returns supported by IOM", ("voluntary_returns_supported", "avr_from_niger", "iom_supported_returns_cumulative")),
    (
        "Repatriations, State and IOM together",
        ("malians_repatriated_or_assisted", "repatriated_women", "repatriated_men", "repatriated_children",
         "repatriated_by_country"),
    ),
    (
        "Expulsions and returns from neighbouring countries",
        ("malians_expelled_mauritania", "malians_returned_neighbours"),
    ),
)  # fmt: skip


def finding(choice: Choice, reading: Reading, language: Language) -> Shown:
    """How many people, and how that compares with the year before."""
    months, before = _months(choice, reading), None
    if len(choice.part.months) <= YEAR:  # a longer period would overlap the one a year before
        before = fetch(queries.against_year_before, reading=reading, **choice.query)
    sentence, lead = charts.finding(
        months, before, language, category=choice.category, when=choice.when(language), people=choice.people
    )
    return Shown(sentence, lead, (never_summed(language),), months.is_demonstration)


def _months(choice: Choice, reading: Reading) -> Sourced:
    months: Sourced = fetch(queries.by_month, reading=reading, **choice.query)
    return months


def page(carried: Carried, query: Query) -> Shown:
    """The register that the link asks for, and under it the switch of the map when there are people to draw."""
    shown = PAGE.page(carried, query)
    if not _mapped(carried, query):
        return shown
    words = text("Show the routes on a map", carried.language)
    switch = filters.switch(MAP, words, ROUTES, is_on=query.get(MAP) == ROUTES, within=SUBJECT.page)
    dropped = (*shown.dropped, *unknown(query, {MAP: (ROUTES,)}))
    return replace(shown, parts=(*shown.parts, f'<div class="map-switch">{switch}</div>'), dropped=dropped)


def routes_on_demand(carried: Carried, query: Query) -> None:
    """The map, when there are people and the reader asks for it: it is heavy."""
    choice = _mapped(carried, query)
    if choice and query.get(MAP) == ROUTES:
        routes = fetch(queries.routes, reading=carried.reading, **choice.query)
        routes_map(routes, carried.language, chosen=choice.told(carried.language))


def _mapped(carried: Carried, query: Query) -> Choice | None:
    """What the link asks for, when it leaves people to draw."""
    choice = SUBJECT.choice(fetch, carried.reading, carried.language, query)
    return choice if choice and charts.total(_months(choice, carried.reading)) else None


def without(reading: Reading, language: Language) -> Shown:
    """The page before any register came."""
    sentence, lead = headlines.no_register(language)
    return Shown(sentence, lead, (stated_instead(reading, language),), is_demonstration=False)


def never_summed(language: Language) -> str:
    """Why the page shows one register at a time."""
    words = text(
        "Three separate registers: one operation may be in two of them, and a person expelled may then be assisted. "
        "Their numbers are read one at a time and never added.", language,
    )  # fmt: skip
    return f'<p class="register-note">{esc(words)}</p>'


def stated_instead(reading: Reading, language: Language) -> str:
    """What sources stated about returns, by population, when no register was loaded; the latest first."""
    sections = []
    for title, indicators in STATED:
        stated = fetch(figures.figures, reading=reading, indicators=indicators)
        if not stated.is_empty:
            latest = stated.with_rows(_latest_first(stated.rows, indicators))
            cards = figure_cards(latest, language, dated=True)
            sections.append(f'<section class="stated"><h2>{esc(text(title, language))}</h2>{cards}</section>')
    return "".join(sections)


def _latest_first(rows: pd.DataFrame, indicators: Sequence[str]) -> pd.DataFrame:
    """By indicator in the order given, then by the end of the period, latest first."""
    order = [(indicators.index(row.indicator_key), -row.period_end.toordinal()) for row in rows.itertuples()]
    return rows.iloc[sorted(range(len(order)), key=order.__getitem__)]


PAGE = RegisterPage(SUBJECT, finding, without, alone=1)
