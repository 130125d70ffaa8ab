"""Whatever comes in, is corrected or leaves, every sum is what its cells add up to."""

from __future__ import annotations

from typing import NamedTuple

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.model import Tally
from dashboard.updates import tallies
from dashboard.updates.tallies import Recorded
from dashboard.updates.tally_incoming import Cell
from dashboard.updates.tally_proof import check_sums, rebuild_sums
from tests.updates.registers import all_sums, batch, cell, prepare

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


@given(steps=STEPS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sums_agree_with_their_cells_after_anything(connection: sa.Connection, steps: list[Step]) -> None:
    connection.rollback()  # what the example before this one did
    prepare(connection)
    earlier: list[int] = []
    for step in steps:
        earlier.append(take(connection, step, earlier))
    assert check_sums(connection) == []
    kept = all_sums(connection)
    rebuild_sums(connection)
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
    assert check_sums(connection) == []


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


def test_the_demonstration_leaves_without_a_trace(connection: sa.Connection) -> None:
    prepare(connection)
    tallies.record(connection, batch(connection, kind="demonstration"), [cell(5)])
    tallies.forget_demonstration(connection)
    assert all_sums(connection) == set()
    assert check_sums(connection) == []
