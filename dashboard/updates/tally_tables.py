"""The tables of cells, changes and sums as they are written: their columns, and what their statements are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.model import ALL_DIMENSIONS, Tally, TallyChange, TallySum

tally, total, change = (cast(sa.Table, table.__table__) for table in (Tally, TallySum, TallyChange))
CELL: Final = ("indicator_id", "sex", "age_group", "detail", "month", "territory_id", "country_code")
MEASURES: Final = ("count", "cells")
FROM_THE_CELLS: Final = sorted(range(ALL_DIMENSIONS + 1), key=int.bit_count, reverse=True)
"""The numbers of all sums, each after those that it is added up from."""
SMALLEST_FIRST: Final = (2, 3, 4, 0, 1)
"""Places of the dimensions, by how many members they have: sex, age, detail…"""


def parent_of(dimensions: int) -> int:
    """The sums to add up for those that keep these dimensions: one more is kept."""
    return dimensions | next(1 << place for place in SMALLEST_FIRST if not dimensions & 1 << place)


def cell_of(table: sa.FromClause) -> list[sa.ColumnElement[Any]]:
    return [table.c[name] for name in CELL]


def like(table: sa.Table, source: sa.Table, given: Mapping[str, Any]) -> list[sa.ColumnElement[Any]]:
    """The columns of a table in its order: those given, the others from `source`."""
    return [given[column.name] if column.name in given else source.c[column.name] for column in table.columns]


def added(connection: Connection, table: sa.Table, rows: sa.Select[Any]) -> sa.Insert:
    """Insert rows, or add their measures to those that are there."""
    order = insert(connection, table).from_select([column.name for column in table.columns], rows)
    grown = {name: table.c[name] + order.excluded[name] for name in MEASURES}
    return order.on_conflict_do_update(index_elements=list(table.primary_key), set_=grown)


def insert(connection: Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
