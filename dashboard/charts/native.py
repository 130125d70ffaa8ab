"""How an office program draws a picture as a chart of its own, which people edit with its data sheet.

Every bar starts at zero; later series stand in front of earlier ones, or beside them. The sheet therefore holds the
numbers of the rows and never a difference between two of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Kind = Literal["bar", "line"]
"""`bar` lies; `line` breaks where a value is absent."""
Look = Literal["solid", "hatched", "outline", "mark", "track", "dashed"]
"""`outline` is a bar with a dashed edge alone, `mark` a stroke across the bar at its value, `track` the pale bed of a
bar as far as the scale goes (no data: no legend), `dashed` a line."""


@dataclass(frozen=True, eq=False)
class Series:
    """One value a category, None where it was not reported; `paint` is a palette name, `paints` one for each point.

    `labels` are the words that the picture writes beside each value, nothing where it writes none, and `inks` the
    palette names of their second part; `hollow` are the places of the points of a line that are incomplete.
    """

    name: str
    values: tuple[float | None, ...]
    paint: str
    paints: tuple[str, ...] = ()
    look: Look = "solid"
    labels: tuple[str, ...] = ()
    inks: tuple[str, ...] = ()
    hollow: frozenset[int] = frozenset()


@dataclass(frozen=True, eq=False)
class Native:
    """Categories from top to bottom (`bar`) or left to right, with the series that stand on them.

    Categories that are days are one a day, without a gap, so that a line between them is a flight of steps.
    """

    kind: Kind
    categories: tuple[str, ...] | tuple[dt.date, ...]
    series: tuple[Series, ...]
    unit: str = ""
    highest: float | None = None
    """The end of the value axis where it has one of its own (100 for percents)."""
    is_beside: bool = False
    note: str | None = None
    """What its marks mean, where the caveat of the picture speaks of marks that an office chart does not have."""


APART = " · "
"""Between the parts of a label."""


def with_absence(label: str, words: str, value: float | None) -> str:
    """The name of a category, followed by why it has no bar."""
    return label if value is not None else f"{label} ({words})"


def some(*series: Series) -> tuple[Series, ...]:
    """The series that have a value."""
    return tuple(one for one in series if any(value is not None for value in one.values))
