"""One measure on the map of Mali: older outlines filled, regions of 2023 as circles, centres as squares; no tiles."""

from __future__ import annotations

import math
from functools import cached_property, lru_cache
from typing import Any

import pydeck
import streamlit as st

from dashboard import geography
from dashboard.charts import mali
from dashboard.charts import territories as charts
from dashboard.charts.theme import CANVAS_FONT
from dashboard.provenance import Sourced
from dashboard.texts import Language, number, said, text
from dashboard.views.routes import ABOVE, TOOLTIP, colour

HEIGHT = 500
LARGEST = 20
SQUARE, HOLLOW, DIAMOND = "■", "□", "◆"
ABOVE_MALI = (-4.0, 26.3)
COORDINATION = "gao"
"""The region whose consultation framework the texts name."""
NAMED_AT = {
    "bamako": (-11.3, 10.7), "gao": (4.6, 14.3), "kayes": (-12.7, 16.9), "kidal": (0.9, 19.9),
    "koulikoro": (-8.6, 17.9), "mopti": (-0.3, 12.9), "segou": (-3.0, 10.9), "sikasso": (-7.3, 9.2),
    "tombouctou": (-2.7, 20.2),
}  # fmt: skip
"""Longitude and latitude of the name of each older region, clear of circles and neighbours; a line leads to it."""


def territory_map(regions: Sourced, sums: Sourced, centres: Sourced, language: Language) -> None:
    """Draw it; the table beside it carries the same numbers."""
    theme = 1 if st.context.theme.type == "dark" else 0
    st.pydeck_chart(deck(regions, sums, centres, language, theme), height=HEIGHT, alt=charts.map_words(sums, language))


class WrittenOnce(pydeck.Deck):  # type: ignore[misc]
    """A map whose outlines are not written anew at every run of the page."""

    @cached_property
    def written(self) -> str:
        return str(super().to_json())

    def to_json(self) -> str:
        return self.written


@lru_cache(maxsize=64)
def deck(regions: Sourced, sums: Sourced, centres: Sourced, language: Language, theme: int) -> pydeck.Deck:
    """`theme` 0 is light, 1 dark; `sums` as `charts.territories.older_sums` gives."""
    return WrittenOnce(
        map_provider=None,
        initial_view_state=pydeck.ViewState(latitude=17.2, longitude=-4, zoom=4.0, min_zoom=3.5, max_zoom=8),
        views=[pydeck.View(type="MapView", controller={"scrollZoom": False})],
        layers=[
            _around(theme), _outlines(sums, language, theme), _circles(regions, language, theme),
            *_names(sums, language, theme), *_marks(centres, language, theme),
            *_demonstration(regions, language, theme),
        ],
        tooltip=TOOLTIP,
    )  # fmt: skip


def _fill(people: float | None, bounds: list[tuple[float, float]], theme: int) -> list[int]:
    return colour(mali.paint(people, bounds), theme)


def _around(theme: int) -> pydeck.Layer:
    countries = {"type": "FeatureCollection", "features": mali.around()}
    return pydeck.Layer(
        "GeoJsonLayer", countries, id="countries", stroked=True, filled=True,
        get_fill_color=colour("land", theme), get_line_color=colour("grid", theme), line_width_min_pixels=1,
    )  # fmt: skip


def _outlines(sums: Sourced, language: Language, theme: int) -> pydeck.Layer:
    bounds = mali.classes(sums)
    told = {
        row.region_key: {
            "name": said(row, "name", language), "words": _words(row, language),
            "fill": _fill(row.people, bounds, theme),
        }
        for row in sums.rows.itertuples()
    }  # fmt: skip
    features = [one | {"properties": told[one["properties"]["key"]]} for one in geography.regions_1991()["features"]]
    return pydeck.Layer(
        "GeoJsonLayer", {"type": "FeatureCollection", "features": features}, id="older-regions", stroked=True,
        filled=True, get_fill_color="properties.fill", get_line_color=colour("paper", theme), line_width_min_pixels=1.5,
        pickable=True,
    )  # fmt: skip


def _words(row: Any, language: Language) -> str:
    """The number, then which regions of 2023 it adds, and which are missing."""
    inside = text("regions of 2023: {regions}", language, regions=said(row, "inside", language))
    parts = [charts.people(row, language), inside]
    if said(row, "missing", language):
        parts.append(text("without a number: {regions}", language, regions=said(row, "missing", language)))
    return " · ".join(parts)


def _circles(regions: Sourced, language: Language, theme: int) -> pydeck.Layer:
    """Area in proportion to the number; a small hollow one where nobody reported."""
    rows = [row for row in regions.rows.itertuples() if row.latitude is not None]
    most = max((row.people or 0 for row in rows), default=0) or 1
    points = [
        {"place": [row.longitude, row.latitude], "name": f"{said(row, 'name', language)} (2023)",
         "words": _told(row, language),
         "radius": 4 if row.people is None else max(3, LARGEST * math.sqrt(row.people / most)),
         "fill": colour("gold", theme, 0 if row.people is None else 170)}
        for row in rows
    ]  # fmt: skip
    return pydeck.Layer(
        "ScatterplotLayer", points, id="regions-2023", get_position="place", get_radius="radius", get_fill_color="fill",
        radius_units=pydeck.types.String("pixels"), stroked=True, get_line_color=colour("gold_ink", theme),
        line_width_min_pixels=1.25, pickable=True, parameters=ABOVE,
    )  # fmt: skip


def _told(row: Any, language: Language) -> str:
    if row.people is None:
        return charts.absent(language, is_stock=row.starts == row.ends)
    return number(row.people, language)


def _names(sums: Sourced, language: Language, theme: int) -> list[pydeck.Layer]:
    """Name and number of each older region, and the line from one to the other."""
    middles = mali.middles()
    points = [
        {"place": NAMED_AT[row.region_key], "middle": middles[row.region_key], "offset": (0, 0),
         "label": f"{said(row, 'name', language)}\n{charts.people(row, language)}"}
        for row in sums.rows.itertuples()
    ]  # fmt: skip
    lines = pydeck.Layer(
        "LineLayer", points, id="older-lines", get_source_position="middle", get_target_position="place", get_width=1,
        get_color=colour("ink", theme, 150), parameters=ABOVE,
    )  # fmt: skip
    return [lines, _text("older-names", points, theme, size=13)]


def _marks(centres: Sourced, language: Language, theme: int) -> list[pydeck.Layer]:
    """Squares: full when said operational, hollow when not confirmed; a diamond for the consultation framework."""
    points = [
        {"place": [row.longitude, row.latitude], "label": SQUARE if row.status == "operational" else HOLLOW,
         "name": said(row, "name", language), "words": said(row, "status", language), "offset": (-8, 25)}
        for row in centres.rows.itertuples()
    ]  # fmt: skip
    gao = [row for row in centres.rows.itertuples() if row.region_key == COORDINATION]
    frameworks = [
        {"place": [row.longitude, row.latitude], "label": DIAMOND,
         "name": text("Regional consultation framework on migration", language),
         "words": text("Gao, all forms of mobility", language), "offset": (14, 25)}
        for row in gao
    ]  # fmt: skip
    return [
        _text("centres", points, theme, size=20, pickable=True),
        _text("coordination", frameworks, theme, size=20, pickable=True),
    ]


def _demonstration(regions: Sourced, language: Language, theme: int) -> list[pydeck.Layer]:
    """Fictitious rows say so inside the picture."""
    if not regions.is_demonstration:
        return []
    words = text("Demonstration – fictitious data", language)
    return [_text("demonstration", [{"place": ABOVE_MALI, "label": words, "offset": (0, 0)}], theme, size=14)]


def _text(name: str, points: list[dict[str, Any]], theme: int, *, size: int, pickable: bool = False) -> pydeck.Layer:
    literal = pydeck.types.String
    return pydeck.Layer(
        "TextLayer", points, id=name, get_position="place", get_text="label", get_size=size,
        get_color=colour("crimson" if pickable else "ink", theme), get_pixel_offset="offset",
        character_set=literal("auto"), font_family=literal(CANVAS_FONT), font_weight=600,
        background=not pickable, get_background_color=colour("paper", theme, 200), background_padding=[4, 2],
        pickable=pickable, parameters=ABOVE,
    )  # fmt: skip
