"""The routes of returns on a map, drawn by the browser from our own outlines: no tiles, no other host."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pydeck
import streamlit as st

from dashboard import geography
from dashboard.charts.route_map import BUSIEST, placed
from dashboard.charts.theme import CANVAS_FONT, PALETTE
from dashboard.provenance import Sourced
from dashboard.texts import Language, date, number, said, text
from dashboard.views import citing, element
from dashboard.views.markup import esc, titled

TOLD = 8
WIDEST = 14.0
LABEL_DEGREES = (7.5, 1.4)
"""How far east and north one name keeps another away, at the zoom of a screen."""
NAMED_REGIONS = 8
MIDDLE = -1.0
"""Countries east of this longitude have their name on the right of their dot, the others on the left."""
ZOOM, HEIGHT = 3.1, 560
ZOOM_ON_A_PHONE, HEIGHT_ON_A_PHONE = 2.35, 400
TOOLTIP = {"html": "<b>{name}</b><br>{words}", "style": {"fontSize": "13px", "maxWidth": "260px"}}
ABOVE = {"depthCompare": "always"}


def routes_map(data: Sourced, language: Language, *, chosen: str) -> None:
    """Arcs from each country’s town of departure to each region’s capital, wider where more people came."""
    theme = 1 if st.context.theme.type == "dark" else 0
    zoom, height = fitted(st.context.headers.get("User-Agent", ""))
    element.place(head(data, language, chosen), key="returns.map_head")
    st.pydeck_chart(deck(data, language, theme, zoom), height=height, alt=alternative(data, language))
    element.place(foot(data, language), key="returns.map_foot")


def fitted(browser: str) -> tuple[float, int]:
    """Zoom and height in px: a phone is narrow, and would show empty sea and desert above and below the routes."""
    return (ZOOM_ON_A_PHONE, HEIGHT_ON_A_PHONE) if "Mobi" in browser else (ZOOM, HEIGHT)


def head(data: Sourced, language: Language, chosen: str) -> str:
    """What the map counts, and that it is fictitious when it is."""
    title = text("Routes of return", language)
    subtitle = text("people by country of departure and region of return · {chosen}", language, chosen=chosen)
    return f'<div class="card-head">{titled(title, subtitle, language, is_demonstration=data.is_demonstration)}</div>'


def foot(data: Sourced, language: Language) -> str:
    """How to read the map, its origin and its sources."""
    as_of = text("As of {day}", language, day=date(data.reading.day, language))
    return (
        f'<p class="map-note">{esc(legend(language))} {esc(geography.map_note(language))}</p>'
        f'<div class="card-foot">{citing.button(data.sources, language)}<span>{esc(as_of)}</span></div>'
    )


def deck(data: Sourced, language: Language, theme: int, zoom: float = ZOOM) -> pydeck.Deck:
    """`theme` 0 is light, 1 dark; routes without a known country or region are left to the table."""
    routes = placed(list(data.rows.itertuples()))
    return pydeck.Deck(
        map_provider=None,
        initial_view_state=pydeck.ViewState(latitude=19.5, longitude=-1.5, zoom=zoom),
        layers=[_land(theme), _arcs(routes[:BUSIEST], language, theme), *_ends(routes, language, theme, zoom)],
        tooltip=TOOLTIP,
    )


def legend(language: Language) -> str:
    return text(
        "Each arc goes from the main town of departure (gold end) to the capital of the region of return (blue end): "
        "it is not the way people travelled. The wider the arc, the more people; the {count} busiest routes are drawn.",
        language, count=BUSIEST,
    )  # fmt: skip


def alternative(data: Sourced, language: Language) -> str:
    """What the map shows, for those who do not see it; every number is in the table of the routes."""
    rows = data.rows.head(TOLD).itertuples()
    busiest = [f"{_route(row, language)}, {number(row.returns, language)}" for row in rows]
    return text("Map of the routes of return. The busiest: {routes}.", language, routes="; ".join(busiest))


def colour(name: str, theme: int, opacity: int = 255) -> list[int]:
    """A colour of the palette as deck.gl wants it."""
    value = PALETTE[name][theme]
    return [*(int(value[i : i + 2], 16) for i in (1, 3, 5)), opacity]


def _land(theme: int) -> pydeck.Layer:
    return pydeck.Layer(
        "GeoJsonLayer", geography.countries(), id="countries", stroked=True, filled=True,
        get_fill_color=colour("land", theme), get_line_color=colour("border", theme), line_width_min_pixels=1,
    )  # fmt: skip


def _arcs(routes: list[Any], language: Language, theme: int) -> pydeck.Layer:
    most = max((row.returns for row in routes), default=1)
    rows = [
        {"from": [row.from_longitude, row.from_latitude], "to": [row.to_longitude, row.to_latitude],
         "width": max(1.0, WIDEST * row.returns / most), "name": _route(row, language),
         "words": _people(row.returns, language)}
        for row in reversed(routes)
    ]  # fmt: skip
    return pydeck.Layer(
        "ArcLayer", rows, id="routes", get_source_position="from", get_target_position="to", get_width="width",
        get_source_color=colour("gold", theme, 190), get_target_color=colour("brand", theme, 190),
        get_height=0.6, get_tilt=28, pickable=True, auto_highlight=True,
    )  # fmt: skip


def _ends(routes: list[Any], language: Language, theme: int, zoom: float) -> list[pydeck.Layer]:
    """Dots for every country and region; names where they have room, the countries first."""
    starts = _summed(routes, "country", ("from_longitude", "from_latitude"), language)
    ends = _summed(routes, "region", ("to_longitude", "to_latitude"), language)
    return [
        _dots("departures", starts, "gold", theme), _dots("regions", ends, "brand", theme),
        _names(_apart([*starts, *ends[:NAMED_REGIONS]], zoom), theme),
    ]  # fmt: skip


def _summed(routes: list[Any], side: str, place: tuple[str, str], language: Language) -> list[dict[str, Any]]:
    """One point a country or region with all its people, most first."""
    people: dict[tuple[str, float, float], int] = defaultdict(int)
    for row in routes:
        people[said(row, side, language), getattr(row, place[0]), getattr(row, place[1])] += row.returns
    ordered = sorted(people.items(), key=lambda item: -item[1])
    return [
        {"place": [longitude, latitude], "name": name, "words": _people(count, language),
         "label": f"{name} {number(count, language)}", **_beside(side == "region" or longitude > MIDDLE)}
        for (name, longitude, latitude), count in ordered
    ]  # fmt: skip


def _beside(on_the_right: bool) -> dict[str, Any]:
    return {"anchor": "start", "offset": [7, -4]} if on_the_right else {"anchor": "end", "offset": [-7, -4]}


def _dots(name: str, points: list[dict[str, Any]], paint: str, theme: int) -> pydeck.Layer:
    return pydeck.Layer(
        "ScatterplotLayer", points, id=name, get_position="place", get_fill_color=colour(paint, theme), get_radius=1,
        radius_min_pixels=4, radius_max_pixels=4, pickable=True, parameters=ABOVE,
    )  # fmt: skip


def _names(points: list[dict[str, Any]], theme: int) -> pydeck.Layer:
    literal = pydeck.types.String
    return pydeck.Layer(
        "TextLayer", points, id="names", get_position="place", get_text="label", get_size=13,
        get_color=colour("ink", theme), get_text_anchor="anchor", get_alignment_baseline=literal("bottom"),
        get_pixel_offset="offset", character_set=literal("auto"), font_family=literal(CANVAS_FONT), font_weight=600,
        background=True, get_background_color=colour("paper", theme, 190), background_padding=[3, 1], parameters=ABOVE,
    )  # fmt: skip


def _apart(points: list[dict[str, Any]], zoom: float) -> list[dict[str, Any]]:
    """The points whose names have room, in the order given."""
    scale = 2 ** (ZOOM - zoom)
    kept: list[dict[str, Any]] = []
    for point in points:
        if not any(_touch(point, other, scale) for other in kept):
            kept.append(point)
    return kept


def _touch(one: dict[str, Any], other: dict[str, Any], scale: float) -> bool:
    east, north = (abs(a - b) for a, b in zip(_middle(one, scale), _middle(other, scale), strict=True))
    return east < LABEL_DEGREES[0] * scale and north < LABEL_DEGREES[1] * scale


def _middle(point: dict[str, Any], scale: float) -> tuple[float, float]:
    """Where the middle of a name is, beside its dot."""
    longitude, latitude = point["place"]
    aside = LABEL_DEGREES[0] / 2 * scale
    return longitude + (aside if point["anchor"] == "start" else -aside), latitude


def _route(row: Any, language: Language) -> str:
    return f"{said(row, 'country', language)} → {said(row, 'region', language)}"


def _people(count: int, language: Language) -> str:
    return text("{count} person", "{count} people", language=language, count=count)
