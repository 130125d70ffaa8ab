"""Age, completeness and corrections, against registers and figures that can be counted by head."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import model
from dashboard.provenance import Reading
from dashboard.queries import quality
from tests.queries.return_rows import ASSISTED, INDICATORS, record_all, record_nothing

NOVEMBER, FEBRUARY = Reading(dt.date(2025, 11, 15)), Reading(dt.date(2026, 2, 15))
JANUARY = dt.datetime(2026, 1, 10, 9, tzinfo=dt.UTC)


@pytest.fixture
def registers(connection: sa.Connection) -> sa.Connection:
    record_all(connection)
    connection.execute(sa.update(model.Indicator).where(model.Indicator.key.in_(INDICATORS)).values(rhythm_months=1))
    return connection


def register(connection: sa.Connection, key: str, reading: Reading = Reading()) -> Any:
    rows = quality.series(connection, reading=reading).rows
    return next(row for row in rows.itertuples() if row.indicator_key == key)


def test_completeness_counts_every_month_of_every_region_that_ever_reported(registers: sa.Connection) -> None:
    row = register(registers, "returns_assisted")
    assert (row.first_month, row.last_month) == (202410, 202510)
    assert (row.received, row.expected, row.regions) == (8, 2 * 13, 2)


def test_a_register_without_any_month_has_no_age(registers: sa.Connection) -> None:
    row = register(registers, "returns_expelled")
    assert (row.last_month, row.months_late, row.received) == (None, None, None)


@pytest.mark.parametrize(
    ("day", "late"), [("2025-11-15", 0), ("2025-12-01", 0), ("2026-01-01", 1), ("2026-02-15", 2), ("2026-12-31", 12)]
)
def test_months_late_are_the_complete_ones_beyond_the_rhythm(registers: sa.Connection, day: str, late: int) -> None:
    reading = Reading(dt.date.fromisoformat(day))
    found = quality.months_late(202510, 1, reading)
    assert found == late


def test_an_indicator_without_a_rhythm_is_no_register(registers: sa.Connection) -> None:
    assert set(quality.series(registers, reading=Reading()).rows["indicator_key"]) == set(INDICATORS)


def figure(number: int, **columns: Any) -> dict[str, Any]:
    row = {"id": number, "key": "S1", "indicator_id": ASSISTED, "source_id": 1, "value": 10, "qualifier": "exact",
           "quote": "dix", "place": "Mali", "is_confirmed": True, "period_end": None, "superseded_at": None,
           "recorded_at": dt.datetime(2025, 1, 1, tzinfo=dt.UTC), "supersedes_id": None, "reason": None}  # fmt: skip
    return row | columns


@pytest.fixture
def lists(connection: sa.Connection) -> sa.Connection:
    record_nothing(connection)
    first = connection.scalar(sa.select(sa.func.min(model.Source.id)))
    assert first is not None
    connection.execute(sa.insert(model.Source), [{"id": first + 100, "key": "press", "title_fr": "?", "title_en": "?",
                                                  "publisher": "?", "date_status": "printed", "kind": "press",
                                                  "published_on": dt.date(2025, 1, 1)}])  # fmt: skip
    return connection


def add(connection: sa.Connection, *rows: dict[str, Any]) -> None:
    press = connection.scalar(sa.select(model.Source.id).where(model.Source.key == "press"))
    for row in rows:
        connection.execute(sa.insert(model.Figure), [row | {"source_id": press}])


def test_statements_are_counted_with_their_latest_period_and_their_doubts(lists: sa.Connection) -> None:
    add(
        lists,
        figure(1, key="A", period_end=dt.date(2024, 12, 31)),
        figure(2, key="B", period_end=dt.date(2025, 6, 30), is_confirmed=False),
    )
    (row,) = quality.statements(lists, reading=Reading()).rows.itertuples()
    assert (row.figures, row.latest_end, row.unconfirmed) == (2, dt.date(2025, 6, 30), 1)


def test_a_correction_says_before_after_and_why_from_its_day_on(lists: sa.Connection) -> None:
    add(
        lists,
        figure(1, superseded_at=JANUARY),
        figure(2, value=12, recorded_at=JANUARY, supersedes_id=1, reason="mal lu"),
    )
    (row,) = quality.corrections(lists, reading=FEBRUARY).rows.itertuples()
    assert (row.before, row.after, row.reason, row.corrected_on) == (10, 12, "mal lu", JANUARY.date())
    assert quality.corrections(lists, reading=NOVEMBER).is_empty


def test_a_figure_never_corrected_is_no_correction(lists: sa.Connection) -> None:
    add(lists, figure(1))
    assert quality.corrections(lists, reading=Reading()).is_empty


def test_sources_go_by_kind_and_published_scope_leaves_the_demonstration_out(lists: sa.Connection) -> None:
    kinds = [row.kind for row in quality.every_source(lists, reading=Reading()).rows.itertuples()]
    assert kinds == ["press", "register", "demonstration"]
    published = quality.every_source(lists, reading=Reading(scope="published")).rows
    assert list(published["kind"]) == ["press", "register"]


def test_the_day_of_the_demonstration_is_known_only_where_it_is_shown(lists: sa.Connection) -> None:
    day = dt.date(2026, 11, 21)
    lists.execute(sa.update(model.Source).where(model.Source.kind == "demonstration").values(laid_out_on=day))
    assert quality.demonstration_day(lists, reading=Reading()) == day
    assert quality.demonstration_day(lists, reading=Reading(scope="published")) is None
