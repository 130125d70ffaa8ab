"""Age pyramid: two groups back to back, the age groups named between them, oldest on top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.forms import base
from dashboard.charts.measure import text_width
from dashboard.charts.native import Native, Series
from dashboard.charts.visual import Figure
from dashboard.texts import Language, number

STEP, NARROW_STEP, HEAD = 38, 34, 30


@dataclass(frozen=True)
class Band:
    """One age group; `left` and `right` are people."""

    label: str
    left: int
    right: int


def draw(bands: Sequence[Band], left: str, right: str, language: Language) -> Callable[[int], Figure]:
    """`left` and `right` name the two sides above them; `bands` come youngest first."""
    return lambda width: _figure(list(bands), left, right, language, width)


def native(bands: Sequence[Band], left: str, right: str, language: Language) -> Native:
    """The left side counts below zero, which its labels do not show; oldest on top."""
    bands = list(reversed(bands))
    sides = (
        Series(name, tuple(sign * count for count in counts), paint, labels=tuple(number(n, language) for n in counts))
        for name, sign, paint, counts in (
            (left, -1, "brand", [band.left for band in bands]), (right, 1, "gold", [band.right for band in bands])
        )
    )  # fmt: skip
    return Native("bar", tuple(band.label for band in bands), tuple(sides))


def _figure(bands: list[Band], left: str, right: str, language: Language, width: int) -> Figure:
    step = NARROW_STEP if width < base.NARROW else STEP
    highest = max((max(band.left, band.right) for band in bands), default=0) or 1
    beside = text_width(number(highest, language), base.TEXT, bold=True) + 12
    middle = max((text_width(band.label, base.TEXT) for band in bands), default=0) + 20
    middle = max(middle, 0.12 * width)
    side = (width - 2 * beside - middle) / 2
    gap = middle / 2 * highest / side
    places = list(range(len(bands)))
    end = gap + highest
    return base.figure(
        width, HEAD + step * len(bands), base.Margin(left=beside, right=beside, top=HEAD),
        base.axis(-end, end), base.axis(-0.5, len(bands) - 0.5),
        [_side(bands, places, -1, gap, left, language), _side(bands, places, 1, gap, right, language)],
        notes=[*_heads(left, right, gap), *(note for i in places for note in _row(bands[i], i, gap, language))],
    )  # fmt: skip


def _side(bands: list[Band], places: list[int], sign: int, gap: float, name: str, language: Language) -> dict[str, Any]:
    counts = [band.left if sign < 0 else band.right for band in bands]
    hover = [f"{name}, {band.label}\n{number(count, language)}" for band, count in zip(bands, counts, strict=True)]
    return base.bars([sign * count for count in counts], places, "brand" if sign < 0 else "gold", base=sign * gap,
                     thick=0.62, hover=hover)  # fmt: skip


def _heads(left: str, right: str, gap: float) -> list[dict[str, Any]]:
    return [
        base.note(left, -gap, 1, yref="paper", anchor="right", dy=14, name="brand", bold=True),
        base.note(right, gap, 1, yref="paper", dy=14, name="gold_ink", bold=True),
    ]


def _row(band: Band, place: int, gap: float, language: Language) -> list[dict[str, Any]]:
    return [
        base.note(band.label, 0, place, anchor="center", name="muted"),
        base.note(number(band.left, language), -gap - band.left, place, anchor="right", dx=-6, bold=True),
        base.note(number(band.right, language), gap + band.right, place, dx=6, bold=True),
    ]
