"""Whatever comes in, is corrected or leaves, every sum is what its cells add up to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import database
from dashboard.model import Batch, Tally, TallyChange, TallySum
from dashboard.updates import tallies
from dashboard.updates.tallies import Cell, Recorded
from tests.updates.registers import START, batch, cell, prepare

KEYS = st.tuples(
    st.sampled_from((1, 2)), st.sampled_from((1, 2)), st.sampled_from(("DZ", "NE")), st.sampled_from(("f", "m")),
    st.sampled_from(("0-17", "60+")), st.sampled_from(("", "economic")), st.sampled_from((202512, 202601, 202602)),
)  # fmt: skip


class Step(NamedTuple):
    """A batch that comes in: its family, what it does, the cells it names."""

    kind: str
    action: str
    cells: dict[tuple[int, int, str, str, str, str, int], int]

    @property
    def named(self) -> list[Cell]:
        return [Cell(*key, counted) for key, counted in self.cells.items()]


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(("import", "import", "demonstration")),
        st.sampled_from(("record", "record", "record", "withdraw", "supersede")),
        st.dictionaries(KEYS, st.integers(0, 50), max_size=8),
    ),
    max_size=6,
)


def take(connection: sa.Connection, step: Step, earlier: list[int]) -> int:
    made = batch(connection, kind=step.kind)
    if step.action == "record":
        tallies.record(connection, made, step.named)
    elif step.action == "withdraw":
        tallies.withdraw(connection, made, step.named)
    elif earlier:
        tallies.supersede(connection, made, earlier[-1])
    return made


def all_sums(connection: sa.Connection) -> set[tuple[object, ...]]:
    every = connection.execute(sa.select(*TallySum.__table__.columns).where(TallySum.cells != 0))
    return {tuple(row) for row in every}


def all_changes(connection: sa.Connection) -> set[tuple[object, ...]]:
    return {tuple(row) for row in connection.execute(sa.select(*TallyChange.__table__.columns))}


@given(steps=STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_agree_with_their_cells_after_anything(connection: sa.Connection, steps: list[Step]) -> None:
    connection.rollback()  # what the example before this one did
    prepare(connection)
    earlier: list[int] = []
    for step in steps:
        earlier.append(take(connection, step, earlier))
    assert tallies.check_sums(connection) == []
    kept = all_sums(connection)
    tallies.rebuild_sums(connection)
    assert all_sums(connection) == kept


def test_cells_are_added_changed_or_left(connection: sa.Connection) -> None:
    prepare(connection)
    tallies.record(connection, batch(connection), [cell(5), cell(6, sex="m")])
    again = tallies.record(connection, batch(connection), [cell(5), cell(7, sex="m"), cell(0, month=202602)])
    assert again == Recorded(added=1, changed=1, left=1)


def test_nothing_is_overwritten(connection: sa.Connection) -> None:
    prepare(connection)
    first, second = batch(connection), batch(connection)
    tallies.record(connection, first, [cell(5)])
    tallies.record(connection, second, [cell(7)])
    kept = connection.execute(
        sa.select(Tally.batch_id, Tally.count, Tally.superseded_by).order_by(Tally.batch_id)
    ).all()
    assert kept == [(first, 5, second), (second, 7, None)]


def locks_of(connection: sa.Connection) -> int:
    """How many locks this transaction holds on the server; a file has one lock for all."""
    if connection.dialect.name == "sqlite":
        return 1
    return connection.exec_driver_sql("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid()").scalar_one()


def test_a_transaction_of_many_batches_holds_no_more_locks_than_one_of_two(connection: sa.Connection) -> None:
    prepare(connection)
    held = []
    for count in range(5):
        tallies.record(connection, batch(connection), [cell(count)])
        held.append(locks_of(connection))
    assert held[4] == held[1]
    assert tallies.check_sums(connection) == []


def test_weighing_takes_as_long_as_its_cells_need(connection: sa.Connection) -> None:
    def slowly() -> Iterator[Cell]:
        yield cell(5)
        time.sleep(0.3)
        yield cell(6, sex="m")

    prepare(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 100")
    weighed, _ = tallies.weigh(connection, slowly(), family=False)
    assert [row.added for row in weighed] == [2]


def test_a_cell_named_twice_is_refused(connection: sa.Connection) -> None:
    prepare(connection)
    with pytest.raises(ValueError, match="twice"):
        tallies.record(connection, batch(connection), [cell(5), cell(6)])


@pytest.mark.parametrize(
    "wrong", [cell(-1), cell(1, sex="x"), cell(1, month=202613), cell(1, territory=99), cell(1, country="XX")]
)
def test_the_database_itself_refuses_what_cannot_be(connection: sa.Connection, wrong: Cell) -> None:
    prepare(connection)
    with pytest.raises(sa.exc.IntegrityError):
        tallies.record(connection, batch(connection), [wrong])


def test_a_spoilt_sum_is_found_and_made_again(connection: sa.Connection) -> None:
    prepare(connection)
    tallies.record(connection, batch(connection), [cell(5), cell(6, sex="m")])
    connection.execute(sa.update(TallySum).values(count=99).where(TallySum.dimensions == 4, TallySum.sex == "m"))
    assert {found.table for found in tallies.check_sums(connection)} == {"tally_sum"}
    tallies.rebuild_sums(connection)
    assert tallies.check_sums(connection) == []


def test_sums_that_are_lost_are_made_again(connection: sa.Connection) -> None:
    prepare(connection)
    tallies.record(connection, batch(connection), [cell(5), cell(6, sex="m"), cell(2, month=202512)])
    tallies.record(connection, batch(connection), [cell(9), cell(0, detail="economic")])
    tallies.withdraw(connection, batch(connection), [cell(0, sex="m")])
    kept = all_sums(connection), all_changes(connection)
    for table in (TallySum, TallyChange):
        connection.execute(sa.delete(table))
    tallies.rebuild_sums(connection)
    assert (all_sums(connection), all_changes(connection)) == kept


def test_nobody_who_writes_waits_for_a_check(engine: sa.Engine) -> None:
    with database.opening.for_sketching(engine) as reader:
        assert tallies.check_sums(reader) == []
        with engine.begin() as writer:
            assert is_free_to_write(writer)


def is_free_to_write(connection: sa.Connection) -> bool:
    if connection.dialect.name == "sqlite":
        return True  # it began, so it has the one lock there is
    return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(tallies.ONE_AT_A_TIME))))


@pytest.mark.parametrize("dimensions", [4, 31])
def test_sums_and_changes_that_no_cell_asks_for_leave(connection: sa.Connection, dimensions: int) -> None:
    prepare(connection)
    made = batch(connection)
    stray = {"is_demonstration": False, "dimensions": dimensions, "indicator_id": 2, "sex": "m", "age_group": "",
             "detail": "", "territory_id": 0, "country_code": "", "count": 3, "cells": 1}  # fmt: skip
    connection.execute(sa.insert(TallySum).values(**stray, period=202601))
    connection.execute(sa.insert(TallyChange).values(**stray, batch_id=made, month=202601))
    assert {found.table for found in tallies.check_sums(connection)} >= {"tally_change", "tally_sum"}
    tallies.rebuild_sums(connection)
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
    tallies.rebuild_sums(connection)
    assert tallies.check_sums(connection) == []
    years = connection.scalars(sa.select(TallySum.count).where(TallySum.dimensions == 0, TallySum.period == 2026))
    assert years.all() == [12]


def test_the_demonstration_leaves_without_a_trace(connection: sa.Connection) -> None:
    prepare(connection)
    tallies.record(connection, batch(connection, kind="demonstration"), [cell(5)])
    tallies.forget_demonstration(connection)
    assert all_sums(connection) == set()
    assert tallies.check_sums(connection) == []
