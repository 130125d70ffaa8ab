"""The largest legible drawing of a picture in a room: laid out anew for a width, then made taller or lower.

A narrow layout enlarged has large words; it is taken as narrow as lets it fit, its words not touching.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from operator import itemgetter
from typing import Any

from dashboard.charts.forms.base import NARROW, TEXT
from dashboard.charts.measure import text_width
from dashboard.charts.visual import Figure
from dashboard.exports.drawing import Mark, marks, with_height

Draw = Callable[[int], Figure]
Box = tuple[float, float, float, float]
NARROWEST, WIDEST, STEP = 320, 1900, 1.045
WIDTHS = (*(round(NARROWEST * STEP**place) for place in range(9)), NARROW - 1, NARROW,
          *(round(NARROW * STEP**place) for place in range(1, 31)))  # fmt: skip
"""The widths at which pictures are tried, in CSS px."""
KEPT = 64
"""Drawings: those of one picture in all its sizes; more would hold rows of pictures long done."""
LOWEST, LOWEST_OF_PHONE, TALLEST = 0.45, 0.82, 1.6
"""How far a plot may be made lower, where its words allow it, and taller; words and bars of a phone take turns."""
AIR = 0.2
TOLD = 0.85
"""A phone layout that says less than this share of the words of the wide one leaves something out."""


@dataclass(frozen=True)
class Room:
    """Width and height at hand, and the size that the words of the picture should have, at least and at most.

    Without a height there is as much as it takes.
    """

    width: float
    height: float | None
    least: float
    most: float


@dataclass(frozen=True)
class Fit:
    """A figure, enlarged `scale` times. `faults` counts words that touch, are cut, or stand outside."""

    figure: Figure
    scale: float
    faults: int

    @property
    def words(self) -> float:
        """The size of its words."""
        return self.scale * TEXT

    @property
    def width(self) -> float:
        return float(self.figure["layout"]["width"]) * self.scale

    @property
    def height(self) -> float:
        return float(self.figure["layout"]["height"]) * self.scale


def fit(draw: Draw, room: Room) -> Fit:
    """The largest drawing without faults, else the one with the fewest that keeps the least size, else the largest."""
    found: list[Fit] = []
    for width in _widths(draw, room):
        one = _fitted(draw, width, room)
        if one is None:
            continue
        if not one.faults:
            found.append(one)
            break
        found.append(one)
    large = [one for one in found if one.words >= room.least]
    if large:
        return min(large, key=lambda one: (one.faults, -one.scale))
    return found[-1] if found else _squeezed(draw, room)


def _widths(draw: Draw, room: Room) -> Iterator[int]:
    """From the one that gives the largest words on; those of a phone only when its layout says as much."""
    start = NARROWEST if _is_map(_drawn(draw, NARROWEST)) else room.width * TEXT / room.most
    if start < NARROW and not _phone_says_all(draw):
        start = NARROW
    yield from (width for width in WIDTHS if width >= start)


@lru_cache(maxsize=KEPT)
def _phone_says_all(draw: Draw) -> bool:
    return _said(draw(NARROW - 1)) >= TOLD * _said(draw(2 * NARROW))


@lru_cache(maxsize=KEPT)
def _drawn(draw: Draw, width: int) -> Figure:
    return draw(width)


@lru_cache(maxsize=KEPT)
def _faults_as_drawn(draw: Draw, width: int) -> int:
    """The same for every room."""
    return faults(_drawn(draw, width))


def _said(figure: Figure) -> int:
    """How many letters stand on a figure, ticks aside."""
    return sum(len(note["text"]) for note in figure["layout"].get("annotations", ()))


def _fitted(draw: Draw, width: int, room: Room) -> Fit | None:
    """The figure at a width, stretched to the height of the room; None where it does not fit."""
    scale = room.width / width
    figure = _drawn(draw, width)
    stretch = 1 if room.height is None else min(TALLEST, room.height / scale / figure["layout"]["height"])
    is_map = _is_map(figure)
    if not is_map and stretch < (LOWEST_OF_PHONE if width < NARROW else LOWEST):
        return None
    as_drawn = _faults_as_drawn(draw, width)
    if is_map or room.height is None:
        return Fit(figure, min(scale * min(stretch, 1), room.most / TEXT), as_drawn)
    stretched = with_height(figure, _of_plot(figure, stretch))
    if faults(stretched, apart=AIR if stretch < 1 else 0) <= as_drawn:
        return Fit(stretched, scale, as_drawn)
    return Fit(figure, scale, as_drawn) if stretch >= 1 else None


def _of_plot(figure: Figure, stretch: float) -> float:
    """What to multiply the plot by so that the whole figure is `stretch` times as tall."""
    layout = figure["layout"]
    edges = layout["margin"]["t"] + layout["margin"]["b"]
    return float((layout["height"] * stretch - edges) / (layout["height"] - edges))


def _is_map(figure: Figure) -> bool:
    """Whether height and width have one scale, which is kept."""
    return any(trace.get("hoveron") == "fills" for trace in figure["data"])


def _squeezed(draw: Draw, room: Room) -> Fit:
    """Smaller than it should be, so that it is whole."""
    figure = draw(WIDEST)
    height = float(figure["layout"]["height"])
    scale = min(room.width / WIDEST, (room.height or height) / height)
    return Fit(figure, scale, faults(figure))


def faults(figure: Figure, *, apart: float = 0) -> int:
    """Words that touch each other or an edge of a bar, that are cut, or that leave the picture; squares that touch.

    `apart`: how much of their size lines of words must leave between them.
    """
    boxed = [trace for trace in figure["data"] if trace["type"] == "bar" or _is_of_squares(trace)]
    found = marks({**figure, "data": boxed}, "light")
    words = [mark for mark in found if mark["kind"] == "words" and not mark["turn"]]
    boxes = sorted((_box(mark, apart) for mark in words), key=itemgetter(1))
    squares = sorted((_around(mark) for mark in found if mark["kind"] == "path" and mark["closed"]), key=itemgetter(1))
    touching = sum(_touching(box, each[place + 1 :]) for each in (boxes, squares) for place, box in enumerate(each))
    bars = [_rect(mark) for mark in found if mark["kind"] == "rect" and not mark["stroke"]]
    astride = sum(_is_astride(box, bar) for box in boxes for bar in bars)
    return touching + astride + _outside(boxes, figure) + sum("…" in mark["words"] for mark in words)


def _box(mark: Mark, apart: float) -> Box:
    size = mark["size"]
    width = text_width(mark["words"], size, bold=mark["weight"] >= 600)
    left = mark["x"] - {"start": 0.0, "middle": width / 2, "end": width}[mark["anchor"]]
    return (left, mark["y"] - (0.68 + apart) * size, left + width, mark["y"] + 0.2 * size)


def _is_of_squares(trace: dict[str, Any]) -> bool:
    return trace.get("marker", {}).get("symbol") == "square"


def _around(mark: Mark) -> Box:
    across, down = zip(*mark["points"], strict=True)
    return (min(across), min(down), max(across), max(down))


def _rect(mark: Mark) -> Box:
    return (mark["x"], mark["y"], mark["x"] + mark["width"], mark["y"] + mark["height"])


def _touching(box: Box, lower: Sequence[Box]) -> int:
    """How many boxes, each starting lower than the one before, a box touches."""
    level = takewhile(lambda other: other[1] < box[3], lower)
    return sum(box[0] < other[2] and other[0] < box[2] for other in level)


def _is_astride(words: Box, bar: Box) -> bool:
    """Words over the upper or lower edge of a bar: neither on it nor beside it."""
    if words[0] >= bar[2] or bar[0] >= words[2]:
        return False
    return any(words[1] + 1 < edge < words[3] - 1 for edge in (bar[1], bar[3]))


def _outside(boxes: Sequence[Box], figure: Figure) -> int:
    width, height = figure["layout"]["width"], figure["layout"]["height"]
    return sum(box[0] < -4 or box[2] > width + 4 or box[1] < -4 or box[3] > height + 4 for box in boxes)
