"""The `reporting_…` views, read with plain SQL as another tool would."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import model
from dashboard.actors import MACHINE
from dashboard.migrations import reporting
from dashboard.updates import settings, tallies
from tests.updates.registers import START, batch, cell, prepare

TODAY = dt.datetime.now(dt.UTC).date()
WEEK = dt.timedelta(days=7)


def add(connection: sa.Connection, table: type[model.Base], **values: Any) -> int:
    made = connection.execute(sa.insert(table).values(**values).returning(sa.inspect(table).primary_key[0]))
    return int(made.scalar_one())


def read(connection: sa.Connection, view: str) -> list[Any]:
    return list(connection.execute(sa.text(f"SELECT * FROM {view}")))


@pytest.fixture
def register(connection: sa.Connection) -> sa.Connection:
    prepare(connection)
    connection.execute(sa.update(model.Indicator).where(model.Indicator.id == 1).values(key="returns_assisted"))
    connection.execute(sa.update(model.Indicator).where(model.Indicator.id == 3).values(key="returns_hidden"))
    return connection


@pytest.fixture
def activity(register: sa.Connection) -> int:
    """One demonstration activity, half of its two steps due, with no report yet."""
    source = register.scalar(sa.select(model.Source.id).where(model.Source.key == "demonstration"))
    priority = add(
        register, model.Priority, number=1, key="steering", name_fr="p", name_en="p", grouping_status="provisional"
    )
    owner = add(register, model.Organisation, key="oim", name_fr="OIM", name_en="IOM", kind="iom", source_id=source)
    made = add(register, model.Activity, key="a1", priority_id=priority, source_id=source)
    add(
        register, model.ActivityVersion, activity_id=made, title_fr="Atelier", title_en="Workshop", deliverable_fr="x",
        deliverable_en="x", owner_id=owner, starts_on=TODAY - WEEK, due_on=TODAY + WEEK, weight=1, recorded_at=START,
    )  # fmt: skip
    for number, due_on in enumerate((TODAY, TODAY + WEEK)):
        named = {"title_fr": "x", "title_en": "x", "weight": 2, "recorded_at": START}
        add(register, model.Milestone, activity_id=made, number=number, due_on=due_on, **named)
    return made


def report(connection: sa.Connection, activity: int, percent: float, days: int, outcome: str | None = None) -> None:
    source = sa.select(model.Source.id).where(model.Source.key == "demonstration").scalar_subquery()
    made = add(
        connection, model.ProgressReport, activity_id=activity, source_id=source, side="iom", percent=percent,
        declared_on=TODAY + dt.timedelta(days=days), recorded_at=START,
    )  # fmt: skip
    if outcome:
        answer = {"side": "ministry", "declaring_side": "iom", "outcome": outcome, "decided_at": START, "reason": "x"}
        add(connection, model.Verdict, report_id=made, **answer)


def test_every_view_reads_and_says_what_a_row_is(connection: sa.Connection) -> None:
    for view in reporting.VIEWS:
        columns = connection.execute(sa.text(f"SELECT * FROM {view.name}")).keys()
        assert "is_demonstration" in columns
        assert view.comment in comment(connection, view.name)


def comment(connection: sa.Connection, view: str) -> str:
    if connection.dialect.name == "postgresql":
        return str(connection.scalar(sa.text("SELECT obj_description(CAST(:view AS regclass))"), {"view": view}))
    return str(connection.scalar(sa.text("SELECT sql FROM sqlite_master WHERE name = :view"), {"view": view}))


def test_returns_tell_the_cells_in_force_by_month_and_place(register: sa.Connection) -> None:
    tallies.record(register, batch(register), [cell(5), cell(6, month=202602)])
    tallies.record(register, batch(register), [cell(7)])
    rows = sorted(read(register, "reporting_returns"), key=lambda row: str(row.month))
    assert [(str(row.month), row.territory_key, row.country_code, row.count) for row in rows] == [
        ("2026-01-01", "gao", "NE", 7),
        ("2026-02-01", "gao", "NE", 6),
    ]
    assert not any(row.is_demonstration for row in rows)


def test_demonstration_cells_say_so(register: sa.Connection) -> None:
    tallies.record(register, batch(register, kind="demonstration"), [cell(5)])
    assert [bool(row.is_demonstration) for row in read(register, "reporting_returns")] == [True]


@pytest.mark.parametrize(("count", "told"), [(10, None), (11, 10), (15, 20)])
def test_protected_counts_are_told_by_month_only_and_rounded(
    register: sa.Connection, count: int, told: int | None
) -> None:
    tallies.record(register, batch(register), [cell(count, indicator=3)])
    assert read(register, "reporting_returns") == []
    (row,) = read(register, "reporting_tallies_by_month")
    assert (row.count, row.cells, bool(row.is_rounded)) == (told, None, True)


def test_a_higher_number_hides_more_small_counts_from_other_tools_too(register: sa.Connection) -> None:
    tallies.record(register, batch(register), [cell(15, indicator=3)])
    settings.change(register, MACHINE, "small-count", "16")
    (row,) = read(register, "reporting_tallies_by_month")
    assert row.count is None


def test_months_are_summed_over_every_cell(register: sa.Connection) -> None:
    tallies.record(register, batch(register), [cell(5), cell(6, sex="m"), cell(0, month=202602)])
    rows = {str(row.month): (row.count, row.cells) for row in read(register, "reporting_tallies_by_month")}
    assert rows == {"2026-01-01": (11, 2), "2026-02-01": (0, 1)}


def test_progress_without_a_report_is_not_reported(register: sa.Connection, activity: int) -> None:
    (row,) = read(register, "reporting_progress")
    assert (row.activity_key, row.planned_percent, row.accepted_percent) == ("a1", 50, None)
    assert row.is_demonstration


def test_only_accepted_progress_counts_and_later_declarations_wait(register: sa.Connection, activity: int) -> None:
    report(register, activity, 20, days=-6, outcome="accepted")
    report(register, activity, 90, days=-5, outcome="returned")
    report(register, activity, 60, days=-4)
    (row,) = read(register, "reporting_progress")
    assert (row.accepted_percent, row.declared_percent, row.declared_side) == (20, 60, "iom")


def test_a_declaration_before_the_accepted_one_no_longer_waits(register: sa.Connection, activity: int) -> None:
    report(register, activity, 10, days=-6)
    report(register, activity, 20, days=-5, outcome="accepted")
    (row,) = read(register, "reporting_progress")
    assert (row.accepted_percent, row.declared_percent) == (20, None)


def test_without_steps_the_plan_is_the_time_elapsed(register: sa.Connection, activity: int) -> None:
    register.execute(sa.update(model.Milestone).values(superseded_at=START))
    (row,) = read(register, "reporting_progress")
    assert row.planned_percent == pytest.approx(100 * 8 / 15)


def test_activities_name_their_owner_and_steps(register: sa.Connection, activity: int) -> None:
    (row,) = read(register, "reporting_activities")
    assert (row.owner_key, row.milestones, row.partner_keys) == ("oim", 2, None)


def test_figures_keep_their_qualifier_and_words_and_leave_when_superseded(register: sa.Connection) -> None:
    source = register.scalar(sa.select(model.Source.id).where(model.Source.key == "register"))
    same = {"indicator_id": 1, "source_id": source, "place": "Mali", "is_confirmed": True, "recorded_at": START}
    add(register, model.Figure, key="old", value=1, qualifier="exact", quote="un", superseded_at=START, **same)
    add(register, model.Figure, key="floor", value=41000, qualifier="at_least", quote="plus de 41.000", **same)
    (row,) = read(register, "reporting_figures")
    assert (row.figure_key, row.value, row.qualifier, row.quote) == ("floor", 41000, "at_least", "plus de 41.000")


def test_decisions_tell_what_became_of_them_last(register: sa.Connection, activity: int) -> None:
    source = register.scalar(sa.select(model.Source.id).where(model.Source.key == "demonstration"))
    named = {"title_fr": "x", "title_en": "x", "place": "Bamako", "status": "held"}
    review = add(register, model.Review, number=1, held_on=TODAY, source_id=source, recorded_at=START, **named)
    owner = register.scalar(sa.select(model.Organisation.id))
    words = {"text_fr": "x", "text_en": "x", "due_on": TODAY, "recorded_at": START}
    decision = add(register, model.Decision, review_id=review, number=1, owner_id=owner, **words)
    for day, outcome in enumerate(("missed", "kept")):
        add(register, model.DecisionFollowUp, decision_id=decision, outcome=outcome, recorded_at=START + day * WEEK)
    (row,) = read(register, "reporting_decisions")
    assert (row.review_number, row.owner_key, row.follow_up) == (1, "oim", "kept")
