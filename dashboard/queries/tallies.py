"""The one place where register cells are read: their sums, through the summary tables, as of any moment.

Real and demonstration cells never stand in one sum: with demonstration rows in view, an indicator shows its real cells
when it has any, else its demonstration ones.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.errors import Protected
from dashboard.model import (
    AGE_GROUPS,
    SEXES,
    TALLY_DIMENSIONS,
    Batch,
    Indicator,
    Tally,
    TallyChange,
    TallySum,
    Territory,
)
from dashboard.provenance import Reading, refuse_sum

Dimension = Literal["month", "year", "territory", "country", "sex", "age_group", "detail"]
Condition = sa.ColumnElement[bool]
Row = Any
"""A named tuple: the values of `by` under their names, then `count` and `cells`."""

COLUMNS = dict(zip(get_args(Dimension)[2:], TALLY_DIMENSIONS, strict=True))
FIRST_MONTH, LAST_MONTH, LAST_YEAR = 190001, 299912, 9999
LEAST_TOLD = 11
PROTECTED_TABLES = (
    (), ("year",), ("territory",), ("country",), ("sex",), ("age_group",), ("sex", "age_group"), ("territory", "sex"),
    ("year", "sex"),
)  # fmt: skip


@dataclass(frozen=True)
class Register:
    """What is read: an indicator's cells of one family, without the batches that came after the moment."""

    indicator_id: int
    key: str
    nature: str
    is_protected: bool
    is_demonstration: bool
    is_empty: bool
    later_batches: tuple[int, ...]


class Span(NamedTuple):
    """Periods to add (or, with sign −1, to take off): whole years up to 9999, months above."""

    first: int
    last: int
    sign: int = 1

    def kind(self) -> tuple[bool, int]:
        return self.last <= LAST_YEAR, self.sign


class ProtectedTable(NamedTuple):
    """Rows and total, each rounded to ten on its own; None: not told, which may be zero."""

    rows: list[Row]
    total: int | None


def sums(
    connection: Connection,
    indicator: str,
    *,
    by: tuple[Dimension, ...] = (),
    reading: Reading,
    first_month: int | None = None,
    last_month: int | None = None,
    territory: str | None = None,
    country: str | None = None,
    sex: str | None = None,
    age_group: str | None = None,
    detail: str | None = None,
) -> list[Row]:
    """One row per combination of `by` that was reported, in order: its values, `count`, `cells`.

    Territories come as keys, countries as codes. A combination without a row was not reported; a count of zero was.
    """
    shown = register(connection, indicator, reading)
    if shown.is_protected:
        raise Protected("These counts are protected: only their fixed, rounded tables are shown.")
    chosen = {"territory": territory, "country": country, "sex": sex, "age_group": age_group, "detail": detail}
    filters = {name: value for name, value in chosen.items() if value is not None}
    return _sums(connection, shown, by, filters, first_month, last_month)


def months(connection: Connection, indicator: str, reading: Reading) -> tuple[int, int] | None:
    """First and last month that anybody reported."""
    reported = months_reported(connection, indicator, reading)
    return (reported[0], reported[-1]) if reported else None


def months_reported(
    connection: Connection, indicator: str, reading: Reading, *, territory: str | None = None
) -> tuple[int, ...]:
    """Every month that anybody reported, a zero included; months between them may be missing."""
    shown = register(connection, indicator, reading)
    filters = {} if territory is None else {"territory": territory}
    return tuple(row.month for row in _sums(connection, shown, ("month",), filters))


def protected_table(
    connection: Connection, indicator: str, *, by: tuple[Dimension, ...], reading: Reading
) -> ProtectedTable:
    """A fixed table of a protected indicator: no filter and no period, whose differences would tell small counts."""
    if by not in PROTECTED_TABLES:
        raise Protected("These counts are protected: only their fixed, rounded tables are shown.")
    shown = register(connection, indicator, reading)
    rows = [row._replace(count=rounded(row.count), cells=None) for row in _sums(connection, shown, by, {})]
    whole = _sums(connection, shown, (), {})
    return ProtectedTable(rows, rounded(whole[0].count) if whole else None)


def rounded(count: int) -> int | None:
    """A protected count as readers get it; under eleven, zero included, it is not told."""
    return None if count < LEAST_TOLD else (count + 5) // 10 * 10


def register(connection: Connection, indicator: str, reading: Reading) -> Register:
    """Which cells of an indicator a reading shows."""
    found = connection.execute(_register_statement(), {"indicator": indicator}).one()
    family = reading.scope == "all" and not found.real
    return Register(
        indicator_id=found.id,
        key=found.key,
        nature=found.nature,
        is_protected=found.sensitivity == "protected",
        is_demonstration=family,
        is_empty=not (found.fictitious if family else found.real),
        later_batches=_later_batches(connection, reading),
    )


@cache
def _register_statement() -> sa.Select[Any]:
    columns: list[Any] = [Indicator.id, Indicator.key, Indicator.nature, Indicator.sensitivity]
    some = [_any_cell(family).label(name) for family, name in ((False, "real"), (True, "fictitious"))]
    return sa.select(*columns, *some).where(Indicator.key == sa.bindparam("indicator"))


def _any_cell(family: bool) -> sa.Exists:
    place = (TallySum.is_demonstration == family, TallySum.dimensions == 0, TallySum.indicator_id == Indicator.id)
    return sa.exists().where(*place, TallySum.cells > 0)


def _later_batches(connection: Connection, reading: Reading) -> tuple[int, ...]:
    if reading.moment is None:
        return ()
    return tuple(connection.scalars(sa.select(Batch.id).where(Batch.recorded_at > reading.moment).order_by(Batch.id)))


def _sums(
    connection: Connection,
    shown: Register,
    by: Sequence[Dimension],
    filters: dict[str, str],
    first_month: int | None = None,
    last_month: int | None = None,
) -> list[Row]:
    if "month" not in by and (first_month is None or first_month != last_month):
        refuse_sum([(shown.key, shown.nature)])
    if shown.is_empty:
        return []
    keys = _territory_keys(connection) if "territory" in (*by, *filters) else {}
    inside = _values(filters, keys) | _members(connection, shown, [name for name in by if name not in filters])
    if not all(inside.values()):
        return []
    first, last = first_month or FIRST_MONTH, last_month or LAST_MONTH
    periods = [Span(first, last)] if "month" in by else spans(first, last, may_take_off="year" not in by)
    shape = Shape(tuple(by), tuple(inside), tuple(map(Span.kind, periods)), bool(shown.later_batches))
    found = connection.execute(_statement(shape), inside | _bounds(shown, first, last, periods))
    return _merged(found.all(), by, keys)


def _bounds(shown: Register, first: int, last: int, periods: Sequence[Span]) -> dict[str, Any]:
    """What the statement's parameters stand for, but the members of its dimensions."""
    bounds = {"family": shown.is_demonstration, "indicator": shown.indicator_id, "first": first, "last": last}
    for number, span in enumerate(periods):
        bounds |= {f"first_{number}": span.first, f"last_{number}": span.last}
    return bounds | {"later": shown.later_batches}


def _territory_keys(connection: Connection) -> dict[int, str]:
    return {row.id: row.key for row in connection.execute(sa.select(Territory.id, Territory.key))}


def _values(filters: dict[str, str], keys: dict[int, str]) -> dict[str, list[Any]]:
    """Column → the values it may have; a territory stands under its key in more than one division."""
    ids = [identifier for identifier, key in keys.items() if key == filters.get("territory")]
    return {COLUMNS[name]: ids if name == "territory" else [value] for name, value in filters.items()}


def _members(connection: Connection, shown: Register, by: Sequence[Dimension]) -> dict[str, list[Any]]:
    """Column → every value it has in this register, so that sums are found by their key and not by scanning."""
    members: dict[str, list[Any]] = {"sex": list(SEXES), "age_group": list(AGE_GROUPS)}
    register = {"family": shown.is_demonstration, "indicator": shown.indicator_id}
    asked = [COLUMNS[name] for name in by if name in COLUMNS]
    for column in asked:
        if column not in members:
            members[column] = list(connection.scalars(_distinct(column), register))
    return {column: members[column] for column in asked}


@cache
def _distinct(column: str) -> sa.Select[Any]:
    place = _place(TallySum, (column,))
    return sa.select(getattr(TallySum, column)).distinct().where(*place, TallySum.period <= LAST_YEAR)


class Shape(NamedTuple):
    """What makes two requests the same statement with other parameters."""

    by: tuple[Dimension, ...]
    columns: tuple[str, ...]  # the dimensions that are kept: those of `by` and those filtered
    spans: tuple[tuple[bool, int], ...]
    is_past: bool


@lru_cache(maxsize=512)
def _statement(shape: Shape) -> sa.Select[Any]:
    """The sums of today's rows and, for the past, less those that came after the moment."""
    if len(shape.columns) == len(TALLY_DIMENSIONS):
        return _of_cells(shape)
    parts = [_kept(shape, number) for number in range(len(shape.spans))]
    rows = sa.union_all(*parts, *([_changes(shape)] if shape.is_past else [])).subquery()
    *keys, count, cells = rows.c
    return sa.select(*keys, _whole(sa.func.sum(count)), _whole(sa.func.sum(cells))).group_by(*keys)


def _kept(shape: Shape, number: int) -> sa.Select[Any]:
    is_years, sign = shape.spans[number]
    year = TallySum.period if is_years else _hundreds(TallySum.period)
    rows = _rows(shape, TallySum, {"month": TallySum.period, "year": year}, sign)
    span = TallySum.period.between(sa.bindparam(f"first_{number}"), sa.bindparam(f"last_{number}"))
    return rows.where(*_place(TallySum, shape.columns), *_chosen(TallySum, shape.columns), span)


def _changes(shape: Shape) -> sa.Select[Any]:
    rows = _rows(shape, TallyChange, {"month": TallyChange.month, "year": _hundreds(TallyChange.month)}, -1)
    later = TallyChange.batch_id.in_(sa.bindparam("later", expanding=True))
    place = (*_place(TallyChange, shape.columns), later, *_chosen(TallyChange, shape.columns))
    return rows.where(*place, _in_range(TallyChange))


def _of_cells(shape: Shape) -> sa.Select[Any]:
    """With every dimension kept a sum is a cell, found by the key of the cells themselves."""
    keys = _keys(shape, Tally, {"month": Tally.month, "year": _hundreds(Tally.month)})
    in_force = sa.case((_in_force(shape), Tally.count))  # not in `where`: SQLite would take the index without counts
    place = (Tally.is_demonstration == sa.bindparam("family"), Tally.indicator_id == sa.bindparam("indicator"))
    rows = sa.select(*keys, _whole(sa.func.sum(in_force)), sa.func.count(in_force))
    return rows.where(*place, *_chosen(Tally, shape.columns), _in_range(Tally)).group_by(*keys)


def _in_force(shape: Shape) -> Condition:
    if not shape.is_past:
        return Tally.superseded_by.is_(None)
    later: Any = sa.bindparam("later", expanding=True)
    return Tally.batch_id.not_in(later) & (Tally.superseded_by.is_(None) | Tally.superseded_by.in_(later))


def _place(table: Any, columns: Sequence[str]) -> list[Condition]:
    """Where the sums kept by some dimensions stand; a dimension that is summed over holds 0 or ''."""
    kept = sum(1 << place for place, name in enumerate(TALLY_DIMENSIONS) if name in columns)
    over = [getattr(table, name) == _none_of(name) for name in TALLY_DIMENSIONS if name not in columns]
    register = (table.is_demonstration == sa.bindparam("family"), table.indicator_id == sa.bindparam("indicator"))
    return [*register, table.dimensions == sa.literal_column(str(kept)), *over]


def _none_of(column: str) -> sa.ColumnElement[Any]:
    return sa.literal_column("0" if column == "territory_id" else "''")


def _chosen(table: Any, columns: Sequence[str]) -> list[Condition]:
    return [getattr(table, name).in_(sa.bindparam(name, expanding=True)) for name in columns]


def _in_range(table: Any) -> Condition:
    return table.month.between(sa.bindparam("first"), sa.bindparam("last"))


def _rows(shape: Shape, table: Any, periods: dict[str, Any], sign: int) -> sa.Select[Any]:
    measures = (table.count, table.cells) if sign > 0 else (-table.count, -table.cells)
    return sa.select(*_keys(shape, table, periods), *measures)


def _keys(shape: Shape, table: Any, periods: dict[str, Any]) -> list[Any]:
    return [periods[name] if name in periods else getattr(table, COLUMNS[name]) for name in shape.by]


def spans(first: int, last: int, *, may_take_off: bool) -> list[Span]:
    """Whole years inside a range of months, and the months at its ends: added, or taken off where these are fewer."""
    year, until = first // 100, last // 100
    january, december = year * 100 + 1, until * 100 + 12
    if year == until:
        return [Span(first, last)]
    found = []
    if may_take_off and january < first <= january + 6:
        found.append(Span(january, first - 1, -1))
    elif first > january:
        found.append(Span(first, january + 11))
        year += 1
    if may_take_off and december - 6 <= last < december:
        found.append(Span(last + 1, december, -1))
    elif last < december:
        found.append(Span(december - 11, last))
        until -= 1
    return [*found, Span(year, until)] if year <= until else found


def _hundreds(month: Any) -> Any:
    return month.op("/", return_type=sa.Integer())(sa.literal_column("100"))


def _whole(number: Any) -> Any:
    return sa.cast(number, sa.BigInteger)


def _merged(rows: Sequence[Any], by: Sequence[Dimension], keys: dict[int, str]) -> list[Row]:
    """Rows under the names of `by`, in order; a territory told by its key, a combination without cells left out."""
    place = by.index("territory") if "territory" in by else None
    added: dict[tuple[Any, ...], tuple[int, int]] = {}
    for *key, count, cells in rows:
        if not cells:
            continue
        if place is not None:
            key[place] = keys[key[place]]
        before = added.get(named := tuple(key), (0, 0))
        added[named] = (before[0] + count, before[1] + cells)
    kind = _row_type(tuple(by))
    return [kind(*key, *measures) for key, measures in sorted(added.items())]


@cache
def _row_type(by: tuple[Dimension, ...]) -> Any:
    return namedtuple("Row", (*by, "count", "cells"))
