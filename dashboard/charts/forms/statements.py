"""Stated figures to scale: each bar says how far its number is known.

The figures of these forms are laid out in px: both axes run over the plot's own width and height.

- exact: a solid bar. At least: a solid bar, then an open arrow. Nearly: the bar tapers to the number it does not reach.
- Unsettled: hatched up to the lowest reading, dashed up to the highest. No number printed: a dotted box without an end.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from dashboard.charts.forms import base
from dashboard.charts.measure import text_width, wrap
from dashboard.charts.native import APART, Native, Series, some
from dashboard.charts.theme import TRANSPARENT, colour
from dashboard.charts.visual import Figure
from dashboard.texts import Language, text

Kind = Literal["exact", "at_least", "almost", "unsettled", "uncounted"]
SMALL, LINE = 12.0, 17
"""Plotly sets its lines 1.3 times their size apart."""
TAPER, ARROW = 16.0, 5.0
"""Length in px of the tapering end of a bar, and depth of the arrow after an open one."""


@dataclass(frozen=True)
class Stated:
    """One statement. `low` and `high` differ where it is unsettled; neither: nothing was printed.

    `said` stands under the label (the words as printed, the source); `doubt` after the number.
    """

    label: str
    said: str
    kind: Kind
    low: float | None
    high: float | None
    words: str
    doubt: str = ""
    hover: str = ""
    starts: dt.date | None = None
    ends: dt.date | None = None
    paint: str = "brand"


@dataclass(frozen=True)
class Panel:
    """A strip of the plot, in px, over which values run from `first` to `last`."""

    left: float
    width: float
    first: float
    last: float

    def x(self, value: float) -> float:
        return self.left + (value - self.first) / (self.last - self.first) * self.width


def to_scale(items: Sequence[Stated], tick_words: Sequence[tuple[float, str]]) -> Callable[[int], Figure]:
    """Bars on one scale, which runs to the last tick; the label and the words as printed before each."""
    return lambda width: _to_scale(items, tick_words, width)


def over_periods(
    items: Sequence[Stated], tick_words: Sequence[tuple[float, str]], months: Sequence[tuple[dt.date, str]],
    heads: tuple[str, str],
) -> Callable[[int], Figure]:  # fmt: skip
    """Two panels a row: the period a statement speaks of, and its number. `months` are the ticks of the first panel,
    its two ends included; `heads` name the panels."""
    return lambda width: _over_periods(items, tick_words, months, heads, width)


def native(items: Sequence[Stated], language: Language, note: str | None) -> Native:
    """Between two readings the bar is hatched to the lowest and outlined to the highest; `note` says so.

    What has no number at all has its words in the name of its category.
    """
    paints, labels = tuple(item.paint for item in items), tuple(_native_label(item) for item in items)
    doubtful = [item.kind == "unsettled" for item in items]
    lows = [item.low if doubt else None for item, doubt in zip(items, doubtful, strict=True)]
    highs = [item.high if doubt else None for item, doubt in zip(items, doubtful, strict=True)]
    known = [None if doubt else item.high for item, doubt in zip(items, doubtful, strict=True)]
    series = some(
        Series(text("Highest reading", language), tuple(highs), "gold", look="outline",
               labels=_beside_those(labels, highs)),
        Series(text("Lowest reading, to be confirmed", language), tuple(lows), "gold", look="hatched"),
        Series(text("Number as printed", language), tuple(known), "brand", paints,
               labels=_beside_those(labels, known)),
    )  # fmt: skip
    return Native("bar", tuple(_native_category(item) for item in items), series, note=note)


def _native_label(item: Stated) -> str:
    return APART.join(words for words in (item.words, item.doubt) if words)


def _native_category(item: Stated) -> str:
    absent = item.words if item.high is None else ""
    return "\n".join(words for words in (item.label, item.said, absent) if words)


def _beside_those(labels: Sequence[str], values: Sequence[float | None]) -> tuple[str, ...]:
    return tuple("" if value is None else words for words, value in zip(labels, values, strict=True))


@dataclass(frozen=True)
class _Grid:
    """Where the rows stand. `bar` is the middle of a bar below the top of its row."""

    step: float
    bar: float
    thick: float
    left: float
    top: float = 0

    def y(self, place: int) -> float:
        return self.top + place * self.step + self.bar


def _to_scale(items: Sequence[Stated], tick_words: Sequence[tuple[float, str]], width: int) -> Figure:
    grid = _grid(items, width)
    room = width - grid.left
    panel = Panel(grid.left, _panel_width(items, room, tick_words[-1]), 0, tick_words[-1][0])
    height = grid.step * len(items) + 4
    marks = _Marks(grid, panel, width)
    for place, item in enumerate(items):
        marks.row(place, item)
    return _finish(marks, width, height, _spaced(panel, tick_words))


def _over_periods(
    items: Sequence[Stated], tick_words: Sequence[tuple[float, str]], months: Sequence[tuple[dt.date, str]],
    heads: tuple[str, str], width: int,
) -> Figure:  # fmt: skip
    narrow = width < base.NARROW
    grid = replace(_grid(items, width), top=32 if narrow else 22)
    first, last = (float(end.toordinal()) for end in (months[0][0], months[-1][0]))
    days = Panel(grid.left, 96 if narrow else (width - grid.left) * 0.36, first, last)
    start = days.left + max(days.width + (22 if narrow else 34), text_width(heads[0], SMALL) + 24)
    numbers = Panel(start, _panel_width(items, width - start, tick_words[-1]), 0, tick_words[-1][0])
    marks = _Marks(grid, numbers, width)
    for place, item in enumerate(items):
        marks.row(place, item)
        marks.period(place, item, days)
    marks.heads(heads, (days.left, numbers.left))
    ticks = [(days.x(day.toordinal()), words[:1].upper() if narrow else words) for day, words in months]
    ticks += _spaced(numbers, tick_words)
    return _finish(marks, width, grid.top + grid.step * len(items) + 4, ticks)


def _spaced(panel: Panel, tick_words: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Where the ticks stand; every second one stays silent where their words would touch."""
    apart = panel.width / max(len(tick_words) - 1, 1)
    every = 1 if max(text_width(words, base.TEXT) for _, words in tick_words) + 12 < apart else 2
    return [(panel.x(value), "" if place % every else words) for place, (value, words) in enumerate(tick_words)]


def _grid(items: Sequence[Stated], width: int) -> _Grid:
    if width < base.NARROW:
        tallest = max(len(_label(item, width)) + len(_said(item, width)) for item in items)
        return _Grid(step=tallest * LINE + 38, bar=tallest * LINE + 17, thick=14, left=5)
    left = min(width * 0.4, 330)
    tallest = max(len(_label(item, left - 16)) + len(_said(item, left - 16)) for item in items)
    step = max(44, tallest * LINE + 14)
    return _Grid(step=step, bar=step / 2, thick=18, left=left)


def _label(item: Stated, room: float) -> list[str]:
    return wrap(item.label, room, base.TEXT, bold=True, most=3)


def _said(item: Stated, room: float) -> list[str]:
    return wrap(item.said, room, SMALL, most=3) if item.said else []


def _panel_width(items: Sequence[Stated], room: float, last: tuple[float, str]) -> float:
    """As wide as lets each number stand whole after its bar, and the last tick under its place."""
    highest, words = last
    widths = [room - text_width(words, base.TEXT) / 2 - 2]
    for item in items:
        if item.high and item.kind != "uncounted":
            after = text_width(item.words, base.TEXT, bold=True) + text_width(item.doubt, SMALL) + 28
            widths.append((room - after) / (item.high / highest))
    return max(40, min(widths))


def _finish(marks: _Marks, width: int, height: float, ticks: Sequence[tuple[float, str]]) -> Figure:
    height += 4
    shapes = [
        *(base.rule(at, at, marks.grid.top, height, "grid", layer="below") for at, _ in ticks),
        *marks.shapes,
    ]
    return base.figure(
        width, height + 24, base.Margin(bottom=24), base.axis(0, width, ticks), base.axis(height, 0), marks.traces(),
        shapes=shapes, notes=marks.notes,
    )  # fmt: skip


class _Marks:
    """Collects what each row draws: solid and hatched bars become one trace each."""

    def __init__(self, grid: _Grid, panel: Panel, width: int) -> None:
        self.grid, self.panel, self.width = grid, panel, width
        self.solid: list[tuple[float, float, float, str, str]] = []
        self.hatched: list[tuple[float, float, float, str, str]] = []
        self.lines: list[dict[str, Any]] = []
        self.shapes: list[dict[str, Any]] = []
        self.notes: list[dict[str, Any]] = []

    def row(self, place: int, item: Stated) -> None:
        self._words(place, item)
        y = self.grid.y(place)
        {"exact": self._exact, "at_least": self._at_least, "almost": self._almost, "unsettled": self._unsettled,
         "uncounted": self._uncounted}[item.kind](item, y)  # fmt: skip
        foot, reach = self.panel.left, self.grid.thick * (0.65 if self.width < base.NARROW else 1)
        self.shapes.append(base.rule(foot, foot, y - reach, y + reach, "axis"))

    def heads(self, words: Sequence[str], places: Sequence[float]) -> None:
        """What each panel shows, above it."""
        pairs = zip(words, places, strict=True)
        self.notes += [base.note(head, at, 8, name="muted", size=SMALL) for head, at in pairs]

    def period(self, place: int, item: Stated, days: Panel) -> None:
        """A thin bar over the days it speaks of; a dot where only the end is printed."""
        y = self.grid.y(place)
        if item.ends is None:
            return
        end = days.x(item.ends.toordinal() + 1)
        if item.starts:
            start = max(days.left, days.x(item.starts.toordinal()))
            self.shapes.append(base.rect(start, max(end, start + 3), y - 4, y + 4, "slate", layer="above"))
        else:
            self.lines.append(base.dots([end], [y], "slate", size=9, symbol="circle-open", hover=[item.hover]))

    def traces(self) -> list[dict[str, Any]]:
        return [*self._bars(self.solid, hatched=False), *self._bars(self.hatched, hatched=True), *self.lines]

    def _bars(self, bars: list[tuple[float, float, float, str, str]], *, hatched: bool) -> list[dict[str, Any]]:
        if not bars:
            return []
        starts, lengths, places, paints, hovers = zip(*bars, strict=True)
        paint: Any = paints[0] if hatched else list(paints)
        return [
            base.bars(lengths, places, paint, base=list(starts), thick=self.grid.thick, hatched=hatched, hover=hovers)
        ]

    def _words(self, place: int, item: Stated) -> None:
        narrow = self.width < base.NARROW
        room = self.width if narrow else self.grid.left - 16
        label, said = _label(item, room), _said(item, room)
        tall = LINE * (len(label) + len(said))
        up, y = (tall + 15 if narrow else tall / 2), self.grid.y(place)
        self.notes.append(base.note(label, 0, y, bold=True, vertical="top", dy=up))
        if said:
            below = up - LINE * len(label)
            self.notes.append(base.note(said, 0, y, size=SMALL, name="muted", vertical="top", dy=below))

    def _beside(self, item: Stated, y: float, after: float) -> None:
        self.notes.append(base.note(item.words, after, y, bold=True, dx=8))
        if item.doubt:
            shift = text_width(item.words, base.TEXT, bold=True) + 16
            self.notes.append(base.note(item.doubt, after, y, name="gold_ink", size=SMALL, dx=shift))

    def _solid(self, item: Stated, y: float, end: float) -> None:
        self.solid.append((self.panel.left, max(end - self.panel.left, 1.5), y, item.paint, item.hover))

    def _exact(self, item: Stated, y: float) -> None:
        end = self.panel.x(item.high or 0)
        self._solid(item, y, end)
        self._beside(item, y, end)

    def _at_least(self, item: Stated, y: float) -> None:
        end, half = self.panel.x(item.low or 0), self.grid.thick / 2
        self._solid(item, y, end)
        for shift in (3, 8):
            at = end + shift
            self.lines.append(base.line([at, at + ARROW, at], [y - half, y, y + half], item.paint, width=2))
        self._beside(item, y, end + 8 + ARROW)

    def _almost(self, item: Stated, y: float) -> None:
        end, half = self.panel.x(item.high or 0), self.grid.thick / 2
        foot = max(self.panel.left, end - TAPER)
        self._solid(item, y, foot)
        self.lines.append(
            {"type": "scatter", "mode": "none", "fill": "toself", "fillcolor": colour(item.paint), "hoverinfo": "skip",
             "x": [foot, end, foot], "y": [y - half, y, y + half]}
        )  # fmt: skip
        self.shapes.append(base.rule(end, end, y - half - 2, y + half + 2, item.paint, width=2))
        self._beside(item, y, end + 2)

    def _unsettled(self, item: Stated, y: float) -> None:
        low, high, half = self.panel.x(item.low or 0), self.panel.x(item.high or 0), self.grid.thick / 2
        self.hatched.append((self.panel.left, low - self.panel.left, y, "gold", item.hover))
        self.shapes.append(_dashed(self.panel.left, high, y - half, y + half))
        if high > low:
            self.shapes.append(base.rule(low, low, y - half, y + half, "gold", width=1.5))
        self._beside(item, y, high)

    def _uncounted(self, item: Stated, y: float) -> None:
        """The part that has a number, in a box that has no end since the whole has none."""
        end, half = self.panel.x(item.low or 0), self.grid.thick / 2 + 2
        if item.low:
            self._solid(item, y, end)
        far = self.width - 4
        for edge in (y - half, y + half):
            self.shapes.append(base.rule(self.panel.left, far, edge, edge, "slate", width=1.5, dash="dot"))
        words = wrap(item.words, far - end - 8, SMALL, most=1)
        self.notes.append(base.note(words, end, y, size=SMALL, dx=8))


def _dashed(x0: float, x1: float, y0: float, y1: float) -> dict[str, Any]:
    outline = {"color": colour("gold"), "width": 1.5, "dash": "dash"}
    return base.rect(x0, x1, y0, y1, "paper", layer="above") | {"fillcolor": TRANSPARENT, "line": outline}
