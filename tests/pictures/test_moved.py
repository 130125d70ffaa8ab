"""The pictures named as moving with a register are those that move when one of its cells does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from dashboard import database, pictures
from dashboard.errors import NothingToDraw, UnknownFilter
from dashboard.model import Batch, Indicator, Source, Territory
from dashboard.pictures import moved
from dashboard.pictures.filters import Link
from dashboard.provenance import Reading
from dashboard.queries.reintegration import LAG, STAGES
from dashboard.queries.returns import CATEGORIES
from dashboard.updates import tallies
from dashboard.updates.tallies import Cell
from tests.databases import Fresh

DETAIL = {"returns_assisted": "avr", "reintegration_started": "economic", "reintegration_completed": "economic",
          LAG: "0-30"}  # fmt: skip
LINKS: tuple[Link, ...] = (
    {}, *({"category": key} for key in CATEGORIES), *({"measure": key} for key in ("returns", "reintegration"))
)  # fmt: skip


@pytest.fixture(scope="module")
def engine(fresh_sqlite: Fresh) -> Iterator[sa.Engine]:
    opened = database.connect(fresh_sqlite("demonstration"))
    yield opened
    opened.dispose()


def drawn(connection: sa.Connection) -> dict[tuple[str, int], str]:
    """Every picture under every link, as its rows."""
    found = {}
    for entry in pictures.entries():
        for place, link in enumerate(LINKS):
            if set(link) <= set(entry.filters):
                found[entry.key, place] = rows_of(connection, entry.key, link)
    return found


def rows_of(connection: sa.Connection, key: str, link: Link) -> str:
    ask = pictures.direct(connection)
    try:
        visual = pictures.picture(key, ask, reading=Reading(), language="en", filters=dict(link))
    except (NothingToDraw, UnknownFilter):
        return ""
    return str(visual.rows.to_csv())


def count_one(connection: sa.Connection, indicator: str) -> None:
    """A real cell of the register, in a month that every page shows."""
    number, territory, source = (
        connection.scalar(wanted)
        for wanted in (
            sa.select(Indicator.id).where(Indicator.key == indicator),
            sa.select(Territory.id).where(Territory.key == "gao", Territory.division == 2023),
            sa.select(sa.func.min(Source.id)),
        )
    )
    row = {"source_id": source, "kind": "import", "row_count": 1, "recorded_at": dt.datetime.now(dt.UTC)}
    batch = connection.execute(sa.insert(Batch).values(row).returning(Batch.id)).scalar_one()
    assert number
    assert territory
    cell = Cell(number, territory, "NE", "f", "18-34", DETAIL.get(indicator, ""), 202610, 7)
    tallies.record(connection, batch, [cell])


@pytest.mark.parametrize("indicator", [*CATEGORIES, *STAGES, LAG])
def test_a_picture_is_named_exactly_when_it_moves(engine: sa.Engine, indicator: str) -> None:
    with engine.connect() as connection:
        before = drawn(connection)
        count_one(connection, indicator)
        after = drawn(connection)
        connection.rollback()
    told = {one.entry.key: one.query for one in moved.by_registers([indicator])}
    assert {key for key, place in before if before[key, place] != after[key, place]} == {*told}
    for key, query in told.items():
        place = LINKS.index(query)
        assert before[key, place] != after[key, place], key


def test_a_picture_of_two_registers_is_named_once() -> None:
    keys = [one.entry.key for one in moved.by_registers(["returns_assisted", "reintegration_started"])]
    assert len(keys) == len(set(keys))
    assert moved.by_registers(["displaced_persons_stock"]) == ()


def test_months_are_told_where_a_page_lets_them_be_chosen() -> None:
    first, *_ = moved.by_registers(["returns_expelled"])
    assert moved.over(first, 201903, 201905).query == {
        "category": "returns_expelled", "from": "2019-03", "to": "2019-05"
    }  # fmt: skip
    (roadmap, *_) = moved.by_activities()
    assert moved.over(roadmap, 201903, 201905) == roadmap
