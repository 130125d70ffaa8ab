"""Register cells come in, are corrected and leave; the sums that pages read move in the same transaction.

A cell is never changed: another value is a new row of another batch, and the old row says which batch superseded it.
Every batch keeps what it changed in each sum (`tally_change`), and the sums are the total of those changes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
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
    """A sum that is not what its rows add up to: its key, and by how much they have more people and cells than it."""

    table: str
    key: tuple[object, ...]
    people: int
    cells: int


tally, total, change = (cast(sa.Table, table.__table__) for table in (Tally, TallySum, TallyChange))
CELL = ("indicator_id", "sex", "age_group", "detail", "month", "territory_id", "country_code")
COLUMNS = ("indicator_id", *TALLY_DIMENSIONS, "month", "count")  # those of `Cell`, in its order
INTO_SQLITE = f"INSERT INTO tally_incoming ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 our names
INTO_POSTGRESQL = f"COPY tally_incoming ({', '.join(COLUMNS)}) FROM STDIN"
TWICE = "a batch names the same cell twice"
PLACE = ("is_demonstration", "dimensions", "indicator_id")  # where the keys of `tally_change` and `tally_sum` begin
MEASURES = ("count", "cells")
LAST_YEAR = 9999  # a period up to it is a year, after it a month
FROM_THE_CELLS = sorted(range(ALL_DIMENSIONS + 1), key=int.bit_count, reverse=True)
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
        recorded = _replace(connection, batch_id, cells, family)
        connection.execute(_fill(_moves_in()))
        _note_changes(connection, batch_id, family)
        _move_sums(connection, family)
    return recorded


def record_demonstration(connection: Connection, batches: Iterable[tuple[int, Iterable[Cell]]]) -> None:
    """Record the demonstration set where there is none, batch after batch: its sums are made once, at the end."""
    for batch_id, cells in batches:
        with _at_work(connection):
            _replace(connection, batch_id, cells, family=True)
    _mend(connection, families=[True])


def _replace(connection: Connection, batch_id: int, cells: Iterable[Cell], family: bool) -> Recorded:
    """The cells alone: what they add to each sum is not noted yet."""
    came = _bring(connection, cells, family)
    left = connection.execute(sa.delete(incoming).where(incoming.c.old_count == incoming.c.count)).rowcount
    changed = _mark_superseded(connection, batch_id, family)
    connection.execute(_as_cells_of(batch_id, family))
    return Recorded(came - left - changed, changed, left)


def weigh(connection: Connection, cells: Iterable[Cell], *, family: bool) -> tuple[list[Weighed], list[Any]]:
    """What cells would change if they came in now, and the first fifty that would replace another value.

    `family`: whether they are fictitious; they are beside their own kind only.

    Nothing is written but tables of this connection alone (`database.sketching`).
    """
    _unhurried(connection)
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
    """Mend every change and sum that is not what the cells add up to; the others stay as they are."""
    _alone(connection)
    _mend(connection, families=[False, True])


def check_sums(connection: Connection, most: int = 100) -> list[Disagreement]:
    """Nothing when every change is what its batch's cells add up to, and every sum the total of the changes.

    Many statements read one moment: the connection is one that sketches, or that nobody writes beside.
    """
    _unhurried(connection)
    return list(islice(_disagreements(connection), most))


def _family(connection: Connection, batch_id: int) -> bool:
    """Whether what a batch brought is fictitious: so is its source."""
    kind = sa.select(Source.kind).join(Batch, Batch.source_id == Source.id).where(Batch.id == batch_id)
    return connection.scalars(kind).one() == "demonstration"


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
    _unhurried(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def _unhurried(connection: Connection) -> None:
    """A million cells take longer than the server gives a page."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))


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


def _note_changes(connection: Connection, batch_id: int, family: bool) -> None:
    _cascade(connection)
    connection.execute(_added(connection, change, _changes(batch_id, family)))


def _move_sums(connection: Connection, family: bool) -> None:
    """What the changes of one batch add to the sums that are there."""
    monthly = _moves(family, moved.c.month).where(moved.c.dimensions < ALL_DIMENSIONS)  # a month with all is a cell
    yearly = _moves(family, _year(moved.c.month))
    for moves in (monthly, yearly):
        connection.execute(_added(connection, total, moves))


def _cascade(connection: Connection) -> None:
    """From the cells moved to every sum moved, each from the smallest sum that is already there."""
    for dimensions in FROM_THE_CELLS[1:]:
        connection.execute(_summed(dimensions))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE tally_moved")


@cache
def _summed(dimensions: int) -> sa.Insert:
    kept = _kept(dimensions)
    keys = [moved.c[name] if name in ("indicator_id", "month", *kept) else _summed_over(name) for name in CELL]
    measures = [_whole(sa.func.sum(moved.c[name])) for name in MEASURES]
    rows = (
        sa.select(sa.literal(dimensions), *keys, *measures)
        .where(moved.c.dimensions == _parent(dimensions))
        .group_by(moved.c.indicator_id, *(moved.c[name] for name in kept), moved.c.month)
    )
    return sa.insert(moved).from_select(("dimensions", *CELL, *MEASURES), rows)


def _parent(dimensions: int) -> int:
    """The sums to add up for those that keep these dimensions: one more is kept."""
    return dimensions | next(1 << place for place in SMALLEST_FIRST if not dimensions & 1 << place)


def _kept(dimensions: int) -> list[str]:
    return [name for place, name in enumerate(TALLY_DIMENSIONS) if dimensions & 1 << place]


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


def _mend(connection: Connection, families: Sequence[bool]) -> None:
    for register in _registers(connection, families):
        for table, lacking in _lacking():
            connection.execute(_added(connection, table, lacking), register)
    for table in (change, total):
        connection.execute(sa.delete(table).where(table.c["count"] == 0, table.c.cells == 0))


def _disagreements(connection: Connection) -> Iterator[Disagreement]:
    for register in _registers(connection, [False, True]):
        for table, lacking in _lacking():
            for *key, people, cells in connection.execute(lacking, register):
                yield Disagreement(table.name, tuple(key), people, cells)


def _registers(connection: Connection, families: Sequence[bool]) -> list[dict[str, Any]]:
    """Each family and indicator of which there is a cell, a change or a sum."""
    named = (sa.select(table.c.is_demonstration, table.c.indicator_id) for table in (tally, change, total))
    rows = sa.union(*named).subquery()
    chosen = sa.select(rows).where(rows.c.is_demonstration.in_(families))
    return [dict(row) for row in connection.execute(chosen).mappings()]


@cache
def _lacking() -> list[tuple[sa.Table, sa.Select[Any]]]:
    """What changes and sums of a register lack, or have too much, beside those they are made from, which come first."""
    due = ((change, _changes_due), (total, _sums_due))
    return [(table, _difference(table, kept, rows(kept))) for kept in FROM_THE_CELLS for table, rows in due]


def _difference(table: sa.Table, dimensions: int, due: Sequence[sa.Select[Any]]) -> sa.Select[Any]:
    """The keys where what is due and what a table holds do not add up to the same, and by how much."""
    held = _inside(table, table, {name: -table.c[name] for name in MEASURES}).where(*_at(table, dimensions))
    both = sa.union_all(*due, held).subquery()
    keys = [both.c[column.name] for column in table.primary_key if column.name not in PLACE]
    lacking = [_whole(sa.func.sum(both.c[name])) for name in MEASURES]
    place = [sa.literal(dimensions) if name == "dimensions" else _asked(name) for name in PLACE]
    rows: sa.Select[*tuple[Any, ...]] = sa.select(*place, *keys, *lacking)
    return rows.group_by(*keys).having(sa.or_(*(one != 0 for one in lacking)))


def _changes_due(dimensions: int) -> list[sa.Select[Any]]:
    """Rows that add up to those of `tally_change`: cells that came and that were superseded, or sums of those."""
    if dimensions == ALL_DIMENSIONS:
        return []
    gone = {name: _summed_over(name) for name in TALLY_DIMENSIONS if name not in _kept(dimensions)}
    if (parent := _parent(dimensions)) != ALL_DIMENSIONS:
        return [_inside(change, change, gone).where(*_at(change, parent))]
    left = {"batch_id": tally.c.superseded_by, "count": -tally.c["count"], "cells": sa.literal(-1)}
    came = _inside(change, tally, gone | {"cells": sa.literal(1)}).where(*_at(tally))
    return [came, _inside(change, tally, gone | left).where(*_at(tally), tally.c.superseded_by.is_not(None))]


def _sums_due(dimensions: int) -> list[sa.Select[Any]]:
    """Rows that add up to those of `tally_sum`: months and years; with every dimension kept, years of live cells."""
    if dimensions == ALL_DIMENSIONS:
        given = {"period": _year(tally.c.month), "cells": sa.literal(1)}
        return [_inside(total, tally, given).where(*_at(tally), tally.c.superseded_by.is_(None))]
    when = (change.c.month, _year(change.c.month))
    return [_inside(total, change, {"period": one}).where(*_at(change, dimensions)) for one in when]


def _at(table: sa.Table, dimensions: int | None = None) -> list[sa.ColumnElement[bool]]:
    """The cells of a register, or its sums that keep some dimensions."""
    register = [table.c[name] == _asked(name) for name in ("is_demonstration", "indicator_id")]
    return register if dimensions is None else [*register, table.c.dimensions == sa.literal(dimensions)]


def _asked(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=total.c[name].type)


def _inside(table: sa.Table, source: sa.Table, given: dict[str, Any]) -> sa.Select[Any]:
    """Rows with the columns of a table, but for those of its place."""
    names = [column.name for column in table.columns if column.name not in PLACE]
    return sa.select(*(given[name].label(name) if name in given else source.c[name] for name in names))


def _year(month: sa.ColumnElement[int]) -> sa.ColumnElement[int]:
    return month.op("/", return_type=sa.Integer())(sa.literal_column("100"))


def _whole(number: sa.ColumnElement[Any]) -> sa.ColumnElement[int]:
    return sa.cast(number, sa.BigInteger)
