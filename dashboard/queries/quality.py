"""How old and how complete the data are, indicator by indicator; what was corrected, and why."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, func, select

from dashboard import provenance
from dashboard.model import Figure, Indicator, Source
from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import registers, sources
from dashboard.queries.moments import in_scope, known, live
from dashboard.queries.registers import Part
from dashboard.texts import month_of

SERIES_COLUMNS = (
    "indicator_key", "name_fr", "name_en", "rhythm_months", "first_month", "last_month", "months_late", "received",
    "expected", "regions", "is_demonstration",
)  # fmt: skip
STATEMENT_COLUMNS = ("indicator_key", "name_fr", "name_en", "figures", "latest_end", "latest_source", "unconfirmed")
INDICATOR_COLUMNS = (
    "indicator_key", "name_fr", "name_en", "unit", "nature", "direction", "sensitivity", "rhythm_months",
    "definition_fr", "definition_en",
)  # fmt: skip
CORRECTION_COLUMNS = ("figure_key", "name_fr", "name_en", "before", "after", "quote", "reason", "corrected_on")
SOURCE_COLUMNS = (
    "source_key", "title_fr", "title_en", "publisher", "published_on", "date_printed", "date_status", "reference",
    "kind", "note_fr", "note_en",
)  # fmt: skip


def series(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per indicator with a register: last month received, months late, regions × months received of expected.

    `months_late` counts the complete months after the last one received, beyond the rhythm; an indicator with no
    register at all has no `last_month`. Of a protected one, who reported when would tell where somebody is.
    """
    wanted = select(Indicator.key, Indicator.name_fr, Indicator.name_en, Indicator.rhythm_months)
    public = Indicator.rhythm_months.is_not(None), Indicator.sensitivity == "public"
    rows = connection.execute(wanted.where(*public).order_by(Indicator.id)).all()
    described = [(row, *_received(connection, row.key, row.rhythm_months, reading)) for row in rows]
    found = provenance.merge_sources(*(origins for *_, origins in described))
    told = ((*row, *measures, any(s.is_demonstration for s in origins)) for row, measures, origins in described)
    return Sourced(frame(told, SERIES_COLUMNS), found, reading)


def _received(
    connection: Connection, indicator: str, rhythm: int, reading: Reading
) -> tuple[tuple[int | None, ...], tuple[provenance.Source, ...]]:
    months = registers.calendar(connection, reading=reading, indicators=(indicator,))
    if not months:
        return (None, None, None, None, None, None), ()
    part = Part(months[0], months[-1])
    found = registers.reports(connection, indicator, part, reading=reading)
    late = months_late(months[-1], rhythm, reading)
    regions = len(found.expected)
    measures = (months[0], months[-1], late, found.received, regions * len(months), regions)
    return measures, sources.sources_of(connection, indicator, reading)


def months_late(last_month: int, rhythm: int, reading: Reading) -> int:
    """Complete months after the last one received, beyond the rhythm; a month has one more to arrive in."""
    complete = registers.month_before(month_of(reading.day))
    return max(0, len(registers.months_between(last_month, complete)) - 1 - rhythm)


def statements(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per indicator that sources stated: how many figures, the latest period they speak of, the unconfirmed."""
    unconfirmed = func.count().filter(Figure.is_confirmed.is_(False))
    found = connection.execute(
        select(Indicator.key, Indicator.name_fr, Indicator.name_en, func.count(), func.max(Figure.period_end),
               func.max(Source.published_on), unconfirmed)
        .join(Figure, Figure.indicator_id == Indicator.id)
        .join(Source, Source.id == Figure.source_id)
        .where(live(Figure, reading), in_scope(Source.kind, reading))
        .group_by(Indicator.id, Indicator.key, Indicator.name_fr, Indicator.name_en)
        .order_by(Indicator.id)
    ).all()  # fmt: skip
    return Sourced(frame(found, STATEMENT_COLUMNS), (), reading)


def indicators(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per indicator: what it counts, in which unit, how sensitive it is."""
    table = Indicator
    found = connection.execute(
        select(table.key, table.name_fr, table.name_en, table.unit, table.nature, table.direction, table.sensitivity,
               table.rhythm_months, table.definition_fr, table.definition_en).order_by(table.id)
    )  # fmt: skip
    return Sourced(frame(found, INDICATOR_COLUMNS), (), reading)


def corrections(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per figure in force by then that replaced another: both values, the reason, the day; latest first."""
    old = Figure.__table__.alias("replaced")
    found = connection.execute(
        select(Figure.key, Indicator.name_fr, Indicator.name_en, old.c.value, Figure.value, Figure.quote, Figure.reason,
               Figure.recorded_at)
        .join(Indicator, Indicator.id == Figure.indicator_id)
        .join(Source, Source.id == Figure.source_id)
        .join(old, old.c.id == Figure.supersedes_id)
        .where(known(Figure.recorded_at, reading), in_scope(Source.kind, reading))
        .order_by(Figure.recorded_at.desc(), Figure.key)
    ).all()  # fmt: skip
    rows = ((*row[:-1], row[-1].date()) for row in found)
    return Sourced(frame(rows, CORRECTION_COLUMNS), (), reading)


def every_source(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per source, by kind then date, latest first; undated ones last."""
    table = Source
    found = list(connection.execute(
        select(table.key, table.title_fr, table.title_en, table.publisher, table.published_on, table.date_printed,
               table.date_status, table.reference, table.kind, table.note_fr, table.note_en)
        .where(in_scope(table.kind, reading))
    ))  # fmt: skip
    kinds = ("article", "report", "press", "register", "demonstration")
    found.sort(key=lambda row: (kinds.index(row.kind), -(row.published_on or dt.date.min).toordinal(), row.key))
    return Sourced(frame(found, SOURCE_COLUMNS), (), reading)


def demonstration_day(connection: Connection, *, reading: Reading) -> dt.date | None:
    """The day around which the demonstration set is laid out; nothing without one."""
    latest = select(func.max(Source.laid_out_on)).where(in_scope(Source.kind, reading))
    found: dt.date | None = connection.scalar(latest)
    return found
