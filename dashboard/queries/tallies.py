"""The one place where register cells are read: their sums, through the summary tables, as of any moment.

Real and demonstration cells never stand in one sum: with demonstration rows in view, an indicator shows its real cells
when it has any, else its demonstration ones.
"""

from __future__ import annotations

from collections import defaultdict, namedtuple
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple, get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.errors import Protected
from dashboard.model import (
    AGE_GROUPS,
    SEXES,
    TALLY_DIMENSIONS,
    Base,
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
    real, fictitious = (_any_cell(is_demonstration=family) for family in (False, True))
    columns = (Indicator.id, Indicator.key, Indicator.nature, Indicator.sensitivity, real, fictitious)
    found = connection.execute(sa.select(*columns).where(Indicator.key == indicator)).one()
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


def _any_cell(*, is_demonstration: bool) -> sa.ColumnElement[bool]:
    somewhere = sa.exists().where(
        TallySum.is_demonstration == is_demonstration,
        TallySum.dimensions == 0,
        TallySum.indicator_id == Indicator.id,
        TallySum.cells > 0,
    )
    return somewhere.label("fictitious" if is_demonstration else "real")


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
    wanted = Wanted(shown, tuple(by), inside, first_month or FIRST_MONTH, last_month or LAST_MONTH)
    return _merged(connection.execute(sa.union_all(*wanted.parts())), by, keys)


def _territory_keys(connection: Connection) -> dict[int, str]:
    return {row.id: row.key for row in connection.execute(sa.select(Territory.id, Territory.key))}


def _values(filters: dict[str, str], keys: dict[int, str]) -> dict[str, list[Any]]:
    """Column → the values it may have; a territory stands under its key in more than one division."""
    ids = [identifier for identifier, key in keys.items() if key == filters.get("territory")]
    return {COLUMNS[name]: ids if name == "territory" else [value] for name, value in filters.items()}


def _members(connection: Connection, shown: Register, by: Sequence[Dimension]) -> dict[str, list[Any]]:
    """Column → every value it has in this register, so that sums are found by their key and not by scanning."""
    members: dict[str, list[Any]] = {"sex": list(SEXES), "age_group": list(AGE_GROUPS)}
    asked = [COLUMNS[name] for name in by if name in COLUMNS]
    for column in asked:
        if column not in members:
            members[column] = list(connection.scalars(_distinct(shown, column)))
    return {column: members[column] for column in asked}


def _distinct(shown: Register, column: str) -> sa.Select[Any]:
    place = _place(TallySum, shown, {column: []})
    return sa.select(getattr(TallySum, column)).distinct().where(*place, TallySum.period <= LAST_YEAR)


def _place(table: type[TallySum | TallyChange], shown: Register, inside: dict[str, list[Any]]) -> list[Condition]:
    """Where the sums kept by the columns of `inside` stand."""
    conditions = [
        table.is_demonstration == shown.is_demonstration,
        table.dimensions == sum(1 << place for place, name in enumerate(TALLY_DIMENSIONS) if name in inside),
        table.indicator_id == shown.indicator_id,
    ]
    unused = [name for name in TALLY_DIMENSIONS if name not in inside]
    conditions += [getattr(table, name) == (0 if name == "territory_id" else "") for name in unused]
    return conditions + _chosen(table, inside)


def _chosen(table: type[Base], inside: dict[str, list[Any]]) -> list[Condition]:
    return [getattr(table, name).in_(values) for name, values in inside.items() if values]


@dataclass(frozen=True)
class Wanted:
    """Sums of a register by some dimensions, over the values each may have and a range of months."""

    shown: Register
    by: tuple[Dimension, ...]
    inside: dict[str, list[Any]]
    first: int
    last: int

    def parts(self) -> list[sa.Select[Any]]:
        """Queries whose rows, added up, are the sums: those of today, less what came after the moment."""
        if len(self.inside) == len(TALLY_DIMENSIONS):
            return [self._cells()]
        today = [self._kept(span) for span in self._spans()]
        return [*today, self._changes()] if self.shown.later_batches else today

    def _spans(self) -> list[Span]:
        if "month" in self.by:
            return [Span(self.first, self.last)]
        return spans(self.first, self.last, may_take_off="year" not in self.by)

    def _kept(self, span: Span) -> sa.Select[Any]:
        year = _hundreds(TallySum.period) if span.first > LAST_YEAR else TallySum.period
        rows = self._grouped(TallySum, {"month": TallySum.period, "year": year}, span.sign)
        return rows.where(*_place(TallySum, self.shown, self.inside), TallySum.period.between(span.first, span.last))

    def _changes(self) -> sa.Select[Any]:
        periods = {"month": TallyChange.month, "year": _hundreds(TallyChange.month)}
        return self._grouped(TallyChange, periods, -1).where(
            *_place(TallyChange, self.shown, self.inside),
            TallyChange.batch_id.in_(self.shown.later_batches),
            TallyChange.month.between(self.first, self.last),
        )

    def _cells(self) -> sa.Select[Any]:
        """With every dimension kept a sum is a cell, found by the key of the cells themselves."""
        periods = {"month": Tally.month, "year": _hundreds(Tally.month)}
        keys = self._keys(Tally, periods)
        in_force = sa.case(
            (self._in_force(), Tally.count)
        )  # not in `where`: SQLite would take the index without counts
        counted = sa.select(*keys, _whole(sa.func.sum(in_force)), sa.func.count(in_force)).group_by(*keys)
        return counted.where(
            Tally.is_demonstration == self.shown.is_demonstration,
            Tally.indicator_id == self.shown.indicator_id,
            *_chosen(Tally, self.inside),
            Tally.month.between(self.first, self.last),
        )

    def _in_force(self) -> Condition:
        later = self.shown.later_batches
        if not later:
            return Tally.superseded_by.is_(None)
        return Tally.batch_id.not_in(later) & (Tally.superseded_by.is_(None) | Tally.superseded_by.in_(later))

    def _grouped(self, table: Any, periods: dict[str, Any], sign: int) -> sa.Select[Any]:
        keys = self._keys(table, periods)
        measures = [_whole(sa.func.sum(column)) for column in (table.count, table.cells)]
        return sa.select(*keys, *(measures if sign > 0 else [-measure for measure in measures])).group_by(*keys)

    def _keys(self, table: Any, periods: dict[str, Any]) -> list[Any]:
        return [periods[name] if name in periods else getattr(table, COLUMNS[name]) for name in self.by]


def spans(first: int, last: int, *, may_take_off: bool) -> list[Span]:
    """Whole years inside a range of months, and the months at its ends: added, or taken off where these are fewer."""
    year, until = first // 100, last // 100
    if year == until:
        return [Span(first, last)]
    found = []
    january, december = year * 100 + 1, until * 100 + 12
    if first > january and not (may_take_off and first <= year * 100 + 7):
        found.append(Span(first, year * 100 + 12))
        year += 1
    elif first > january:
        found.append(Span(january, first - 1, -1))
    if last < december and not (may_take_off and last >= until * 100 + 6):
        found.append(Span(until * 100 + 1, last))
        until -= 1
    elif last < december:
        found.append(Span(last + 1, december, -1))
    return [*found, Span(year, until)] if year <= until else found


def _hundreds(month: Any) -> Any:
    return month.op("/", return_type=sa.Integer())(sa.literal_column("100"))


def _whole(number: Any) -> Any:
    return sa.cast(number, sa.BigInteger)


def _merged(rows: Iterable[Any], by: Sequence[Dimension], keys: dict[int, str]) -> list[Row]:
    """Rows of the same key added; those without any cell left were not reported."""
    added: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    place = by.index("territory") if "territory" in by else None
    for *key, count, cells in rows:
        if place is not None:
            key[place] = keys[key[place]]
        found = added[tuple(key)]
        found[0] += count or 0
        found[1] += cells or 0
    kind = _row_type(tuple(by))
    return [kind(*key, *measures) for key, measures in sorted(added.items()) if measures[1]]


@cache
def _row_type(by: tuple[Dimension, ...]) -> Any:
    return namedtuple("Row", (*by, "count", "cells"))
