"""The fictitious registers: thirty-six months that hold together, with the gaps that real ones have."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from random import Random

import pytest

from dashboard.updates import demonstration
from dashboard.updates.demonstration import contents, deliveries
from dashboard.updates.demonstration.deliveries import Delivery
from dashboard.updates.demonstration.layout import Layout
from dashboard.updates.demonstration.people import Cell

TODAY = dt.date(2026, 11, 21)
DAYS = (TODAY, dt.date(2026, 12, 1), dt.date(2027, 1, 9), dt.date(2027, 2, 28), dt.date(2028, 3, 15))


def drawn(today: dt.date = TODAY, seed: int = demonstration.SEED) -> list[Delivery]:
    return deliveries.of(contents.registers(), Layout(today), Random(seed))


@pytest.fixture(scope="module")
def delivered() -> list[Delivery]:
    return [delivery for delivery in drawn() if not delivery.is_correction]


def totals(delivered: list[Delivery], *keys: str) -> dict[str, Counter[tuple[object, ...]]]:
    """By indicator: people by month and by the keys of a cell."""
    found: dict[str, Counter[tuple[object, ...]]] = defaultdict(Counter)
    for delivery in delivered:
        for cell, count in delivery.counts.items():
            found[cell.indicator][delivery.month, *(getattr(cell, key) for key in keys)] += count
    return found


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_registers_cover_thirty_six_months_known_before_today(today: dt.date) -> None:
    found = drawn(today)
    months = sorted({delivery.month for delivery in found})
    assert len(months) == 36
    last = dt.date(months[-1] // 100, months[-1] % 100, 1)
    assert 31 <= (today - last).days <= 31 + 31 + 8
    assert all(delivery.recorded_at.date() < today for delivery in found)
    assert found == sorted(found, key=lambda delivery: delivery.recorded_at)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_assisted_returns_stay_between_250_and_900_a_month(today: dt.date) -> None:
    by_month = totals(drawn(today))["returns_assisted"]
    assert all(250 <= people <= 900 for people in by_month.values())


def test_one_month_of_returns_is_missing_and_its_reintegration_is_not(delivered: list[Delivery]) -> None:
    by_month = totals(delivered)
    missing = {month for (month,) in by_month["reintegration_eligible"]} - {
        month for (month,) in by_month["returns_assisted"]
    }
    assert missing == {202607}


def test_regions_that_were_silent_have_no_row_and_those_with_nobody_have_a_zero(delivered: list[Delivery]) -> None:
    by_region = totals(delivered, "region")["returns_assisted"]
    reported = {month for month, region in by_region if region == "bamako"}
    assert len(reported - {month for month, region in by_region if region == "kidal"}) >= 5
    assert 0 in by_region.values()


def test_the_last_month_of_reintegration_came_from_some_regions_only(delivered: list[Delivery]) -> None:
    by_region = totals(delivered, "region")["reintegration_eligible"]
    assert 8 <= len([region for month, region in by_region if month == 202610]) < 20


def test_the_lag_counts_the_people_whose_assistance_started(delivered: list[Delivery]) -> None:
    found = totals(delivered, "region", "country", "sex", "age_group")
    started, lag = ({key: n for key, n in found[f"reintegration_{each}"].items() if n} for each in ("started", "lag"))
    assert started == lag


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [("reintegration_started", "reintegration_eligible"), ("reintegration_completed", "reintegration_started")],
)
def test_nobody_goes_on_who_did_not_come_in(delivered: list[Delivery], smaller: str, larger: str) -> None:
    found = totals(delivered, "region", "country", "sex", "age_group")
    for end in sorted({delivery.month for delivery in delivered}):
        sums = {key: Counter[object]() for key in (smaller, larger)}
        for indicator, sum_ in sums.items():
            for (month, *who), count in found[indicator].items():
                sum_[tuple(who)] += count * (int(str(month)) <= end)
        assert sums[smaller] <= sums[larger]


def test_those_eligible_returned_the_same_month(delivered: list[Delivery]) -> None:
    found = totals(delivered, "region", "country", "sex", "age_group")
    returned, eligible = found["returns_assisted"], found["reintegration_eligible"]
    assert all(count <= returned[key] for key, count in eligible.items() if key[0] != 202607)


def test_a_correction_raises_cells_that_came_earlier() -> None:
    first: dict[tuple[int, Cell], int] = {}
    for delivery in drawn():
        for cell, count in delivery.counts.items():
            assert not delivery.is_correction or first[delivery.month, cell] < count
            first[delivery.month, cell] = count


def test_the_same_seed_draws_the_same_people_and_another_one_others() -> None:
    assert drawn() == drawn()
    assert drawn() != drawn(seed=7)


def test_the_registers_stay_small_enough_to_load_while_a_newcomer_waits() -> None:
    assert 20_000 < sum(len(delivery.counts) for delivery in drawn()) < 45_000
