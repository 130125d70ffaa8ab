"""The roadmap: activities, their steps and reports, and where each priority stands against the calendar."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, select

from dashboard import status
from dashboard.model import (
    Activity,
    ActivityPartner,
    ActivityVersion,
    Milestone,
    Organisation,
    Priority,
    ProgressReport,
    RoadmapPhrase,
    Source,
    Territory,
    Verdict,
)
from dashboard.provenance import Reading, Sourced, frame, merge_sources
from dashboard.queries import settings, sources
from dashboard.queries.moments import in_scope, known, live

Partner = tuple[str | None, str, str]
Steps = dict[str, list[status.Step]]
"""Activity key → its milestones in force."""
ACTIVITY_COLUMNS = (
    "activity_key", "priority_number", "title_fr", "title_en", "deliverable_fr", "deliverable_en", "owner_key",
    "owner_acronym", "owner_fr", "owner_en", "territory_key", "territory_fr", "territory_en", "starts_on", "due_on",
    "weight", "planned_pct", "actual_pct", "reported_on", "declared_pct", "declared_on", "declared_side", "status",
    "days_late", "source_key",
)  # fmt: skip
PRIORITY_COLUMNS = (
    "number", "priority_key", "name_fr", "name_en", "grouping_status", "status", "actual_pct", "planned_pct",
    "declared_pct", "reported", "activities", "late",
)  # fmt: skip
MILESTONE_COLUMNS = ("activity_key", "number", "title_fr", "title_en", "due_on", "weight", "is_reached")
PHRASE_COLUMNS = ("number", "quote", "priority_number", "note_fr", "note_en", "source_key")
REPORT_COLUMNS = (
    "activity_key", "declared_on", "side", "percent", "milestone_number", "comment_fr", "comment_en", "outcome",
    "verdict_side", "decided_on", "return_reason", "correction_reason",
)  # fmt: skip


def activities(connection: Connection, *, reading: Reading, priority: int | None = None) -> Sourced:
    """One row per activity in force, by priority then due date.

    `actual_pct` is the last accepted report, None when nothing was accepted; `declared_pct` a later report that
    still awaits acceptance. `days_late` counts from the due date of a passed activity that is not done.
    """
    rows = connection.execute(_activity_rows(reading, priority)).all()
    steps = _steps(connection, reading)
    reports = _latest_reports(connection, reading, None if priority is None else [row.key for row in rows])
    rule = settings.status_rule(connection, reading=reading)
    table = frame((_standing(row, steps, reports, reading.day, rule) for row in rows), ACTIVITY_COLUMNS)
    return _sourced(connection, table, reading)


def priorities(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per priority, in order: weighted means over its reported activities (see `status.of_priority`).

    `actual_pct` is None when nothing was accepted; `late` counts its activities late or past their date. Their names
    come from the printed phrases, whose source is therefore always one of theirs.
    """
    every = activities(connection, reading=reading)
    by_priority: dict[int, list[Any]] = defaultdict(list)
    for row in every.rows.itertuples(index=False):
        by_priority[row.priority_number].append(row)
    names = connection.execute(
        select(Priority.number, Priority.key, Priority.name_fr, Priority.name_en, Priority.grouping_status).order_by(
            Priority.number
        )
    ).all()
    rule = settings.status_rule(connection, reading=reading)
    table = frame((_priority(name, by_priority[name.number], rule) for name in names), PRIORITY_COLUMNS)
    printed = phrases(connection, reading=reading)
    return Sourced(table, merge_sources(printed.sources, every.sources), reading)


def progress_over_time(connection: Connection, *, reading: Reading, priority: int) -> Sourced:
    """One row per day on which accepted progress or plan moved: `day`, `planned_pct`, `actual_pct`.

    Both are read over the activities reported by the page's day, so that the last row, that day, is where the priority
    stands; before its first accepted report an activity has nothing accepted. No row when nothing was ever accepted.
    """
    every = activities(connection, reading=reading, priority=priority)
    rows = [row for row in every.rows.itertuples() if row.actual_pct is not None]
    accepted = [r for r in _reports(connection, reading, [row.activity_key for row in rows]) if r.outcome == "accepted"]
    steps = _steps(connection, reading)
    days = sorted(_turning_days(rows, accepted, steps, reading.day)) if rows else []
    points = ((day, *_on_day(day, rows, accepted, steps)) for day in days)
    return every.with_rows(frame(points, ("day", "planned_pct", "actual_pct")))


def milestones(connection: Connection, *, reading: Reading, priority: int | None = None) -> Sourced:
    """One row per milestone of the activities; `is_reached` when an accepted report says so."""
    every = activities(connection, reading=reading, priority=priority)
    keys = set(every.rows["activity_key"])
    reached = {
        (r.activity_key, r.milestone_number) for r in _reports(connection, reading, keys) if r.outcome == "accepted"
    }
    done = {row.activity_key for row in every.rows.itertuples() if row.status == "done"}
    rows = (
        (r.activity_key, r.number, r.title_fr, r.title_en, r.due_on, r.weight,
         r.activity_key in done or (r.activity_key, r.number) in reached)
        for r in connection.execute(_milestone_rows(reading))
        if r.activity_key in keys
    )  # fmt: skip
    return every.with_rows(frame(rows, MILESTONE_COLUMNS))


def reports(connection: Connection, *, reading: Reading, priority: int) -> Sourced:
    """One row per progress report in force, newest first; `outcome` is accepted, returned or None (pending)."""
    every = activities(connection, reading=reading, priority=priority)
    found = _reports(connection, reading, set(every.rows["activity_key"]))
    rows = (
        (r.activity_key, r.declared_on, r.side, r.percent, r.milestone_number, r.comment_fr, r.comment_en, r.outcome,
         r.verdict_side, r.decided_at.date() if r.decided_at else None, r.return_reason, r.correction_reason)
        for r in reversed(found)
    )  # fmt: skip
    return every.with_rows(frame(rows, REPORT_COLUMNS))


def phrases(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per phrase that the article prints, in its order, with the priority that the grouping gives it."""
    found = connection.execute(
        select(RoadmapPhrase.number, RoadmapPhrase.quote, Priority.number.label("priority_number"),
               RoadmapPhrase.note_fr, RoadmapPhrase.note_en, Source.key.label("source_key"))
        .join(Source, Source.id == RoadmapPhrase.source_id)
        .outerjoin(Priority, Priority.id == RoadmapPhrase.priority_id)
        .order_by(RoadmapPhrase.number)
    ).all()  # fmt: skip
    return _sourced(connection, frame(found, PHRASE_COLUMNS), reading)


def partners(connection: Connection, *, reading: Reading, priority: int) -> dict[str, list[Partner]]:
    """Activity key → acronym, French and English names of its partners."""
    found = connection.execute(
        select(Activity.key, Organisation.acronym, Organisation.name_fr, Organisation.name_en)
        .join(ActivityPartner, ActivityPartner.activity_id == Activity.id)
        .join(Organisation, Organisation.id == ActivityPartner.organisation_id)
        .join(Priority, Priority.id == Activity.priority_id)
        .where(Priority.number == priority)
        .order_by(Activity.key, Organisation.name_fr)
    )
    names: dict[str, list[Partner]] = defaultdict(list)
    for row in found:
        names[row.key].append((row.acronym, row.name_fr, row.name_en))
    return dict(names)


def _sourced(connection: Connection, table: pd.DataFrame, reading: Reading) -> Sourced:
    keys = sorted(set(table["source_key"])) if not table.empty else []
    return Sourced(table, sources.load(connection, keys=keys), reading)


def _activity_rows(reading: Reading, priority: int | None) -> Any:
    version = ActivityVersion
    wanted = (
        select(
            Activity.key, Priority.number, version.title_fr, version.title_en, version.deliverable_fr,
            version.deliverable_en, Organisation.key.label("owner_key"), Organisation.acronym,
            Organisation.name_fr.label("owner_fr"), Organisation.name_en.label("owner_en"),
            Territory.key.label("territory_key"), Territory.name_fr.label("territory_fr"),
            Territory.name_en.label("territory_en"), version.starts_on, version.due_on, version.weight,
            Source.key.label("source_key"),
        )
        .join(version, version.activity_id == Activity.id)
        .join(Priority, Priority.id == Activity.priority_id)
        .join(Organisation, Organisation.id == version.owner_id)
        .join(Source, Source.id == Activity.source_id)
        .outerjoin(Territory, Territory.id == version.territory_id)
        .where(live(version, reading), in_scope(Source.kind, reading))
        .order_by(Priority.number, version.due_on, Activity.key)
    )  # fmt: skip
    return wanted if priority is None else wanted.where(Priority.number == priority)


def _milestone_rows(reading: Reading) -> Any:
    return (
        select(Activity.key.label("activity_key"), Milestone.number, Milestone.title_fr, Milestone.title_en,
               Milestone.due_on, Milestone.weight)
        .join(Activity, Activity.id == Milestone.activity_id)
        .where(live(Milestone, reading))
        .order_by(Activity.key, Milestone.due_on, Milestone.number)
    )  # fmt: skip


def _steps(connection: Connection, reading: Reading) -> Steps:
    steps: Steps = defaultdict(list)
    for row in connection.execute(_milestone_rows(reading)):
        steps[row.activity_key].append(status.Step(row.due_on, row.weight))
    return steps


def _known_reports(reading: Reading, keys: Iterable[str] | None, *more: Any) -> Any:
    """Reports in force, oldest first, with the other side's verdict where it was known; of all activities or some."""
    wanted = (
        select(Activity.key.label("activity_key"), ProgressReport.declared_on, ProgressReport.side,
               ProgressReport.percent, Verdict.outcome, *more)
        .join(Activity, Activity.id == ProgressReport.activity_id)
        .join(Source, Source.id == ProgressReport.source_id)
        .outerjoin(Verdict, and_(Verdict.report_id == ProgressReport.id, known(Verdict.decided_at, reading)))
        .where(live(ProgressReport, reading), in_scope(Source.kind, reading))
        .order_by(ProgressReport.declared_on, ProgressReport.id)
    )  # fmt: skip
    return wanted if keys is None else wanted.where(Activity.key.in_(list(keys)))


def _reports(connection: Connection, reading: Reading, keys: Iterable[str]) -> Sequence[Any]:
    more = (
        ProgressReport.milestone_number, ProgressReport.comment_fr, ProgressReport.comment_en,
        Verdict.side.label("verdict_side"), Verdict.decided_at, Verdict.reason.label("return_reason"),
        ProgressReport.reason.label("correction_reason"),
    )  # fmt: skip
    return connection.execute(_known_reports(reading, keys, *more)).all()


def _latest_reports(connection: Connection, reading: Reading, keys: Iterable[str] | None) -> dict[str, tuple[Any, Any]]:
    """Activity key → (last accepted report, a later one that awaits an answer)."""
    latest: dict[str, tuple[Any, Any]] = defaultdict(lambda: (None, None))
    for report in connection.execute(_known_reports(reading, keys)):
        accepted, pending = latest[report.activity_key]
        if report.outcome == "accepted":
            latest[report.activity_key] = (report, None)
        elif report.outcome is None:
            latest[report.activity_key] = (accepted, report)
        else:
            latest[report.activity_key] = (accepted, pending)
    return latest


def _standing(
    row: Any, steps: Steps, reports: dict[str, tuple[Any, Any]], day: dt.date, rule: status.Rule
) -> tuple[Any, ...]:
    accepted, pending = reports[row.key]
    planned = status.planned_percent(day, row.starts_on, row.due_on, steps[row.key])
    actual = accepted.percent if accepted else None
    state = status.of_activity(day, row.starts_on, row.due_on, planned, actual, rule)
    overdue = (day - row.due_on).days if day > row.due_on and state != "done" else None
    return (
        row.key, row.number, row.title_fr, row.title_en, row.deliverable_fr, row.deliverable_en, row.owner_key,
        row.acronym, row.owner_fr, row.owner_en, row.territory_key, row.territory_fr, row.territory_en, row.starts_on,
        row.due_on, row.weight, planned, actual, accepted.declared_on if accepted else None,
        pending.percent if pending else None,
        pending.declared_on if pending else None, pending.side if pending else None, state, overdue, row.source_key,
    )  # fmt: skip


def _priority(name: Any, rows: Sequence[Any], rule: status.Rule) -> tuple[Any, ...]:
    standings = [status.Standing(r.weight, r.planned_pct, r.actual_pct, r.declared_pct) for r in rows]
    sums = status.of_priority(standings, rule)
    late = sum(1 for r in rows if r.status == "late" or r.days_late)
    return (name.number, name.key, name.name_fr, name.name_en, name.grouping_status, sums.status, sums.actual_pct,
            sums.planned_pct, sums.declared_pct, sums.reported, sums.activities, late)  # fmt: skip


def _turning_days(rows: Sequence[Any], accepted: Sequence[Any], steps: Steps, today: dt.date) -> set[dt.date]:
    """The start, days when a report or a milestone moved a line, month ends between them, and the page's day."""
    first = min([row.starts_on for row in rows] + [report.declared_on for report in accepted])
    days = {report.declared_on for report in accepted} | {first, today}
    days |= {step.due_on for row in rows for step in steps[row.activity_key]}
    days |= {day.date() for day in pd.date_range(first, today, freq="ME")}
    return {day for day in days if first <= day <= today}


def _on_day(
    day: dt.date, rows: Sequence[Any], accepted: Sequence[Any], steps: Steps
) -> tuple[float | None, float | None]:
    latest = {report.activity_key: report.percent for report in accepted if report.declared_on <= day}
    standings = [
        status.Standing(row.weight, status.planned_percent(day, row.starts_on, row.due_on, steps[row.activity_key]),
                        latest.get(row.activity_key, 0), None)
        for row in rows
    ]  # fmt: skip
    sums = status.of_priority(standings, status.Rule())  # of its means, which no threshold changes
    return sums.planned_pct, sums.actual_pct
