"""Proof that changes and sums are what their cells add up to; those that are not are made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.model import ALL_DIMENSIONS, TALLY_DIMENSIONS
from dashboard.queries.tally_dimensions import blank, kept_by, whole, year_of
from dashboard.updates.tally_lock import alone, unhurried
from dashboard.updates.tally_tables import FROM_THE_CELLS, MEASURES, added, change, parent_of, tally, total

PLACE: Final = ("is_demonstration", "dimensions", "indicator_id")
"""Where the keys of `tally_change` and `tally_sum` begin."""


class Disagreement(NamedTuple):
    """A sum that is not what its rows add up to: its key, and by how much they have more people and cells than it."""

    table: str
    key: tuple[object, ...]
    people: int
    cells: int


def check_sums(connection: Connection, most: int = 100) -> list[Disagreement]:
    """Nothing when every change is what its batch's cells add up to, and every sum the total of the changes.

    Many statements read one moment: the connection is one that sketches, or that nobody writes beside.
    """
    unhurried(connection)
    return list(islice(_disagreements(connection), most))


def rebuild_sums(connection: Connection) -> None:
    """Mend every change and sum that is not what the cells add up to; the others stay as they are."""
    alone(connection)
    mend(connection, families=[False, True])


def mend(connection: Connection, families: Sequence[bool]) -> None:
    for register in _registers(connection, families):
        for table, lacking in _lacking():
            connection.execute(added(connection, table, lacking), register)
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
    lacking = [whole(sa.func.sum(both.c[name])) for name in MEASURES]
    place = [sa.literal(dimensions) if name == "dimensions" else _asked(name) for name in PLACE]
    rows: sa.Select[*tuple[Any, ...]] = sa.select(*place, *keys, *lacking)
    return rows.group_by(*keys).having(sa.or_(*(one != 0 for one in lacking)))


def _changes_due(dimensions: int) -> list[sa.Select[Any]]:
    """Rows that add up to those of `tally_change`: cells that came and that were superseded, or sums of those."""
    if dimensions == ALL_DIMENSIONS:
        return []
    gone = {name: blank(name) for name in TALLY_DIMENSIONS if name not in kept_by(dimensions)}
    if (parent := parent_of(dimensions)) != ALL_DIMENSIONS:
        return [_inside(change, change, gone).where(*_at(change, parent))]
    left = {"batch_id": tally.c.superseded_by, "count": -tally.c["count"], "cells": sa.literal(-1)}
    came = _inside(change, tally, gone | {"cells": sa.literal(1)}).where(*_at(tally))
    return [came, _inside(change, tally, gone | left).where(*_at(tally), tally.c.superseded_by.is_not(None))]


def _sums_due(dimensions: int) -> list[sa.Select[Any]]:
    """Rows that add up to those of `tally_sum`: months and years; with every dimension kept, years of live cells."""
    if dimensions == ALL_DIMENSIONS:
        given = {"period": year_of(tally.c.month), "cells": sa.literal(1)}
        return [_inside(total, tally, given).where(*_at(tally), tally.c.superseded_by.is_(None))]
    when = (change.c.month, year_of(change.c.month))
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
