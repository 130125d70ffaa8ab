"""Registers of returns and reintegration small enough to add up by head.

Assisted returns: Kayes reports June (zero), August to October 2025 and October 2024; Gao August and October 2025, and
October 2024. Nobody reports July. One person of October has neither country nor region.
"""

from __future__ import annotations

import sqlalchemy as sa

from dashboard import model
from dashboard.updates.tallies import record
from dashboard.updates.tally_incoming import Cell
from tests.updates.registers import batch, cell, prepare

GAO, KAYES, NOWHERE = 1, 2, 3
INDICATORS = (
    "returns_assisted", "returns_repatriated", "returns_expelled", "reintegration_eligible", "reintegration_started",
    "reintegration_completed", "reintegration_lag",
)  # fmt: skip
ASSISTED, _, _, ELIGIBLE, STARTED, COMPLETED, LAG = range(11, 18)


def record_all(connection: sa.Connection) -> None:
    """Every register, in one batch of a source called `register`."""
    record_nothing(connection)
    record(connection, batch(connection), [*returned(), *reintegrated()])


def record_nothing(connection: sa.Connection) -> None:
    """The lists that cells refer to, and no cell."""
    prepare(connection)
    like = {"unit": "people", "nature": "flow", "direction": "none", "sensitivity": "public"}
    words = ("name_fr", "name_en", "population", "definition_fr", "definition_en")
    made = [
        {"id": number, "key": key, **dict.fromkeys(words, key), **like} for number, key in enumerate(INDICATORS, 11)
    ]
    connection.execute(sa.insert(model.Indicator), made)
    named = {"name_fr": "?", "name_en": "?"}
    nowhere = {"id": NOWHERE, "key": "not_specified", "division": 2023, "kind": "unknown", **named}
    connection.execute(sa.insert(model.Territory), [nowhere])
    unknown = {"code": "ZZ", "alpha3": "ZZZ", "latitude": 0, "longitude": 0, **named}
    connection.execute(sa.insert(model.Country), [unknown])


def returned() -> list[Cell]:
    return [
        cell(0, indicator=ASSISTED, territory=KAYES, month=202506, detail="avr"),
        cell(4, indicator=ASSISTED, territory=GAO, country="DZ", sex="f", month=202508, detail="vhr"),
        cell(6, indicator=ASSISTED, territory=KAYES, sex="m", month=202508, detail="avr"),
        cell(3, indicator=ASSISTED, territory=KAYES, sex="m", month=202509, detail="avr"),
        cell(5, indicator=ASSISTED, territory=KAYES, sex="m", month=202510, detail="avr"),
        cell(2, indicator=ASSISTED, territory=GAO, country="DZ", sex="f", age="0-17", month=202510, detail="avr"),
        cell(1, indicator=ASSISTED, territory=NOWHERE, country="ZZ", sex="unknown", month=202510, detail="avr"),
        cell(4, indicator=ASSISTED, territory=KAYES, sex="m", month=202410, detail="avr"),
        cell(3, indicator=ASSISTED, territory=GAO, country="DZ", month=202410, detail="avr"),
    ]


def reintegrated() -> list[Cell]:
    return [
        cell(9, indicator=ELIGIBLE, territory=KAYES, month=202510, detail="all"),
        cell(5, indicator=STARTED, territory=KAYES, month=202509, detail="economic"),
        cell(3, indicator=STARTED, territory=KAYES, month=202510, detail="social"),
        cell(2, indicator=STARTED, territory=GAO, country="DZ", month=202510, detail="economic"),
        cell(1, indicator=COMPLETED, territory=KAYES, month=202510, detail="economic"),
        cell(4, indicator=LAG, territory=KAYES, month=202510, detail="31-90"),
        cell(1, indicator=LAG, territory=KAYES, month=202510, detail="181+"),
    ]
