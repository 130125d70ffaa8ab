"""The statements that add up cells: kept sums, cells where every dimension is asked for, less what came after a moment.

Their parameters: `family`, `indicator`; `periods` of the sums and `cells_of` of the cells, of which `taken_off` are
taken off; `later` batches, the months from `first` to `last` in which their changes are taken back, and those where
years of today are `corrected`; the values of each column that is listed, under its name.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from dashboard.model import TALLY_DIMENSIONS, Tally, TallyChange, TallySum
from dashboard.queries.tally_dimensions import COLUMNS, LAST_YEAR, Condition, Dimension, sums_keeping, whole, year_of


class Shape(NamedTuple):
    """What makes two requests the same statement with other parameters."""

    by: tuple[Dimension, ...]
    kept: tuple[str, ...]  # columns of the dimensions of `by` and of the filters
    listed: tuple[str, ...]  # those whose values are given
    takes_off: bool
    is_past: bool
    corrects: bool


@lru_cache(maxsize=512)
def sums(shape: Shape) -> sa.Select[Any]:
    """The sums of today's rows and, for the past, less those that came after the moment."""
    parts = [_kept(shape)]
    if len(shape.kept) == len(TALLY_DIMENSIONS):
        parts.append(_cells(shape))
    elif shape.is_past:
        parts.append(_changes(shape))
    if len(parts) == 1 and "month" in shape.by:
        return parts[0]  # each row is a sum of its own
    return _added(sa.union_all(*parts).subquery())


@cache
def details() -> sa.Select[Any]:
    """Every detail that a register ever counted."""
    kept = sums_keeping(TallySum, ("detail",))
    return sa.select(TallySum.detail).distinct().where(*_of_register(TallySum), *kept, TallySum.period <= LAST_YEAR)


@cache
def months_changed() -> sa.Select[Any]:
    """Months that later batches touched."""
    of_all = sums_keeping(TallyChange, ())
    return sa.select(TallyChange.month).distinct().where(*_of_register(TallyChange), *of_all, _is_later(TallyChange))


def _added(rows: sa.FromClause) -> sa.Select[Any]:
    *keys, count, cells = rows.c
    measures = (whole(sa.func.sum(count)).label("count"), whole(sa.func.sum(cells)).label("cells"))
    return sa.select(*keys, *measures).group_by(*keys)


def _kept(shape: Shape) -> sa.Select[Any]:
    measures = _signed(shape, TallySum.period, TallySum.count, TallySum.cells)
    rows = sa.select(*_keys(shape, TallySum, TallySum.period), *measures)
    return rows.where(*_place(TallySum, shape), TallySum.period.in_(_several("periods")))


def _changes(shape: Shape) -> sa.Select[Any]:
    when = TallyChange.month.between(sa.bindparam("first"), sa.bindparam("last"))
    rows = sa.select(*_keys(shape, TallyChange, TallyChange.month), -TallyChange.count, -TallyChange.cells)
    return rows.where(*_place(TallyChange, shape), _is_later(TallyChange), when)


def _cells(shape: Shape) -> sa.Select[Any]:
    """With every dimension kept, the sum of a month is a cell; only those of years are among the sums."""
    counted = _measures(_in_force(shape))
    if shape.corrects:
        corrected = Tally.month.in_(_several("corrected"))
        today = _measures(Tally.superseded_by.is_(None))
        counted = [then - sa.case((corrected, now), else_=0) for then, now in zip(counted, today, strict=True)]
    rows = sa.select(*_keys(shape, Tally, Tally.month), *_signed(shape, Tally.month, *counted))
    return rows.where(*_of_register(Tally), Tally.month.in_(_several("cells_of")), *_chosen(Tally, shape))


def _measures(in_force: Condition) -> list[Any]:
    """In the measures, not in `where`: SQLite would take the index that has no counts."""
    return [sa.case((in_force, Tally.count), else_=0), sa.case((in_force, 1), else_=0)]


def _in_force(shape: Shape) -> Condition:
    if not shape.is_past:
        return Tally.superseded_by.is_(None)
    later = _several("later")
    return Tally.batch_id.not_in(later) & (Tally.superseded_by.is_(None) | Tally.superseded_by.in_(later))


def _signed(shape: Shape, period: Any, *measures: Any) -> list[Any]:
    if not shape.takes_off:
        return list(measures)
    off = period.in_(_several("taken_off"))
    return [sa.case((off, -measure), else_=measure) for measure in measures]


def _keys(shape: Shape, table: Any, period: Any) -> list[Any]:
    """The columns of `by`; the year of a period that may be a year or a month."""
    year = sa.case((period > LAST_YEAR, year_of(period)), else_=period)
    when = {"month": period, "year": year}
    return [when[name] if name in when else getattr(table, COLUMNS[name]) for name in shape.by]


def _place(table: Any, shape: Shape) -> list[Condition]:
    return [*_of_register(table), *sums_keeping(table, shape.kept), *_chosen(table, shape)]


def _of_register(table: Any) -> list[Condition]:
    return [table.is_demonstration == sa.bindparam("family"), table.indicator_id == sa.bindparam("indicator")]


def _chosen(table: Any, shape: Shape) -> list[Condition]:
    return [getattr(table, name).in_(_several(name)) for name in shape.listed]


def _is_later(table: Any) -> Condition:
    return table.batch_id.in_(_several("later"))


def _several(name: str) -> Any:
    return sa.bindparam(name, expanding=True)
