"""Who stated what: the sources of rows and of register sums, and whether any is a demonstration."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, or_, select, true
from sqlalchemy.orm import aliased

from dashboard import model
from dashboard.provenance import Reading, Source
from dashboard.queries import tally_registers
from dashboard.queries.moments import known


def load(connection: Connection, *, keys: Collection[str] = (), ids: Collection[int] = ()) -> tuple[Source, ...]:
    """The sources of these keys or numbers, by date then key; real ones first."""
    return _loaded(connection, or_(model.Source.key.in_(list(keys)), model.Source.id.in_(list(ids))))


def sources_of(connection: Connection, indicator: str, reading: Reading) -> tuple[Source, ...]:
    """Who sent an indicator's register, in the family of cells (real or demonstration) that the reading shows.

    A file that was withdrawn says nothing any more from that moment on, nor does what was put back of it.
    """
    shown = tally_registers.register(connection, indicator, reading)
    sent = (
        select(model.Batch.source_id)
        .join(model.TallyChange, model.TallyChange.batch_id == model.Batch.id)
        .where(
            model.TallyChange.is_demonstration == shown.is_demonstration,
            model.TallyChange.dimensions == 0,
            model.TallyChange.indicator_id == shown.indicator_id,
            known(model.Batch.recorded_at, reading),
            model.Batch.kind != "withdrawal",
            ~_is_withdrawn(model.Batch.id, reading),
            or_(model.Batch.original_id.is_(None), ~_is_withdrawn(model.Batch.original_id, reading)),
        )
    )
    return _loaded(connection, model.Source.id.in_(sent))


def _is_withdrawn(number: Any, reading: Reading) -> ColumnElement[bool]:
    batch = aliased(model.Batch)
    moment = true() if reading.moment is None else batch.withdrawn_at <= reading.moment
    return exists().where(batch.id == number, batch.withdrawn_at.is_not(None), moment)


def has_demonstration(connection: Connection, *, reading: Reading) -> bool:
    """Whether the database holds a demonstration set, whatever the reading."""
    return connection.execute(select(model.Source.id).where(model.Source.kind == "demonstration")).first() is not None


def _loaded(connection: Connection, which: ColumnElement[bool]) -> tuple[Source, ...]:
    table = model.Source
    found = connection.execute(
        select(table.key, table.title_fr, table.title_en, table.publisher, table.published_on, table.date_printed,
               table.date_status, table.reference, table.kind)
        .where(which)
        .order_by(table.kind == "demonstration", table.published_on.desc(), table.key)
    )  # fmt: skip
    return tuple(Source(*row) for row in found)
