"""What every map of Mali shares, on screen and in files: its classes, their colours, its outlines, its marks."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

from dashboard import geography
from dashboard.charts.forms.base import nice_ticks
from dashboard.provenance import Sourced

AROUND = ("DZ", "BF", "BJ", "CI", "EH", "GH", "GM", "GN", "GW", "LR", "MA", "MR", "NE", "NG", "SL", "SN", "TG")
SHADES = ("shade_a", "shade_b", "shade_c", "shade_d")
"""From near the land to the brand, palest first."""
UNKNOWN = "unknown"
"""The colour of land that nobody reported."""


def classes(sums: Sourced) -> list[tuple[float, float]]:
    """Round bounds of the shades, palest first, over rows as `territories.older_sums` gives."""
    bounds = nice_ticks(max((row.people or 0 for row in sums.rows.itertuples()), default=0), len(SHADES))
    return list(pairwise(bounds))


def shade(place: int, count: int) -> str:
    """The colour of a class among `count`; the highest is always the darkest."""
    return SHADES[-(-(place + 1) * len(SHADES) // max(count, 1)) - 1]


def paint(people: float | None, bounds: list[tuple[float, float]]) -> str:
    """The colour of a number of people, or of none reported."""
    if people is None:
        return UNKNOWN
    place = next((i for i, (_, high) in enumerate(bounds) if people <= high), len(bounds) - 1)
    return shade(place, len(bounds))


def around() -> list[dict[str, Any]]:
    """The countries that a map of Mali shows beside it."""
    return [one for one in geography.countries()["features"] if one["properties"]["code"] in AROUND]


@cache
def middles() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the middle of each older region: of its largest ring."""
    found = {}
    for feature in geography.regions_1991()["features"]:
        polygons = feature["geometry"]["coordinates"]
        rings = [polygons[0]] if feature["geometry"]["type"] == "Polygon" else [polygon[0] for polygon in polygons]
        found[feature["properties"]["key"]] = _centroid(max(rings, key=len))
    return found


def _centroid(ring: list[list[float]]) -> tuple[float, float]:
    pairs = list(pairwise(ring))
    crosses = [a[0] * b[1] - b[0] * a[1] for a, b in pairs]
    area = sum(crosses) / 2
    x, y = (
        sum((a[axis] + b[axis]) * cross for (a, b), cross in zip(pairs, crosses, strict=True)) / (6 * area)
        for axis in (0, 1)
    )
    return x, y
