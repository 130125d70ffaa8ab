"""Where activities and priorities stand, on a dozen rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from dashboard import model
from dashboard.actors import MACHINE
from dashboard.provenance import Reading, Scope
from dashboard.queries import roadmap
from dashboard.updates import settings
from tests.queries.roadmap_rows import (
    activity,
    add,
    day,
    moment,
    organisation,
    priority,
    report,
    source,
    step,
    supersede,
    terms,
)


def on(number: int, scope: Scope = "all") -> Reading:
    return Reading(day(number), scope)


def standing(connection: Connection, number: int, key: str = "a", scope: Scope = "all") -> Any:
    """The row of one activity as of a day."""
    rows = roadmap.activities(connection, reading=on(number, scope)).rows
    return rows.set_index("activity_key").loc[key]


def test_activities_come_by_priority_then_due_date(connection: Connection) -> None:
    activity(connection, "c", of=2, due=10)
    activity(connection, "b", of=1, due=90)
    activity(connection, "a", of=1, due=50)
    assert list(roadmap.activities(connection, reading=on(1)).rows["activity_key"]) == ["a", "b", "c"]
    assert list(roadmap.activities(connection, reading=on(1), priority=2).rows["activity_key"]) == ["c"]


def test_an_activity_without_accepted_report_is_not_reported_rather_than_zero(connection: Connection) -> None:
    report(connection, activity(connection, "a"), 5, 20, None)
    row = standing(connection, 10)
    assert (row.actual_pct, row.status, row.declared_pct, row.declared_side) == (None, "not_reported", 20, "ministry")


def test_zero_percent_accepted_is_reported(connection: Connection) -> None:
    report(connection, activity(connection, "a"), 5, 0)
    assert standing(connection, 6).actual_pct == 0


def test_the_last_accepted_report_counts_and_a_later_one_is_pending(connection: Connection) -> None:
    identifier = activity(connection, "a")
    report(connection, identifier, 5, 30)
    report(connection, identifier, 9, 45)
    report(connection, identifier, 12, 60, None, side="iom")
    row = standing(connection, 20)
    assert (row.actual_pct, row.reported_on) == (45, day(9))
    assert (row.declared_pct, row.declared_on, row.declared_side) == (60, day(12), "iom")


def test_a_pending_report_older_than_the_accepted_one_awaits_nothing(connection: Connection) -> None:
    identifier = activity(connection, "a")
    report(connection, identifier, 5, 60, None)
    report(connection, identifier, 9, 45)
    assert standing(connection, 20).declared_pct is None


def test_a_returned_report_neither_counts_nor_waits(connection: Connection) -> None:
    identifier = activity(connection, "a")
    report(connection, identifier, 5, 30)
    report(connection, identifier, 9, 80, "returned")
    row = standing(connection, 20)
    assert (row.actual_pct, row.declared_pct) == (30, None)


def test_on_a_past_day_an_answer_given_later_is_not_known(connection: Connection) -> None:
    report(connection, activity(connection, "a"), 5, 30, answered=9)
    assert standing(connection, 8).actual_pct is None
    assert standing(connection, 8).declared_pct == 30
    assert standing(connection, 9).actual_pct == 30


def test_a_corrected_report_keeps_its_first_value_for_the_days_before(connection: Connection) -> None:
    identifier = activity(connection, "a")
    wrong = report(connection, identifier, 5, 90)
    supersede(connection, model.ProgressReport, wrong, 8)
    corrected = add(
        connection, model.ProgressReport, activity_id=identifier, source_id=source(connection), side="ministry",
        declared_on=day(5), percent=30, recorded_at=moment(8, 12), supersedes_id=wrong, reason="faute de frappe",
    )  # fmt: skip
    add(connection, model.Verdict, report_id=corrected, declaring_side="ministry", side="iom", outcome="accepted",
        decided_at=moment(8, 13))  # fmt: skip
    assert [standing(connection, number).actual_pct for number in (5, 7, 8)] == [90, 90, 30]


def test_a_moved_due_date_holds_from_the_day_it_was_agreed(connection: Connection) -> None:
    identifier = activity(connection, "a", due=20)
    first = connection.scalars(select(model.ActivityVersion.id)).one()
    supersede(connection, model.ActivityVersion, first, 15)
    add(connection, model.ActivityVersion, activity_id=identifier, recorded_at=moment(15, 12), supersedes_id=first,
        reason="report de la date", starts_on=day(0), due_on=day(40), weight=1, **terms(connection, "a"))  # fmt: skip
    assert [standing(connection, number).due_on for number in (14, 15)] == [day(20), day(40)]


def test_days_late_count_from_the_due_date_of_what_is_not_done(connection: Connection) -> None:
    report(connection, activity(connection, "a", due=20), 10, 90)
    report(connection, activity(connection, "b", due=20), 10, 100)
    activity(connection, "c", due=20)
    assert standing(connection, 20).days_late is None
    assert (standing(connection, 27).days_late, standing(connection, 27).status) == (7, "late")
    assert (standing(connection, 27, "b").days_late, standing(connection, 27, "b").status) == (None, "done")
    assert (standing(connection, 27, "c").days_late, standing(connection, 27, "c").status) == (7, "not_reported")


def test_published_scope_leaves_out_demonstration_activities_and_says_which_are_real(connection: Connection) -> None:
    activity(connection, "real")
    activity(connection, "fictitious", kind="demonstration")
    every = roadmap.activities(connection, reading=on(1))
    published = roadmap.activities(connection, reading=on(1, "published"))
    assert every.is_demonstration
    assert not published.is_demonstration
    assert list(published.rows["activity_key"]) == ["real"]


def test_an_activity_not_agreed_yet_is_not_there(connection: Connection) -> None:
    activity(connection, "a")
    assert roadmap.activities(connection, reading=Reading(dt.date(2025, 12, 31))).is_empty


def test_a_priority_is_the_weighted_mean_of_what_is_reported(connection: Connection) -> None:
    report(connection, activity(connection, "a", weight=3), 20, 20)
    report(connection, activity(connection, "b", weight=1), 20, 60)
    activity(connection, "c", weight=9, due=10)
    row = roadmap.priorities(connection, reading=on(49)).rows.iloc[0]
    assert (row.actual_pct, row.planned_pct, row.status) == (30, 50, "watch")
    assert (row.reported, row.activities, row.late) == (2, 3, 2)


def test_every_priority_is_there_even_with_nothing_reported(connection: Connection) -> None:
    for number in (2, 1):
        priority(connection, number)
    rows = roadmap.priorities(connection, reading=on(1)).rows
    assert list(rows["number"]) == [1, 2]
    assert list(rows["status"]) == ["not_reported", "not_reported"]
    assert list(rows["actual_pct"]) == [None, None]


def test_a_milestone_is_reached_when_an_accepted_report_says_so_or_all_is_done(connection: Connection) -> None:
    identifier = activity(connection, "a")
    for number in (1, 2, 3):
        step(connection, identifier, number, 10 * number)
    report(connection, identifier, 9, 30, reached=1)
    report(connection, identifier, 19, 60, None, reached=2)
    assert list(roadmap.milestones(connection, reading=on(50), priority=1).rows["is_reached"]) == [True, False, False]
    report(connection, identifier, 40, 100)
    assert all(roadmap.milestones(connection, reading=on(50), priority=1).rows["is_reached"])


def test_reports_come_newest_first_with_their_answers(connection: Connection) -> None:
    identifier = activity(connection, "a")
    report(connection, identifier, 5, 30)
    report(connection, identifier, 9, 80, "returned", answered=12)
    report(connection, identifier, 20, 60, None)
    rows = roadmap.reports(connection, reading=on(30), priority=1).rows
    assert list(rows["percent"]) == [60, 80, 30]
    assert list(rows["outcome"]) == [None, "returned", "accepted"]
    assert (rows.iloc[1].decided_on, rows.iloc[1].return_reason) == (day(12), "à préciser")
    assert list(roadmap.reports(connection, reading=on(10), priority=1).rows["outcome"]) == [None, "accepted"]


def test_progress_over_time_ends_on_the_day_of_the_page_with_the_values_of_the_priority(connection: Connection) -> None:
    identifier = activity(connection, "a")
    for number in (1, 2):
        step(connection, identifier, number, 20 * number)
    report(connection, identifier, 25, 40)
    rows = roadmap.progress_over_time(connection, reading=on(60), priority=1).rows
    values = {row.day: (row.planned_pct, row.actual_pct) for row in rows.itertuples()}
    assert list(values)[-1] == day(60)
    assert values[day(60)] == (100, 40)
    assert values[day(25)] == (50, 40)
    assert values[day(20)] == (50, 0)
    assert next(iter(values)) == day(0)


def test_progress_over_time_counts_the_same_activities_every_day(connection: Connection) -> None:
    report(connection, activity(connection, "a"), 9, 60)
    report(connection, activity(connection, "b"), 49, 20)
    activity(connection, "c")
    rows = roadmap.progress_over_time(connection, reading=on(49), priority=1).rows
    values = {row.day: (row.planned_pct, row.actual_pct) for row in rows.itertuples()}
    assert (values[day(9)], values[day(49)]) == ((10, 30), (50, 40))


@pytest.mark.parametrize("number", [-5, 3, 30])
def test_progress_over_time_is_empty_when_nothing_was_accepted(connection: Connection, number: int) -> None:
    report(connection, activity(connection, "a", starts=10, due=20), 12, 50, None)
    assert roadmap.progress_over_time(connection, reading=on(number), priority=1).is_empty


def test_partners_are_named_by_activity(connection: Connection) -> None:
    identifier = activity(connection, "a")
    partner = {"activity_id": identifier, "organisation_id": organisation(connection, "oim", "iom")}
    connection.execute(insert(model.ActivityPartner).values(partner))
    assert roadmap.partners(connection, reading=on(1), priority=1) == {"a": [("OIM", "oim fr", "oim en")]}


def test_phrases_come_in_printed_order_with_the_priority_they_are_grouped_in(connection: Connection) -> None:
    for number, quote, group in ((2, "les données", 2), (1, "pilotage", None)):
        values = {"number": number, "quote": quote, "introduced_by": "virgule", "source_id": source(connection),
                  "priority_id": priority(connection, group) if group else None}  # fmt: skip
        connection.execute(insert(model.RoadmapPhrase).values(values))
    found = roadmap.phrases(connection, reading=on(1))
    assert [(row.number, row.priority_number) for row in found.rows.itertuples()] == [(1, None), (2, 2)]
    assert [one.key for one in found.sources] == ["register"]


def test_chosen_thresholds_judge_activities_and_their_priority_from_that_day_on(connection: Connection) -> None:
    today = Reading().day
    number = (today - day(0)).days
    made = activity(connection, "a", starts=number - 99, due=number)
    report(connection, made, number - 1, 80)
    settings.change_all(connection, MACHINE, {"status-watch-points": "20", "status-late-points": "40"})
    now, yesterday = Reading(), Reading(today - dt.timedelta(days=1))
    assert [roadmap.activities(connection, reading=at).rows["status"][0] for at in (now, yesterday)] == [
        "on_track", "watch",
    ]  # fmt: skip
    assert [roadmap.priorities(connection, reading=at).rows["status"][0] for at in (now, yesterday)] == [
        "on_track", "watch",
    ]  # fmt: skip
