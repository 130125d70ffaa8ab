"""The routes of returns on a map that files can draw: countries of departure, regions of return, lines between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard import geography
from dashboard.charts.forms.territory import Area, Box, Contents, Mark, Place, Route, rings_of
from dashboard.texts import Language, number, said

BUSIEST = 40
"""More routes than these hide one another; the table holds every one."""
THINNEST, WIDEST = 1.0, 9.0
AROUND = Box(-27, 19, 3, 27)
"""What is shown at least: West Africa, with room for names over the ocean."""
OCEAN = -12.0
"""Countries west of this longitude have their name on the left."""
EDGE = 2.5
"""Degrees between the farthest place and the edge."""


def placed(rows: Sequence[Any]) -> list[Any]:
    """The routes whose two ends are known."""
    return [row for row in rows if row.from_latitude is not None and row.to_latitude is not None]


def box(rows: Sequence[Any]) -> Box:
    """West Africa, and as far as people came from."""
    longitudes = [longitude for row in rows for longitude in (row.from_longitude, row.to_longitude)]
    latitudes = [latitude for row in rows for latitude in (row.from_latitude, row.to_latitude)]
    return Box(
        min([AROUND.west, *(longitude - EDGE for longitude in longitudes)]),
        max([AROUND.east, *(longitude + EDGE for longitude in longitudes)]),
        min([AROUND.south, *(latitude - EDGE for latitude in latitudes)]),
        max([AROUND.north, *(latitude + EDGE for latitude in latitudes)]),
    )


def contents(rows: Sequence[Any], language: Language) -> Contents:
    """The busiest routes over the others, each country with its name and people."""
    busiest = rows[:BUSIEST]
    most = max((row.returns for row in busiest), default=1)
    land = tuple(Area(rings_of(one), _shade(one), "border") for one in geography.countries()["features"])
    routes = tuple(
        Route(_start(row), _end(row), max(THINNEST, WIDEST * row.returns / most), "gold") for row in reversed(busiest)
    )
    regions = tuple(Mark(place, "circle", "brand", size=7) for place in dict.fromkeys(_end(row) for row in rows))
    return Contents(land, routes, (*regions, *_countries(rows, language)))


def _shade(feature: dict[str, Any]) -> str:
    return "shade_a" if feature["properties"]["code"] == "ML" else "land"


def _start(row: Any) -> Place:
    return row.from_longitude, row.from_latitude


def _end(row: Any) -> Place:
    return row.to_longitude, row.to_latitude


def _countries(rows: Sequence[Any], language: Language) -> list[Mark]:
    people: Counter[tuple[Place, str]] = Counter()
    for row in rows:
        people[_start(row), said(row, "country", language)] += row.returns
    return [
        Mark(place, "circle", "gold", f"{name} {number(count, language)}", size=9,
             side=-1 if place[0] < OCEAN else 1)
        for (place, name), count in people.most_common()
    ]  # fmt: skip
