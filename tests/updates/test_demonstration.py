"""The demonstration set in the database: one source, beside real rows, gone in one action."""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import orm

from dashboard import model
from dashboard.errors import DashboardError, NotAllowed
from dashboard.exports import frozen
from dashboard.provenance import Reading
from dashboard.queries import accounts, packs, review_room, reviews, roadmap
from dashboard.updates import demonstration, published, tallies
from dashboard.updates.demonstration import contents
from dashboard.updates.tally_incoming import Cell
from tests.updates import import_files

TODAY = dt.date(2026, 11, 21)
MOMENTS = ("recorded_at", "superseded_at", "decided_at", "signed_at")
SUMMED = {"tally_sum", "tally_change"}
Snapshot = dict[str, Counter[tuple[object, ...]]]


@pytest.fixture(scope="module", autouse=True)
def fewer_people() -> Iterator[None]:
    """The whole set with a sixth of the people: the registers themselves are tried without a database."""
    weights = copy.deepcopy(contents.registers())
    weights["returns"] |= {"assisted_monthly": 70, "operation_size": [5, 20], "expelled_median": 12}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contents, "registers", lambda: weights)
        yield


@pytest.fixture(scope="module", autouse=True)
def before(module_engine: sa.Engine, fewer_people: None) -> Snapshot:
    """Published and real rows, as they were before the demonstration set came beside them."""
    with module_engine.begin() as connection:
        published.load(connection, now=dt.datetime(2026, 11, 20, tzinfo=dt.UTC))
        add_real_rows(connection)
        found = snapshot(connection)
        demonstration.load(connection, today=TODAY, freeze=frozen.freeze)
    return found


def add(connection: sa.Connection, table: Any, **values: Any) -> int:
    return int(connection.execute(sa.insert(table).values(values).returning(table.id)).scalar_one())


def one(connection: sa.Connection, column: Any, **known: Any) -> int:
    return int(connection.execute(sa.select(column).filter_by(**known)).scalars().first() or 0)


def add_real_rows(connection: sa.Connection) -> None:
    """A real activity, a real review and a real register, beside which the set comes and goes."""
    source = one(connection, model.Source.id, key="A3")
    priority = one(connection, model.Priority.id, number=1)
    add(connection, model.Activity, key="real", priority_id=priority, source_id=source)
    now = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    add(connection, model.Review, number=1, title_fr="Revue", title_en="Review", held_on=TODAY, place="Bamako",
        status="planned", source_id=source, recorded_at=now)  # fmt: skip
    batch = add(connection, model.Batch, source_id=source, kind="import", row_count=1, recorded_at=now)
    indicator = one(connection, model.Indicator.id, key="returns_assisted")
    kayes = one(connection, model.Territory.id, key="kayes", division=2023)
    tallies.record(connection, batch, [Cell(indicator, kayes, "NE", "f", "18-34", "avr", 202610, 12)])


def snapshot(connection: sa.Connection) -> Snapshot:
    """Every row but events and sums; identifiers are told by their rank, so that two loads compare."""
    tables = [
        table for table in model.Base.metadata.sorted_tables if table.name not in SUMMED | {"event", "data_version"}
    ]
    ranks = {
        table.name: {key: rank for rank, key in enumerate(sorted(connection.scalars(sa.select(table.c.id))))}
        for table in tables
        if "id" in table.c
    }  # fmt: skip

    def told(column: sa.Column[Any], value: Any) -> object:
        named = next((key.column for key in column.foreign_keys), column)
        return ranks[named.table.name].get(value) if named.name == "id" else value

    return {
        table.name: Counter(
            tuple(told(column, value) for column, value in zip(table.columns, row, strict=True))
            for row in connection.execute(sa.select(table))
        )
        for table in tables
    }


def count(connection: sa.Connection, table: type[model.Base], *conditions: Any) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0


def test_five_priorities_or_so_are_on_track_and_the_late_ones_are_named(connection: sa.Connection) -> None:
    reading = Reading(as_of=TODAY)
    found = Counter(roadmap.priorities(connection, reading=reading).rows["status"])
    assert found == {"on_track": 4, "watch": 2, "late": 2, "not_reported": 1}
    late = roadmap.activities(connection, reading=reading).rows["days_late"].dropna()
    assert 3 <= len(late) <= 6
    assert all(10 <= days <= 60 for days in late)


def test_nothing_was_recorded_on_the_day_itself_or_after(connection: sa.Connection) -> None:
    midnight = dt.datetime.combine(TODAY, dt.time(), tzinfo=dt.UTC)
    for table in model.Base.metadata.sorted_tables:
        for column in (table.c[name] for name in MOMENTS if name in table.c):
            assert not connection.scalar(sa.select(sa.func.count()).select_from(table).where(column >= midnight))


def test_the_other_side_answers_after_the_report(connection: sa.Connection) -> None:
    answered = sa.select(model.ProgressReport.recorded_at, model.Verdict.decided_at).join_from(
        model.Verdict, model.ProgressReport, model.Verdict.report_id == model.ProgressReport.id
    )
    assert all(recorded_at < decided_at for recorded_at, decided_at in connection.execute(answered))


def test_some_reports_await_an_answer_some_were_returned_and_some_corrected(connection: sa.Connection) -> None:
    found = [
        row
        for number in range(1, 10)
        for row in roadmap.reports(connection, reading=Reading(as_of=TODAY), priority=number).rows.itertuples()
    ]
    pending = [row for row in found if row.outcome is None]
    assert 5 <= len(pending) <= 12
    assert all((TODAY - row.declared_on).days <= 21 for row in pending)
    assert sum(row.outcome == "returned" for row in found) >= 5
    assert sum(row.correction_reason is not None for row in found) >= 2


def test_a_report_says_which_step_was_reached(connection: sa.Connection) -> None:
    rows = roadmap.milestones(connection, reading=Reading(as_of=TODAY), priority=1).rows
    tracked = rows[rows["activity_key"] == "demonstration-shared-tracking-table"]
    assert list(tracked["is_reached"]) == [True, True, True, False]


def test_a_due_date_that_a_review_moved_was_another_one_before(connection: sa.Connection) -> None:
    def due(day: dt.date) -> dt.date:
        rows = roadmap.activities(connection, reading=Reading(as_of=day), priority=3).rows.set_index("activity_key")
        return dt.date.fromisoformat(str(rows["due_on"]["demonstration-transit-house"]))

    assert (due(dt.date(2026, 8, 19)), due(TODAY)) == (dt.date(2026, 12, 26), dt.date(2027, 2, 19))


def test_the_next_review_is_announced_in_bamako(connection: sa.Connection) -> None:
    rows = reviews.reviews(connection, reading=Reading(as_of=TODAY)).rows
    planned = rows[(rows["status"] == "planned") & (rows["number"] > 1)]
    assert [(row.held_on, row.place) for row in planned.itertuples()] == [(dt.date(2026, 12, 10), "Bamako")]


def test_open_decisions_are_few_and_some_are_overdue(connection: sa.Connection) -> None:
    rows = reviews.decisions(connection, reading=Reading(as_of=TODAY)).rows
    assert {"kept", "missed", "changed"} <= set(rows["outcome"])
    assert 2 <= rows["outcome"].isna().sum() <= 5
    assert 1 <= rows["is_overdue"].sum() <= 3


@pytest.mark.parametrize("number", range(901, 906))
def test_both_sides_signed_every_past_review(connection: sa.Connection, number: int) -> None:
    assert packs.verify(connection, number=number).holds


def test_what_was_signed_is_what_the_review_says(connection: sa.Connection) -> None:
    room = review_room.room(connection, reading=Reading(), number=905)
    assert room.pack
    signed = room.pack.opened()
    assert [row["text_fr"] for row in signed["decisions"]] == [row.text_fr for row in room.decisions]
    assert {row["priority_number"] for row in signed["activities"]} == set(range(1, 10))
    assert "roadmap.timeline?priority=9" in signed["pictures"]


def test_the_agenda_of_the_next_review_is_drafted_from_what_is_late_and_pending(connection: sa.Connection) -> None:
    agenda = review_room.room(connection, reading=Reading(), number=906).agenda
    assert {point.priority_number for point in agenda} >= {3, 4, 8}
    assert any("en retard" in point.text_fr for point in agenda)


def test_sums_agree_with_the_cells_in_force(connection: sa.Connection) -> None:
    cell, total = model.Tally, model.TallySum
    cells = sa.select(cell.indicator_id, cell.month, sa.func.sum(cell.count)).where(
        cell.superseded_by.is_(None), cell.is_demonstration
    )
    sums = sa.select(total.indicator_id, total.period, total.count).where(
        total.dimensions == 0, total.period > 9999, total.is_demonstration
    )
    found = {tuple(row) for row in connection.execute(cells.group_by(cell.indicator_id, cell.month))}
    assert found == {tuple(row) for row in connection.execute(sums)}


def test_a_correction_supersedes_cells_that_came_earlier(connection: sa.Connection) -> None:
    came, replaced = orm.aliased(model.Batch), orm.aliased(model.Batch)
    found = connection.execute(
        sa.select(replaced.recorded_at, came.recorded_at, came.file_name)
        .select_from(model.Tally)
        .join(replaced, replaced.id == model.Tally.batch_id)
        .join(came, came.id == model.Tally.superseded_by)
    ).all()
    assert len({name for _, _, name in found}) == 4
    assert all(before < after and "correction" in str(name) for before, after, name in found)


def test_it_says_the_day_it_was_laid_out_around(connection: sa.Connection) -> None:
    assert demonstration.is_loaded(connection)
    assert demonstration.laid_out_on(connection) == TODAY


def test_clearing_takes_out_all_of_it_and_nothing_else(connection: sa.Connection, before: Snapshot) -> None:
    demonstration.clear(connection)
    assert snapshot(connection) == before
    assert count(connection, model.TallySum, model.TallySum.is_demonstration) == 0
    assert count(connection, model.TallySum) > 0
    assert not demonstration.is_loaded(connection)
    assert not demonstration.clear(connection).removed


def test_a_fictitious_administrator_who_clears_it_is_told_and_gone(connection: sa.Connection) -> None:
    chief = next(one for one in accounts.of_demonstration(connection) if one.may("administrator"))
    with pytest.raises(NotAllowed):
        demonstration.clear(connection, next(one for one in accounts.of_demonstration(connection) if one.side))
    demonstration.clear(connection, chief)
    last = connection.execute(sa.select(model.Event).order_by(model.Event.id.desc()).limit(1)).one()
    assert (last.action, last.login, last.account_id) == ("demonstration_cleared", chief.login, None)


def test_clearing_takes_what_people_tried_on_a_fictitious_activity(connection: sa.Connection) -> None:
    activity = one(connection, model.Activity.id, key="demonstration-welcome-kit")
    add(connection, model.ProgressReport, activity_id=activity, source_id=one(connection, model.Source.id, key="A3"),
        side="iom", declared_on=TODAY, percent=10, recorded_at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC))  # fmt: skip
    demonstration.clear(connection)
    assert count(connection, model.ProgressReport) == 0


def test_clearing_takes_the_files_that_its_accounts_brought(connection: sa.Connection, before: Snapshot) -> None:
    editor = next(one for one in accounts.of_demonstration(connection) if one.may("iom_editor"))
    rows = [(2, "returns_assisted", 202501, "gao", "NE", "f", "18-34", "avr", 5)]
    import_files.accept(connection, editor, import_files.ready(connection, editor, rows))
    import_files.ready(connection, editor, rows)
    demonstration.clear(connection)
    connection.execute(sa.delete(model.RequestDone))  # keys of forms that were sent, which name nothing of the set
    assert snapshot(connection) == before


def test_loading_again_lays_the_same_set_out_anew(connection: sa.Connection) -> None:
    found = snapshot(connection)
    report = demonstration.load(connection, today=TODAY, freeze=frozen.freeze)
    assert report.added == report.removed
    assert snapshot(connection) == found


def test_what_was_done_is_remembered(connection: sa.Connection) -> None:
    demonstration.clear(connection)
    actions = connection.scalars(sa.select(model.Event.action).where(model.Event.object_key == "demonstration"))
    assert list(actions) == ["demonstration_loaded", "demonstration_cleared"]


def test_it_is_refused_before_the_published_figures(engine: sa.Engine) -> None:
    with pytest.raises(DashboardError, match="Load the published figures first"), engine.begin() as connection:
        demonstration.load(connection, today=TODAY)
    with engine.connect() as connection:
        assert not demonstration.is_loaded(connection)
