"""Sums as readers get them: rows with names, and the keys of territories in place of their numbers."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.model import Territory
from dashboard.queries.tally_dimensions import Dimension

Row = Any
"""A named tuple: the values of `by` under their names, then `count` and `cells`."""


def named(connection: Connection, rows: Sequence[Any], by: tuple[Dimension, ...]) -> list[Row]:
    """Rows under the names of `by`, in order; a combination without any cell left was not reported."""
    make = _row_type(by)._make
    told = _by_territory_key(connection, rows, by.index("territory")) if "territory" in by else rows
    return sorted(make(row) for row in told if row[-1])


def _by_territory_key(connection: Connection, rows: Sequence[Any], place: int) -> Sequence[Any]:
    """With keys for numbers; one that stands in two divisions is added up.

    Here, as a join costs PostgreSQL three times what it costs to read the sums.
    """
    keys = {row.id: row.key for row in connection.execute(sa.select(Territory.id, Territory.key))}
    keyed = [(*row[:place], keys[row[place]], *row[place + 1 :]) for row in rows]
    met = {row[place] for row in rows}
    return keyed if len({keys[number] for number in met}) == len(met) else _added_up(keyed)


def _added_up(rows: Sequence[Any]) -> Sequence[Any]:
    added: dict[tuple[Any, ...], tuple[int, int]] = {}
    for *who, count, cells in rows:
        before = added.get(key := tuple(who), (0, 0))
        added[key] = (before[0] + count, before[1] + cells)
    return [(*key, *measures) for key, measures in added.items()]


@cache
def _row_type(by: tuple[Dimension, ...]) -> Any:
    return namedtuple("Row", (*by, "count", "cells"))
