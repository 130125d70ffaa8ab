"""Sources by key, and whether any is a demonstration."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from dashboard import model
from dashboard.provenance import Reading, Source


def load(connection: Connection, *, keys: Sequence[str]) -> tuple[Source, ...]:
    """The sources of these keys, by date then key; real ones first."""
    table = model.Source
    found = connection.execute(
        select(table.key, table.title_fr, table.title_en, table.publisher, table.published_on, table.date_printed,
               table.date_status, table.reference, table.kind)
        .where(table.key.in_(keys))
        .order_by(table.kind == "demonstration", table.published_on.desc(), table.key)
    )  # fmt: skip
    return tuple(Source(*row) for row in found)


def has_demonstration(connection: Connection, *, reading: Reading) -> bool:
    """Whether the database holds a demonstration set, whatever the reading."""
    return connection.execute(select(model.Source.id).where(model.Source.kind == "demonstration")).first() is not None
