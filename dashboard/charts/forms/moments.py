"""Stocks counted at dates: a point, or the span of days it speaks of, each named where it stands; never joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.forms import base
from dashboard.charts.measure import text_width
from dashboard.charts.native import Native, Series
from dashboard.charts.visual import Figure

Point = tuple[float, float]
Box = tuple[float, float, float, float]
Ticks = Sequence[tuple[float, str]]
Days = Sequence[tuple[dt.date, str]]
LINE = 16.0
AWAY = (2, 14, 30, 46)
"""Px between a mark and its words, nearest first; each above, then below."""
NEAR = 4
"""How many of these places are near enough to choose the one that no grid line crosses."""


@dataclass(frozen=True)
class Moment:
    """A count over `starts`–`ends` (the same day: a date); `is_floor`: at least this many."""

    value: float
    starts: dt.date
    ends: dt.date
    words: str
    said: str
    paint: str = "brand"
    is_floor: bool = False
    hover: str = ""


def draw(items: Sequence[Moment], days: Days, values: Ticks) -> Callable[[int], Figure]:
    """`days` and `values` are the ticks; both axes run from their first to their last."""
    return lambda width: _figure(items, days, values, width)


def native(items: Sequence[Moment], name: str, note: str) -> Native:
    """Bars from zero, one a count, in the order of the counts: an office chart has no line of time with spans."""
    values, paints = tuple(item.value for item in items), tuple(item.paint for item in items)
    bars = Series(name, values, "brand", paints, labels=tuple(item.words for item in items))
    return Native("bar", tuple(item.said for item in items), (bars,), note=note)


def _figure(items: Sequence[Moment], days: Days, values: Ticks, width: int) -> Figure:
    narrow = width < base.NARROW
    height, top, bottom = (300 if narrow else 330), 14, 28
    left = max(text_width(words, base.TEXT) for _, words in values) + 12
    margin = base.Margin(left=left, right=14, top=top, bottom=bottom)
    plot = (width - left - 14, height - top - bottom)
    first, last = (float(end[0].toordinal()) for end in (days[0], days[-1]))
    lowest, high = values[0][0], values[-1][0] + base.EDGE * (values[-1][0] - values[0][0])
    low = lowest - (high - lowest) * LINE / plot[1]  # so that the lowest tick stands clear of the days

    def px(day: dt.date, value: float) -> Point:
        return ((day.toordinal() - first) / (last - first) * plot[0], (high - value) / (high - low) * plot[1])

    data: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    taken = [_marked(item, px) for item in items]
    grid = [] if narrow else [px(days[0][0], value)[1] for value, _ in values]  # a phone has dots close by
    for item in sorted(items, key=lambda item: -item.value):  # the highest first: it takes the place above itself
        data += _mark(item, (high - low) / plot[1])
        lines = [item.words] if narrow else [item.words, item.said]  # a phone leaves who says it to the table
        where = _place(item, lines, px, plot, taken, grid)
        taken.append(where)
        notes += _words(item, lines, where, plot[1])
    return base.figure(
        width, height, margin, base.axis(first, last, [(day.toordinal(), words) for day, words in days]),
        base.axis(low, high, values, grid=True), data,
        notes=[note | {"x": note["x"] / plot[0] * (last - first) + first} for note in notes],
    )  # fmt: skip


def _mark(item: Moment, unit: float) -> Iterator[dict[str, Any]]:
    """The span as a line, the end as a dot; an arrow upwards from a floor. `unit` is one px of the value axis."""
    start, end = item.starts.toordinal(), item.ends.toordinal()
    if end - start > 45:
        yield base.line([start, end], [item.value] * 2, item.paint, width=4)
    middle = (start + end) / 2
    if item.is_floor:
        yield base.dots([middle], [item.value + 7 * unit], item.paint, size=9, symbol="triangle-up", hover=[item.hover])
    if end - start <= 45 or not item.is_floor:
        yield base.dots([middle], [item.value], item.paint, size=9, hover=[item.hover])


def _marked(item: Moment, px: Callable[[dt.date, float], Point]) -> Box:
    (x0, y), (x1, _) = px(item.starts, item.value), px(item.ends, item.value)
    return (x0 - 6, y - (14 if item.is_floor else 6), x1 + 6, y + 6)


def _place(
    item: Moment, lines: Sequence[str], px: Callable[[dt.date, float], Point], plot: Point, taken: Sequence[Box],
    grid: Sequence[float],
) -> Box:  # fmt: skip
    """The first free place for the words: above, below, then farther away; near the mark, none on a grid line."""
    width = max(text_width(words, base.TEXT, bold=True) for words in lines)
    left, top, right, bottom = _marked(item, px)
    tall = LINE * len(lines)
    x = min(max((left + right - width) / 2, 0), plot[0] - width + 10)
    places = [(x, y, x + width, y + tall) for away in AWAY for y in (top - away - tall, bottom + away)]
    free = [box for box in places if box[1] >= -12 and box[3] <= plot[1] and not _is_taken(box, taken)]
    clear = (box for box in free if box in places[:NEAR] and not any(box[1] < y < box[3] for y in grid))
    return next(clear, free[0] if free else places[1])


def _is_taken(box: Box, taken: Sequence[Box]) -> bool:
    return any(_touch(box, other) for other in taken)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] + 4 and other[0] < one[2] + 4 and one[1] < other[3] and other[1] < one[3]


def _words(item: Moment, lines: Sequence[str], box: Box, height: float) -> list[dict[str, Any]]:
    """The number in the colour of its dot, and who says it under it."""
    number, *said = lines
    x, y = box[0], 1 - box[1] / height
    below = y - LINE / height
    return [
        base.note(number, x, y, yref="paper", bold=True, vertical="top", name=item.paint),
        *(base.note(words, x, below, yref="paper", size=12, vertical="top", name="muted") for words in said),
    ]
