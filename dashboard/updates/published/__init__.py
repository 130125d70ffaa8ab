"""The published files come into the database: all of them or none, as often as one likes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import asdict
from pathlib import Path

import sqlalchemy as sa

from dashboard import model
from dashboard.updates.published import checking, descriptions, statements
from dashboard.updates.published.checking import OWN_SOURCE, BadFiles
from dashboard.updates.published.report import Counts, Report
from dashboard.updates.published.run import Run
from dashboard.updates.published.tables import TABLES

__all__ = ["FOLDER", "BadFiles", "Counts", "Report", "load"]

FOLDER = Path(__file__).parents[3] / "data" / "published"
STATED = ("figures", "figure_readings")  # appended together; the rest is changed in place


def load(connection: sa.Connection, folder: Path = FOLDER, *, now: dt.datetime) -> Report:
    """Add what is new and correct what changed, inside the caller's transaction.

    Every file is checked before the first write: `BadFiles` tells all the faults, and nothing is kept. A figure seen
    for the first time counts as known since its source printed it, a correction since `now`.
    """
    files = checking.read(folder)
    run = Run(connection, now)
    counts = {t.name: descriptions.write(run, t, files[t.name]) for t in TABLES if t.name not in STATED}
    report = Report(counts | {"figures": statements.write(run, files)})
    if report.is_change:
        _record(run, folder, report)
    return report


def _record(run: Run, folder: Path, report: Report) -> None:
    """One batch and one event for the run: who looks later sees which files it read."""
    batch = {
        "source_id": run.ids["sources"][OWN_SOURCE,],
        "kind": "published",
        "file_name": folder.name,
        "sha256": _digest(folder),
        "row_count": report.total.added + report.total.changed,
        "recorded_at": run.now,
    }
    after = json.dumps({name: asdict(counts) for name, counts in report.tables.items()})
    event = {"happened_at": run.now, "action": "load_published", "object_kind": "batch", "after": after}
    run.connection.execute(sa.insert(model.Batch).values(batch))
    run.connection.execute(sa.insert(model.Event).values(event))


def _digest(folder: Path) -> str:
    """One fingerprint of all the files, in the order of the tables."""
    return hashlib.sha256(b"\0".join((folder / table.file).read_bytes() for table in TABLES)).hexdigest()
