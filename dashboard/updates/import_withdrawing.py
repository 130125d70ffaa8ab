"""Everything an accepted file brought leaves; what it had superseded is in force again, under its own source.

What comes back is a new row: of a restoration, which names the batch it restores, so that withdrawing that one later
takes it out too. Nothing is deleted: every day before reads as it read.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, insert, select

from dashboard.model import Batch, Tally
from dashboard.queries.batches import Accepted
from dashboard.updates import tallies
from dashboard.updates.tallies import CELL, Cell

Told = dict[str, Any]


def take_out(connection: Connection, batch: Accepted, *, reason: str, moment: dt.datetime) -> tuple[int, Told]:
    """The number of the withdrawal, and what it did: how many rows left, how many came back."""
    made = _batch(connection, "withdrawal", batch.number, moment, reason)
    left, back = _cells(connection, made, batch.number, moment, reason)
    connection.execute(sa.update(Batch).where(Batch.id == made).values(superseded=left, added=back))
    return made, {"withdrawal": made, "left": left, "restored": back}


def _batch(connection: Connection, kind: str, original: int, moment: dt.datetime, reason: str, rows: int = 0) -> int:
    of = connection.execute(select(Batch.source_id, Batch.loads, Batch.file_name).where(Batch.id == original)).one()
    row = {"kind": kind, "original_id": original, "source_id": of.source_id, "loads": of.loads,
           "file_name": of.file_name, "row_count": rows, "recorded_at": moment, "reason": reason}  # fmt: skip
    return int(connection.execute(insert(Batch).values(row).returning(Batch.id)).scalar_one())


def _cells(connection: Connection, made: int, original: int, moment: dt.datetime, reason: str) -> tuple[int, int]:
    own = [original, *connection.scalars(_restorations(original))]
    left = sum(tallies.supersede(connection, made, number) for number in own)
    coming: defaultdict[int, list[Cell]] = defaultdict(list)
    for row in connection.execute(_coming_back(made)):
        coming[row.origin].append(Cell(*row[:-1]))
    for origin, cells in sorted(coming.items()):
        restored = _batch(connection, "restoration", origin, moment, reason, len(cells))
        tallies.record(connection, restored, cells)
    return left, sum(map(len, coming.values()))


def _restorations(original: int) -> sa.Select[Any]:
    return select(Batch.id).where(Batch.original_id == original, Batch.kind == "restoration")


def _coming_back(made: int) -> sa.Select[Any]:
    """Of each cell that just left, the last one before it whose batch nobody withdrew; `origin` is that batch."""
    gone, kept, of = Tally.__table__.alias("gone"), Tally.__table__.alias("kept"), Batch.__table__.alias("of")
    origin = sa.func.coalesce(sa.case((of.c.kind == "restoration", of.c.original_id)), of.c.id)
    first = Batch.__table__.alias("first")
    same = sa.and_(*(kept.c[name] == gone.c[name] for name in ("is_demonstration", *CELL)))
    order = [gone.c[name] for name in CELL]
    turn = sa.func.row_number().over(partition_by=order, order_by=kept.c.batch_id.desc()).label("turn")
    names = ("indicator_id", "territory_id", "country_code", "sex", "age_group", "detail", "month", "count")
    found = (
        select(*(kept.c[name] for name in names), origin.label("origin"), turn)
        .select_from(gone).join(kept, same).join(of, of.c.id == kept.c.batch_id).join(first, first.c.id == origin)
        .where(gone.c.superseded_by == made, first.c.withdrawn_at.is_(None))
    ).subquery()  # fmt: skip
    return select(*(found.c[name] for name in names), found.c.origin).where(found.c.turn == 1)
