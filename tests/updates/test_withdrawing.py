"""Whatever is accepted and withdrawn, in any order: what is in force is what the last file still there brought."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.model import Batch, Tally
from dashboard.updates import tally_proof
from tests.updates.editors import editor
from tests.updates.import_files import accept, cells, compared, one, ready, withdraw
from tests.updates.registers import prepare

Counts = dict[tuple[int, str], int]
"""(month, territory) → count."""
FILES = st.dictionaries(st.tuples(st.sampled_from((202601, 202602)), st.sampled_from(("gao", "kayes"))),
                        st.integers(0, 3), min_size=1)  # fmt: skip
STEPS = st.lists(st.one_of(FILES, st.integers(0, 4)), max_size=7)
"""A file that comes, or the place of the one to withdraw among those that came."""


class Expected:
    """The same in a few lines of Python: what each file brought, and which were withdrawn."""

    def __init__(self) -> None:
        self.brought: list[Counts] = []
        self.gone: set[int] = set()

    def live(self) -> Counts:
        found: Counts = {}
        for place, counts in enumerate(self.brought):
            if place not in self.gone:
                found |= counts
        return found

    def come(self, counts: Counts) -> bool:
        """Whether anything of it is new: what stands already stays that of whoever brought it."""
        new = {cell: count for cell, count in counts.items() if self.live().get(cell) != count}
        if new:
            self.brought.append(new)
        return bool(new)


def live(connection: sa.Connection) -> Counts:
    found = connection.execute(
        sa.select(Tally.month, Tally.territory_id, Tally.count).where(Tally.superseded_by.is_(None))
    )
    return {(month, ("gao", "kayes")[territory - 1]): count for month, territory, count in found}


def held(connection: sa.Connection) -> set[int]:
    """The files whose cells are in force, those that were put back under their own name."""
    of = sa.func.coalesce(sa.case((Batch.kind == "restoration", Batch.original_id)), Batch.id)
    asked = sa.select(of).join(Tally, Tally.batch_id == Batch.id).where(Tally.superseded_by.is_(None))
    return set(connection.scalars(asked.distinct()))


@given(steps=STEPS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_accepting_and_withdrawing(connection: sa.Connection, steps: list[Any]) -> None:
    connection.rollback()  # what the example before this one did
    prepare(connection)
    actor, expected, numbers = editor(connection, "iom"), Expected(), list[int]()
    for step in steps:
        if isinstance(step, dict) and expected.come(step):
            rows = cells(*(one(count, month, territory) for (month, territory), count in step.items()))
            numbers.append(accept(connection, actor, ready(connection, actor, rows)))
        elif isinstance(step, int) and step < len(numbers) and step not in expected.gone:
            withdraw(connection, actor, numbers[step])
            expected.gone.add(step)
        assert live(connection) == expected.live()
        assert held(connection) <= {numbers[place] for place in range(len(numbers)) if place not in expected.gone}
    assert tally_proof.check_sums(connection) == []


@given(counts=FILES)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_accepted_is_read_back_unchanged(connection: sa.Connection, counts: Counts) -> None:
    connection.rollback()
    prepare(connection)
    actor = editor(connection, "iom")
    rows = cells(*(one(count, month, territory) for (month, territory), count in counts.items()))
    draft = ready(connection, actor, rows)
    assert compared(connection, draft).added == len(counts)
    accept(connection, actor, draft)
    assert live(connection) == counts
