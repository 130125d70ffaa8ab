from __future__ import annotations

import pytest

from benchmarks.report import GOALS, Goal, each_query_table, goals_table, number, queries_table, said

MEASURED = {"ours/a": [90.0, 80.0, 300.0], "bare/a": [100.0], "ours/views": [6000.0]}


def test_a_ratio_is_of_medians() -> None:
    assert Goal("", "ours/a", "bare/a").value(MEASURED) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("goal", "is_met"),
    [
        (Goal("", "ours/a", "bare/a", most=1.0), True),
        (Goal("", "ours/a", "bare/a", most=0.85), False),
        (Goal("", "ours/a", most=90), True),
        (Goal("", "ours/views", least=5000), True),
        (Goal("", "ours/views", least=7000), False),
        (Goal("", "ours/a", "bare/a"), None),
        (Goal("", "ours/absent", most=1.0), None),
    ],
)
def test_a_goal_is_met_missed_or_not_asked(goal: Goal, is_met: bool | None) -> None:
    assert goal.is_met(MEASURED) is is_met


def test_what_was_not_measured_is_not_in_the_table() -> None:
    measured = {"ours/summary/slow/painted": [2600.0]}
    assert [row for row in goals_table(measured) if "met" in row] == [
        "| summary on the slow line, first pictures | 2 600 ms |  | 2 600 ms | ≤ 2 500 | **not met** |"
    ]


def test_every_goal_is_about_our_own_site() -> None:
    assert {goal.ours.partition("/")[0] for goal in GOALS} == {"ours"}


QUERIES = [
    {"engine": "SQLite", "rows": 100_000, "measure": "routes", "ms": 12.0, "cpu_ms": 4.0, "goal": 10},
    {"engine": "SQLite", "rows": 100_000, "measure": "months", "ms": 2.0, "cpu_ms": 5.0, "goal": 10},
    {"engine": "SQLite", "rows": 100_000, "measure": "import", "ms": 340, "goal": None},
    {"engine": "PostgreSQL", "rows": 100_000, "measure": "months", "ms": 3.0, "cpu_ms": 2.5, "goal": 10},
]


def test_queries_show_the_slowest_and_how_many_miss_the_goal() -> None:
    row = (
        "| SQLite | 100 000 | 7 | 12 (routes) | 4.5 | 5 (months) | ≤ 10 ms "
        "| **not met** by 1 of 2, by processor time 0 | import: 340 ms |"
    )
    assert queries_table(QUERIES)[2] == row


def test_each_query_stands_beside_itself_on_the_other_engine() -> None:
    assert each_query_table(QUERIES)[2:] == ["| routes | 12 (4) |  |", "| months | 2 (5) | 3 (2.5) |"]


def test_numbers_keep_three_digits() -> None:
    assert [number(value) for value in (0.0234, 7.26, 1234.5)] == ["0.0234", "7.26", "1 234"]


def test_one_value_has_no_range() -> None:
    assert said([5.0], "ms") == "5 ms"
