"""What an editor finds: activities of their side, what waits for them, the version to write on, what was corrected."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard import model
from dashboard.actors import Side
from dashboard.provenance import Reading
from dashboard.queries import entry
from dashboard.updates import events
from tests.queries.roadmap_rows import activity, organisation, report, step, supersede
from tests.updates.editors import editor


def of(connection: Connection, side: Side, key: str = "a") -> Any:
    """The row of one activity, as a side finds it."""
    return entry.activities(connection, side=side).rows.set_index("activity_key").loc[key]


def owned(connection: Connection, key: str, kind: str) -> int:
    number = activity(connection, key)
    terms = sa.update(model.ActivityVersion).where(model.ActivityVersion.activity_id == number)
    connection.execute(terms.values(owner_id=organisation(connection, f"an {kind}", kind)))
    return number


def test_a_side_finds_what_its_organisation_owns_and_what_a_third_one_owns(connection: Connection) -> None:
    for key, kind in (("m", "ministry"), ("i", "iom"), ("p", "partner")):
        owned(connection, key, kind)
    assert set(entry.activities(connection, side="ministry").rows["activity_key"]) == {"m", "p"}
    assert set(entry.activities(connection, side="iom").rows["activity_key"]) == {"i", "p"}


def test_an_activity_without_report_has_a_version_to_start_from(connection: Connection) -> None:
    activity(connection, "a")
    row = of(connection, "ministry")
    assert (row.version, row.accepted_report, row.pending_report, row.waiting) == ("0.0", None, None, 0)


def test_accepted_and_pending_reports_are_those_the_roadmap_shows(connection: Connection) -> None:
    number = activity(connection, "a")
    accepted = report(connection, number, 10, 20)
    report(connection, number, 5, 90)
    older = report(connection, number, 3, 10, None)
    pending = report(connection, number, 20, 40, None)
    row = of(connection, "ministry")
    assert (row.actual_pct, row.declared_pct) == (20, 40)
    assert (row.accepted_report, row.pending_report, row.waiting) == (accepted, pending, 2)
    assert list(entry.waiting(connection, side="iom").rows["report"]) == [older, pending]


def test_the_version_moves_with_every_report_and_every_answer(connection: Connection) -> None:
    number = activity(connection, "a")
    activity(connection, "b")
    seen = [entry.versions(connection)["a"]]
    first = report(connection, number, 5, 10, None)
    seen.append(entry.versions(connection)["a"])
    report(connection, number, 6, 20)
    seen.append(entry.versions(connection)["a"])
    supersede(connection, model.ProgressReport, first, 7)
    assert len(set(seen)) == 3
    assert entry.versions(connection) == {"a": seen[-1], "b": "0.0"}


def test_each_side_finds_what_the_other_declared(connection: Connection) -> None:
    number = activity(connection, "a")
    by_ministry = report(connection, number, 5, 10, None)
    by_iom = report(connection, number, 6, 20, None, side="iom")
    assert list(entry.waiting(connection, side="iom").rows["report"]) == [by_ministry]
    assert list(entry.waiting(connection, side="ministry").rows["report"]) == [by_iom]


def test_what_was_answered_corrected_or_withdrawn_does_not_wait(connection: Connection) -> None:
    number, gone = activity(connection, "a"), activity(connection, "gone")
    report(connection, number, 5, 10)
    report(connection, number, 6, 10, "returned")
    supersede(connection, model.ProgressReport, report(connection, number, 7, 10, None), 8)
    report(connection, gone, 5, 10, None)
    supersede(connection, model.ActivityVersion, version_of(connection, gone), 9)
    assert entry.waiting(connection, side="iom").is_empty


def test_a_side_finds_what_it_must_look_after(connection: Connection) -> None:
    returned, answered_since, waits = (activity(connection, key) for key in "abc")
    report(connection, returned, 5, 10)
    last = report(connection, returned, 6, 20, "returned")
    report(connection, answered_since, 5, 10, "returned")
    report(connection, answered_since, 6, 20)
    older, newer = (report(connection, waits, day, 10, None) for day in (5, 6))
    report(connection, waits, 7, 10, None, side="iom")
    found = entry.unsettled(connection, side="ministry").rows
    assert set(found["report"]) == {last, older, newer}


def version_of(connection: Connection, activity_id: int) -> int:
    wanted = sa.select(model.ActivityVersion.id).where(model.ActivityVersion.activity_id == activity_id)
    return connection.scalars(wanted).one()


def test_the_history_tells_each_report_with_its_step_answer_and_title(connection: Connection) -> None:
    number = activity(connection, "a")
    step(connection, number, 1, 40)
    old = report(connection, number, 5, 10, None)
    supersede(connection, model.ProgressReport, old, 6)
    new = report(connection, number, 7, 20, "returned", reached=1)
    activity(connection, "b")
    rows = entry.history(connection, activity_key="a").rows.set_index("report")
    assert list(rows.index) == [old, new]
    assert rows.loc[old].superseded_at
    row = rows.loc[new]
    assert (row.milestone_en, row.outcome, row.return_reason, row.title_en) == (
        "step 1",
        "returned",
        "à préciser",
        "a (title)",
    )


def test_the_history_of_a_withdrawn_activity_stays_readable_under_its_last_title(connection: Connection) -> None:
    number = activity(connection, "a")
    report(connection, number, 5, 10)
    supersede(connection, model.ActivityVersion, version_of(connection, number), 9)
    assert list(entry.history(connection, activity_key="a").rows["title_fr"]) == ["a (titre)"]


def test_people_are_named_as_their_accounts_show_them_and_nobody_else(connection: Connection) -> None:
    number = activity(connection, "a")
    known, unknown = report(connection, number, 5, 10), report(connection, number, 6, 20)
    ministry, iom = editor(connection, "ministry"), editor(connection, "iom")
    events.record(connection, ministry, "progress_declared", entry.OBJECT, known)
    events.record(connection, iom, "progress_accepted", entry.OBJECT, known)
    rows = entry.history(connection, activity_key="a").rows.set_index("report")
    assert (rows.loc[known].declared_by, rows.loc[known].decided_by) == (ministry.name, iom.name)
    assert (rows.loc[unknown].declared_by, rows.loc[unknown].decided_by) == (None, None)


def test_the_published_scope_has_no_fictitious_row(connection: Connection) -> None:
    number = activity(connection, "f", kind="demonstration")
    connection.execute(
        sa.update(model.ProgressReport)
        .where(model.ProgressReport.id == report(connection, number, 5, 10, None))
        .values(source_id=sa.select(model.Activity.source_id).where(model.Activity.id == number).scalar_subquery())
    )
    published = Reading(scope="published")
    assert entry.waiting(connection, side="iom").is_demonstration
    assert entry.waiting(connection, side="iom", reading=published).is_empty
    assert entry.activities(connection, side="ministry", reading=published).is_empty
