"""Everything an accepted file brought leaves; what it had superseded is in force again, under its own source.

What comes back is a new row: of a restoration, which names the batch it restores, so that withdrawing that one later
takes it out too. Nothing is deleted: every day before reads as it read.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, insert, select

from dashboard.errors import EntryRefused
from dashboard.model import Activity, ActivityVersion, Batch, Event, Figure, ProgressReport, Tally, Verdict
from dashboard.queries.batches import Accepted
from dashboard.updates import tallies
from dashboard.updates.import_loading import partner, supersede
from dashboard.updates.tally_incoming import Cell
from dashboard.updates.tally_tables import CELL

HISTORY: Final = ("id", "recorded_at", "superseded_at", "supersedes_id", "reason", "batch_id")
"""What a row that is put back does not have from the one it repeats."""


@dataclass
class Undoing:
    """One withdrawal as it goes: its batch, its moment, and the batches of what is put back, by original."""

    connection: Connection
    batch: Accepted
    reason: str
    moment: dt.datetime
    number: int = 0
    left: int = 0
    back: int = 0
    restorations: dict[int | None, int] = field(default_factory=dict)

    def restoration(self, origin: int | None, rows: int = 0) -> int:
        """The batch under which what an original brought comes back; `origin` None: what no file had brought."""
        if origin not in self.restorations:
            self.restorations[origin] = _batch(self, "restoration", origin or self.batch.number, rows)
        return self.restorations[origin]


def take_out(
    connection: Connection, batch: Accepted, *, reason: str, moment: dt.datetime
) -> tuple[int, dict[str, int]]:
    """The number of the withdrawal, and what it did: how many rows left, how many came back."""
    undoing = Undoing(connection, batch, reason, moment)
    undoing.number = _batch(undoing, "withdrawal", batch.number)
    UNDOING[batch.loads](undoing)
    counts = {"superseded": undoing.left, "added": undoing.back}
    connection.execute(sa.update(Batch).where(Batch.id == undoing.number).values(counts))
    return undoing.number, {"withdrawal": undoing.number, "left": undoing.left, "restored": undoing.back}


def accepted_reports(connection: Connection, number: int) -> int:
    """How many reports of a file the other side accepted: both sides then agree that they leave."""
    counted = select(sa.func.count()).select_from(ProgressReport).join(Verdict, Verdict.report_id == ProgressReport.id)
    of = (ProgressReport.batch_id == number, ProgressReport.superseded_at.is_(None), Verdict.outcome == "accepted")
    return connection.scalar(counted.where(*of)) or 0


def _batch(undoing: Undoing, kind: str, original: int, rows: int = 0) -> int:
    columns = (Batch.source_id, Batch.loads, Batch.file_name)
    of = undoing.connection.execute(select(*columns).where(Batch.id == original)).one()
    row = {"kind": kind, "original_id": original, "source_id": of.source_id, "loads": of.loads,
           "file_name": of.file_name, "row_count": rows, "recorded_at": undoing.moment,
           "reason": undoing.reason}  # fmt: skip
    return int(undoing.connection.execute(insert(Batch).values(row).returning(Batch.id)).scalar_one())


# ------------------------------------------------------------------------------------------- register cells
def _cells(undoing: Undoing) -> None:
    connection, original = undoing.connection, undoing.batch.number
    own = [original, *connection.scalars(_restorations(original))]
    undoing.left = sum(tallies.supersede(connection, undoing.number, number) for number in own)
    coming: defaultdict[int, list[Cell]] = defaultdict(list)
    for row in connection.execute(_coming_back(undoing.number)):
        coming[row.origin].append(Cell(*row[:-1]))
    for origin, cells in sorted(coming.items()):
        tallies.record(connection, undoing.restoration(origin, len(cells)), cells)
    undoing.back = sum(map(len, coming.values()))


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


# ------------------------------------------------------------------------------------------- rows with a history
def _statements(undoing: Undoing, table: Any) -> list[tuple[Any, Any | None]]:
    """Take out the rows of a file that are in force, put back the one before each; both, for whoever tells of them."""
    found = []
    for row in _in_force(undoing, table):
        supersede(undoing.connection, table, row.id, undoing.moment)
        before = _before(undoing.connection, table, row)
        if before is not None:
            _put_back(undoing, table, before, row)
        found.append((row, before))
    undoing.left, undoing.back = len(found), sum(before is not None for _, before in found)
    return found


def _in_force(undoing: Undoing, table: Any) -> list[Any]:
    own = [undoing.batch.number, *undoing.connection.scalars(_restorations(undoing.batch.number))]
    of = (table.batch_id.in_(own), table.superseded_at.is_(None))
    return list(undoing.connection.execute(select(table.__table__).where(*of).order_by(table.id)))


def _before(connection: Connection, table: Any, row: Any) -> Any | None:
    """What stood before it, back through files that were withdrawn."""
    number = row.supersedes_id
    while number is not None:
        old = connection.execute(select(table.__table__).where(table.id == number)).one()
        if not _is_withdrawn(connection, old.batch_id):
            return old
        number = old.supersedes_id
    return None


def _is_withdrawn(connection: Connection, number: int | None) -> bool:
    origin = _origin(connection, number)
    return bool(origin and connection.scalar(select(Batch.withdrawn_at).where(Batch.id == origin)))


def _origin(connection: Connection, number: int | None) -> int | None:
    """The file that first brought what a batch holds; nothing for what no file brought."""
    if number is None:
        return None
    of = connection.execute(select(Batch.kind, Batch.original_id).where(Batch.id == number)).one()
    return of.original_id if of.kind == "restoration" else number


def _put_back(undoing: Undoing, table: Any, before: Any, row: Any) -> None:
    origin = _origin(undoing.connection, before.batch_id)
    columns = {name: value for name, value in before._mapping.items() if name not in HISTORY}
    history = {
        "recorded_at": undoing.moment, "supersedes_id": row.id, "reason": undoing.reason,
        "batch_id": undoing.restoration(origin) if origin else None,
    }  # fmt: skip
    undoing.connection.execute(insert(table).values({**columns, **history}))


def _figures(undoing: Undoing) -> None:
    _statements(undoing, Figure)


def _reports(undoing: Undoing) -> None:
    """Declarations replace nothing: the one before them counts again by itself."""
    for row in _in_force(undoing, ProgressReport):
        supersede(undoing.connection, ProgressReport, row.id, undoing.moment)
        undoing.left += 1


def _activities(undoing: Undoing) -> None:
    for row, before in _statements(undoing, ActivityVersion):
        if before is None:
            _refuse_followed(undoing.connection, row.activity_id)
        else:
            partner(undoing.connection, row.activity_id, _partners_before(undoing, row.activity_id))


def _refuse_followed(connection: Connection, activity_id: int) -> None:
    """An activity on which progress was declared since is not taken away by withdrawing the file that began it."""
    reports = select(ProgressReport.id).where(
        ProgressReport.activity_id == activity_id, ProgressReport.superseded_at.is_(None)
    )
    if connection.execute(reports.limit(1)).first():
        key = connection.scalar(select(Activity.key).where(Activity.id == activity_id))
        raise EntryRefused(
            "Progress was declared since on the activity “{activity}” that this file began: it stays.", field="batch",
            activity=key,
        )  # fmt: skip


def _partners_before(undoing: Undoing, activity_id: int) -> frozenset[int]:
    """Those of the event that told of the change."""
    key = select(Activity.key).where(Activity.id == activity_id).scalar_subquery()
    told = undoing.connection.execute(
        select(Event.before, Event.after)
        .where(Event.action == "activity_changed", Event.object_kind == "activity", Event.object_key == key)
        .order_by(Event.id.desc())
    ).all()  # fmt: skip
    of = (json.loads(row.before) for row in told if json.loads(row.after)["batch"] == undoing.batch.number)
    return frozenset(next(of, {"partners": []})["partners"])


UNDOING: Final = {"cells": _cells, "figures": _figures, "progress": _reports, "activities": _activities}
