"""Sums of register cells, against cells that can be added up by head."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import model
from dashboard.actors import MACHINE
from dashboard.errors import MayOverlap, Protected
from dashboard.provenance import Reading
from dashboard.queries import sources, tallies
from dashboard.queries.tally_dimensions import Dimension
from dashboard.updates import settings
from dashboard.updates.tallies import record, withdraw
from tests.updates.registers import START, batch, cell, prepare

NOW = Reading()


def rows(connection: sa.Connection, by: tuple[Dimension, ...] = (), **asked: Any) -> list[tuple[Any, ...]]:
    asked.setdefault("indicator", "returns")
    asked.setdefault("reading", NOW)
    return [tuple(row) for row in tallies.sums(connection, by=by, **asked)]


@pytest.fixture
def register(connection: sa.Connection) -> sa.Connection:
    """Gao: ten women a month for fourteen months. Kayes: one man in January 2026, nobody in February."""
    prepare(connection)
    months = [202501 + number for number in range(12)] + [202601, 202602]
    gao = [cell(10, month=month) for month in months]
    kayes = [
        cell(1, territory=2, country="DZ", sex="m", month=202601),
        cell(0, territory=2, country="DZ", sex="m", month=202602),
    ]
    record(connection, batch(connection), gao + kayes)
    return connection


def test_a_row_tells_its_values_by_name(register: sa.Connection) -> None:
    row = tallies.sums(register, "returns", by=("territory", "sex"), reading=NOW)[0]
    assert (row.territory, row.sex, row.count, row.cells) == ("gao", "f", 140, 14)


@pytest.mark.parametrize(
    ("by", "asked", "expected"),
    [
        ((), {}, [(141, 16)]),
        (("year",), {}, [(2025, 120, 12), (2026, 21, 4)]),
        (("month",), {"first_month": 202512}, [(202512, 10, 1), (202601, 11, 2), (202602, 10, 2)]),
        (("territory",), {}, [("gao", 140, 14), ("kayes", 1, 2)]),
        (("country",), {"sex": "m"}, [("DZ", 1, 2)]),
        (("territory", "month"), {"first_month": 202602, "country": "DZ"}, [("kayes", 202602, 0, 1)]),
        (("year",), {"first_month": 202503, "last_month": 202601}, [(2025, 100, 10), (2026, 11, 2)]),
        (("age_group",), {"first_month": 202502, "last_month": 202601}, [("18-34", 121, 13)]),
        ((), {"territory": "gao", "country": "NE", "sex": "f", "age_group": "18-34", "detail": ""}, [(140, 14)]),
        (("sex",), {"territory": "kayes", "country": "DZ", "age_group": "18-34", "detail": ""}, [("m", 1, 2)]),
    ],
)
def test_sums_are_those_of_the_cells(
    register: sa.Connection, by: tuple[Dimension, ...], asked: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    assert rows(register, by, **asked) == expected


@pytest.mark.parametrize(
    "asked", [{"territory": "sikasso"}, {"country": "FR"}, {"first_month": 202603}, {"sex": "unknown"}]
)
def test_nothing_for_these_filters_is_no_row(register: sa.Connection, asked: dict[str, Any]) -> None:
    assert rows(register, ("month",), **asked) == []


def test_zero_is_a_row_and_not_reported_is_none(register: sa.Connection) -> None:
    assert rows(register, ("month",), territory="kayes") == [(202601, 1, 1), (202602, 0, 1)]
    assert tallies.months_reported(register, "returns", NOW, territory="kayes") == (202601, 202602)
    assert tallies.months(register, "returns", NOW) == (202501, 202602)
    assert tallies.months(register, "stock", NOW) is None


def test_what_nobody_ever_loaded_has_no_months(connection: sa.Connection) -> None:
    assert tallies.months_reported(connection, "returns", NOW) == ()
    assert tallies.months(connection, "returns", NOW) is None


def as_of(day: int) -> Reading:
    return Reading(as_of=(START + dt.timedelta(days=day)).date())


@pytest.mark.parametrize("full", [False, True], ids=["sums", "cells"])
def test_the_past_is_read_as_it_was_known(register: sa.Connection, full: bool) -> None:
    asked = (
        {"territory": "kayes", "country": "DZ", "age_group": "18-34", "detail": ""} if full else {"territory": "kayes"}
    )
    changed = cell(5, territory=2, country="DZ", sex="m", month=202601)
    record(register, batch(register, day=10), [changed])
    withdraw(register, batch(register, day=20), [changed])
    found = {day: rows(register, ("sex", "month"), reading=as_of(day), **asked) for day in (-1, 0, 10, 20)}
    assert found[-1] == []
    assert found[0] == [("m", 202601, 1, 1), ("m", 202602, 0, 1)]
    assert found[10] == [("m", 202601, 5, 1), ("m", 202602, 0, 1)]
    assert found[20] == rows(register, ("sex", "month"), **asked) == [("m", 202602, 0, 1)]


def test_a_region_of_two_divisions_is_one_row(register: sa.Connection) -> None:
    older = {"id": 3, "key": "gao", "division": 2012, "kind": "region", "name_fr": "Gao", "name_en": "Gao"}
    register.execute(sa.insert(model.Territory), [older])
    record(register, batch(register), [cell(5, territory=3, month=202601)])
    assert rows(register, ("territory",), first_month=202601) == [("gao", 25, 3), ("kayes", 1, 2)]
    assert rows(register, ("territory", "sex"), first_month=202601, sex="f") == [("gao", "f", 25, 3)]


@pytest.mark.parametrize("seed", range(4))
def test_any_past_sum_is_that_of_the_cells_as_they_stood(connection: sa.Connection, seed: int) -> None:
    """Files that correct one another over three years, then any range, filters and day: against adding up by head."""
    chance, known = random.Random(seed), history(connection, random.Random(seed))
    for _ in range(120):
        day, by = chance.randrange(-1, 8), tuple(chance.sample(("year", "month", *FIELDS), chance.randrange(3)))
        filters = {name: chance.choice(FIELDS[name]) for name in FIELDS if name not in by and chance.random() < 0.7}
        first, last = sorted((chance.choice(MONTHS), chance.choice(MONTHS)))
        found = rows(connection, by, reading=as_of(day), first_month=first, last_month=last, **filters)
        assert found == by_head(known[day], by, filters, first, last), (day, by, filters, first, last)


MONTHS = [year * 100 + month for year in (2023, 2024, 2025) for month in range(1, 13)]
FIELDS: dict[Any, list[str]] = {
    "territory": ["gao", "kayes"], "country": ["DZ", "NE"], "sex": ["f", "m"], "age_group": ["18-34"], "detail": [""],
}  # fmt: skip
Known = dict[tuple[Any, ...], int]


def history(connection: sa.Connection, chance: random.Random) -> dict[int, Known]:
    """What was known at the end of each day: a file a day, of new, other and same counts; some taken back."""
    prepare(connection)
    known: dict[int, Known] = {-1: {}}
    for day in range(8):
        now, months = dict(known[day - 1]), MONTHS if not day else chance.sample(MONTHS, 3)
        keys = [key for key in product((1, 2), ("DZ", "NE"), ("f", "m"), months) if chance.random() < 0.6]
        told = [(key, chance.randrange(4)) for key in keys]
        cells = [cell(count, territory=key[0], country=key[1], sex=key[2], month=key[3]) for key, count in told]
        record(connection, batch(connection, day=day), cells)
        known[day] = now | dict(told)
        if day % 3 == 2:
            back = [one for one in cells if chance.random() < 0.5]
            withdraw(connection, batch(connection, day=day), back)
            gone = {(one.territory_id, one.country_code, one.sex, one.month) for one in back}
            known[day] = {key: count for key, count in known[day].items() if key not in gone}
    return known


def by_head(
    known: Known, by: tuple[str, ...], filters: dict[str, str], first: int, last: int
) -> list[tuple[Any, ...]]:  # fmt: skip
    counts, cells = Counter[tuple[Any, ...]](), Counter[tuple[Any, ...]]()
    for (territory, country, sex, month), count in known.items():
        told = {"territory": FIELDS["territory"][territory - 1], "country": country, "sex": sex, "age_group": "18-34",
                "detail": "", "month": month, "year": month // 100}  # fmt: skip
        if first <= month <= last and all(told[name] == value for name, value in filters.items()):
            key = tuple(told[name] for name in by)
            counts[key] += count
            cells[key] += 1
    return sorted((*key, counts[key], cells[key]) for key in cells)


def test_real_cells_hide_demonstration_ones_and_never_mix(register: sa.Connection) -> None:
    fictitious = batch(register, kind="demonstration")
    record(register, fictitious, [cell(99), cell(7, indicator=2)])
    published = Reading(scope="published")
    assert rows(register, first_month=202601, last_month=202601) == [(11, 2)]
    assert rows(register, ("month",), indicator="stock") == [(202601, 7, 1)]
    assert rows(register, ("month",), indicator="stock", reading=published) == []
    assert [s.key for s in sources.sources_of(register, "stock", NOW)] == ["demonstration"]
    assert [s.key for s in sources.sources_of(register, "returns", NOW)] == ["register"]
    assert sources.sources_of(register, "stock", published) == ()


def test_a_stock_is_not_added_over_months(register: sa.Connection) -> None:
    record(register, batch(register), [cell(5, indicator=2), cell(6, indicator=2, month=202602)])
    with pytest.raises(MayOverlap):
        rows(register, ("territory",), indicator="stock")
    assert rows(register, ("territory",), indicator="stock", first_month=202602, last_month=202602) == [("gao", 6, 1)]


@pytest.fixture
def protected(register: sa.Connection) -> sa.Connection:
    record(
        register,
        batch(register),
        [cell(10, indicator=3), cell(14, indicator=3, sex="m"), cell(0, indicator=3, sex="unknown")],
    )
    return register


def test_protected_counts_are_told_by_fixed_rounded_tables_only(protected: sa.Connection) -> None:
    with pytest.raises(Protected):
        rows(protected, indicator="hidden")
    with pytest.raises(Protected):
        tallies.protected_table(protected, "hidden", by=("month",), reading=NOW)
    table = tallies.protected_table(protected, "hidden", by=("sex",), reading=NOW)
    assert [(row.sex, row.count, row.cells) for row in table.rows] == [
        ("f", None, None),
        ("m", 10, None),
        ("unknown", None, None),
    ]
    assert table.total == 20


def test_a_higher_number_hides_more_small_counts(protected: sa.Connection) -> None:
    settings.change(protected, MACHINE, "small-count", "15")
    table = tallies.protected_table(protected, "hidden", by=("sex",), reading=NOW)
    assert [row.count for row in table.rows] == [None, None, None]


@pytest.mark.parametrize(("count", "told"), [(0, None), (10, None), (11, 10), (14, 10), (15, 20), (25, 30), (340, 340)])
def test_protected_counts_are_rounded_to_ten(count: int, told: int | None) -> None:
    assert tallies.rounded(count, 11) == told
