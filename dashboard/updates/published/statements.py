"""A figure is a statement: a changed line is a new row that supersedes the old one, which keeps its words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy as sa

from dashboard.updates.published.checking import Files, Row
from dashboard.updates.published.report import Counts
from dashboard.updates.published.run import Run, Stored, difference
from dashboard.updates.published.tables import Table, named

CORRECTION = "Correction of the published file"
FIGURE, READING = named("figures").stored, named("figure_readings").stored
READING_CELLS = ("value", "is_plausible", "note_fr", "note_en")

Readings = dict[object, list[Stored]]


def write(run: Run, files: Files) -> Counts:
    """State what is new, correct what changed; a figure's readings belong to its statement."""
    table, printed_on = named("figures"), {row["key"]: row["published_on"] for row in files["sources"]}
    readings, (stored, stored_readings) = _readings(files["figure_readings"]), _live(run, table)
    added = changed = 0
    for row in files["figures"]:
        key, columns = row["key"], run.columns(table, row)
        if key not in stored:
            _state(run, columns | {"recorded_at": known_at(printed_on[row["source_key"]], run.now)}, readings[key])
            added += 1
        elif difference(stored[key], columns) or stored_readings[key] != readings[key]:
            _correct(run, stored[key], columns, readings[key])
            changed += 1
    return Counts(added, changed, len(files["figures"]) - added - changed)


def known_at(printed_on: object, now: dt.datetime) -> dt.datetime:
    """The end of the day its source printed it, never in the future; now, when that day is not known."""
    if not isinstance(printed_on, dt.date):
        return now
    return min(now, dt.datetime.combine(printed_on, dt.time(23, 59, 59), tzinfo=dt.UTC))


def _correct(run: Run, before: Stored, columns: dict[str, object], readings: list[Stored]) -> None:
    run.connection.execute(sa.update(FIGURE).where(FIGURE.c.id == before["id"]).values(superseded_at=run.now))
    history = {"recorded_at": run.now, "supersedes_id": before["id"], "reason": CORRECTION}
    _state(run, columns | history, readings)


def _state(run: Run, columns: dict[str, object], readings: list[Stored]) -> None:
    number = run.connection.scalar(sa.insert(FIGURE).values(columns).returning(FIGURE.c.id))
    for reading in readings:
        run.connection.execute(sa.insert(READING).values(figure_id=number, **reading))


def _live(run: Run, table: Table) -> tuple[dict[object, Stored], Readings]:
    """The figures in force by key, and the readings of each."""
    chosen = sa.select(FIGURE.c.id, *table.columns.values()).where(FIGURE.c.superseded_at.is_(None))
    stored: dict[object, Stored] = {row["key"]: dict(row) for row in run.connection.execute(chosen).mappings()}
    chosen = sa.select(FIGURE.c.key, *(READING.c[cell] for cell in READING_CELLS)).join(READING)
    found = run.connection.execute(chosen.where(FIGURE.c.superseded_at.is_(None))).mappings()
    return stored, _grouped((row["key"], {cell: row[cell] for cell in READING_CELLS}) for row in found)


def _readings(rows: list[Row]) -> Readings:
    return _grouped((row["figure_key"], {cell: row[cell] for cell in READING_CELLS}) for row in rows)


def _grouped(readings: Iterable[tuple[object, Stored]]) -> Readings:
    """By figure, lowest first."""
    grouped: Readings = defaultdict(list)
    for key, reading in sorted(readings, key=lambda pair: float(str(pair[1]["value"]))):
        grouped[key].append(reading)
    return grouped
