"""A picture: its words, its Plotly figure at any width, its rows and where they come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.charts.columns import Column as Column
from dashboard.charts.columns import described
from dashboard.charts.native import Native
from dashboard.provenance import Scope, Source, Sourced
from dashboard.texts import Language

Figure = dict[str, Any]
"""A Plotly figure as a plain dict: `data` and `layout`, on numeric axes with explicit ticks and margins."""


@dataclass(frozen=True, eq=False)
class Visual:
    """One definition of a picture; browser, files and alternative text are renderings of it.

    `draw(width)` gives the figure for a width in CSS px: a narrow figure is laid out anew, not squeezed.
    `title` is a finding where the data allow one. `alt` says what it shows, the highest, the lowest, the trend.
    """

    key: str
    language: Language
    title: str
    subtitle: str
    draw: Callable[[int], Figure]
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    alt: str
    sources: tuple[Source, ...]
    day: dt.date
    is_demonstration: bool
    caveats: tuple[str, ...] = ()
    legend: tuple[tuple[str, str], ...] = field(default=())  # (colour name, words) where direct labels cannot go
    native: Native | None = None
    """The same picture for office programs, None where none of their charts draws it honestly."""
    scope: Scope = "all"
    filters: tuple[tuple[str, str], ...] = ()
    """Each filter in force and its value, in the words readers see."""


def visual(
    key: str,
    data: Sourced,
    language: Language,
    *,
    title: str,
    subtitle: str,
    draw: Callable[[int], Figure],
    columns: tuple[Column, ...],
    alt: str,
    caveats: tuple[str, ...] = (),
    legend: tuple[tuple[str, str], ...] = (),
    native: Native | None = None,
) -> Visual:
    """A `Visual` over sourced rows: sources, day and demonstration flag always come from the rows."""
    return Visual(
        key=key,
        language=language,
        title=title,
        subtitle=subtitle,
        draw=draw,
        rows=data.rows,
        columns=described(key, columns, language),
        alt=alt,
        sources=data.sources,
        day=data.reading.day,
        is_demonstration=data.is_demonstration,
        caveats=caveats,
        legend=legend,
        native=native,
        scope=data.reading.scope,
    )
