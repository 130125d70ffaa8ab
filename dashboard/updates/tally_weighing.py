"""What cells would change if they came in now; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.queries.tally_dimensions import whole
from dashboard.updates.tally_incoming import Cell, bring, incoming, room
from dashboard.updates.tally_lock import unhurried
from dashboard.updates.tally_tables import cell_of

MOST_REPLACED: Final = 50


class Weighed(NamedTuple):
    """Cells of one indicator, month and territory that would come in, beside those in force; `delta` is of people.

    `beneath` and `latest` tell the batches in force beneath them: their sum and the last, which move with any change.
    """

    indicator_id: int
    month: int
    territory_id: int
    added: int
    superseded: int
    unchanged: int
    delta: int
    beneath: int
    latest: int


def weigh(connection: Connection, cells: Iterable[Cell], *, family: bool) -> tuple[list[Weighed], list[Any]]:
    """What cells would change if they came in now, and the first fifty that would replace another value.

    `family`: whether they are fictitious; they are beside their own kind only. Nothing is written but
    tables of this connection alone (`database.sketching`).
    """
    unhurried(connection)
    with room(connection):
        bring(connection, cells, family)
        weighed = [Weighed(*row) for row in connection.execute(_weighed())]
        return weighed, list(connection.execute(_replaced()))


def _weighed() -> sa.Select[Any]:
    old, new = incoming.c.old_count, incoming.c.count
    by = (incoming.c.indicator_id, incoming.c.month, incoming.c.territory_id)
    measures = (
        sa.case((old.is_(None), 1), else_=0), sa.case((old != new, 1), else_=0), sa.case((old == new, 1), else_=0),
        new - sa.func.coalesce(old, 0), sa.func.coalesce(incoming.c.old_batch_id, 0),
    )  # fmt: skip
    latest = sa.func.coalesce(sa.func.max(incoming.c.old_batch_id), 0)
    return sa.select(*by, *(whole(sa.func.sum(one)) for one in measures), latest).group_by(*by).order_by(*by)


def _replaced() -> sa.Select[Any]:
    rows = sa.select(*cell_of(incoming), incoming.c.old_count, incoming.c.count, incoming.c.old_batch_id)
    return rows.where(incoming.c.old_count != incoming.c.count).order_by(*cell_of(incoming)).limit(MOST_REPLACED)
