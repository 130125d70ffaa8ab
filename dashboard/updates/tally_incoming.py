"""Cells that come in stand in a table of their connection alone, each beside the one in force, for SQL to compare.

Beside it stands an empty one for what they move (`tally_moves`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.schema import CreateTable

from dashboard.model import TALLY_DIMENSIONS
from dashboard.updates.tally_tables import CELL, MEASURES, change, tally

COLUMNS: Final = ("indicator_id", *TALLY_DIMENSIONS, "month", "count")  # those of `Cell`, in its order
INTO_SQLITE: Final = f"INSERT INTO tally_incoming ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 our names
INTO_POSTGRESQL: Final = f"COPY tally_incoming ({', '.join(COLUMNS)}) FROM STDIN"
TWICE: Final = "a batch names the same cell twice"


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


@contextmanager
def room(connection: Connection) -> Iterator[None]:
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


def bring(connection: Connection, cells: Iterable[Cell], family: bool) -> int:
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
