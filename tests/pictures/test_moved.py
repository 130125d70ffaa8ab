"""The pictures that are said to move are those that do: every register is loaded, and every picture looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import database, pictures
from dashboard.model import Batch, Country, Indicator, Source, Territory
from dashboard.pictures import moved
from dashboard.pictures.entry import Entry
from dashboard.pictures.registers import CATEGORY
from dashboard.provenance import Reading
from dashboard.updates import tallies
from dashboard.updates.tallies import Cell
from tests.updates.registers import START

NOW = Reading()
DETAILS = {"returns_assisted": "avr", "reintegration_started": "social", "reintegration_completed": "social",
           "reintegration_lag": "0-30"}  # fmt: skip
REGISTERS = (
    "returns_assisted", "returns_repatriated", "returns_expelled", "reintegration_eligible", "reintegration_started",
    "reintegration_completed", "reintegration_lag",
)  # fmt: skip


def drawn(connection: sa.Connection, entry: Entry, link: Mapping[str, str]) -> Any:
    """What a picture is made of, as it would be drawn."""
    drawing = entry.draw(pictures.direct(connection), NOW, "fr", link)
    return drawing.data.rows.to_dict("records"), drawing.missing, [source.key for source in drawing.data.sources]


def looks(connection: sa.Connection) -> dict[tuple[str, str], Any]:
    """Every picture as its page first shows it, and for each register that may be chosen."""
    found: dict[tuple[str, str], Any] = {}
    for entry in pictures.entries():
        offered = entry.offer(pictures.direct(connection), NOW, "fr", {})
        links: list[dict[str, str]] = [{}]
        for one in offered:
            if one.name in (CATEGORY, "measure"):
                links += [{one.name: value} for value in one.options]
        for link in links:
            found[entry.key, str(link)] = drawn(connection, entry, link)
    return found


def load(connection: sa.Connection, register: str) -> None:
    """A real month of one region, at the time that pages first show."""
    source = {"key": "real", "title_fr": "r", "title_en": "r", "publisher": "x", "kind": "register",
              "date_status": "not_printed"}  # fmt: skip
    source_id = connection.execute(sa.insert(Source).values(source).returning(Source.id)).scalar_one()
    row = {"source_id": source_id, "kind": "import", "row_count": 1, "recorded_at": START}
    batch = connection.execute(sa.insert(Batch).values(row).returning(Batch.id)).scalar_one()
    indicator = connection.scalar(sa.select(Indicator.id).where(Indicator.key == register)) or 0
    region = connection.scalar(sa.select(Territory.id).where(Territory.key == "gao", Territory.division == 2023)) or 0
    country = connection.scalar(sa.select(Country.code).where(Country.code == "NE")) or ""
    cell = Cell(indicator, region, country, "f", "18-34", DETAILS.get(register, ""), 202609, 7)
    tallies.record(connection, batch, [cell])


@pytest.mark.usefixtures("filled")
def test_what_is_said_to_move_moves_and_nothing_else() -> None:
    """Each register in turn, all of them beside the same pictures as they stood."""
    wrong = {}
    with database.sketching() as connection:
        before = looks(connection)
        for register in REGISTERS:
            after = loaded(connection, register)
            really = {key for key in after if before.get(key) != after[key]}
            said = {(one.entry.key, str(dict(one.query))) for one in moved.by_registers([register])}
            wrong[register] = ({key for key, _ in said} ^ {key for key, _ in really}, said - really)
    assert wrong == dict.fromkeys(REGISTERS, (set(), set()))


def loaded(connection: sa.Connection, register: str) -> dict[tuple[str, str], Any]:
    """The pictures with the month in the database, which leaves at once."""
    with connection.begin_nested() as trial:
        load(connection, register)
        found = looks(connection)
        trial.rollback()
    return found
