"""One measure at a time over the regions of 2023, and what stands in them: reception centres, the mechanism of Gao.

Regions are never added here: a register is read region by region over the same months, a stock at one same date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import Connection, select

from dashboard.model import Figure, Indicator, ReceptionCentre, Source, Territory
from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import registers, sources
from dashboard.queries.moments import in_scope, live
from dashboard.queries.registers import NO_REGION, Part

Measure = Literal["returns", "reintegration", "displaced"]
REGISTERS: dict[Measure, str] = {"returns": "returns_assisted", "reintegration": "reintegration_started"}
DISPLACED = "displaced_persons_stock"
DIVISION, OLDER_DIVISION, SHOWN_MONTHS = 2023, 1991, 12
COLUMNS = (
    "region_key", "name_fr", "name_en", "capital", "latitude", "longitude", "older_key", "people", "months_reported",
    "starts", "ends", "whole",
)  # fmt: skip
CENTRE_COLUMNS = (
    "centre_key", "name_fr", "name_en", "region_key", "status", "status_fr", "status_en", "quote", "latitude",
    "longitude", "source_key",
)  # fmt: skip


def by_region(connection: Connection, *, reading: Reading, measure: Measure) -> Sourced:
    """One row per region of 2023 and Bamako, most people first, unreported ones last, then the unspecified region.

    `people` None: nobody reported the region; zero: it reported nobody. A register covers its last twelve months
    (`starts` to `ends`), of which `months_reported` were received; a stock was counted on one day, and `whole` is the
    national total of that same count. No rows when nothing was reported anywhere.
    """
    if measure == "displaced":
        return _stock(connection, reading)
    return _register(connection, REGISTERS[measure], reading)


def older_regions(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per region that has an outline, those of 1991: `region_key`, names. No source: they are places."""
    names = select(Territory.key, Territory.name_fr, Territory.name_en)
    found = connection.execute(names.where(Territory.division == OLDER_DIVISION).order_by(Territory.id))
    return Sourced(frame(found, ("region_key", "name_fr", "name_en")), (), reading)


def centres(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per reception centre; `status` not_confirmed is never to be shown as operational."""
    found = connection.execute(
        select(ReceptionCentre.key, ReceptionCentre.name_fr, ReceptionCentre.name_en, Territory.key,
               ReceptionCentre.status, ReceptionCentre.status_fr, ReceptionCentre.status_en, ReceptionCentre.quote,
               ReceptionCentre.latitude, ReceptionCentre.longitude, Source.key)
        .join(Territory, Territory.id == ReceptionCentre.territory_id)
        .join(Source, Source.id == ReceptionCentre.source_id)
        .where(in_scope(Source.kind, reading))
        .order_by(ReceptionCentre.id)
    ).all()  # fmt: skip
    keys = sorted({str(row[-1]) for row in found})
    return Sourced(frame(found, CENTRE_COLUMNS), sources.load(connection, keys=keys), reading)


def _register(connection: Connection, indicator: str, reading: Reading) -> Sourced:
    months = registers.calendar(connection, reading=reading, indicators=(indicator,))[-SHOWN_MONTHS:]
    if not months:
        return Sourced(frame((), COLUMNS), (), reading)
    part = Part(months[0], months[-1])
    counts = registers.counted(connection, indicator, ("territory",), part, reading=reading)
    reported = registers.reports(connection, indicator, part, reading=reading)
    people = {key: counts.get((key,), 0) for key in reported.expected if reported.months_of(key)}
    if (NO_REGION,) in counts:
        people[NO_REGION] = counts[NO_REGION,]
    span = (dt.date(months[0] // 100, months[0] % 100, 1), _last_day(months[-1]), None)
    received = {key: reported.months_of(key) for key in people if key != NO_REGION}
    rows = _rows(connection, people, received, span)
    return Sourced(frame(rows, COLUMNS), sources.sources_of(connection, indicator, reading), reading)


def _stock(connection: Connection, reading: Reading) -> Sourced:
    """The latest count that was given by region."""
    stated = connection.execute(_stated_by_place(reading)).all()
    regional = [row for row in stated if row.kind in ("region", "district")]
    if not regional:
        return Sourced(frame((), COLUMNS), (), reading)
    latest = max(regional, key=lambda row: row.period_end)
    same = [row for row in stated if (row.period_end, row.source_key) == (latest.period_end, latest.source_key)]
    people = {row.key: row.value for row in same if row.kind in ("region", "district")}
    whole = next((row.value for row in same if row.kind == "country"), None)
    rows = _rows(connection, people, {}, (latest.period_end, latest.period_end, whole))
    return Sourced(frame(rows, COLUMNS), sources.load(connection, keys=[str(latest.source_key)]), reading)


def _stated_by_place(reading: Reading) -> Any:
    return (
        select(Territory.key, Territory.kind, Figure.value, Figure.period_end, Source.key.label("source_key"))
        .join(Indicator, Indicator.id == Figure.indicator_id)
        .join(Source, Source.id == Figure.source_id)
        .join(Territory, Territory.id == Figure.territory_id)
        .where(Indicator.key == DISPLACED, Territory.division == DIVISION, Figure.period_end.is_not(None),
               live(Figure, reading), in_scope(Source.kind, reading))
    )  # fmt: skip


def _rows(
    connection: Connection, people: dict[str, int], received: dict[str, int], span: tuple[dt.date, dt.date, int | None]
) -> Iterable[tuple[object, ...]]:
    table = Territory
    places = connection.execute(
        select(table.key, table.name_fr, table.name_en, table.capital, table.latitude, table.longitude, table.older_key)
        .where(table.division == DIVISION, table.kind != "country")
    ).all()  # fmt: skip
    shown = [place for place in places if place.key != NO_REGION or people.get(NO_REGION)]
    shown.sort(key=lambda p: (p.key == NO_REGION, p.key not in people, -people.get(p.key, 0), p.key))
    return ((*place, people.get(place.key), received.get(place.key), *span) for place in shown)


def _last_day(month: int) -> dt.date:
    following = dt.date(month // 100 + month % 100 // 12, month % 100 % 12 + 1, 1)
    return following - dt.timedelta(days=1)
