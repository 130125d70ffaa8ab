"""A small register to record in: two regions, two countries, three indicators."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from dashboard import model
from dashboard.updates.tally_incoming import Cell

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SOURCES = {"import": ("register", "register"), "demonstration": ("demonstration", "demonstration")}


def prepare(connection: sa.Connection) -> None:
    """Lists that cells refer to; indicators `returns` and `stock`, and `protected` ones."""
    connection.execute(sa.insert(model.Source), [_source(*names) for names in SOURCES.values()])
    connection.execute(
        sa.insert(model.Indicator),
        [
            _indicator(1, "returns"),
            _indicator(2, "stock", nature="stock"),
            _indicator(3, "hidden", sensitivity="protected"),
        ],
    )
    connection.execute(sa.insert(model.Territory), [_territory(1, "gao"), _territory(2, "kayes")])
    connection.execute(sa.insert(model.Country), [_country("DZ", "DZA"), _country("NE", "NER")])


def batch(connection: sa.Connection, day: int = 0, kind: str = "import") -> int:
    """A batch that came `day` days after the start."""
    source = sa.select(model.Source.id).where(model.Source.key == SOURCES[kind][0]).scalar_subquery()
    moment = START + dt.timedelta(days=day)
    made = sa.insert(model.Batch).values(source_id=source, kind=kind, row_count=0, recorded_at=moment)
    return connection.execute(made.returning(model.Batch.id)).scalar_one()


def cell(
    counted: int, *, indicator: int = 1, territory: int = 1, country: str = "NE", sex: str = "f", age: str = "18-34",
    detail: str = "", month: int = 202601,
) -> Cell:  # fmt: skip
    return Cell(indicator, territory, country, sex, age, detail, month, counted)


def all_sums(connection: sa.Connection) -> set[tuple[object, ...]]:
    every = connection.execute(sa.select(*model.TallySum.__table__.columns).where(model.TallySum.cells != 0))
    return {tuple(row) for row in every}


def all_changes(connection: sa.Connection) -> set[tuple[object, ...]]:
    return {tuple(row) for row in connection.execute(sa.select(*model.TallyChange.__table__.columns))}


def _source(key: str, kind: str) -> dict[str, Any]:
    return {"key": key, "title_fr": key, "title_en": key, "publisher": "OIM", "date_status": "printed", "kind": kind}


def _indicator(number: int, key: str, nature: str = "flow", sensitivity: str = "public") -> dict[str, Any]:
    return {
        "id": number, "key": key, "name_fr": key, "name_en": key, "unit": "people", "nature": nature,
        "direction": "none", "sensitivity": sensitivity, "population": key, "definition_fr": "", "definition_en": "",
    }  # fmt: skip


def _territory(number: int, key: str) -> dict[str, Any]:
    return {"id": number, "key": key, "division": 2023, "kind": "region", "name_fr": key, "name_en": key}


def _country(code: str, alpha3: str) -> dict[str, Any]:
    return {"code": code, "alpha3": alpha3, "name_fr": code, "name_en": code, "latitude": 0, "longitude": 0}
