"""Bars, one an item, longest first, with the value beside the bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.forms import base
from dashboard.charts.measure import text_width, wrap
from dashboard.charts.native import Native, Series, with_absence
from dashboard.charts.visual import Figure


@dataclass(frozen=True)
class Bar:
    """`value` None: not reported, told by `words` and no bar."""

    label: str
    value: float | None
    words: str
    paint: str = "brand"
    hover: str = ""
    note: str = ""


def draw(items: Sequence[Bar]) -> Callable[[int], Figure]:
    return lambda width: _figure(items, width)


def native(items: Sequence[Bar], name: str) -> Native:
    """`name` is what the bars count."""
    values = tuple(item.value for item in items)
    paints, labels = tuple(item.paint for item in items), tuple(_beside(item) for item in items)
    names = tuple(with_absence(item.label, item.words, item.value) for item in items)
    return Native("bar", names, (Series(name, values, "brand", paints, labels=labels),))


def _figure(items: Sequence[Bar], width: int) -> Figure:
    narrow = width < base.NARROW
    step = 46 if narrow else 30
    labels = [wrap(item.label, width if narrow else width * 0.36, base.TEXT, most=1 if narrow else 2) for item in items]
    left = 0 if narrow else max((text_width(row, base.TEXT) for rows in labels for row in rows), default=0) + 12
    highest = max((item.value or 0 for item in items), default=0) or 1
    room = _room(items, highest, width - left)
    places = list(range(len(items)))
    thick = 14 / step if narrow else 18 / step
    offset = 0.22 if narrow else 0.0
    notes = []
    for place, item, rows in zip(places, items, labels, strict=True):
        above = base.note(rows, 0, place - 0.24, xref="paper", vertical="middle")
        beside = base.note(rows, 0, place, xref="paper", anchor="right", dx=-10)
        notes.append(above if narrow else beside)
        notes.append(
            base.note(_beside(item), item.value or 0, place + offset, bold=item.value is not None, dx=7,
                      name="ink" if item.value is not None else "muted")
        )  # fmt: skip
    return base.figure(
        width,
        step * len(items) + 6,
        base.Margin(left=left, right=room),
        base.axis(0, highest),
        base.axis(max(len(items), 1) - 0.5, -0.5),
        [
            base.bars([item.value for item in items], [p + offset for p in places], [item.paint for item in items],
                      thick=thick, hover=[item.hover or f"{item.label}\n{item.words}" for item in items])
        ],
        shapes=_zero(places, thick, offset) if narrow else [base.rule(0, 0, -0.5, len(items) - 0.5, "axis")],
        notes=notes,
    )  # fmt: skip


def _room(items: Sequence[Bar], highest: float, across: float) -> float:
    """What the longest bar leaves on its right, so that each bar has its words beside it; a short one may have long
    words."""
    words = [text_width(_beside(item), base.TEXT, bold=True) + 16 for item in items]
    longest = [(across - wide) * highest / item.value for item, wide in zip(items, words, strict=True) if item.value]
    return across - min(longest) if longest else max(words, default=16)


def _zero(places: Sequence[float], thick: float, offset: float) -> list[dict[str, Any]]:
    """The line of zero at each bar alone: names stand between them."""
    ends = ((place + offset - thick / 2, place + offset + thick / 2) for place in places)
    return [base.rule(0, 0, *end, "axis") for end in ends]


def _beside(item: Bar) -> str:
    return f"{item.words} {item.note}".strip()
