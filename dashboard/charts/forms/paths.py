"""Two step lines from 0 to 100 %: what was planned and what was accepted, named at their end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import texts
from dashboard.charts.forms import base
from dashboard.charts.measure import text_width
from dashboard.charts.native import Look, Native, Series
from dashboard.charts.visual import Figure
from dashboard.texts import Language, percent

APART = 16
"""Px between the names of two lines that end at nearly the same height."""
AHEAD = 5
"""Px before the first day: its dot stands clear of the scale."""
_LOOKS: dict[str, Look] = {"solid": "solid", "dash": "dashed"}


@dataclass(frozen=True)
class Path:
    """`points` are (day, percent), each in force until the next; None is not reported."""

    label: str
    paint: str
    points: tuple[tuple[dt.date, float | None], ...]
    dash: str = "solid"

    @property
    def moves(self) -> list[tuple[dt.date, float | None]]:
        """The first point, and those where the value changed."""
        before = [None, *(value for _, value in self.points)]
        return [point for point, former in zip(self.points, before, strict=False) if point[1] != former]

    @property
    def last(self) -> float | None:
        return next((value for _, value in reversed(self.points) if value is not None), None)


def draw(paths: Sequence[Path], language: Language) -> Callable[[int], Figure]:
    return lambda width: _figure(paths, language, width)


def native(paths: Sequence[Path], language: Language) -> Native:
    """A value a day: the one in force."""
    days = [day for path in paths for day, _ in path.points]
    span = tuple(dt.date.fromordinal(day) for day in range(min(days).toordinal(), max(days).toordinal() + 1))
    lines = (_native_line(path, span, language) for path in paths)
    return Native("line", span, tuple(lines), unit="%", highest=100)


def _native_line(path: Path, span: Sequence[dt.date], language: Language) -> Series:
    points, values = dict(path.points), list[float | None]()
    for day in span:
        values.append(points.get(day, values[-1] if values else None))
    labels = (*[""] * (len(span) - 1), _end(path, language))
    return Series(path.label, tuple(values), path.paint, look=_LOOKS[path.dash], labels=labels)


def _figure(paths: Sequence[Path], language: Language, width: int) -> Figure:
    days = [day for path in paths for day, _ in path.points]
    first, last = min(days).toordinal(), max(days).toordinal() + 1
    right = max((text_width(_end(path, language), base.TEXT, bold=True) for path in paths), default=0) + 14
    margin = base.Margin(left=44, right=right, top=10, bottom=28)
    height, room = 260, width - margin.left - right
    ticks = [(value, percent(value, language)) for value in (0, 25, 50, 75, 100)]
    days_axis = base.axis(first - AHEAD * (last - first) / room, last, _months(first, last, language, room))
    return base.figure(
        width, height, margin, days_axis, base.axis(100 * -base.EDGE, 100 * (1 + base.EDGE), ticks, grid=True),
        [trace for path in paths for trace in _traces(path, last, language)],
        notes=_names(paths, language, last, height - margin.top - margin.bottom),
    )  # fmt: skip


def _end(path: Path, language: Language) -> str:
    return path.label if path.last is None else f"{path.label} {percent(path.last, language)}"


def _traces(path: Path, last: float, language: Language) -> list[dict[str, Any]]:
    """Level until the next point, then straight to it; where the line moves, a dot carries what the pointer reads."""
    x: list[float] = []
    y: list[float | None] = []
    ends = [*(day.toordinal() for day, _ in path.points[1:]), last]
    for (day, value), end in zip(path.points, ends, strict=True):
        x += [day.toordinal(), end]
        y += [value, value]
    moves = path.moves
    hover = [_hover(path.label, day, value, language) for day, value in moves]
    days = [day.toordinal() for day, _ in moves]
    dots = base.dots(days, [value for _, value in moves], path.paint, size=5, hover=hover)
    return [base.line(x, y, path.paint, dash=path.dash), dots]


def _hover(label: str, day: dt.date, value: float | None, language: Language) -> str:
    words = "" if value is None else percent(value, language)
    return f"{label} · {texts.date(day, language, 'short')}\n{words}"


def _months(first: int, last: int, language: Language, room: float) -> list[tuple[float, str]]:
    """Every so many months, at the first of the month."""
    start, end = dt.date.fromordinal(first), dt.date.fromordinal(last)
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60) if room / count * n > 40 or n == 60)
    numbers = range(start.month - 1, start.month + count)
    days = [dt.date(start.year + month // 12, month % 12 + 1, 1) for month in numbers]
    shown = [day for place, day in enumerate(days) if place % every == 0 and first <= day.toordinal() <= last]
    return [(day.toordinal(), texts.month(texts.month_of(day), language, "name")) for day in shown]


def _names(paths: Sequence[Path], language: Language, last: float, height: float) -> list[dict[str, Any]]:
    """The name and last value of each line at its end, pushed apart where they would touch."""
    apart = APART * 100 * (1 + 2 * base.EDGE) / height
    notes, floor = [], float("-inf")
    for path in sorted((path for path in paths if path.last is not None), key=lambda path: path.last or 0):
        at = max(path.last or 0, floor + apart)
        floor = at
        notes.append(base.note(_end(path, language), last, at, name=path.paint, bold=True, dx=8))
    return notes
