"""What cells that come and leave add to every sum over them: kept as the changes of their batch, and added up."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.model import ALL_DIMENSIONS, TALLY_DIMENSIONS
from dashboard.queries.tally_dimensions import blank, kept_by, whole, year_of
from dashboard.updates.tally_incoming import moved
from dashboard.updates.tally_tables import CELL, FROM_THE_CELLS, MEASURES, added, change, like, parent_of, total


def add_up(connection: Connection, batch_id: int, family: bool, moves: sa.Select[Any]) -> None:
    """`moves`: the columns of a cell, what its count gains, how many cells come."""
    connection.execute(_fill(moves))
    _cascade(connection)
    monthly = _moves(family, moved.c.month).where(moved.c.dimensions < ALL_DIMENSIONS)  # a month with all is a cell
    yearly = _moves(family, year_of(moved.c.month))
    for table, rows in ((change, _changes(batch_id, family)), (total, monthly), (total, yearly)):
        connection.execute(added(connection, table, rows))


def _fill(moves: sa.Select[Any]) -> sa.Insert:
    rows = moves.subquery()
    every = sa.select(sa.literal(ALL_DIMENSIONS), *rows.c)
    return sa.insert(moved).from_select(("dimensions", *CELL, *MEASURES), every)


def _cascade(connection: Connection) -> None:
    """From the cells moved to every sum moved, each from the smallest sum that is already there."""
    for dimensions in FROM_THE_CELLS[1:]:
        connection.execute(_summed(dimensions))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE tally_moved")


@cache
def _summed(dimensions: int) -> sa.Insert:
    kept = kept_by(dimensions)
    keys = [moved.c[name] if name in ("indicator_id", "month", *kept) else blank(name) for name in CELL]
    measures = [whole(sa.func.sum(moved.c[name])) for name in MEASURES]
    rows = (
        sa.select(sa.literal(dimensions), *keys, *measures)
        .where(moved.c.dimensions == parent_of(dimensions))
        .group_by(moved.c.indicator_id, *(moved.c[name] for name in kept), moved.c.month)
    )
    return sa.insert(moved).from_select(("dimensions", *CELL, *MEASURES), rows)


def _changes(batch_id: int, family: bool) -> sa.Select[Any]:
    """Rows of `tally_change`: what a batch moved."""
    something = sa.or_(moved.c["count"] != 0, moved.c.cells != 0)
    given = {"is_demonstration": sa.literal(family), "batch_id": sa.literal(batch_id)}
    return sa.select(*like(change, moved, given)).where(moved.c.dimensions < ALL_DIMENSIONS, something)


def _moves(family: bool, period: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Rows to add to `tally_sum`, by month or by year."""
    keys = [moved.c[name] for name in ("dimensions", "indicator_id", *TALLY_DIMENSIONS)]
    given = {name: whole(sa.func.sum(moved.c[name])) for name in MEASURES}
    columns = like(total, moved, {"is_demonstration": sa.literal(family), "period": period, **given})
    return sa.select(*columns).where(sa.true()).group_by(*keys, period)  # SQLite reads ON CONFLICT after a WHERE only
