"""Returns, against a register that can be added up by head."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.provenance import Reading, Sourced
from dashboard.queries import registers, returns
from dashboard.queries.registers import Part
from dashboard.texts import month_of
from dashboard.updates.tallies import record
from tests.queries import return_rows
from tests.queries.return_rows import record_all
from tests.updates.registers import batch, cell

NOW = Reading()
AUTUMN = Part(202506, 202510)
ASSISTED = "returns_assisted"


@pytest.fixture
def register(connection: sa.Connection) -> sa.Connection:
    record_all(connection)
    return connection


def table(data: Sourced, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, name) for name in columns) for row in data.rows.itertuples()]


def test_a_month_nobody_reported_is_unknown_and_a_reported_nobody_is_zero(register: sa.Connection) -> None:
    months = returns.by_month(register, reading=NOW, category=ASSISTED, part=AUTUMN)
    assert table(months, "month", "returns", "missing") == [
        (202506, 0, 1), (202507, None, 2), (202508, 10, 0), (202509, 3, 1), (202510, 8, 0),
    ]  # fmt: skip


def test_a_filter_finds_nobody_where_the_month_was_reported_and_nothing_where_it_was_not(
    register: sa.Connection,
) -> None:
    months = returns.by_month(register, reading=NOW, category=ASSISTED, part=Part(202507, 202509, sex="f"))
    assert table(months, "returns") == [(None,), (4,), (0,)]


def test_a_region_is_unknown_in_the_months_when_only_others_reported(register: sa.Connection) -> None:
    months = returns.by_month(register, reading=NOW, category=ASSISTED, part=Part(202508, 202510, region="gao"))
    assert table(months, "returns", "missing") == [(4, 0), (None, 1), (2, 0)]


def test_the_year_before_is_compared_where_both_years_were_reported(register: sa.Connection) -> None:
    october = Part(202510, 202510)
    complete = returns.against_year_before(register, reading=NOW, category=ASSISTED, part=october)
    assert table(complete, "returns", "returns_before", "pairs", "wanted") == [(7, 7, 2, 2)]
    partly = returns.against_year_before(register, reading=NOW, category=ASSISTED, part=Part(202509, 202510))
    assert table(partly, "returns", "returns_before", "pairs", "wanted") == [(7, 7, 2, 4)]


def test_countries_come_with_most_people_first_and_the_unspecified_one_last(register: sa.Connection) -> None:
    countries = returns.by_country(register, reading=NOW, category=ASSISTED, part=AUTUMN)
    assert table(countries, "country_code", "returns") == [("NE", 14), ("DZ", 6), ("ZZ", 1)]


def test_regions_tell_how_many_months_they_reported(register: sa.Connection) -> None:
    regions = returns.by_region(register, reading=NOW, category=ASSISTED, part=AUTUMN)
    assert table(regions, "region_key", "returns", "months_reported", "months") == [
        ("kayes", 14, 4, 5), ("gao", 6, 2, 5), ("not_specified", 1, None, 5),
    ]  # fmt: skip


def test_a_region_that_reported_no_month_stays_unknown(register: sa.Connection) -> None:
    regions = returns.by_region(register, reading=NOW, category=ASSISTED, part=Part(202509, 202509))
    assert table(regions, "region_key", "returns") == [("kayes", 3), ("gao", None)]


def test_ages_and_sexes_keep_the_unknown(register: sa.Connection) -> None:
    ages = returns.by_age_and_sex(register, reading=NOW, category=ASSISTED, part=Part(202510, 202510))
    assert table(ages, "age_group", "sex", "returns") == [("0-17", "f", 2), ("18-34", "m", 5), ("18-34", "unknown", 1)]


def test_a_route_without_a_known_end_has_no_coordinates(register: sa.Connection) -> None:
    routes = returns.routes(register, reading=NOW, category=ASSISTED, part=Part(202510, 202510))
    assert table(routes, "country_code", "region_key", "from_latitude", "returns") == [
        ("NE", "kayes", 0, 5), ("DZ", "gao", 0, 2), ("ZZ", "not_specified", None, 1),
    ]  # fmt: skip


def test_a_form_of_return_is_a_part_of_the_assisted(register: sa.Connection) -> None:
    months = returns.by_month(register, reading=NOW, category=ASSISTED, part=Part(202508, 202508, detail="vhr"))
    assert table(months, "returns") == [(4,)]


def test_returns_and_reintegration_stand_side_by_side_up_to_the_last_complete_month(register: sa.Connection) -> None:
    both = returns.against_reintegration(register, reading=Reading(as_of=dt.date(2026, 11, 21)))
    shown = table(both, "month", "returns", "reintegrations", "reintegrations_missing")
    assert len(shown) == 12
    assert shown[-2:] == [(202509, 3, 5, 1), (202510, 8, 5, 0)]
    assert shown[0] == (202411, None, None, 2)


def test_the_month_that_is_not_over_is_left_out(register: sa.Connection) -> None:
    current = month_of(NOW.day)
    record(register, batch(register, day=1), [cell(9, indicator=return_rows.ASSISTED, month=current)])
    shown = returns.against_reintegration(register, reading=NOW).rows["month"]
    assert shown.iloc[-1] == registers.month_before(current)


@pytest.mark.parametrize(("month", "before"), [(202601, 202512), (202610, 202609)])
def test_the_month_before_january_is_december(month: int, before: int) -> None:
    assert registers.month_before(month) == before


def test_rows_carry_the_source_of_the_register(register: sa.Connection) -> None:
    months = returns.by_month(register, reading=NOW, category=ASSISTED, part=AUTUMN)
    assert [source.key for source in months.sources] == ["register"]


def test_the_calendar_runs_over_the_holes(register: sa.Connection) -> None:
    calendar = registers.calendar(register, reading=NOW, indicators=returns.CATEGORIES)
    assert (calendar[0], calendar[-1], len(calendar)) == (202410, 202510, 13)


def test_readers_choose_among_the_countries_and_regions_of_the_registers(register: sa.Connection) -> None:
    known = registers.choices(register, reading=NOW, indicators=(ASSISTED,))
    assert {name: set(rows) for name, rows in known.items()} == {
        "country": {"DZ", "NE", "ZZ"}, "region": {"gao", "kayes", "not_specified"},
    }  # fmt: skip


def test_nothing_recorded_is_empty_not_zero(connection: sa.Connection) -> None:
    return_rows.record_nothing(connection)
    assert registers.calendar(connection, reading=NOW, indicators=returns.CATEGORIES) == ()
    assert returns.against_reintegration(connection, reading=NOW).is_empty
