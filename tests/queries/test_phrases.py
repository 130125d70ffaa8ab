"""Printed phrases and their readings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from dashboard import model
from dashboard.provenance import Reading
from dashboard.queries import phrases
from tests.updates.registers import prepare

NAMES: dict[str, Any] = {"name_fr": "?", "name_en": "?"}


def write(connection: sa.Connection) -> None:
    """Three phrases, two in one priority; one reading that joins them, one that keeps them apart."""
    prepare(connection)
    source = connection.scalar(sa.select(model.Source.id).where(model.Source.key == "register"))
    priority = {"id": 1, "number": 1, "key": "one", "grouping_status": "provisional", **NAMES}
    connection.execute(sa.insert(model.Priority), [priority])
    rows = [{"number": n, "quote": f"phrase {n}", "introduced_by": ",", "priority_id": 1 if n < 3 else None,
             "source_id": source} for n in (2, 1, 3)]  # fmt: skip
    connection.execute(sa.insert(model.RoadmapPhrase), rows)
    notes = {"note_fr": "?", "note_en": "?"}
    readings = [{"id": n, "key": f"r{n}", "is_in_force": n == 2, **NAMES, **notes} for n in (1, 2)]
    connection.execute(sa.insert(model.RoadmapReading), readings)
    groups = [(1, 1, 1), (1, 2, 1), (1, 3, 2), (2, 1, 1), (2, 2, 2), (2, 3, 3)]
    connection.execute(
        sa.insert(model.ReadingPhrase),
        [{"reading_id": r, "phrase_number": p, "group_number": g} for r, p, g in groups],
    )


def test_phrases_come_in_the_order_of_the_article_with_their_priority(connection: sa.Connection) -> None:
    write(connection)
    data = phrases.phrases(connection, reading=Reading())
    found = [(row.number, row.quote, row.priority_number) for row in data.rows.itertuples()]
    assert found == [(1, "phrase 1", 1), (2, "phrase 2", 1), (3, "phrase 3", None)]
    assert [source.key for source in data.sources] == ["register"]


def test_a_reading_lists_the_phrases_of_each_of_its_items(connection: sa.Connection) -> None:
    write(connection)
    rows = phrases.readings(connection, reading=Reading()).rows
    assert list(rows["groups"]) == [((1, 2), (3,)), ((1,), (2,), (3,))]
    assert list(rows["is_in_force"]) == [False, True]
