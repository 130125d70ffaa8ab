"""The routes of returns: from a country of departure to a region, as bars and on a map."""

from __future__ import annotations

from typing import Any

from dashboard import geography
from dashboard.charts import route_map, telling
from dashboard.charts.forms import ranking, territory
from dashboard.charts.registers import caveat, people
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import NO_BREAK, Language, number, text

TOP_ROUTES = 20
ROUTES_MAP = (
    "Each line goes from the main town of departure to the capital of the region of return: it is not the way people "
    "travelled. The wider the line, the more people; the {count} busiest routes are drawn."
)


def routes(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """The busiest ways from a country to a region; the table holds every one."""
    rows = list(data.rows.itertuples())
    known = route_map.placed(rows)
    ranked = [(route_name(row, language), row.returns) for row in known[:TOP_ROUTES]]
    bars = [ranking.Bar(name, count, number(count, language)) for name, count in ranked]
    return visual(
        "returns.routes", data, language,
        title=_route_title(ranked, language),
        subtitle=text(
            "people by country of departure and region of return, the {count} busiest routes · {chosen}", language,
            count=len(ranked), chosen=chosen,
        ),
        draw=ranking.draw(bars), native=ranking.native(bars, text("Returns", language)),
        columns=_route_columns(language), alt=telling.ranking(ranked, language),
        caveats=_unplaced(sum(row.returns for row in rows) - sum(row.returns for row in known), language),
    )  # fmt: skip


def routes_map(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """The same ways on a map; neither end is the way that people travelled."""
    rows = list(data.rows.itertuples())
    known = route_map.placed(rows)
    ranked = [(route_name(row, language), row.returns) for row in known[:TOP_ROUTES]]
    return visual(
        "returns.routes_map", data, language,
        title=_route_title(ranked, language),
        subtitle=text("people by country of departure and region of return · {chosen}", language, chosen=chosen),
        draw=territory.draw(route_map.contents(known, language), route_map.box(known)),
        columns=_route_columns(language),
        alt=text("Map of routes.", language) + " " + telling.ranking(ranked, language),
        caveats=(
            text(ROUTES_MAP, language, count=route_map.BUSIEST), geography.map_note(language),
            *_unplaced(sum(row.returns for row in rows) - sum(row.returns for row in known), language),
        ),
        legend=(("gold", text("country of departure: its main town", language)),
                ("brand", text("region of return: its capital", language))),
    )  # fmt: skip


def _route_columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(f"country_{language}", text("Country of departure", language)),
        Column(f"region_{language}", text("Region of return", language)),
        Column("returns", text("Returns", language), text("people", language)),
        Column("country_code", text("Country code", language), is_for_files=True),
        Column("region_key", text("Key of the region", language), is_for_files=True),
    )


def _unplaced(count: int, language: Language) -> tuple[str, ...]:
    words = text("Without a known country or region: {people}.", language, people=people(count, language))
    return caveat(words if count else "")


def route_name(row: Any, language: Language) -> str:
    return f"{getattr(row, f'country_{language}')} → {getattr(row, f'region_{language}')}"


def _route_title(ranked: list[tuple[str, int]], language: Language) -> str:
    if not ranked:
        return text("No route for these filters", language)
    name, count = ranked[0]
    route = name.replace(" →", f"{NO_BREAK}→")  # a line may end after the arrow, not before it
    return text("Busiest route: {route}, {people}", language, route=route, people=people(count, language))
