"""How an office program draws a picture as a chart of its own, which people edit with its data sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["bar", "column", "line"]
"""`bar` lies, `column` stands, `line` breaks where a value is absent."""


@dataclass(frozen=True, eq=False)
class Series:
    """One value a category, None where it was not reported; `paint` is a palette name, `paints` one for each point."""

    name: str
    values: tuple[float | None, ...]
    paint: str
    paints: tuple[str, ...] = ()
    is_hatched: bool = False


@dataclass(frozen=True, eq=False)
class Native:
    """Categories from top to bottom (`bar`) or left to right, with the series that stand on them."""

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    is_stacked: bool = False
    highest: float | None = None
    """The end of the value axis where it has one of its own (100 for percents)."""
