"""A map on numeric axes: areas, lines between places, marks, and names clear of them, with a line to what they name.

Degrees become axes by one line: longitudes shrink by the cosine of the middle latitude, which is right at that latitude
and near enough a thousand kilometres away. Outlines are cut at the edge, so that every renderer draws the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from dashboard.charts.forms import base
from dashboard.charts.measure import text_width, wrap
from dashboard.charts.theme import colour
from dashboard.charts.visual import Figure

Place = tuple[float, float]
"""Longitude, latitude."""
Ring = tuple[Place, ...]
LINE_HEIGHT = 1.2
CLEAR = 3
"""Px left free around words."""
SMALL = 12.0
WIDEST_NAME = 92
"""A longer name goes on in a second line."""
TALLEST = 640
BEND, STEPS = 0.14, 16


@dataclass(frozen=True)
class Box:
    """What the map shows, in degrees; a wide picture shows more to its left and right."""

    west: float
    east: float
    south: float
    north: float

    @property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is than one of latitude."""
        return math.cos(math.radians((self.south + self.north) / 2))


@dataclass(frozen=True)
class Area:
    """Land of one colour; `outline` names the colour of its edge."""

    rings: tuple[Ring, ...]
    paint: str
    outline: str
    hover: str = ""


@dataclass(frozen=True)
class Name:
    """A name and what is told of it, centred at a place; a thin line leads to `to` where there is one."""

    name: str
    words: str
    at: Place
    to: Place | None = None

    @property
    def bold(self) -> list[str]:
        return wrap(self.name, WIDEST_NAME, base.TEXT, bold=True)

    @property
    def lines(self) -> list[str]:
        return [*self.bold, self.words]

    @property
    def width(self) -> float:
        return max(text_width(line, base.TEXT, bold=True) for line in self.lines)


@dataclass(frozen=True)
class Mark:
    """A symbol at a place, with words beside it on paper: on its `side` (1 right, −1 left) where there is room."""

    at: Place
    symbol: str
    paint: str
    words: str = ""
    size: float = 11
    hover: str = ""
    side: int = 1

    @property
    def beside(self) -> float:
        """How far from the place its words begin, in px."""
        return self.size / 2 + CLEAR * 2

    @property
    def width(self) -> float:
        return text_width(self.words, SMALL, bold=True)


@dataclass(frozen=True)
class Route:
    """A bent line from one place to another; its width is in px."""

    start: Place
    end: Place
    width: float
    paint: str


@dataclass(frozen=True)
class Contents:
    """What a map holds, bottom to top."""

    areas: tuple[Area, ...]
    routes: tuple[Route, ...] = ()
    marks: tuple[Mark, ...] = ()
    names: tuple[Name, ...] = ()


def rings_of(feature: dict[str, Any]) -> tuple[Ring, ...]:
    """The outer rings of a GeoJSON feature; what lies in a hole has its own outline, drawn later."""
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return tuple(tuple((lon, lat) for lon, lat in polygon[0]) for polygon in polygons)


def draw(contents: Contents, box: Box) -> Callable[[int], Figure]:
    return lambda width: _figure(contents, box, width)


def _figure(contents: Contents, box: Box, width: int) -> Figure:
    shown, height = _fitted(box, width)
    view = View(shown, height / (shown.north - shown.south))
    return base.figure(
        width, height, base.Margin(), base.axis(view.x(shown.west), view.x(shown.east)),
        base.axis(shown.south, shown.north) | {"scaleanchor": "x"},
        [*_areas(contents.areas, view), *_routes(contents.routes, view), *_ends(contents.names, view),
         *(_mark(mark, view) for mark in contents.marks)],
        shapes=[*_edges(shown, view), *_leaders(contents.names, view), *_papers(contents.marks, view)],
        notes=[*(note for name in contents.names for note in _name(name, view)), *_words(contents.marks, view)],
    )  # fmt: skip


@dataclass(frozen=True)
class View:
    """A box at a scale: `degree` is the height of one, in px."""

    box: Box
    degree: float

    def x(self, longitude: float) -> float:
        """Where a longitude is on the axis, whose unit is a degree of latitude."""
        return longitude * self.box.shrink

    def side(self, mark: Mark) -> int:
        """The side on which the words of a mark stand: the other one where its own has no room."""
        edge = self.box.east if mark.side > 0 else self.box.west
        free = abs(self.x(edge) - self.x(mark.at[0])) * self.degree
        return mark.side if mark.beside + mark.width + CLEAR <= free else -mark.side


def _fitted(box: Box, width: int) -> tuple[Box, float]:
    """The box and its height in px; wider than high enough, it grows to the east and west instead."""
    across, up = (box.east - box.west) * box.shrink, box.north - box.south
    height = min(width * up / across, TALLEST)
    more = (width / height * up - across) / box.shrink / 2
    return Box(box.west - more, box.east + more, box.south, box.north), height


def _areas(areas: Sequence[Area], view: View) -> Iterator[dict[str, Any]]:
    for area in areas:
        rings = [cut for ring in area.rings if (cut := clipped(ring, view.box))]
        if rings:
            yield _outlined(rings, area, view)


def _outlined(rings: Sequence[Ring], area: Area, view: View) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in rings:
        closed = (*ring, ring[0])
        x += [*([None] if x else []), *(view.x(lon) for lon, _ in closed)]
        y += [*([None] if y else []), *(lat for _, lat in closed)]
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "fill": "toself", "fillcolor": colour(area.paint),
        "line": {"color": colour(area.outline), "width": 1}, "hoveron": "fills", "connectgaps": False,
        "text": base.escaped(area.hover).replace("\n", "<br>"), "hoverinfo": "text" if area.hover else "skip",
    }  # fmt: skip


@lru_cache(maxsize=512)
def clipped(ring: Ring, box: Box) -> Ring:
    """The part of an outline inside the box, closed along its edges; empty outside it."""
    limits = ((0, box.west, True), (0, box.east, False), (1, box.south, True), (1, box.north, False))
    for axis, limit, keep_above in limits:
        ring = _cut(ring, axis, limit, keep_above)
    return ring


def _cut(ring: Ring, axis: int, limit: float, keep_above: bool) -> Ring:
    """Sutherland and Hodgman: what lies on one side of a line."""
    kept: list[Place] = []
    for last, point in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        inside, was_inside = ((p[axis] >= limit) == keep_above or p[axis] == limit for p in (point, last))
        if inside != was_inside:
            kept.append(_crossing(last, point, axis, limit))
        if inside:
            kept.append(point)
    return tuple(kept)


def _crossing(one: Place, other: Place, axis: int, limit: float) -> Place:
    part = (limit - one[axis]) / (other[axis] - one[axis])
    across = one[1 - axis] + (other[1 - axis] - one[1 - axis]) * part
    return (limit, across) if axis == 0 else (across, limit)


def _edges(box: Box, view: View) -> Iterator[dict[str, Any]]:
    """A frame, so that land cut at the edge is not taken for a coast."""
    west, east = view.x(box.west), view.x(box.east)
    corners = ((west, box.south), (west, box.north), (east, box.north), (east, box.south), (west, box.south))
    for (x0, y0), (x1, y1) in pairwise(corners):
        yield base.rule(x0, x1, y0, y1, "border", width=2)


def _routes(routes: Sequence[Route], view: View) -> Iterator[dict[str, Any]]:
    """Each bent to its right, so that there and back never hide one another."""
    for route in routes:
        (x0, y0), (x1, y1) = ((view.x(lon), lat) for lon, lat in (route.start, route.end))
        middle = ((x0 + x1) / 2 + (y1 - y0) * BEND, (y0 + y1) / 2 - (x1 - x0) * BEND)
        points = [_on_curve((x0, y0), middle, (x1, y1), step / STEPS) for step in range(STEPS + 1)]
        yield base.line([x for x, _ in points], [y for _, y in points], route.paint, width=route.width)


def _on_curve(start: Place, middle: Place, end: Place, part: float) -> Place:
    first, second, third = (1 - part) ** 2, 2 * part * (1 - part), part**2
    x, y = (first * a + second * b + third * c for a, b, c in zip(start, middle, end, strict=True))
    return x, y


def _mark(mark: Mark, view: View) -> dict[str, Any]:
    hover = [mark.hover] if mark.hover else None
    trace = base.dots([view.x(mark.at[0])], [mark.at[1]], mark.paint, size=mark.size, symbol=mark.symbol, hover=hover)
    return trace if mark.symbol.endswith("-open") else _edged(trace, "paper")


def _edged(trace: dict[str, Any], paint: str) -> dict[str, Any]:
    return trace | {"marker": trace["marker"] | {"line": {"color": colour(paint), "width": 1}}}


def _words(marks: Sequence[Mark], view: View) -> Iterator[dict[str, Any]]:
    for mark in marks:
        if mark.words:
            side = view.side(mark)
            yield base.note(
                mark.words, view.x(mark.at[0]), mark.at[1], anchor="left" if side > 0 else "right", size=SMALL,
                bold=True, dx=side * mark.beside,
            )  # fmt: skip


def _papers(marks: Sequence[Mark], view: View) -> Iterator[dict[str, Any]]:
    """Paper under the words of a mark: they stand on any shade."""
    for mark in marks:
        if mark.words:
            x, y, side = view.x(mark.at[0]), mark.at[1], view.side(mark)
            near, far = mark.beside - CLEAR, mark.beside + mark.width + CLEAR
            x0, x1 = sorted((x + side * near / view.degree, x + side * far / view.degree))
            high = SMALL * LINE_HEIGHT / 2 / view.degree
            yield base.rect(x0, x1, y - high, y + high, "paper", layer="above")


def _name(name: Name, view: View) -> Iterator[dict[str, Any]]:
    """One note a line, centred together; only the name is bold."""
    step, lines = base.TEXT * LINE_HEIGHT, name.lines
    for place, words in enumerate(lines):
        above = ((len(lines) - 1) / 2 - place) * step
        is_bold = place < len(name.bold)
        yield base.note(words, view.x(name.at[0]), name.at[1], anchor="center", bold=is_bold, dy=above)


def _leaders(names: Sequence[Name], view: View) -> Iterator[dict[str, Any]]:
    for name in names:
        if name.to is not None:
            x, y = view.x(name.at[0]), name.at[1]
            dx, dy = view.x(name.to[0]) - x, name.to[1] - y
            part = _inside(name, view, dx, dy)
            yield base.rule(x + dx * part, x + dx, y + dy * part, y + dy, "ink")


def _inside(name: Name, view: View, dx: float, dy: float) -> float:
    """How much of the way from the middle of the words is still among them."""
    rooms = ((name.width / 2 + CLEAR, dx), (len(name.lines) * base.TEXT * LINE_HEIGHT / 2 + CLEAR, dy))
    return min([*(room / view.degree / abs(way) for room, way in rooms if way), 1])


def _ends(names: Sequence[Name], view: View) -> Iterator[dict[str, Any]]:
    """A small dot where each line ends, seen on any shade."""
    places = [name.to for name in names if name.to is not None]
    if places:
        dots = base.dots([view.x(lon) for lon, _ in places], [lat for _, lat in places], "paper", size=6)
        yield _edged(dots, "ink")
