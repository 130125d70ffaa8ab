"""The embedded database at its very first start: published figures and the demonstration set, something to see at once.

A configured database is never made nor filled without being asked.
"""

from __future__ import annotations

import datetime as dt
from functools import partial

import sqlalchemy as sa

from dashboard import database
from dashboard.updates import demonstration, published
from dashboard.updates.demonstration.sessions import Freeze


def ensure(freeze: Freeze) -> bool:
    """Make and fill it where none was made before; true when it was made now. `freeze` makes packs of reviews."""
    return database.ensure_embedded(partial(_fill, freeze))


def _fill(freeze: Freeze, engine: sa.Engine) -> None:
    now = dt.datetime.now(dt.UTC)
    with engine.begin() as connection:
        published.load(connection, now=now)
        demonstration.load(connection, today=now.date(), freeze=freeze)
        database.move_version(connection)
