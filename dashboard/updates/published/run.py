"""One run of the loader: the transaction, its moment, and the numbers that keys stand for in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from dashboard.updates.published.checking import Row, Values
from dashboard.updates.published.tables import Reference, Table

Key = tuple[object, ...]
Stored = Mapping[str, object]


@dataclass(frozen=True)
class Run:
    connection: sa.Connection
    now: dt.datetime
    ids: dict[str, dict[Key, object]] = field(default_factory=dict)  # of the tables written so far

    def columns(self, table: Table, row: Row) -> dict[str, object]:
        """A row as the columns of its database table, references resolved."""
        references = {reference.column: reference for reference in table.references}
        return {
            name: self._referred(references[name], row.values) if name in references else row[name]
            for name in table.columns
        }

    def _referred(self, reference: Reference, values: Values) -> object:
        key = tuple(values[cell] for cell in reference.cells)
        return None if None in key else self.ids[reference.table][key]

    def number(self, table: Table) -> None:
        """Learn the numbers of a table's rows, so that later tables can refer to them."""
        columns = table.stored.c
        if "id" in columns:
            names = [columns[name] for name in table.key_columns]
            found = self.connection.execute(sa.select(columns.id, *names))
            self.ids[table.name] = {tuple(key): number for number, *key in found}
        else:
            found = self.connection.execute(sa.select(*(columns[name] for name in table.key_columns)))
            self.ids[table.name] = {tuple(key): key[0] for key in found}


def key_of(table: Table, columns: Stored) -> Key:
    return tuple(columns[name] for name in table.key_columns)


def difference(before: Stored, after: Stored) -> dict[str, object]:
    """The columns that changed, with their new values."""
    return {name: value for name, value in after.items() if before[name] != value}
