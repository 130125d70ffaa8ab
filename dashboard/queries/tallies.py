"""The one place where register cells are read: their sums, through the summary tables, as of any moment.

Real and demonstration cells never stand in one sum: with demonstration rows in view, an indicator shows its real cells
when it has any, else its demonstration ones.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.actors import Actor
from dashboard.errors import NotAllowed, Protected
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
from dashboard.queries import accounts, settings

Dimension = Literal["month", "year", "territory", "country", "sex", "age_group", "detail"]
Condition = sa.ColumnElement[bool]
Row = Any
"""A named tuple: the values of `by` under their names, then `count` and `cells`."""

COLUMNS = dict(zip(get_args(Dimension)[2:], TALLY_DIMENSIONS, strict=True))
FIRST_MONTH, LAST_MONTH, LAST_YEAR = 190001, 299912, 9999
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
    first_month: int | None  # nothing when it has no cell, ever
    last_month: int | None
    later_batches: tuple[int, ...]


class Periods(NamedTuple):
    """Years and months whose sums, less those of the months taken off, cover a range."""

    added: list[int]
    taken_off: list[int]


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
    return _sums(connection, shown, by, _given(chosen), first_month, last_month)


def small_counts(
    connection: Connection,
    actor: Actor,
    indicator: str,
    *,
    by: tuple[Dimension, ...],
    reading: Reading,
    first_month: int | None,
    last_month: int | None,
    filters: Mapping[str, str | None],
) -> list[Row]:
    """What `sums` refuses: the true counts of a protected indicator, for the role that may see them.

    Asked through `updates.small_counts`, which keeps who looked; what comes stands in no cache. A fictitious account
    sees fictitious counts only.
    """
    accounts.allowed(connection, actor, "protection")
    shown = register(connection, indicator, reading)
    if actor.is_fictitious and not shown.is_demonstration:
        raise NotAllowed("Your account does not have the right to do this: ask the administrator.")
    return _sums(connection, shown, by, _given(filters), first_month, last_month)


def _given(filters: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in filters.items() if value is not None}


def months(connection: Connection, indicator: str, reading: Reading) -> tuple[int, int] | None:
    """First and last month that anybody reported."""
    reported = months_reported(connection, indicator, reading)
    return (reported[0], reported[-1]) if reported else None


def months_reported(
    connection: Connection, indicator: str, reading: Reading, *, territory: str | None = None
) -> tuple[int, ...]:
    """Every month that anybody reported, a zero included; months between them may be missing.

    A database that does not know the indicator yet, because nothing was ever loaded, has none.
    """
    if connection.execute(_register_statement(), {"indicator": indicator}).first() is None:
        return ()
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
    least = settings.least_told(connection, reading=reading)
    rows = [row._replace(count=rounded(row.count, least), cells=None) for row in _sums(connection, shown, by, {})]
    whole = _sums(connection, shown, (), {})
    return ProtectedTable(rows, rounded(whole[0].count, least) if whole else None)


def rounded(count: int, least: int) -> int | None:
    """A protected count as readers get it; one under `least`, zero included, is not told."""
    return None if count < least else (count + 5) // 10 * 10


def register(connection: Connection, indicator: str, reading: Reading) -> Register:
    """Which cells of an indicator a reading shows."""
    found = connection.execute(_register_statement(), {"indicator": indicator}).one()
    family = reading.scope == "all" and not found.is_real
    return Register(
        indicator_id=found.id,
        key=found.key,
        nature=found.nature,
        is_protected=found.sensitivity == "protected",
        is_demonstration=family,
        first_month=found.first_fictitious if family else found.first_real,
        last_month=found.last_fictitious if family else found.last_real,
        later_batches=_later_batches(connection, reading),
    )


@cache
def _register_statement() -> sa.Select[Any]:
    columns: list[Any] = [Indicator.id, Indicator.key, Indicator.nature, Indicator.sensitivity]
    columns.append(sa.exists().where(*_months_of(False), TallySum.cells > 0).label("is_real"))
    for family, name in ((False, "real"), (True, "fictitious")):
        for word, end in (("first", sa.func.min), ("last", sa.func.max)):
            found = sa.select(end(TallySum.period)).where(*_months_of(family)).scalar_subquery()
            columns.append(found.label(f"{word}_{name}"))
    return sa.select(*columns).where(Indicator.key == sa.bindparam("indicator"))


def _months_of(family: bool) -> list[Condition]:
    place = [TallySum.is_demonstration == family, TallySum.dimensions == 0, TallySum.indicator_id == Indicator.id]
    return [*place, *_summed_over(TallySum, ()), TallySum.period > LAST_YEAR]


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
    inside = _members(connection, shown, by, filters) | _values(connection, filters)
    first, last = _within(shown, first_month or FIRST_MONTH, last_month or LAST_MONTH)
    if first > last or not all(inside.values()):
        return []
    kept = tuple(column for name, column in COLUMNS.items() if name in (*by, *filters))
    asked = _asked(connection, shown, by, kept, first, last)
    shape = Shape(
        tuple(by), kept, tuple(inside), bool(asked["taken_off"]), bool(shown.later_batches), bool(asked["corrected"])
    )
    rows = connection.execute(_statement(shape), inside | asked).all()
    return _named(_by_territory_key(connection, rows, by), tuple(by))


def _asked(
    connection: Connection, shown: Register, by: Sequence[Dimension], kept: Sequence[str], first: int, last: int
) -> dict[str, Any]:
    """What the parameters of the statement stand for, but the values of its dimensions."""
    years = range(first // 100, last // 100 + 1)
    apart, corrected = set[int](), list[int]()
    if "month" in by:
        apart = set(years)
    elif len(kept) == len(TALLY_DIMENSIONS) and shown.later_batches:
        changed = _months_changed(connection, shown)
        apart = {month // 100 for month in changed if not _is_whole(month // 100, first, last)}
        corrected = [month for month in changed if month // 100 not in apart]
    added, taken_off = periods(first, last, apart)
    whole = {"family": shown.is_demonstration, "indicator": shown.indicator_id, "later": shown.later_batches}
    return {
        **whole, "first": first, "last": last, "periods": added + taken_off, "taken_off": taken_off,
        "corrected": corrected, "cells_of": [*added, *taken_off, *corrected],
    }  # fmt: skip


def _months_changed(connection: Connection, shown: Register) -> list[int]:
    """Months that later batches touched. The sums of their years are of today: a whole year is corrected by what the
    cells of those months were, less what they are; of any other the months are read from the cells."""
    summed = Shape((), (), (), takes_off=False, is_past=True)
    asked = {"family": shown.is_demonstration, "indicator": shown.indicator_id, "later": shown.later_batches}
    later = TallyChange.batch_id.in_(sa.bindparam("later", expanding=True))
    months = sa.select(TallyChange.month).distinct().where(*_place(TallyChange, summed), later)
    return list(connection.scalars(months, asked))


def _is_whole(year: int, first: int, last: int) -> bool:
    return first <= year * 100 + 1 and year * 100 + 12 <= last


def _within(shown: Register, first: int, last: int) -> tuple[int, int]:
    """The range, cut to the years of the register: whole ones where it is open."""
    if shown.first_month is None or shown.last_month is None:
        return LAST_MONTH, FIRST_MONTH
    return max(first, shown.first_month // 100 * 100 + 1), min(last, shown.last_month // 100 * 100 + 12)


def _values(connection: Connection, filters: dict[str, str]) -> dict[str, list[Any]]:
    """Column → the values it may have; a territory stands under its key in more than one division."""
    values: dict[str, list[Any]] = {COLUMNS[name]: [value] for name, value in filters.items()}
    if "territory" in filters:
        same_key = sa.select(Territory.id).where(Territory.key == filters["territory"])
        values["territory_id"] = list(connection.scalars(same_key))
    return values


def _members(
    connection: Connection, shown: Register, by: Sequence[Dimension], filters: dict[str, str]
) -> dict[str, list[Any]]:
    """Column → every value it may have, where the key needs it to go straight to what comes after it."""
    members: dict[str, list[Any]] = {}
    if "sex" in by:
        members["sex"] = list(SEXES)
    if "age_group" in by:
        members["age_group"] = list(AGE_GROUPS)
    if "detail" in by:
        asked = {"family": shown.is_demonstration, "indicator": shown.indicator_id}
        members["detail"] = list(connection.scalars(_details(), asked))
    if "territory" in by and "country" in filters:
        members["territory_id"] = list(connection.scalars(sa.select(Territory.id)))
    return members


@cache
def _details() -> sa.Select[Any]:
    kept = Shape((), ("detail",), (), takes_off=False, is_past=False)
    return sa.select(TallySum.detail).distinct().where(*_place(TallySum, kept), TallySum.period <= LAST_YEAR)


class Shape(NamedTuple):
    """What makes two requests the same statement with other parameters."""

    by: tuple[Dimension, ...]
    kept: tuple[str, ...]  # columns of the dimensions of `by` and of the filters
    listed: tuple[str, ...]  # those whose values are given
    takes_off: bool
    is_past: bool
    corrects: bool = False


@lru_cache(maxsize=512)
def _statement(shape: Shape) -> sa.Select[Any]:
    """The sums of today's rows and, for the past, less those that came after the moment."""
    parts = [_kept(shape)]
    if len(shape.kept) == len(TALLY_DIMENSIONS):
        parts.append(_cells(shape))
    elif shape.is_past:
        parts.append(_changes(shape))
    if len(parts) == 1 and "month" in shape.by:
        return parts[0]  # each row is a sum of its own
    return _added(sa.union_all(*parts).subquery())


def _added(rows: sa.FromClause) -> sa.Select[Any]:
    *keys, count, cells = rows.c
    measures = (_whole(sa.func.sum(count)).label("count"), _whole(sa.func.sum(cells)).label("cells"))
    return sa.select(*keys, *measures).group_by(*keys)


def _by_territory_key(connection: Connection, rows: Sequence[Any], by: Sequence[Dimension]) -> Sequence[Any]:
    """With keys for numbers; one that stands in two divisions is added up.

    Here, as a join costs PostgreSQL three times what it costs to read the sums.
    """
    if "territory" not in by:
        return rows
    place, keys = list(by).index("territory"), _territory_keys(connection)
    named = [(*row[:place], keys[row[place]], *row[place + 1 :]) for row in rows]
    met = {row[place] for row in rows}
    if len({keys[number] for number in met}) == len(met):
        return named
    added: dict[tuple[Any, ...], tuple[int, int]] = {}
    for *who, count, cells in named:
        before = added.get(key := tuple(who), (0, 0))
        added[key] = (before[0] + count, before[1] + cells)
    return [(*key, *measures) for key, measures in added.items()]


def _territory_keys(connection: Connection) -> dict[int, str]:
    return {row.id: row.key for row in connection.execute(sa.select(Territory.id, Territory.key))}


def _kept(shape: Shape) -> sa.Select[Any]:
    when = TallySum.period.in_(sa.bindparam("periods", expanding=True))
    measures = _signed(shape, TallySum.period, TallySum.count, TallySum.cells)
    return sa.select(*_keys(shape, TallySum, TallySum.period), *measures).where(*_place(TallySum, shape), when)


def _signed(shape: Shape, period: Any, *measures: Any) -> list[Any]:
    if not shape.takes_off:
        return list(measures)
    off = period.in_(sa.bindparam("taken_off", expanding=True))
    return [sa.case((off, -measure), else_=measure) for measure in measures]


def _changes(shape: Shape) -> sa.Select[Any]:
    later = TallyChange.batch_id.in_(sa.bindparam("later", expanding=True))
    when = TallyChange.month.between(sa.bindparam("first"), sa.bindparam("last"))
    keys = _keys(shape, TallyChange, TallyChange.month)
    return sa.select(*keys, -TallyChange.count, -TallyChange.cells).where(*_place(TallyChange, shape), later, when)


def _cells(shape: Shape) -> sa.Select[Any]:
    """With every dimension kept, the sum of a month is a cell; only those of years are among the sums."""
    counted = _measures(_in_force(shape))
    if shape.corrects:
        corrected = Tally.month.in_(sa.bindparam("corrected", expanding=True))
        today = _measures(Tally.superseded_by.is_(None))
        counted = [then - sa.case((corrected, now), else_=0) for then, now in zip(counted, today, strict=True)]
    when = Tally.month.in_(sa.bindparam("cells_of", expanding=True))
    rows = sa.select(*_keys(shape, Tally, Tally.month), *_signed(shape, Tally.month, *counted))
    return rows.where(*_of_register(Tally), when, *_chosen(Tally, shape))


def _measures(in_force: Condition) -> list[Any]:
    """In the measures, not in `where`: SQLite would take the index that has no counts."""
    return [sa.case((in_force, Tally.count), else_=0), sa.case((in_force, 1), else_=0)]


def _in_force(shape: Shape) -> Condition:
    if not shape.is_past:
        return Tally.superseded_by.is_(None)
    later: Any = sa.bindparam("later", expanding=True)
    return Tally.batch_id.not_in(later) & (Tally.superseded_by.is_(None) | Tally.superseded_by.in_(later))


def _place(table: Any, shape: Shape) -> list[Condition]:
    """Where the sums kept by some dimensions stand."""
    kept = sum(1 << place for place, name in enumerate(TALLY_DIMENSIONS) if name in shape.kept)
    where = table.dimensions == sa.literal_column(str(kept))
    return [*_of_register(table), where, *_summed_over(table, shape.kept), *_chosen(table, shape)]


def _of_register(table: Any) -> list[Condition]:
    return [table.is_demonstration == sa.bindparam("family"), table.indicator_id == sa.bindparam("indicator")]


def _summed_over(table: Any, kept: Sequence[str]) -> list[Condition]:
    """A dimension that is summed over holds 0 or ''."""
    over = [name for name in TALLY_DIMENSIONS if name not in kept]
    return [getattr(table, name) == sa.literal_column("0" if name == "territory_id" else "''") for name in over]


def _chosen(table: Any, shape: Shape) -> list[Condition]:
    return [getattr(table, name).in_(sa.bindparam(name, expanding=True)) for name in shape.listed]


def _keys(shape: Shape, table: Any, period: Any) -> list[Any]:
    """The columns of `by`; the year of a period that may be a year or a month."""
    year = sa.case((period > LAST_YEAR, _hundreds(period)), else_=period)
    when = {"month": period, "year": year}
    return [when[name] if name in when else getattr(table, COLUMNS[name]) for name in shape.by]


def periods(first: int, last: int, apart: Collection[int] = ()) -> Periods:
    """Whole years inside a range of months, and the months at its ends: added, or taken off where these are fewer.

    The years of `apart` are never taken whole.
    """
    found = Periods([], [])
    for year in range(first // 100, last // 100 + 1):
        inside, outside = _split(year, first, last)
        if year in apart or len(outside) >= len(inside):
            found.added.extend(inside)
        else:
            found.added.append(year)
            found.taken_off.extend(outside)
    return found


def _split(year: int, first: int, last: int) -> tuple[list[int], list[int]]:
    """The months of a year inside a range, and those outside."""
    months = range(year * 100 + 1, year * 100 + 13)
    inside = [month for month in months if first <= month <= last]
    return inside, [month for month in months if month not in inside]


def _hundreds(month: Any) -> Any:
    return month.op("/", return_type=sa.Integer())(sa.literal_column("100"))


def _whole(number: Any) -> Any:
    return sa.cast(number, sa.BigInteger)


def _named(rows: Sequence[Any], by: tuple[Dimension, ...]) -> list[Row]:
    """Rows under the names of `by`, in order; a combination without any cell left was not reported."""
    make = _row_type(by)._make
    return sorted(make(row) for row in rows if row[-1])


@cache
def _row_type(by: tuple[Dimension, ...]) -> Any:
    return namedtuple("Row", (*by, "count", "cells"))
