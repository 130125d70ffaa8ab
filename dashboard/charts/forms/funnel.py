"""Steps of one path as bars from zero, each over the trace of the first: what went on, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.forms import base
from dashboard.charts.measure import text_width, wrap
from dashboard.charts.native import APART, Native, Series, with_absence
from dashboard.charts.visual import Figure


@dataclass(frozen=True)
class Step:
    """`value` None: not reported, told by `words`. `shares` says which part of earlier steps it is."""

    label: str
    value: float | None
    words: str
    shares: str
    paint: str


def draw(steps: Sequence[Step]) -> Callable[[int], Figure]:
    return lambda width: _figure(list(steps), width)


def native(steps: Sequence[Step], name: str) -> Native:
    """`name` is what the bars count."""
    values, paints = tuple(step.value for step in steps), tuple(step.paint for step in steps)
    labels = tuple(APART.join(words for words in (step.words, step.shares) if words) for step in steps)
    names = tuple(with_absence(step.label, step.words, step.value) for step in steps)
    return Native("bar", names, (Series(name, values, "brand", paints, labels=labels),))


def _figure(steps: list[Step], width: int) -> Figure:
    narrow = width < base.NARROW
    tall = 92 if narrow else 76
    highest = max((step.value or 0 for step in steps), default=0) or 1
    places = list(range(len(steps)))
    thick = 22 / tall
    return base.figure(
        width, tall * len(steps), base.Margin(), base.axis(0, highest), base.axis(len(steps) - 0.5, -0.5),
        [base.bars([step.value for step in steps], places, [step.paint for step in steps], thick=thick,
                   hover=[f"{step.label}\n{step.words}\n{step.shares}".strip() for step in steps])],
        shapes=[base.rect(0, highest, place - thick / 2, place + thick / 2, "track") for place in places],
        notes=[note for place, step in enumerate(steps) for note in _words(step, place, width, narrow)],
    )  # fmt: skip


def _words(step: Step, place: int, width: int, narrow: bool) -> list[dict[str, Any]]:
    """Number and name above the bar; shares at the right of the same line, or under the bar on a phone."""
    paint = "muted" if step.value is None else "ink"
    size = 19 if step.value is not None else base.TEXT + 1
    room = text_width(step.words, size, bold=True) + 8
    shares = base.note(step.shares, 0, place, xref="paper", name="muted", dy=-23) if narrow else base.note(
        step.shares, 1, place, xref="paper", anchor="right", name="muted", dy=24)  # fmt: skip
    return [
        base.note(step.words, 0, place, xref="paper", bold=True, size=size, name=paint, dy=24),
        base.note(wrap(step.label, width - room, base.TEXT, most=1), 0, place, xref="paper", dx=room, dy=23),
        *([shares] if step.shares else []),
    ]
