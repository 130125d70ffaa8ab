"""Register cells come in, are corrected and leave; the sums that pages read move in the same transaction.

A cell is never changed: another value is a new row of another batch, and the old row says which batch superseded it.
Every batch keeps what it changed in each sum (`tally_change`), and the sums are the total of those changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple, cast

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from dashboard.model import ALL_DIMENSIONS, TALLY_DIMENSIONS, Batch, Source, Tally, TallyChange, TallySum

ONE_AT_A_TIME = 0x54414C4C  # PostgreSQL's advisory lock for whoever moves the sums


class Cell(NamedTuple):
    """One cell of a register. Zero is a cell; what was not reported is none."""

    indicator_id: int
    territory_id: int
    country_code: str
    sex: str
    age_group: str
    detail: str
    month: int  # year × 100 + month
    counted: int


class Recorded(NamedTuple):
    """What became of the cells that came in: new ones, ones with another value, ones as they were."""

    added: int
    changed: int
    left: int


class Weighed(NamedTuple):
    """Cells of one indicator, month and territory that would come in, beside those in force; `delta` is of people.

    `beneath` and `latest` tell the batches in force beneath them: their sum and the last, which move with any change.
    """

    indicator_id: int
    month: int
    territory_id: int
    added: int
    superseded: int
    unchanged: int
    delta: int
    beneath: int
    latest: int


class Disagreement(NamedTuple):
    """A sum that is not what its rows add up to."""

    table: str
    key: tuple[object, ...]
    is_missing: bool  # the rows ask for it and it is not there; else it is there and the rows do not ask for it


tally, total, change = (cast(sa.Table, table.__table__) for table in (Tally, TallySum, TallyChange))
CELL = ("indicator_id", "sex", "age_group", "detail", "month", "territory_id", "country_code")
COLUMNS = ("indicator_id", *TALLY_DIMENSIONS, "month", "count")  # those of `Cell`, in its order
INTO_SQLITE = f"INSERT INTO tally_incoming ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 our names
INTO_POSTGRESQL = f"COPY tally_incoming ({', '.join(COLUMNS)}) FROM STDIN"
TWICE = "a batch names the same cell twice"
MEASURES = ("count", "cells")
LAST_YEAR = 9999  # a period up to it is a year, after it a month
SMALLEST_FIRST = (2, 3, 4, 0, 1)  # places of the dimensions, by how many members they have: sex, age, detail…


def _temporary(name: str, keys: Sequence[str], measures: Sequence[str], unknown: Sequence[str] = ()) -> sa.Table:
    types = {column.name: column.type for column in (*change.columns, *tally.columns)}
    return sa.Table(
        name,
        sa.MetaData(),
        *(sa.Column(key, types[key], primary_key=True, autoincrement=False) for key in keys),
        *(sa.Column(measure, sa.BigInteger, nullable=False) for measure in measures),
        *(sa.Column(measure, sa.BigInteger) for measure in unknown),
        prefixes=["TEMPORARY"],
        sqlite_with_rowid=False,
        postgresql_on_commit="DROP",
    )


incoming = _temporary("tally_incoming", CELL, ("count",), unknown=("old_batch_id", "old_count"))
moved = _temporary("tally_moved", ("dimensions", *CELL), MEASURES)


def record(connection: Connection, batch_id: int, cells: Iterable[Cell]) -> Recorded:
    """Record the cells of a batch, each named once. One of another value supersedes; one of the same is left."""
    family = _family(connection, batch_id)
    with _at_work(connection):
        recorded = _record(connection, batch_id, cells, family)
        _move_sums(connection, family)
    return recorded


def record_demonstration(connection: Connection, batches: Iterable[tuple[int, Iterable[Cell]]]) -> None:
    """Record the demonstration set where there is none, batch after batch: its sums are made once, at the end."""
    for batch_id, cells in batches:
        with _at_work(connection):
            _record(connection, batch_id, cells, family=True)
    _make_sums(connection, change.c.is_demonstration, tally.c.is_demonstration)


def _record(connection: Connection, batch_id: int, cells: Iterable[Cell], family: bool) -> Recorded:
    came = _bring(connection, cells, family)
    left = connection.execute(sa.delete(incoming).where(incoming.c.old_count == incoming.c.count)).rowcount
    connection.execute(_fill(_moves_in()))
    changed = _mark_superseded(connection, batch_id, family)
    connection.execute(_as_cells_of(batch_id, family))
    _note_changes(connection, batch_id, family)
    return Recorded(came - left - changed, changed, left)


def weigh(connection: Connection, cells: Iterable[Cell], *, family: bool) -> tuple[list[Weighed], list[Any]]:
    """What cells would change if they came in now, and the first fifty that would replace another value.

    `family`: whether they are fictitious; they are beside their own kind only.

    Nothing is written but tables of this connection alone (`database.sketching`).
    """
    with _room(connection):
        _bring(connection, cells, family)
        weighed = [Weighed(*row) for row in connection.execute(_weighed())]
        return weighed, list(connection.execute(_replaced()))


def withdraw(connection: Connection, batch_id: int, cells: Iterable[Cell]) -> int:
    """Cells that a correction takes back with nothing in their place, whatever their count; how many there were."""
    with _at_work(connection):
        _bring(connection, cells, _family(connection, batch_id))
        return _take_out(connection, batch_id)


def supersede(connection: Connection, batch_id: int, old_batch_id: int) -> int:
    """What is still in force of an older batch leaves, because this one replaces it; how many cells there were."""
    with _at_work(connection):
        names = (*CELL, "count", "old_batch_id", "old_count")
        there = sa.select(*_cell(tally), tally.c.count, tally.c.batch_id, tally.c.count)
        in_force = (tally.c.is_demonstration == _family(connection, batch_id), tally.c.superseded_by.is_(None))
        leaving = there.where(tally.c.batch_id == old_batch_id, *in_force)
        connection.execute(sa.insert(incoming).from_select(names, leaving))
        return _take_out(connection, batch_id)


def forget_demonstration(connection: Connection) -> None:
    """The only cells that are ever deleted."""
    _alone(connection)
    for table in (tally, total, change):
        connection.execute(sa.delete(table).where(table.c.is_demonstration))


def rebuild_sums(connection: Connection) -> None:
    """Make every sum and change again from the cells, batch by batch."""
    _alone(connection)
    connection.execute(sa.delete(total))
    connection.execute(sa.delete(change))
    for batch_id, family in _batches(connection):
        with _at_work(connection):
            connection.execute(_fill(_batch_moves(batch_id)))
            _note_changes(connection, batch_id, family)
    _make_sums(connection, sa.true(), sa.true())


def check_sums(connection: Connection, most: int = 100) -> list[Disagreement]:
    """Nothing when every change is what its batch's cells add up to, and every sum the total of the changes."""
    _alone(connection)
    found: list[Disagreement] = []
    for batch_id, family in _batches(connection):
        with _at_work(connection):
            connection.execute(_fill(_batch_moves(batch_id)))
            _cascade(connection)
            found += _differences(connection, change, _changes(batch_id, family), change.c.batch_id == batch_id)
    found += _differences(connection, total, _totals(change.c.month, sa.true()), total.c.period > LAST_YEAR)
    yearly = sa.union_all(_totals(_year(change.c.month), sa.true()), _cell_years(sa.true()))
    found += _differences(connection, total, sa.select(yearly.subquery()), total.c.period <= LAST_YEAR)
    return found[:most]


def _batches(connection: Connection) -> Sequence[Any]:
    """Every batch, and whether what it brought is fictitious: so is its source."""
    return connection.execute(_families().order_by(Batch.id)).all()


def _family(connection: Connection, batch_id: int) -> bool:
    return bool(connection.execute(_families().where(Batch.id == batch_id)).one()[1])


def _families() -> sa.Select[int, bool]:
    return sa.select(Batch.id, Source.kind == "demonstration").join(Source, Source.id == Batch.source_id)


def alone(connection: Connection) -> None:
    """The only one who writes batches from now to the end of the transaction: their numbers follow their moments."""
    _alone(connection)


@contextmanager
def _at_work(connection: Connection) -> Iterator[None]:
    _alone(connection)
    with _room(connection):
        yield


@contextmanager
def _room(connection: Connection) -> Iterator[None]:
    """Two empty tables of this connection alone: made once a transaction, since PostgreSQL locks each until its end."""
    for table in (incoming, moved):
        connection.execute(CreateTable(table, if_not_exists=True))
    _clear(connection)
    yield
    _clear(connection)


def _clear(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("TRUNCATE tally_incoming, tally_moved"))
    else:
        for table in (incoming, moved):
            connection.execute(sa.delete(table))


def _alone(connection: Connection) -> None:
    """One writer of sums at a time, for as long as it takes; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def _bring(connection: Connection, cells: Iterable[Cell], family: bool) -> int:
    """Put the cells where SQL can compare them, each beside the one in force; how many came."""
    pour = _pour_postgresql if connection.dialect.name == "postgresql" else _pour_sqlite
    came = pour(connection, cells)
    beside = {f"old_{name}": _in_force(tally.c[name], family) for name in ("batch_id", "count")}
    connection.execute(sa.update(incoming).values(beside))
    return came


def _pour_sqlite(connection: Connection, cells: Iterable[Cell]) -> int:
    """One by one as they come: a million of them are never held at once. Nothing else is asked meanwhile."""
    cursor: Any = connection.connection.cursor()
    try:
        return max(0, cursor.executemany(INTO_SQLITE, cells).rowcount)
    except sqlite3.IntegrityError:
        raise ValueError(TWICE) from None


def _pour_postgresql(connection: Connection, cells: Iterable[Cell]) -> int:
    from psycopg.errors import UniqueViolation

    cursor = connection.connection.cursor()
    try:
        with cursor.copy(INTO_POSTGRESQL) as copy:
            for cell in cells:
                copy.write_row(cell)
    except UniqueViolation:
        raise ValueError(TWICE) from None
    connection.exec_driver_sql("ANALYZE tally_incoming")
    return int(cursor.rowcount)


def _in_force(column: sa.ColumnElement[Any], family: bool) -> sa.ScalarSelect[Any]:
    """Asked cell by cell: in a join SQLite would go through the whole register."""
    same = sa.and_(*(tally.c[name] == incoming.c[name] for name in CELL))
    live = sa.and_(tally.c.is_demonstration == family, tally.c.superseded_by.is_(None))
    return sa.select(column).where(same, live).correlate(incoming).scalar_subquery()


def _weighed() -> sa.Select[Any]:
    old, new = incoming.c.old_count, incoming.c.count
    by = (incoming.c.indicator_id, incoming.c.month, incoming.c.territory_id)
    measures = (
        sa.case((old.is_(None), 1), else_=0), sa.case((old != new, 1), else_=0), sa.case((old == new, 1), else_=0),
        new - sa.func.coalesce(old, 0), sa.func.coalesce(incoming.c.old_batch_id, 0),
    )  # fmt: skip
    latest = sa.func.coalesce(sa.func.max(incoming.c.old_batch_id), 0)
    return sa.select(*by, *(_whole(sa.func.sum(one)) for one in measures), latest).group_by(*by).order_by(*by)


def _replaced(most: int = 50) -> sa.Select[Any]:
    rows = sa.select(*_cell(incoming), incoming.c.old_count, incoming.c.count, incoming.c.old_batch_id)
    return rows.where(incoming.c.old_count != incoming.c.count).order_by(*_cell(incoming)).limit(most)


def _take_out(connection: Connection, batch_id: int) -> int:
    family = _family(connection, batch_id)
    leaving = sa.select(*_cell(incoming), -incoming.c.old_count, sa.literal(-1))
    connection.execute(_fill(leaving.where(incoming.c.old_batch_id.is_not(None))))
    taken = _mark_superseded(connection, batch_id, family)
    _note_changes(connection, batch_id, family)
    _move_sums(connection, family)
    return taken


def _mark_superseded(connection: Connection, batch_id: int, family: bool) -> int:
    """Written as rows that meet themselves by their whole key, for the same reason; how many there were."""
    given = {
        "is_demonstration": sa.literal(family), "batch_id": incoming.c.old_batch_id, "count": incoming.c.old_count,
        "superseded_by": sa.literal(batch_id),
    }  # fmt: skip
    there = sa.select(*_like(tally, incoming, given)).where(incoming.c.old_batch_id.is_not(None))
    order = _insert(connection, tally).from_select([column.name for column in tally.columns], there)
    marked = {"superseded_by": order.excluded.superseded_by}
    order = order.on_conflict_do_update(index_elements=list(tally.primary_key), set_=marked)
    return connection.execute(order, execution_options={"preserve_rowcount": True}).rowcount


def _cell(table: sa.FromClause) -> list[sa.ColumnElement[Any]]:
    return [table.c[name] for name in CELL]


def _as_cells_of(batch_id: int, family: bool) -> sa.Insert:
    names = ("batch_id", "is_demonstration", *CELL, "count")
    came = sa.select(sa.literal(batch_id), sa.literal(family), *_cell(incoming), incoming.c.count)
    return sa.insert(tally).from_select(names, came)


def _fill(moves: sa.Select[Any]) -> sa.Insert:
    """`moves`: the columns of a cell, what its count gains, how many cells come."""
    rows = moves.subquery()
    every = sa.select(sa.literal(ALL_DIMENSIONS), *rows.c)
    return sa.insert(moved).from_select(("dimensions", *CELL, *MEASURES), every)


def _moves_in() -> sa.Select[Any]:
    gained = incoming.c.count - sa.func.coalesce(incoming.c.old_count, 0)
    return sa.select(*_cell(incoming), gained, sa.case((incoming.c.old_count.is_(None), 1), else_=0))


def _batch_moves(batch_id: int) -> sa.Select[Any]:
    """The cells a batch brought, without those it took out."""
    came = sa.select(*_cell(tally), tally.c.count, sa.literal(1).label("cells")).where(tally.c.batch_id == batch_id)
    left = sa.select(*_cell(tally), -tally.c.count, sa.literal(-1)).where(tally.c.superseded_by == batch_id)
    both = came.union_all(left).subquery()
    return sa.select(*_cell(both), *(_whole(sa.func.sum(both.c[name])) for name in MEASURES)).group_by(*_cell(both))


def _note_changes(connection: Connection, batch_id: int, family: bool) -> None:
    _cascade(connection)
    connection.execute(_added(connection, change, _changes(batch_id, family)))


def _move_sums(connection: Connection, family: bool) -> None:
    """What the changes of one batch add to the sums that are there."""
    monthly = _moves(family, moved.c.month).where(moved.c.dimensions < ALL_DIMENSIONS)  # a month with all is a cell
    yearly = _moves(family, _year(moved.c.month))
    for moves in (monthly, yearly):
        connection.execute(_added(connection, total, moves))


def _make_sums(connection: Connection, changes: sa.ColumnElement[bool], cells: sa.ColumnElement[bool]) -> None:
    """Sums that are not there yet, from all the changes at once: each row is written once, not once a batch."""
    names = [column.name for column in total.columns]
    for rows in (_totals(change.c.month, changes), _totals(_year(change.c.month), changes), _cell_years(cells)):
        connection.execute(sa.insert(total).from_select(names, rows))


def _cascade(connection: Connection) -> None:
    """From the cells moved to every sum moved, each from the smallest sum that is already there."""
    for dimensions in sorted(range(ALL_DIMENSIONS), key=int.bit_count, reverse=True):
        connection.execute(_summed(dimensions))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE tally_moved")


@cache
def _summed(dimensions: int) -> sa.Insert:
    parent = dimensions | next(1 << place for place in SMALLEST_FIRST if not dimensions & 1 << place)
    kept = [name for place, name in enumerate(TALLY_DIMENSIONS) if dimensions & 1 << place]
    keys = [moved.c[name] if name in ("indicator_id", "month", *kept) else _summed_over(name) for name in CELL]
    measures = [_whole(sa.func.sum(moved.c[name])) for name in MEASURES]
    rows = (
        sa.select(sa.literal(dimensions), *keys, *measures)
        .where(moved.c.dimensions == parent)
        .group_by(moved.c.indicator_id, *(moved.c[name] for name in kept), moved.c.month)
    )
    return sa.insert(moved).from_select(("dimensions", *CELL, *MEASURES), rows)


def _summed_over(name: str) -> sa.ColumnElement[Any]:
    return sa.literal_column("0" if name == "territory_id" else "''")


def _changes(batch_id: int, family: bool) -> sa.Select[Any]:
    """Rows of `tally_change`: what a batch moved."""
    something = sa.or_(moved.c["count"] != 0, moved.c.cells != 0)
    given = {"is_demonstration": sa.literal(family), "batch_id": sa.literal(batch_id)}
    return sa.select(*_like(change, moved, given)).where(moved.c.dimensions < ALL_DIMENSIONS, something)


def _moves(family: bool, period: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Rows to add to `tally_sum`, by month or by year."""
    keys = [moved.c[name] for name in ("dimensions", "indicator_id", *TALLY_DIMENSIONS)]
    given = {name: _whole(sa.func.sum(moved.c[name])) for name in MEASURES}
    columns = _like(total, moved, {"is_demonstration": sa.literal(family), "period": period, **given})
    return sa.select(*columns).where(sa.true()).group_by(*keys, period)  # SQLite reads ON CONFLICT after a WHERE only


def _totals(period: sa.ColumnElement[Any], which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The rows that `tally_sum` should hold, in the order of its key."""
    given = {name: _whole(sa.func.sum(change.c[name])) for name in MEASURES}
    columns = _like(total, change, {"period": period, **given})
    keys = columns[: len(total.primary_key)]
    return sa.select(*columns).where(which).group_by(*keys).having(given["cells"] != 0)


def _cell_years(which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The rows of whole years that `tally_sum` should hold with every dimension kept."""
    year = _year(tally.c.month)
    given = {"dimensions": sa.literal(ALL_DIMENSIONS), "period": year, "cells": sa.func.count()}
    columns = _like(total, tally, {**given, "count": _whole(sa.func.sum(tally.c["count"]))})
    keys = [tally.c[name] for name in ("is_demonstration", "indicator_id", *TALLY_DIMENSIONS)]
    return sa.select(*columns).where(which, tally.c.superseded_by.is_(None)).group_by(*keys, year)


def _like(table: sa.Table, source: sa.Table, given: dict[str, Any]) -> list[sa.ColumnElement[Any]]:
    """The columns of a table in its order: those given, the others from `source`."""
    return [given[column.name] if column.name in given else source.c[column.name] for column in table.columns]


def _added(connection: Connection, table: sa.Table, rows: sa.Select[Any]) -> sa.Insert:
    """Insert rows, or add their measures to those that are there."""
    order = _insert(connection, table).from_select([column.name for column in table.columns], rows)
    grown = {name: table.c[name] + order.excluded[name] for name in MEASURES}
    return order.on_conflict_do_update(index_elements=list(table.primary_key), set_=grown)


def _insert(connection: Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _differences(
    connection: Connection,
    table: sa.Table,
    wanted: sa.Select[Any],
    which: sa.ColumnElement[bool],
) -> Iterator[Disagreement]:
    something = sa.or_(table.c["count"] != 0, table.c.cells != 0)
    kept = sa.select(*table.columns).where(which, something)
    for is_missing, rows in ((True, wanted.except_(kept)), (False, kept.except_(wanted))):
        for row in connection.execute(rows):
            yield Disagreement(table.name, tuple(row), is_missing)


def _year(month: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return month.op("/", return_type=sa.Integer())(sa.literal_column("100"))


def _whole(number: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    return sa.cast(number, sa.BigInteger)
