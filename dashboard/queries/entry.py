"""What an editor enters progress on: activities of a side, reports that wait, and the state that a write is based on.

An activity belongs to the side of the organisation that owns it (DESIGN §3: an activity has an owner, a report is what
one side declared). One owned by a third organisation belongs to both: either side declares, the other answers.

The **version** of an activity is the numbers of its latest report and latest answer, "57.12": it moves with each of
them, whatever side wrote it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Row, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from dashboard.actors import Side
from dashboard.model import (
    SIDES,
    Account,
    Activity,
    ActivityVersion,
    Event,
    Milestone,
    Organisation,
    Priority,
    ProgressReport,
    Source,
    Verdict,
)
from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import roadmap, sources
from dashboard.queries.moments import in_scope

ACTIVITY_COLUMNS = (*roadmap.ACTIVITY_COLUMNS, "version", "accepted_report", "pending_report", "waiting")
REPORT_COLUMNS = (
    "report", "activity_key", "priority_number", "title_fr", "title_en", "side", "declared_on", "percent",
    "milestone_number", "milestone_fr", "milestone_en", "comment_fr", "comment_en", "evidence", "recorded_at",
    "declared_by", "corrects", "correction_reason", "superseded_at", "outcome", "verdict_side", "decided_at",
    "decided_by", "return_reason", "version", "source_key",
)  # fmt: skip
OBJECT = "progress_report"
"""What events call a report; their key is its number."""
CLOCK_ERROR = dt.timedelta(days=1)
IN_FORCE = ActivityVersion.superseded_at.is_(None)
DECLARING, ANSWERING = ("progress_declared", "progress_corrected"), ("progress_accepted", "progress_returned")


def activities(connection: Connection, *, side: Side, reading: Reading = Reading()) -> Sourced:
    """One row per activity in force of a side, as on the roadmap, with the `version` to base a declaration on.

    `accepted_report` and `pending_report` are the numbers of the reports whose percent stands there, None when there
    is none; `waiting` counts all its reports that the other side has not answered.
    """
    every = roadmap.activities(connection, reading=reading)
    owned = _owned(connection, side)
    found = _by_activity(reports(connection, ProgressReport.superseded_at.is_(None), reading=reading).rows)
    standing = versions(connection)
    rows = (
        (*row, standing[row.activity_key], *_numbers(found.get(row.activity_key, []), row))
        for row in every.rows.itertuples(index=False)
        if row.owner_key in owned
    )
    return every.with_rows(frame(rows, ACTIVITY_COLUMNS))


def waiting(connection: Connection, *, side: Side, reading: Reading = Reading()) -> Sourced:
    """One row per report that waits for this side's answer, oldest first: of the other, in force, not answered."""
    unanswered = (ProgressReport.superseded_at.is_(None), Verdict.id.is_(None))
    return reports(connection, ProgressReport.side != side, *unanswered, IN_FORCE, reading=reading)


def unsettled(connection: Connection, *, side: Side, reading: Reading = Reading()) -> Sourced:
    """One row per report of this side that waits for the other, or was returned and not followed by another since."""
    later = aliased(ProgressReport)
    followed = select(later.id).where(
        later.activity_id == ProgressReport.activity_id, later.side == side, later.id > ProgressReport.id
    )
    is_open = or_(Verdict.id.is_(None), and_(Verdict.outcome == "returned", ~followed.exists()))
    of_side = (ProgressReport.side == side, ProgressReport.superseded_at.is_(None), is_open, IN_FORCE)
    return reports(connection, *of_side, reading=reading)


def history(connection: Connection, *, activity_key: str, reading: Reading = Reading()) -> Sourced:
    """One row per report ever made on an activity, oldest first: corrected ones (`superseded_at`) stay readable."""
    return reports(connection, Activity.key == activity_key, reading=reading)


def reports(connection: Connection, *which: Any, reading: Reading = Reading()) -> Sourced:
    """One row per report, as it stands now; `declared_by` and `decided_by` are None where no account is known."""
    found = connection.execute(_report_rows().where(in_scope(Source.kind, reading), *which)).all()
    standing = versions(connection, Activity.key.in_({row.activity_key for row in found}))
    people = _people(connection, found)
    rows = [_told(row, standing, people) for row in found]
    stated = sources.load(connection, keys={row.source_key for row in found})
    return Sourced(frame(rows, REPORT_COLUMNS), stated, reading)


def report(connection: Connection, number: int) -> dict[str, Any] | None:
    """One report by its number, as `reports` tells it."""
    rows = reports(connection, ProgressReport.id == number).rows
    return None if rows.empty else cast("dict[str, Any]", rows.iloc[0].to_dict())


def versions(connection: Connection, *which: Any) -> dict[str, str]:
    """Activity key → version, of all activities or some."""
    found = connection.execute(
        select(Activity.key, func.max(ProgressReport.id), func.max(Verdict.id))
        .outerjoin(ProgressReport, ProgressReport.activity_id == Activity.id)
        .outerjoin(Verdict, Verdict.report_id == ProgressReport.id)
        .where(*which)
        .group_by(Activity.key)
    )
    return {key: f"{latest_report or 0}.{latest_answer or 0}" for key, latest_report, latest_answer in found}


class Terms(NamedTuple):
    """What a declaration must fit."""

    activity_id: int
    source_id: int
    starts_on: dt.date
    owner_kind: str


def terms(connection: Connection, activity_id: int) -> Terms | None:
    """The agreed terms of an activity; nothing when it is not in force."""
    version = ActivityVersion
    found = connection.execute(
        select(Activity.id, Activity.source_id, version.starts_on, Organisation.kind)
        .join(version, and_(version.activity_id == Activity.id, IN_FORCE))
        .join(Organisation, Organisation.id == version.owner_id)
        .where(Activity.id == activity_id)
    ).one_or_none()
    return None if found is None else Terms(*found)


def belongs_to(side: Side | None, owner_kind: str) -> bool:
    """Whether a side declares on an activity whose owner is of this kind (see the module)."""
    return side is not None and (owner_kind == side or owner_kind not in SIDES)


def steps(connection: Connection, activity_id: int) -> set[int]:
    """Numbers of its milestones in force."""
    in_force = (Milestone.activity_id == activity_id, Milestone.superseded_at.is_(None))
    return set(connection.scalars(select(Milestone.number).where(*in_force)))


def latest(connection: Connection, *which: Any) -> dict[str, Any] | None:
    """Of some reports the one that was declared or answered last; nothing when there is none."""
    rows = reports(connection, *which).rows.to_dict("records")
    return max(rows, key=lambda row: (row["decided_at"] or row["recorded_at"], row["report"]), default=None)


def titles(connection: Connection, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Activity key → title in both languages, of those in force."""
    version = ActivityVersion
    found = connection.execute(
        select(Activity.key, version.title_fr, version.title_en)
        .join(version, and_(version.activity_id == Activity.id, IN_FORCE))
        .where(Activity.key.in_(keys))
    )
    return {key: (title_fr, title_en) for key, title_fr, title_en in found}


def withdrawn_at(connection: Connection, activity_key: str) -> dt.datetime | None:
    """When the last terms of an activity ended; nothing when they are in force, or when it is not there at all."""
    of = select(ActivityVersion.superseded_at).join(Activity, Activity.id == ActivityVersion.activity_id)
    return connection.scalar(of.where(Activity.key == activity_key).order_by(ActivityVersion.id.desc()).limit(1))


def _owned(connection: Connection, side: Side) -> set[str]:
    kinds = connection.execute(select(Organisation.key, Organisation.kind))
    return {key for key, kind in kinds if belongs_to(side, kind)}


def _by_activity(rows: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows.itertuples(index=False):
        found.setdefault(row.activity_key, []).append(row)
    return found


def _numbers(found: list[Any], row: Any) -> tuple[int | None, int | None, int]:
    """Accepted and pending report as the roadmap chose them, by day then number, and how many wait."""
    accepted = [each.report for each in found if each.outcome == "accepted" and each.declared_on == row.reported_on]
    pending = [each for each in found if each.outcome is None]
    shown = [each.report for each in pending if each.declared_on == row.declared_on]
    return max(accepted, default=None), max(shown, default=None), len(pending)


def _report_rows() -> Any:
    """With the last agreed terms of the activity, in force or withdrawn since."""
    version, any_version = ActivityVersion, aliased(ActivityVersion)
    last = select(func.max(any_version.id)).where(any_version.activity_id == Activity.id).scalar_subquery()
    return (
        select(
            ProgressReport.id.label("report"), Activity.key.label("activity_key"),
            Priority.number.label("priority_number"), version.title_fr, version.title_en, ProgressReport.side,
            ProgressReport.declared_on, ProgressReport.percent, ProgressReport.milestone_number,
            Milestone.title_fr.label("milestone_fr"), Milestone.title_en.label("milestone_en"),
            ProgressReport.comment_fr, ProgressReport.comment_en, ProgressReport.evidence, ProgressReport.recorded_at,
            literal(None).label("declared_by"), ProgressReport.supersedes_id.label("corrects"),
            ProgressReport.reason.label("correction_reason"), ProgressReport.superseded_at, Verdict.outcome,
            Verdict.side.label("verdict_side"), Verdict.decided_at, literal(None).label("decided_by"),
            Verdict.reason.label("return_reason"), literal(None).label("version"), Source.key.label("source_key"),
        )
        .join(Activity, Activity.id == ProgressReport.activity_id)
        .join(Priority, Priority.id == Activity.priority_id)
        .join(Source, Source.id == ProgressReport.source_id)
        .join(version, version.id == last)
        .outerjoin(Verdict, Verdict.report_id == ProgressReport.id)
        .outerjoin(Milestone, and_(Milestone.activity_id == Activity.id, Milestone.superseded_at.is_(None),
                                   Milestone.number == ProgressReport.milestone_number))
        .order_by(ProgressReport.declared_on, ProgressReport.id)
    )  # fmt: skip


def _told(row: Row[Any], standing: dict[str, str], people: dict[tuple[str, bool], str]) -> list[Any]:
    key = str(row.report)
    added = {"declared_by": people.get((key, False)), "decided_by": people.get((key, True)),
             "version": standing[row.activity_key]}  # fmt: skip
    return list((row._asdict() | added).values())


def _people(connection: Connection, found: Collection[Row[Any]]) -> dict[tuple[str, bool], str]:
    """(number of a report, whether answering) → the name that the account shows; from the events of that time on."""
    if not found:
        return {}
    since: dt.datetime = min(row.recorded_at for row in found) - CLOCK_ERROR
    told = connection.execute(
        select(Event.object_key, Event.action, Account.display_name)
        .join(Account, Account.id == Event.account_id)
        .where(Event.object_kind == OBJECT, Event.happened_at >= since,
               Event.object_key.in_([str(row.report) for row in found]),
               Event.action.in_((*DECLARING, *ANSWERING)))
        .order_by(Event.id)
    )  # fmt: skip
    return {(row.object_key, row.action in ANSWERING): row.display_name for row in told}
