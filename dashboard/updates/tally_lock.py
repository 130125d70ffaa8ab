"""Whoever moves the sums does so alone, and takes the time it needs."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Connection

ONE_AT_A_TIME = 0x54414C4C  # PostgreSQL's advisory lock for whoever moves the sums


def alone(connection: Connection) -> None:
    """The only one who writes cells or numbers batches from now to the end of the transaction.

    Numbers of batches follow their moments. SQLite has one writer anyway.
    """
    unhurried(connection)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def unhurried(connection: Connection) -> None:
    """A million cells take longer than the server gives a page."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
