"""What queries are measured on is a register as the program itself would have kept it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from benchmarks.scale import Shape, fill
from dashboard import database
from dashboard.model import Base, Batch, Tally
from dashboard.updates import tally_proof

SMALL = Shape(indicators=2, months=14, territories=2, countries=3, details=1)


def test_every_batch_brought_the_cells_of_its_month_and_their_sums_agree(url: sa.URL) -> None:
    fill(url.render_as_string(hide_password=False), SMALL)
    engine = database.connect(url)
    with engine.begin() as connection:
        brought = connection.execute(sa.select(Tally.batch_id, sa.func.count()).group_by(Tally.batch_id)).all()
        assert {row[0] for row in brought} == set(connection.scalars(sa.select(Batch.id)))
        assert {row[1] for row in brought} == {2 * 3 * 2 * 4}
        assert tally_proof.check_sums(connection) == []
    engine.dispose()


def test_keys_and_indexes_are_there_again_after_the_rows(url: sa.URL) -> None:
    engine = database.connect(url)
    before = _keys_and_indexes(engine)
    fill(url.render_as_string(hide_password=False), SMALL)
    assert _keys_and_indexes(engine) == before
    assert "PRIMARY KEY" in str(CreateTable(Base.metadata.tables["tally_sum"])), "the model itself stays as it is"
    engine.dispose()


def _keys_and_indexes(engine: sa.Engine) -> list[object]:
    looked = sa.inspect(engine)
    names = ("tally", "tally_change", "tally_sum")
    indexes = [sorted(str(index["name"]) for index in looked.get_indexes(name)) for name in names]
    return [*indexes, *(looked.get_pk_constraint(name) for name in names)]
