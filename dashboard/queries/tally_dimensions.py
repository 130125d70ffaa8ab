"""The dimensions of a register cell, and how sums over them are told apart in the summary tables."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, Literal, get_args

import sqlalchemy as sa

from dashboard.model import TALLY_DIMENSIONS

Dimension = Literal["month", "year", "territory", "country", "sex", "age_group", "detail"]
Condition = sa.ColumnElement[bool]
COLUMNS: Final = dict(zip(get_args(Dimension)[2:], TALLY_DIMENSIONS, strict=True))
LAST_YEAR: Final = 9999
"""A period up to it is a year, after it a month."""


def kept_by(dimensions: int) -> list[str]:
    """The columns that sums of this number keep."""
    return [name for place, name in enumerate(TALLY_DIMENSIONS) if dimensions & 1 << place]


def number_of(kept: Collection[str]) -> int:
    """The number of the sums that keep these columns."""
    return sum(1 << place for place, name in enumerate(TALLY_DIMENSIONS) if name in kept)


def blank(name: str) -> sa.ColumnElement[Any]:
    """What a dimension holds that is summed over."""
    return sa.literal_column("0" if name == "territory_id" else "''")


def sums_keeping(table: Any, kept: Collection[str]) -> list[Condition]:
    """Where the sums stand that keep these columns, in the order of the keys."""
    over = [name for name in TALLY_DIMENSIONS if name not in kept]
    where = table.dimensions == sa.literal_column(str(number_of(kept)))
    return [where, *(getattr(table, name) == blank(name) for name in over)]


def year_of(month: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    return month.op("/", return_type=sa.Integer())(sa.literal_column("100"))


def whole(number: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    return sa.cast(number, sa.BigInteger)
