"""Stated figures: which are in force, in which order, with their doubt."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Connection, insert

from dashboard.model import Country, Figure, FigureReading, Indicator, Source, Territory
from dashboard.provenance import Reading
from dashboard.queries.figures import figures

APRIL, MAY, JUNE = (dt.datetime(2026, month, 1, 12, tzinfo=dt.UTC) for month in (4, 5, 6))


def source(number: int, kind: str = "press") -> dict[str, Any]:
    return {"id": number, "key": f"source_{number}", "title_fr": "Titre", "title_en": "Title", "publisher": "Journal",
            "published_on": dt.date(2026, 4, 1), "date_printed": "2026-04-01", "date_status": "printed",
            "reference": None, "kind": kind}  # fmt: skip


def indicator(number: int, key: str) -> dict[str, Any]:
    return {"id": number, "key": key, "name_fr": f"{key} (fr)", "name_en": key, "unit": "people", "nature": "flow",
            "direction": "none", "sensitivity": "public", "population": key, "definition_fr": "d",
            "definition_en": "d"}  # fmt: skip


def stated(number: int, key: str, indicator_id: int = 1, **columns: Any) -> dict[str, Any]:
    row = {"id": number, "key": key, "indicator_id": indicator_id, "source_id": 1, "value": 10, "value_low": None,
           "value_high": None, "qualifier": "exact", "quote": "dix", "period_start": None, "period_end": None,
           "place": "Mali", "territory_id": None, "country_code": None, "is_confirmed": True, "recorded_at": APRIL,
           "superseded_at": None, "reason": None, "supersedes_id": None}  # fmt: skip
    return row | columns


def add(connection: Connection, *rows: dict[str, Any]) -> None:
    connection.execute(insert(Figure), list(rows))


@pytest.fixture(autouse=True)
def around(connection: Connection) -> None:
    """One press source, one demonstration source, two indicators, a region and a country."""
    connection.execute(insert(Source), [source(1), source(2, "demonstration")])
    connection.execute(insert(Indicator), [indicator(1, "returns"), indicator(2, "assistance")])
    gao = {"id": 1, "key": "gao", "division": 2023, "kind": "region", "name_fr": "Gao", "name_en": "Gao"}
    connection.execute(insert(Territory), [gao])
    connection.execute(
        insert(Country),
        [{"code": "NE", "alpha3": "NER", "name_fr": "Niger", "name_en": "Niger", "latitude": 17, "longitude": 8}],
    )


def keys(connection: Connection, reading: Reading = Reading(), **chosen: Any) -> list[str]:
    return list(figures(connection, reading=reading, **chosen).rows["figure_key"])


def test_figures_come_in_the_order_asked(connection: Connection) -> None:
    add(connection, stated(1, "A"), stated(2, "B"), stated(3, "C"))
    assert keys(connection, keys=("C", "A")) == ["C", "A"]


def test_a_key_that_does_not_exist_is_left_out(connection: Connection) -> None:
    add(connection, stated(1, "A"))
    assert keys(connection, keys=("Z", "A")) == ["A"]


def test_without_keys_figures_go_by_indicator_then_period_and_open_periods_come_last(connection: Connection) -> None:
    add(
        connection,
        stated(1, "open"),
        stated(2, "late", period_end=dt.date(2025, 12, 31)),
        stated(3, "early", period_end=dt.date(2024, 12, 31)),
        stated(4, "other", indicator_id=2),
    )
    assert keys(connection) == ["early", "late", "open", "other"]


def test_indicators_narrow_the_figures(connection: Connection) -> None:
    add(connection, stated(1, "A"), stated(2, "B", indicator_id=2))
    assert keys(connection, indicators=("assistance",)) == ["B"]


def test_published_scope_leaves_demonstration_out(connection: Connection) -> None:
    add(connection, stated(1, "A"), stated(2, "B", source_id=2))
    assert keys(connection) == ["A", "B"]
    assert keys(connection, Reading(scope="published")) == ["A"]


def test_a_corrected_figure_shows_the_correction_and_the_past_shows_what_was_known(connection: Connection) -> None:
    add(connection, stated(1, "A", value=10, superseded_at=JUNE))
    add(connection, stated(2, "A", value=12, recorded_at=JUNE, supersedes_id=1, reason="misread"))
    now = figures(connection, reading=Reading()).rows
    then = figures(connection, reading=Reading(MAY.date())).rows
    assert (list(now["value"]), list(then["value"])) == ([12], [10])


def test_a_figure_is_unknown_before_its_source_printed_it(connection: Connection) -> None:
    add(connection, stated(1, "A", recorded_at=JUNE))
    assert figures(connection, reading=Reading(MAY.date())).is_empty


def test_the_day_it_was_printed_a_figure_is_known(connection: Connection) -> None:
    add(connection, stated(1, "A", recorded_at=JUNE))
    assert keys(connection, Reading(JUNE.date())) == ["A"]


def test_an_unclear_number_has_no_value_and_lists_its_readings_lowest_first(connection: Connection) -> None:
    add(connection, stated(1, "A", value=None, qualifier="ambiguous", is_confirmed=False))
    readings = [(80500, False), (8050, True), (8500, True)]
    connection.execute(
        insert(FigureReading),
        [{"figure_id": 1, "value": v, "is_plausible": ok, "note_fr": "n", "note_en": "n"} for v, ok in readings],
    )
    row = next(figures(connection, reading=Reading()).rows.itertuples())
    assert row.value is None
    assert [(value, plausible) for value, plausible, *_ in row.readings] == [(8050, True), (8500, True), (80500, False)]


def test_a_settled_figure_has_no_readings(connection: Connection) -> None:
    add(connection, stated(1, "A"))
    assert figures(connection, reading=Reading()).rows["readings"][0] == ()


def test_absent_columns_are_none_and_dates_stay_days(connection: Connection) -> None:
    add(connection, stated(1, "A", period_end=dt.date(2025, 6, 30)), stated(2, "B", territory_id=1, country_code="NE"))
    first, second = figures(connection, reading=Reading()).rows.itertuples()
    assert (first.period_start, first.period_end, first.territory_key) == (None, dt.date(2025, 6, 30), None)
    assert (second.period_end, second.territory_key, second.country_code) == (None, "gao", "NE")


def test_each_figure_comes_with_the_source_that_stated_it_and_no_other(connection: Connection) -> None:
    add(connection, stated(1, "A"))
    data = figures(connection, reading=Reading())
    assert [one.key for one in data.sources] == ["source_1"]
    assert not data.is_demonstration


def test_nothing_recorded_is_empty(connection: Connection) -> None:
    assert figures(connection, reading=Reading()).is_empty


def test_a_place_that_we_know_is_named_in_both_languages_and_another_as_the_source_names_it(
    connection: Connection,
) -> None:
    add(connection, stated(1, "A", territory_id=1, place="Gao (ville)"), stated(2, "B", country_code="NE"))
    add(connection, stated(3, "C", place="Monde"))
    rows = figures(connection, reading=Reading(), keys=("A", "B", "C")).rows
    assert list(rows["place_en"]) == ["Gao", "Niger", "Monde"]
    assert list(rows["place"]) == ["Gao (ville)", "Mali", "Monde"]
