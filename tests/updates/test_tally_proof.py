"""A sum that is not what its cells add up to is found, and made again."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.model import Batch, Tally, TallyChange, TallySum
from dashboard.updates import tallies
from dashboard.updates.tally_lock import ONE_AT_A_TIME
from dashboard.updates.tally_proof import check_sums, rebuild_sums
from tests.updates.registers import START, all_changes, all_sums, batch, cell, prepare


def test_a_spoilt_sum_is_found_and_made_again(connection: sa.Connection) -> None:
    prepare(connection)
    tallies.record(connection, batch(connection), [cell(5), cell(6, sex="m")])
    connection.execute(sa.update(TallySum).values(count=99).where(TallySum.dimensions == 4, TallySum.sex == "m"))
    assert {found.table for found in check_sums(connection)} == {"tally_sum"}
    rebuild_sums(connection)
    assert check_sums(connection) == []


def test_sums_that_are_lost_are_made_again(connection: sa.Connection) -> None:
    prepare(connection)
    tallies.record(connection, batch(connection), [cell(5), cell(6, sex="m"), cell(2, month=202512)])
    tallies.record(connection, batch(connection), [cell(9), cell(0, detail="economic")])
    tallies.withdraw(connection, batch(connection), [cell(0, sex="m")])
    kept = all_sums(connection), all_changes(connection)
    for table in (TallySum, TallyChange):
        connection.execute(sa.delete(table))
    rebuild_sums(connection)
    assert (all_sums(connection), all_changes(connection)) == kept


def test_nobody_who_writes_waits_for_a_check(engine: sa.Engine) -> None:
    with database.opening.for_sketching(engine) as reader:
        assert check_sums(reader) == []
        with engine.begin() as writer:
            assert is_free_to_write(writer)


def is_free_to_write(connection: sa.Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return True  # it began, so it has the one lock there is
    return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(ONE_AT_A_TIME))))


@pytest.mark.parametrize("dimensions", [4, 31])
def test_sums_and_changes_that_no_cell_asks_for_leave(connection: sa.Connection, dimensions: int) -> None:
    prepare(connection)
    made = batch(connection)
    stray = {"is_demonstration": False, "dimensions": dimensions, "indicator_id": 2, "sex": "m", "age_group": "",
             "detail": "", "territory_id": 0, "country_code": "", "count": 3, "cells": 1}  # fmt: skip
    connection.execute(sa.insert(TallySum).values(**stray, period=202601))
    connection.execute(sa.insert(TallyChange).values(**stray, batch_id=made, month=202601))
    assert {found.table for found in check_sums(connection)} >= {"tally_change", "tally_sum"}
    rebuild_sums(connection)
    assert (all_sums(connection), all_changes(connection)) == (set(), set())


def a_batch_a_month(connection: sa.Connection, years: range) -> None:
    """Each brought one cell; their sums are not made yet."""
    months = [year * 100 + month for year in years for month in range(1, 13)]
    source = connection.scalars(sa.select(Batch.source_id).where(Batch.id == batch(connection))).one()
    same = {"source_id": source, "kind": "import", "row_count": 1, "recorded_at": START}
    made = connection.scalars(sa.insert(Batch).returning(Batch.id), [same] * len(months)).all()
    row = {"is_demonstration": False, "indicator_id": 1, "territory_id": 1, "country_code": "NE", "sex": "f",
           "age_group": "18-34", "detail": "", "count": 1}  # fmt: skip
    cells = [row | {"batch_id": number, "month": month} for number, month in zip(made, months, strict=True)]
    connection.execute(sa.insert(Tally), cells)


def test_sums_of_thousands_of_batches_are_made_in_one_transaction(connection: sa.Connection) -> None:
    prepare(connection)
    a_batch_a_month(connection, range(2000, 2100))
    rebuild_sums(connection)
    assert check_sums(connection) == []
    years = connection.scalars(sa.select(TallySum.count).where(TallySum.dimensions == 0, TallySum.period == 2026))
    assert years.all() == [12]
