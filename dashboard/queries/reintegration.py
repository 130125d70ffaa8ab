"""Reintegration: who was found eligible, whose assistance started, whose was completed, after how many days."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from dashboard.provenance import Reading, Sourced
from dashboard.queries import registers
from dashboard.queries.registers import Part

STAGES = ("reintegration_eligible", "reintegration_started", "reintegration_completed")
ELIGIBLE, STARTED, COMPLETED = STAGES
LAG = "reintegration_lag"
FORMS = ("economic", "social", "psychosocial")
LAGS = ("0-30", "31-90", "91-180", "181+")


def funnel(connection: Connection, *, reading: Reading, part: Part) -> Sourced:
    """One row per stage, in order: `stage`, `people`, `reports` of `expected`.

    `people` None: nobody reported the stage in the part. `reports` counts regions × months reported, `expected` those
    there should be. The people of a later stage may have entered the earlier one before the part begins.
    """
    rows = [_stage(connection, stage, part, reading) for stage in STAGES]
    return registers.sourced(connection, rows, ("stage", "people", "reports", "expected"), STAGES, reading)


def by_region(connection: Connection, *, reading: Reading, part: Part) -> Sourced:
    """One row per region that reports a stage, most starts first, the unspecified one last.

    `eligible`, `started`, `completed` are None when the region reported that stage in no month of the part;
    `months_reported` counts the months with `started`, of `months`; None for the unspecified region.
    """
    counts = {s: registers.counted(connection, s, ("territory",), part, reading=reading) for s in STAGES}
    found = {s: registers.reports(connection, s, part, reading=reading) for s in STAGES}
    names, months = registers.regions(connection), len(part.months)
    rows: list[tuple[Any, ...]] = [
        (key, names[key].name_fr, names[key].name_en,
         *(counts[s].get((key,), 0) if found[s].months_of(key) else None for s in STAGES),
         found[STARTED].months_of(key), months)
        for key in frozenset().union(*(reports.expected for reports in found.values()))
    ]  # fmt: skip
    rows.sort(key=lambda row: (row[4] is None, -(row[4] or 0), row[0]))
    unknown = [counts[s].get((registers.NO_REGION,), 0) for s in STAGES]
    if any(unknown):
        name = names[registers.NO_REGION]
        rows.append((registers.NO_REGION, name.name_fr, name.name_en, *unknown, None, months))
    return registers.sourced(connection, rows, REGION_COLUMNS, STAGES, reading)


REGION_COLUMNS = ("region_key", "name_fr", "name_en", *(s.removeprefix("reintegration_") for s in STAGES),
                  "months_reported", "months")  # fmt: skip


def by_form(connection: Connection, *, reading: Reading, part: Part) -> Sourced:
    """One row per form of support: `form`, `started`, `completed`; None when nobody reported the stage."""
    counts = [registers.counted(connection, s, ("detail",), part, reading=reading) for s in (STARTED, COMPLETED)]
    there = [registers.reports(connection, s, part, reading=reading).by_month for s in (STARTED, COMPLETED)]
    rows = (
        (form, *(counts[i].get((form,), 0) if there[i] else None for i in range(2)))
        for form in (*FORMS, *sorted({key for (key,) in {**counts[0], **counts[1]}} - set(FORMS)))
    )
    return registers.sourced(connection, rows if any(there) else (), ("form", "started", "completed"),
                             (STARTED, COMPLETED), reading)  # fmt: skip


def by_month(connection: Connection, *, reading: Reading, part: Part) -> Sourced:
    """One row per month of the part: `started` and `completed`, None when nobody reported the month.

    `started_missing` and `completed_missing` count the regions that report the stage but not that month.
    """
    started, completed = (registers.by_month(connection, s, part, reading=reading) for s in (STARTED, COMPLETED))
    rows = ((a.month, a.people, a.missing, b.people, b.missing) for a, b in zip(started, completed, strict=True))
    columns = ("month", "started", "started_missing", "completed", "completed_missing")
    return registers.sourced(connection, rows, columns, (STARTED, COMPLETED), reading)


def lag(connection: Connection, *, reading: Reading, part: Part) -> Sourced:
    """One row per class of days between return and start, shortest first: `lag`, `people`; no row when not reported."""
    counts = registers.counted(connection, LAG, ("detail",), part, reading=reading)
    is_reported = bool(registers.reports(connection, LAG, part, reading=reading).by_month)
    rows = ((key, counts.get((key,), 0)) for key in LAGS) if is_reported else ()
    return registers.sourced(connection, rows, ("lag", "people"), (LAG,), reading)


def _stage(connection: Connection, stage: str, part: Part, reading: Reading) -> tuple[object, ...]:
    found = registers.reports(connection, stage, part, reading=reading)
    counts = registers.counted(connection, stage, (), part, reading=reading)
    return stage, counts.get((), 0) if found.by_month else None, found.received, len(found.expected) * len(part.months)
