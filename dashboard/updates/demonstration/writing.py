"""Rows into tables, many at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert

from dashboard.model import Base


def write(connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def write_numbered(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write rows and return their identifiers, in their order."""
    if not rows:
        return []
    statement = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))
