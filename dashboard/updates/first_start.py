"""The embedded database at its very first start: published figures and the demonstration set, something to see at once.

A configured database is never made nor filled without being asked.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from dashboard import database
from dashboard.updates import demonstration, published


def ensure() -> bool:
    """Make and fill it where none was made before; true when it was made now."""
    return database.ensure_embedded(_fill)


def _fill(engine: sa.Engine) -> None:
    now = dt.datetime.now(dt.UTC)
    with engine.begin() as connection:
        published.load(connection, now=now)
        demonstration.load(connection, today=now.date())
        database.move_version(connection)
