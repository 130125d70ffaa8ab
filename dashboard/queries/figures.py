"""What named sources stated: one figure a row, never summed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.model import Country, Figure, FigureReading, Indicator, Source, Territory
from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import sources
from dashboard.queries.moments import in_scope, live

COLUMNS = (
    "figure_key", "indicator_key", "indicator_fr", "indicator_en", "definition_fr", "definition_en", "unit", "nature",
    "population", "value", "value_low", "value_high", "qualifier", "quote", "period_start", "period_end", "place",
    "place_fr", "place_en", "territory_key", "country_code", "said_by_fr", "said_by_en", "note_fr", "note_en",
    "is_confirmed", "readings", "source_key",
)  # fmt: skip


def figures(
    connection: Connection, *, reading: Reading, keys: Sequence[str] = (), indicators: Sequence[str] = ()
) -> Sourced:
    """One row per figure in force: by key in the order given, or by indicator then period, or all.

    `place` is as the source names it; `place_fr` and `place_en` are our names of it where we have one.

    `value` None: nothing settled was printed. `readings` lists the ways to read an unclear number:
    (value, is_plausible, note_fr, note_en).
    """
    rows = sorted(connection.execute(_rows(reading, keys, indicators)), key=_place(keys))
    unclear = _readings(connection, [row.id for row in rows if not row.is_confirmed])
    table = frame((_row(row, unclear.get(row.id, ())) for row in rows), COLUMNS)
    return Sourced(table, sources.load(connection, keys=sorted({row.source_key for row in rows})), reading)


def _rows(reading: Reading, keys: Sequence[str], indicators: Sequence[str]) -> Any:
    wanted = (
        select(
            *Figure.__table__.columns, Indicator.key.label("indicator_key"), Indicator.name_fr.label("indicator_fr"),
            Indicator.name_en.label("indicator_en"), Indicator.definition_fr, Indicator.definition_en, Indicator.unit,
            Indicator.nature, Indicator.population, Territory.key.label("territory_key"),
            func.coalesce(Territory.name_fr, Country.name_fr, Figure.place).label("place_fr"),
            func.coalesce(Territory.name_en, Country.name_en, Figure.place).label("place_en"),
            Source.key.label("source_key"),
        )
        .join(Indicator, Indicator.id == Figure.indicator_id)
        .join(Source, Source.id == Figure.source_id)
        .outerjoin(Territory, Territory.id == Figure.territory_id)
        .outerjoin(Country, Country.code == Figure.country_code)
        .where(live(Figure, reading), in_scope(Source.kind, reading))
    )  # fmt: skip
    if keys:
        wanted = wanted.where(Figure.key.in_(keys))
    return wanted.where(Indicator.key.in_(indicators)) if indicators else wanted


def _place(keys: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Sorted here: the engines disagree on where an absent date goes. Indicators keep the order of their file."""
    if keys:
        return lambda row: (list(keys).index(row.key),)
    return lambda row: (row.indicator_id, row.period_end or dt.date.max, row.key)


def _readings(connection: Connection, figure_ids: Sequence[int]) -> dict[int, tuple[tuple[Any, ...], ...]]:
    found = connection.execute(
        select(FigureReading).where(FigureReading.figure_id.in_(figure_ids)).order_by(FigureReading.value)
    )
    readings: dict[int, tuple[tuple[Any, ...], ...]] = {}
    for row in found:
        one = (row.value, row.is_plausible, row.note_fr, row.note_en)
        readings[row.figure_id] = (*readings.get(row.figure_id, ()), one)
    return readings


def _row(row: Any, readings: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
    """The columns in their order; `key` is called `figure_key` outside."""
    found = dict(row._mapping) | {"figure_key": row.key, "readings": readings}
    return tuple(found[name] for name in COLUMNS)
