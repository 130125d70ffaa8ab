"""Register cells come in, are corrected and leave; the sums that pages read move in the same transaction.

A cell is never changed: another value is a new row of another batch, and the old row says which batch superseded it.
Every batch keeps what it changed in each sum (`tally_change`), and the sums are the total of those changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.model import Batch, Source
from dashboard.updates import tally_moves, tally_proof
from dashboard.updates.tally_incoming import Cell, bring, incoming, room
from dashboard.updates.tally_lock import alone
from dashboard.updates.tally_tables import CELL, cell_of, change, insert, like, tally, total


class Recorded(NamedTuple):
    """What became of the cells that came in: new ones, ones with another value, ones as they were."""

    added: int
    changed: int
    left: int


def record(connection: Connection, batch_id: int, cells: Iterable[Cell]) -> Recorded:
    """Record the cells of a batch, each named once. One of another value supersedes; one of the same is left."""
    family = _family(connection, batch_id)
    with _at_work(connection):
        recorded = _replace(connection, batch_id, cells, family)
        tally_moves.add_up(connection, batch_id, family, _coming())
    return recorded


def record_demonstration(connection: Connection, batches: Iterable[tuple[int, Iterable[Cell]]]) -> None:
    """Record the demonstration set where there is none, batch after batch: its sums are made once, at the end."""
    for batch_id, cells in batches:
        with _at_work(connection):
            _replace(connection, batch_id, cells, family=True)
    tally_proof.mend(connection, families=[True])


def withdraw(connection: Connection, batch_id: int, cells: Iterable[Cell]) -> int:
    """Cells that a correction takes back with nothing in their place, whatever their count; how many there were."""
    with _at_work(connection):
        bring(connection, cells, _family(connection, batch_id))
        return _take_out(connection, batch_id)


def supersede(connection: Connection, batch_id: int, old_batch_id: int) -> int:
    """What is still in force of an older batch leaves, because this one replaces it; how many cells there were."""
    with _at_work(connection):
        names = (*CELL, "count", "old_batch_id", "old_count")
        there = sa.select(*cell_of(tally), tally.c.count, tally.c.batch_id, tally.c.count)
        in_force = (tally.c.is_demonstration == _family(connection, batch_id), tally.c.superseded_by.is_(None))
        leaving = there.where(tally.c.batch_id == old_batch_id, *in_force)
        connection.execute(sa.insert(incoming).from_select(names, leaving))
        return _take_out(connection, batch_id)


def forget_demonstration(connection: Connection) -> None:
    """The only cells that are ever deleted."""
    alone(connection)
    for table in (tally, total, change):
        connection.execute(sa.delete(table).where(table.c.is_demonstration))


@contextmanager
def _at_work(connection: Connection) -> Iterator[None]:
    alone(connection)
    with room(connection):
        yield


def _replace(connection: Connection, batch_id: int, cells: Iterable[Cell], family: bool) -> Recorded:
    """The cells alone: what they add to each sum is not noted yet."""
    came = bring(connection, cells, family)
    left = connection.execute(sa.delete(incoming).where(incoming.c.old_count == incoming.c.count)).rowcount
    changed = _mark_superseded(connection, batch_id, family)
    connection.execute(_as_cells_of(batch_id, family))
    return Recorded(came - left - changed, changed, left)


def _take_out(connection: Connection, batch_id: int) -> int:
    family = _family(connection, batch_id)
    taken = _mark_superseded(connection, batch_id, family)
    tally_moves.add_up(connection, batch_id, family, _leaving())
    return taken


def _family(connection: Connection, batch_id: int) -> bool:
    """Whether what a batch brought is fictitious: so is its source."""
    kind = sa.select(Source.kind).join(Batch, Batch.source_id == Source.id).where(Batch.id == batch_id)
    return connection.scalars(kind).one() == "demonstration"


def _mark_superseded(connection: Connection, batch_id: int, family: bool) -> int:
    """How many there were. Rows that meet themselves by their key: a join would read the whole register on SQLite."""
    given = {
        "is_demonstration": sa.literal(family), "batch_id": incoming.c.old_batch_id, "count": incoming.c.old_count,
        "superseded_by": sa.literal(batch_id),
    }  # fmt: skip
    there = sa.select(*like(tally, incoming, given)).where(incoming.c.old_batch_id.is_not(None))
    order = insert(connection, tally).from_select([column.name for column in tally.columns], there)
    marked = {"superseded_by": order.excluded.superseded_by}
    order = order.on_conflict_do_update(index_elements=list(tally.primary_key), set_=marked)
    return connection.execute(order, execution_options={"preserve_rowcount": True}).rowcount


def _as_cells_of(batch_id: int, family: bool) -> sa.Insert:
    names = ("batch_id", "is_demonstration", *CELL, "count")
    came = sa.select(sa.literal(batch_id), sa.literal(family), *cell_of(incoming), incoming.c.count)
    return sa.insert(tally).from_select(names, came)


def _coming() -> sa.Select[Any]:
    gained = incoming.c.count - sa.func.coalesce(incoming.c.old_count, 0)
    return sa.select(*cell_of(incoming), gained, sa.case((incoming.c.old_count.is_(None), 1), else_=0))


def _leaving() -> sa.Select[Any]:
    there = sa.select(*cell_of(incoming), -incoming.c.old_count, sa.literal(-1))
    return there.where(incoming.c.old_batch_id.is_not(None))
