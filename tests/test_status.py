"""The status rule, on activities one can reckon by head."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard import status
from dashboard.status import Standing, Step

RULE = status.Rule()
JANUARY_1, DECEMBER_31 = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
STEPS = (Step(dt.date(2026, 3, 31), 1), Step(dt.date(2026, 6, 30), 3), Step(dt.date(2026, 12, 31), 6))


@pytest.mark.parametrize(
    ("day", "planned"),
    [
        (dt.date(2026, 3, 30), 0),
        (dt.date(2026, 3, 31), 10),
        (dt.date(2026, 7, 1), 40),
        (dt.date(2027, 2, 1), 100),
    ],
)
def test_the_plan_is_the_weight_of_the_milestones_due(day: dt.date, planned: float) -> None:
    assert status.planned_percent(day, JANUARY_1, DECEMBER_31, STEPS) == planned


@pytest.mark.parametrize(
    ("day", "planned"),
    [
        (dt.date(2026, 3, 31), 0),
        (dt.date(2026, 4, 1), 10),
        (dt.date(2026, 4, 5), 50),
        (dt.date(2026, 4, 10), 100),
        (dt.date(2026, 4, 11), 100),
    ],
)
def test_without_milestones_the_plan_is_the_share_of_the_days(day: dt.date, planned: float) -> None:
    assert status.planned_percent(day, dt.date(2026, 4, 1), dt.date(2026, 4, 10), ()) == planned


def test_an_activity_of_one_day_is_planned_whole_on_that_day() -> None:
    assert status.planned_percent(JANUARY_1, JANUARY_1, JANUARY_1, ()) == 100


@pytest.mark.parametrize(
    ("day", "planned", "actual", "expected"),
    [
        (dt.date(2025, 12, 1), 0, 100, "done"),
        (dt.date(2027, 5, 1), 100, 100, "done"),
        (dt.date(2025, 12, 31), 0, None, "not_started"),
        (dt.date(2025, 12, 31), 0, 20, "not_started"),
        (JANUARY_1, 0, None, "not_reported"),
        (dt.date(2027, 1, 1), 100, None, "not_reported"),
        (DECEMBER_31, 100, 99, "on_track"),
        (dt.date(2027, 1, 1), 100, 99, "late"),
        (dt.date(2026, 6, 1), 50, 0, "late"),
        (dt.date(2026, 6, 1), 50, 90, "on_track"),
        (dt.date(2026, 6, 1), 0, 0, "on_track"),
    ],
)
def test_the_first_rule_that_matches_an_activity_wins(
    day: dt.date, planned: float, actual: float | None, expected: str
) -> None:
    assert status.of_activity(day, JANUARY_1, DECEMBER_31, planned, actual, RULE) == expected


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(5, "on_track"), (0, "on_track"), (-10, "on_track"), (-10.01, "watch"), (-25, "watch"), (-25.01, "late")],
)
def test_the_limits_belong_to_the_milder_status(gap: float, expected: str) -> None:
    assert status.of_gap(gap, RULE) == expected


def test_weights_in_tenths_do_not_push_a_gap_over_its_limit() -> None:
    steps = [Step(JANUARY_1, 0.1), Step(JANUARY_1, 0.2), Step(DECEMBER_31, 0.7)]
    planned = status.planned_percent(JANUARY_1, JANUARY_1, DECEMBER_31, steps)
    assert planned != 30
    assert status.of_gap(20 - planned, RULE) == "on_track"


def test_a_priority_is_the_weighted_mean_of_its_reported_activities() -> None:
    standing = status.of_priority(
        [Standing(1, 60, 80, None), Standing(3, 80, 40, 60), Standing(9, 100, None, 90)], RULE
    )
    assert (standing.actual_pct, standing.planned_pct, standing.declared_pct) == (50, 75, 65)
    assert (standing.reported, standing.activities, standing.status) == (2, 3, "watch")


def test_zero_accepted_is_reported_and_nothing_accepted_is_not() -> None:
    assert status.of_priority([Standing(1, 0, 0, None)], RULE).actual_pct == 0
    assert status.of_priority([Standing(1, 0, None, 50)], RULE).actual_pct is None
    assert status.of_priority([], RULE).status == "not_reported"


def test_a_pending_report_that_lowers_progress_hides_nothing_accepted() -> None:
    assert status.of_priority([Standing(1, 50, 60, 40)], RULE).declared_pct == 60


def test_a_priority_is_done_when_all_its_activities_are() -> None:
    tenths = [Standing(weight, 100, 100, None) for weight in (0.1, 0.2, 0.7)]
    assert status.of_priority(tenths, RULE).status == "done"
    assert status.of_priority([*tenths, Standing(1, 100, None, None)], RULE).status == "on_track"
