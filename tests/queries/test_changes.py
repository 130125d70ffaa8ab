"""What changed between two days, told from what each of them knew."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from dashboard import model
from dashboard.provenance import Reading, Scope
from dashboard.queries import changes
from dashboard.updates import tallies
from dashboard.updates.tally_incoming import Cell
from tests.queries.roadmap_rows import activity, add, day, moment, priority, report, source, supersede, terms
from tests.queries.test_reviews import decision, follow_up, review


def told(connection: Connection, since: int, until: int, scope: Scope = "all") -> list[tuple[Any, ...]]:
    """Kind, key, what, before, after."""
    found = changes.between(connection, reading=Reading(day(until), scope), since=day(since))
    return [(row.kind, row.key, row.what, row.before, row.after) for row in found.rows.itertuples()]


def of(kind: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row[1:] for row in rows if row[0] == kind]


def test_nothing_changed_is_no_row(connection: Connection) -> None:
    report(connection, activity(connection, "secretariat"), 5, 40)
    assert told(connection, 10, 10) == []


def test_progress_and_status_of_an_activity_and_of_its_priority(connection: Connection) -> None:
    identifier = activity(connection, "secretariat")
    report(connection, identifier, 9, 10)
    report(connection, identifier, 50, 20)
    rows = told(connection, 10, 60)
    moved = [("progress", 10, 20), ("status", "on_track", "late")]
    assert of("activity", rows) == [("secretariat", *one) for one in moved]
    assert of("priority", rows) == [("1", *one) for one in moved]


def test_what_was_not_reported_stays_unknown_not_zero(connection: Connection) -> None:
    report(connection, activity(connection, "secretariat"), 20, 0)
    assert ("secretariat", "progress", None, 0) in of("activity", told(connection, 10, 30))


def test_pending_reports_change_nothing(connection: Connection) -> None:
    report(connection, activity(connection, "secretariat", due=400), 20, 50, None)
    assert of("priority", told(connection, 10, 30)) == []


def test_a_finished_activity_says_so(connection: Connection) -> None:
    identifier = activity(connection, "secretariat")
    report(connection, identifier, 5, 50)
    report(connection, identifier, 20, 100)
    found = of("activity", told(connection, 10, 30))
    assert ("secretariat", "finished", "on_track", "done") in found


def test_a_due_date_that_moved_and_an_activity_added_or_withdrawn(connection: Connection) -> None:
    moved, gone = activity(connection, "moved", due=200), activity(connection, "gone", due=200)
    for identifier in (moved, gone):
        supersede(connection, model.ActivityVersion, identifier, 20)
    add(connection, model.ActivityVersion, activity_id=moved, recorded_at=moment(20), **terms(connection, "moved"),
        starts_on=day(0), due_on=day(250), weight=1)  # fmt: skip
    new = add(connection, model.Activity, key="new", priority_id=priority(connection, 1), source_id=source(connection))
    add(connection, model.ActivityVersion, activity_id=new, recorded_at=moment(25), **terms(connection, "new"),
        starts_on=day(100), due_on=day(250), weight=1)  # fmt: skip
    found = of("activity", told(connection, 10, 30))
    assert ("moved", "due_on", day(200), day(250)) in found
    assert ("gone", "withdrawn", "not_reported", None) in found
    assert ("new", "added", None, "not_started") in found


@pytest.mark.parametrize("outcome", ["kept", "missed", "changed"])
def test_decisions_taken_and_what_became_of_them(connection: Connection, outcome: str) -> None:
    first, second = review(connection, 1, 10), review(connection, 2, 50)
    earlier = decision(connection, first, 1, 40, 10)
    decision(connection, second, 1, 90, 50)
    follow_up(connection, earlier, outcome, 50)
    assert of("decision", told(connection, 10, 50)) == [
        ("1.1", outcome, None, outcome), ("2.1", "decided", None, day(90)),
    ]  # fmt: skip


def indicator(connection: Connection, key: str, *, sensitivity: str = "public") -> int:
    return add(
        connection, model.Indicator, key=key, name_fr=key, name_en=key, unit="people", nature="flow", direction="none",
        sensitivity=sensitivity, population=key, definition_fr="d", definition_en="d",
    )  # fmt: skip


def received(connection: Connection, indicator_id: int, on: int, count: int, month: int = 202601) -> None:
    territory = add(connection, model.Territory, key=f"t{on}", division=2023, kind="region", name_fr="t", name_en="t")
    batch = add(connection, model.Batch, source_id=source(connection), kind="import", row_count=1,
                recorded_at=moment(on))  # fmt: skip
    tallies.record(connection, batch, [Cell(indicator_id, territory, "NE", "f", "18-34", "avr", month, count)])


@pytest.fixture
def niger(connection: Connection) -> None:
    add_country = {"code": "NE", "alpha3": "NER", "name_fr": "Niger", "name_en": "Niger", "latitude": 0, "longitude": 0}
    connection.execute(insert(model.Country).values(add_country))


@pytest.mark.usefixtures("niger")
def test_registers_tell_their_total_and_protected_ones_nothing(connection: Connection) -> None:
    open_one = indicator(connection, "returns_assisted")
    hidden = indicator(connection, "victims", sensitivity="protected")
    for on, count in ((5, 30), (20, 12)):
        received(connection, open_one, on, count)
        received(connection, hidden, on + 1, count)
    assert told(connection, 10, 30) == [("register", "returns_assisted", "total", 30, 42)]


def figure(connection: Connection, counted: int, on: int, quote: str, value: float, **more: Any) -> int:
    return add(
        connection, model.Figure, key="S1", indicator_id=counted, source_id=source(connection), value=value,
        qualifier="exact", quote=quote, place="Mali", is_confirmed=True, recorded_at=moment(on), **more,
    )  # fmt: skip


def test_a_figure_is_told_in_the_words_that_were_printed(connection: Connection) -> None:
    counted = indicator(connection, "assisted")
    first = figure(connection, counted, 20, "plus de 200", 200)
    assert told(connection, 10, 30) == [("figure", "S1", "stated", None, "plus de 200")]
    supersede(connection, model.Figure, first, 40)
    figure(connection, counted, 41, "220", 220, supersedes_id=first, reason="correction")
    assert told(connection, 30, 50) == [("figure", "S1", "corrected", "plus de 200", "220")]


def test_published_scope_tells_no_fictitious_change(connection: Connection) -> None:
    add_review = review(connection, 901, 20, kind="demonstration")
    decision(connection, add_review, 1, 40, 20)
    assert told(connection, 10, 30, "published") == []
    assert changes.between(connection, reading=Reading(day(30)), since=dt.date(2026, 1, 11)).is_demonstration


def test_what_was_recorded_on_the_same_day_after_a_review_closed_is_of_the_next_one(connection: Connection) -> None:
    report(connection, activity(connection, "secretariat"), 20, 30)
    before, after = moment(20, 8), moment(20, 23)
    first = changes.between(connection, reading=Reading(day(20), "all", before), since=day(10))
    then = changes.between(connection, reading=Reading(day(30)), since=day(20), instant=before)
    late = changes.between(connection, reading=Reading(day(30)), since=day(20), instant=after)
    progress = [
        [row.after for row in found.rows.itertuples() if row.what == "progress"] for found in (first, then, late)
    ]
    assert progress == [[], [30, 30], []]
