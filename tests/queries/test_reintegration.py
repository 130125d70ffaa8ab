"""Reintegration, against a register that can be added up by head."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.provenance import Reading, Sourced
from dashboard.queries import reintegration
from dashboard.queries.registers import Part
from tests.queries.return_rows import record_all

NOW = Reading()
AUTUMN = Part(202509, 202510)


@pytest.fixture
def register(connection: sa.Connection) -> sa.Connection:
    record_all(connection)
    return connection


def table(data: Sourced, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, name) for name in columns) for row in data.rows.itertuples()]


def test_the_stages_tell_how_many_reports_they_lack(register: sa.Connection) -> None:
    stages = reintegration.funnel(register, reading=NOW, part=AUTUMN)
    assert table(stages, "stage", "people", "reports", "expected") == [
        ("reintegration_eligible", 9, 1, 2), ("reintegration_started", 10, 3, 4), ("reintegration_completed", 1, 1, 2),
    ]  # fmt: skip


def test_a_stage_nobody_reported_is_unknown(register: sa.Connection) -> None:
    stages = reintegration.funnel(register, reading=NOW, part=Part(202509, 202509))
    assert table(stages, "people") == [(None,), (5,), (None,)]


def test_a_region_is_unknown_for_the_stage_it_did_not_report(register: sa.Connection) -> None:
    regions = reintegration.by_region(register, reading=NOW, part=AUTUMN)
    assert table(regions, "region_key", "eligible", "started", "completed", "months_reported", "months") == [
        ("kayes", 9, 8, 1, 2, 2), ("gao", None, 2, None, 1, 2),
    ]  # fmt: skip


def test_forms_of_support_count_starts_and_completions(register: sa.Connection) -> None:
    forms = reintegration.by_form(register, reading=NOW, part=AUTUMN)
    assert table(forms, "form", "started", "completed") == [
        ("economic", 7, 1),
        ("social", 3, 0),
        ("psychosocial", 0, 0),
    ]


def test_months_keep_the_unreported_stage_unknown(register: sa.Connection) -> None:
    months = reintegration.by_month(register, reading=NOW, part=AUTUMN)
    assert table(months, "month", "started", "started_missing", "completed", "completed_missing") == [
        (202509, 5, 1, None, 1), (202510, 5, 0, 1, 0),
    ]  # fmt: skip


def test_delays_come_shortest_first_and_a_reported_register_counts_zero(register: sa.Connection) -> None:
    assert table(reintegration.lag(register, reading=NOW, part=AUTUMN), "lag", "people") == [
        ("0-30", 0), ("31-90", 4), ("91-180", 0), ("181+", 1),
    ]  # fmt: skip


def test_delays_nobody_reported_have_no_row(register: sa.Connection) -> None:
    assert reintegration.lag(register, reading=NOW, part=Part(202509, 202509)).is_empty
