"""The pictures of our summary and returns pages in Dash: same queries, figures and filters, in French.

Served as its documentation advises: one worker with threads, answers compressed, and what was compressed or drawn once
kept. The pages are chosen by their address; a filter draws the five pictures of returns anew.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Any, Final

from dash import Dash, Input, Output, callback, dcc, html
from flask_compress import DictCache

from dashboard.charts import roadmap as roadmap_charts
from dashboard.charts import summary as summary_charts
from dashboard.charts.headlines import STATED
from dashboard.charts.registers import AGE_NAMES, SEX_NAMES
from dashboard.charts.returns import CATEGORY_NAMES
from dashboard.charts.visual import Visual
from dashboard.pictures.returns import SUBJECT
from dashboard.provenance import Reading
from dashboard.queries import figures, registers, returns, roadmap
from dashboard.queries.registers import Part
from dashboard.texts import said, text
from dashboard.texts.quantity import brief
from dashboard.views import fetch
from dashboard.views.picture import WIDTHS, Slot

NOW: Final = Reading(None, "all")
CHARTS: Final[dict[str, Slot]] = {
    "by_month": "full", "by_country": "half", "by_age_and_sex": "half", "by_region": "half", "routes": "half",
}  # fmt: skip
FILTERS: Final = ("category", "months", "country", "region", "sex", "age")
MONTHS: Final = 12
Picture = tuple[str, dict[str, Any]]

app = Dash(__name__, title="Dash", compress=True, suppress_callback_exceptions=True, update_title="")
server = app.server
server.config |= {
    "COMPRESS_CACHE_BACKEND": DictCache,  # kept for each address and body: the data stay as they are
    "COMPRESS_CACHE_KEY": lambda request: request.full_path + request.get_data(as_text=True),
}
app.layout = html.Div([
    dcc.Location(id="address"),
    html.Nav([dcc.Link("Synthèse", href="/", id="to-summary"), dcc.Link("Retours", href="/returns", id="to-returns")]),
    html.Main(id="page"),
])  # fmt: skip


@callback(Output("page", "children"), Input("address", "pathname"))
def page(address: str) -> Any:
    fetch.refresh()
    return returns_page(fetch.version()) if address == "/returns" else summary_page(fetch.version())


@callback(
    *(Output(f"title-{name}", "children") for name in CHARTS),
    *(Output(f"returns-{name}", "figure") for name in CHARTS),
    *(Input(f"filter-{name}", "value") for name in FILTERS),
    prevent_initial_call=True,
)
def filtered(*values: Any) -> Any:
    fetch.refresh()
    category, (first, last), *others = values
    known = calendar(fetch.version())
    drawn = returns_pictures(fetch.version(), category, known[first], known[last], *others)
    return [*(title for title, _ in drawn), *(figure for _, figure in drawn)]


@lru_cache(maxsize=4)
def summary_page(_version: int) -> Any:
    priorities = fetch.fetch(roadmap.priorities, reading=NOW)
    activities = fetch.fetch(roadmap.activities, reading=NOW)
    against = fetch.fetch(returns.against_reintegration, reading=NOW)
    return [
        html.H1(roadmap_charts.finding(priorities, "fr")),
        *graph("by_priority", *picture(roadmap_charts.by_priority(priorities, "fr"), "main")),
        html.Ul([html.Li(f"{row.title_fr}: {row.days_late}") for row in activities.rows.itertuples() if row.days_late]),
        html.Div(stated_cards()),
        *graph("against_reintegration", *picture(summary_charts.against_reintegration(against, "fr"), "full")),
    ]


def stated_cards() -> list[Any]:
    stated = fetch.fetch(figures.figures, reading=NOW, keys=STATED)
    return [
        html.Article([html.B(brief(row, "fr")), html.H3(said(row, "indicator", "fr")), html.Q(row.quote)])
        for row in stated.rows.itertuples()
    ]


@lru_cache(maxsize=4)
def returns_page(version: int) -> Any:
    known = calendar(version)
    first = len(known) - MONTHS
    drawn = returns_pictures(version, returns.CATEGORIES[0], known[first], known[-1], None, None, None, None)
    pictures = [part for name, one in zip(CHARTS, drawn, strict=True) for part in graph(name, *one)]
    return [html.H1("Retours"), html.Div(filters(known, first)), *pictures]


def filters(known: tuple[int, ...], first: int) -> list[Any]:
    choices = fetch.fetch(registers.choices, reading=NOW, indicators=returns.CATEGORIES)
    registers_named = {key: text(name, "fr") for key, name in CATEGORY_NAMES.items()}
    names = {
        name: {key: said(row, "name", "fr") for key, row in choices[name].items()} for name in ("country", "region")
    }
    ages, sexes = ({key: text(name, "fr") for key, name in table.items()} for table in (AGE_NAMES, SEX_NAMES))
    return [
        dcc.Dropdown(registers_named, returns.CATEGORIES[0], id="filter-category", clearable=False),
        dcc.RangeSlider(0, len(known) - 1, 1, value=[first, len(known) - 1], marks=None, id="filter-months"),
        *(dcc.Dropdown(names[name], id=f"filter-{name}") for name in names),
        dcc.Dropdown(sexes, id="filter-sex"),
        dcc.Dropdown(ages, id="filter-age"),
    ]


@lru_cache(maxsize=256)
def returns_pictures(_version: int, category: str, first: int, last: int, *people: str | None) -> list[Picture]:
    """In the order of `CHARTS`; `people` are country, region, sex and age."""
    asked: dict[str, Hashable] = {"category": category, "part": Part(first, last, *people)}
    rows = {name: fetch.fetch(getattr(returns, name), reading=NOW, **asked) for name in CHARTS}
    return [picture(SUBJECT.pictures[name].chart(rows[name], "fr", chosen=""), slot) for name, slot in CHARTS.items()]


@cache
def calendar(_version: int) -> tuple[int, ...]:
    known: tuple[int, ...] = fetch.fetch(registers.calendar, reading=NOW, indicators=returns.CATEGORIES)
    return known


def picture(visual: Visual, slot: Slot) -> Picture:
    """Its title, and its figure as wide as on our page."""
    return visual.title, visual.draw(WIDTHS[slot])


def graph(name: str, title: str, figure: dict[str, Any]) -> list[Any]:
    drawn = dcc.Graph(figure=figure, id=f"returns-{name}", config={"displayModeBar": False})
    return [html.H2(title, id=f"title-{name}"), drawn]
