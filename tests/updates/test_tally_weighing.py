"""What cells would change is known before they come in."""

from __future__ import annotations

import time
from collections.abc import Iterator

import sqlalchemy as sa

from dashboard.updates.tally_incoming import Cell
from dashboard.updates.tally_weighing import weigh
from tests.updates.registers import cell, prepare


def test_weighing_takes_as_long_as_its_cells_need(connection: sa.Connection) -> None:
    def slowly() -> Iterator[Cell]:
        yield cell(5)
        time.sleep(0.3)
        yield cell(6, sex="m")

    prepare(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = 100")
    weighed, _ = weigh(connection, slowly(), family=False)
    assert [row.added for row in weighed] == [2]
