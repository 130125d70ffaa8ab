"""One measure over the regions, against a register that can be added up by head."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import model
from dashboard.provenance import Reading, Sourced
from dashboard.queries import territories
from dashboard.updates.tallies import record
from tests.queries.return_rows import ASSISTED, GAO, KAYES, NOWHERE, record_all, record_nothing
from tests.updates.registers import batch, cell

NOW = Reading(dt.date(2026, 6, 30))
SEPTEMBER, OCTOBER = dt.date(2023, 9, 30), dt.date(2023, 10, 31)


def people(data: Sourced) -> dict[str, Any]:
    return {row.region_key: row.people for row in data.rows.itertuples()}


def counted(connection: sa.Connection, key: str, territory: int, value: int, day: dt.date) -> None:
    """A count of displaced persons in a place on a day, stated by the source `register`."""
    source = connection.scalar(sa.select(model.Source.id).where(model.Source.key == "register"))
    indicator = connection.scalar(sa.select(model.Indicator.id).where(model.Indicator.key == territories.DISPLACED))
    row = {"key": key, "indicator_id": indicator, "source_id": source, "value": value, "qualifier": "exact",
           "quote": key, "place": "?", "territory_id": territory, "period_end": day, "is_confirmed": True,
           "recorded_at": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)}  # fmt: skip
    connection.execute(sa.insert(model.Figure), [row])


@pytest.fixture
def displaced(connection: sa.Connection) -> sa.Connection:
    record_nothing(connection)
    words = dict.fromkeys(("name_fr", "name_en", "population", "definition_fr", "definition_en"), "?")
    kind = {"unit": "people", "nature": "stock", "direction": "none", "sensitivity": "public"}
    connection.execute(sa.insert(model.Indicator), [{"id": 30, "key": territories.DISPLACED, **words, **kind}])
    country = {"id": 9, "key": "mali", "division": 2023, "kind": "country", "name_fr": "Mali", "name_en": "Mali"}
    connection.execute(sa.insert(model.Territory), [country])
    return connection


def test_a_register_is_added_region_by_region_over_its_last_twelve_months(connection: sa.Connection) -> None:
    record_all(connection)
    data = territories.by_region(connection, reading=NOW, measure="returns")
    assert people(data) == {"kayes": 14, "gao": 6, "not_specified": 1}
    assert {(row.starts, row.ends) for row in data.rows.itertuples()} == {(dt.date(2024, 11, 1), dt.date(2025, 10, 31))}


def test_months_received_are_told_region_by_region(connection: sa.Connection) -> None:
    record_all(connection)
    rows = territories.by_region(connection, reading=NOW, measure="returns").rows
    found = dict(zip(rows["region_key"], rows["months_reported"], strict=True))
    assert found == {"kayes": 4, "gao": 2, "not_specified": None}


def test_a_region_that_reported_nothing_in_these_months_is_unknown_and_a_reported_nobody_is_zero(
    connection: sa.Connection,
) -> None:
    record_nothing(connection)
    cells = [
        cell(7, indicator=ASSISTED, territory=GAO, month=202401),
        cell(0, indicator=ASSISTED, territory=KAYES, month=202510),
    ]
    record(connection, batch(connection), cells)
    assert people(territories.by_region(connection, reading=NOW, measure="returns")) == {"kayes": 0, "gao": None}


def test_the_unspecified_region_comes_last_and_only_when_it_counts_someone(connection: sa.Connection) -> None:
    record_nothing(connection)
    record(connection, batch(connection), [cell(90, indicator=ASSISTED, territory=NOWHERE, month=202510),
                                           cell(1, indicator=ASSISTED, territory=GAO, month=202510)])  # fmt: skip
    rows = territories.by_region(connection, reading=NOW, measure="returns").rows
    assert list(rows["region_key"]) == ["gao", "kayes", "not_specified"]


def test_nothing_reported_anywhere_is_empty(connection: sa.Connection) -> None:
    record_nothing(connection)
    assert territories.by_region(connection, reading=NOW, measure="reintegration").is_empty


def test_a_stock_is_the_latest_count_given_by_region(displaced: sa.Connection) -> None:
    counted(displaced, "old", KAYES, 5, SEPTEMBER)
    counted(displaced, "new", GAO, 8, OCTOBER)
    assert people(territories.by_region(displaced, reading=NOW, measure="displaced")) == {"gao": 8, "kayes": None}


def test_a_stock_carries_the_national_total_of_the_same_count(displaced: sa.Connection) -> None:
    counted(displaced, "part", GAO, 8, SEPTEMBER)
    counted(displaced, "whole", 9, 20, SEPTEMBER)
    counted(displaced, "later whole", 9, 30, OCTOBER)
    data = territories.by_region(displaced, reading=NOW, measure="displaced")
    assert set(data.rows["whole"]) == {20}
    assert [source.key for source in data.sources] == ["register"]


def test_a_total_alone_says_nothing_by_region(displaced: sa.Connection) -> None:
    counted(displaced, "whole", 9, 20, SEPTEMBER)
    assert territories.by_region(displaced, reading=NOW, measure="displaced").is_empty


def test_a_count_is_unknown_before_it_was_printed(displaced: sa.Connection) -> None:
    counted(displaced, "part", GAO, 8, SEPTEMBER)
    before = Reading(dt.date(2023, 12, 31))
    assert territories.by_region(displaced, reading=before, measure="displaced").is_empty


def test_centres_come_with_what_is_known_of_them(connection: sa.Connection) -> None:
    record_nothing(connection)
    source = connection.scalar(sa.select(model.Source.id).where(model.Source.key == "register"))
    words = dict.fromkeys(("name_fr", "name_en", "status_fr", "status_en", "quote"), "?")
    places = (("gao", GAO, "operational"), ("kayes", KAYES, "not_confirmed"))
    here = {"latitude": 1, "longitude": 1, "source_id": source}
    made = [
        {"key": key, "territory_id": territory, "status": status, **here, **words} for key, territory, status in places
    ]
    connection.execute(sa.insert(model.ReceptionCentre), made)
    rows = territories.centres(connection, reading=NOW).rows
    assert list(rows["region_key"]) == ["gao", "kayes"]
    assert list(rows["status"]) == ["operational", "not_confirmed"]
