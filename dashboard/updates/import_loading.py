"""The rows of an accepted file become what they are: cells, figures, reports, activities."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from dashboard.actors import Actor
from dashboard.queries import import_changes
from dashboard.queries.drafts import Draft
from dashboard.updates import tallies


def load(connection: Connection, actor: Actor, draft: Draft, *, batch: int, source: int, moment: dt.datetime) -> None:
    """Write the rows of a draft as a batch, inside the transaction that makes it."""
    lists = import_changes.listed(connection)
    tallies.record(connection, batch, import_changes.cells(connection, draft.number, lists))
