"""A picture as marks in the colours of a theme: exactly what the browser shows, for the program that sets pages.

The marks are read from the SVG of `charts.svg`, so that nothing is drawn twice. A figure may be made taller or lower:
its marks follow its axes, its words keep their size.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, Literal
from xml.etree.ElementTree import Element, fromstring

from dashboard.charts.svg import to_svg
from dashboard.charts.theme import PALETTE
from dashboard.charts.visual import Figure
from dashboard.exports.typesetting import printable

Theme = Literal["light", "dark"]
Mark = dict[str, Any]
Hatches = dict[str, str | None]
STROKE = 1.0
"""Thickness of a line that says none, as SVG has it."""


def tint(name: str, theme: Theme) -> str:
    return PALETTE[name][theme == "dark"]


def with_height(figure: Figure, stretch: float) -> Figure:
    """The figure with a plot `stretch` times as tall; its margins stay."""
    layout = figure["layout"]
    edges = layout["margin"]["t"] + layout["margin"]["b"]
    height = edges + (layout["height"] - edges) * stretch
    return {**figure, "layout": {**layout, "height": round(height, 1)}}


def picture(figure: Figure, theme: Theme) -> dict[str, Any]:
    """Width, height and marks, in the figure's own px."""
    return {"width": figure["layout"]["width"], "height": figure["layout"]["height"], "marks": marks(figure, theme)}


def marks(figure: Figure, theme: Theme) -> list[Mark]:
    """Shapes and words in the order in which they are painted."""
    svg = to_svg(figure, name="", description="", identity="m")
    root = fromstring(printable(svg))  # noqa: S314 our own SVG, its words escaped
    hatches = {found.get("id", ""): _tint(found[0], "s", theme) for found in root.iter("pattern")}
    return [mark for element in root for mark in _marks(element, theme, hatches)]


def _marks(element: Element, theme: Theme, hatches: Hatches) -> Iterator[Mark]:
    if element.tag == "text":
        yield from _words(element, theme)
    elif element.tag == "rect":
        yield _dressed(element, theme, hatches) | {
            "kind": "rect",
            "radius": 0,
            **_numbers(element, "x", "y", "width", "height"),
        }
    elif element.tag == "circle":
        x, y, r = _numbers(element, "cx", "cy", "r").values()
        yield _dressed(element, theme, hatches) | {"kind": "circle", "x": x, "y": y, "r": r}
    elif element.tag == "line":
        x1, y1, x2, y2 = _numbers(element, "x1", "y1", "x2", "y2").values()
        yield _dressed(element, theme, hatches) | {"kind": "path", "closed": False, "points": [[x1, y1], [x2, y2]]}
    elif element.tag == "path":
        yield _dressed(element, theme, hatches) | _path(element.get("d", ""))


def _numbers(element: Element, *names: str) -> dict[str, float]:
    return {name: float(element.get(name, 0)) for name in names}


def _path(d: str) -> Mark:
    points: list[list[float]] = []
    for letter, numbers in re.findall(r"([MLV])([^MLVZ]*)", d):
        found = [float(number) for number in numbers.split()]
        points.append([points[-1][0], found[0]] if letter == "V" else found)
    return {"kind": "path", "closed": d.endswith("Z"), "points": points}


def _dressed(element: Element, theme: Theme, hatches: Hatches) -> Mark:
    """Fill and stroke; a hatched mark takes the colour of its hatching."""
    fill, stroke = (_tint(element, role, theme) for role in ("f", "s"))
    hatch = hatches.get(element.get("fill", "")[len("url(#") : -1])
    dash = element.get("stroke-dasharray")
    return {
        "fill": hatch or fill,
        "hatched": hatch is not None,
        "opacity": float(element.get("fill-opacity", 1)),
        "stroke": stroke,
        "thick": float(element.get("stroke-width", STROKE)),
        "dash": [float(length) for length in dash.split()] if dash else None,
        "cap": element.get("stroke-linecap", "butt"),
        "join": element.get("stroke-linejoin", "miter"),
    }


def _tint(element: Element, role: str, theme: Theme) -> str | None:
    names = [name[2:] for name in element.get("class", "").split() if name.startswith(f"{role}-")]
    return tint(names[-1], theme) if names and names[-1] != "none" else None


def _words(element: Element, theme: Theme) -> Iterator[Mark]:
    turning = element.get("transform")
    turn, *around = (float(n) for n in re.findall(r"-?[\d.]+", turning)) if turning else (0.0, 0.0, 0.0)
    like = {
        "kind": "words", "turn": turn, "size": float(element.get("font-size", 0)),
        "weight": int(element.get("font-weight", 400)), "anchor": element.get("text-anchor", "start"),
        "fill": _tint(element, "f", theme),
    }  # fmt: skip
    for row in element:
        x, y = turned(float(row.get("x", 0)), float(row.get("y", 0)), turn, around)
        yield like | {"x": x, "y": y, "words": row.text or ""}


def turned(x: float, y: float, turn: float, around: Sequence[float]) -> tuple[float, float]:
    if not turn:
        return x, y
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = x - around[0], y - around[1]
    return around[0] + dx * cos - dy * sin, around[1] + dx * sin + dy * cos
