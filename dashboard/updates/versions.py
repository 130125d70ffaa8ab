"""The number that moves with every write."""

from __future__ import annotations

from sqlalchemy import Connection

from dashboard import database


def moved(connection: Connection) -> int:
    """Move it, for a writer that holds its own transaction; `database.writing` does so by itself."""
    database.move_version(connection)
    return database.data_version(connection)
