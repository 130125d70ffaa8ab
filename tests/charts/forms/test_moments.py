"""Counts at dates, each named beside its dot."""

from __future__ import annotations

import datetime as dt

from dashboard.charts.forms import moments
from dashboard.charts.forms.moments import LINE, Moment

YEARS = [(dt.date(year, 1, 1), str(year)) for year in (2023, 2024, 2025)]
SCALE = [(value, str(value)) for value in (300_000, 350_000, 400_000, 450_000)]


def counted(value: int) -> Moment:
    day = dt.date(2023, 9, 30)
    return Moment(value, day, day, str(value), "APA, sept. 2023")


def test_no_grid_line_crosses_the_words_beside_a_dot() -> None:
    layout = moments.draw([counted(391_961)], YEARS, SCALE)(1000)["layout"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    low, high = layout["yaxis"]["range"]
    lines = [(high - value) / (high - low) * plot for value, _ in SCALE]
    tops = [(1 - note["y"]) * plot for note in layout["annotations"]]
    assert len(tops) == 2
    assert not [y for top in tops for y in lines if top < y < top + LINE]
