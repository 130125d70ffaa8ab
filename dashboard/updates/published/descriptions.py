"""What describes is changed in place, its former words kept in the event. A line that left a file removes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

import sqlalchemy as sa

from dashboard import model
from dashboard.updates.published.checking import Row
from dashboard.updates.published.report import Counts
from dashboard.updates.published.run import Key, Run, Stored, difference, key_of
from dashboard.updates.published.tables import Table


def write(run: Run, table: Table, rows: list[Row]) -> Counts:
    """Bring a table in step with its file; later files may refer to it."""
    stored = _stored(run, table)
    wanted = {key_of(table, columns): columns for columns in (run.columns(table, row) for row in rows)}
    compared = {key: difference(stored[key], columns) for key, columns in wanted.items() if key in stored}
    changed = {key: columns for key, columns in compared.items() if columns}
    added = [columns for key, columns in wanted.items() if key not in stored]
    _change(run, table, stored, changed)
    if added:
        run.connection.execute(sa.insert(table.model), added)
    run.number(table)
    return Counts(len(added), len(changed), len(rows) - len(added) - len(changed))


def _stored(run: Run, table: Table) -> dict[Key, Stored]:
    found = run.connection.execute(sa.select(*table.columns.values())).mappings()
    return {key_of(table, row): row for row in map(dict, found)}


def _change(run: Run, table: Table, stored: Mapping[Key, Stored], changed: Mapping[Key, Stored]) -> None:
    for key, columns in changed.items():
        if "number" in columns:  # two lines may swap numbers that no two rows share: both step aside first
            _update(run, table, stored[key], {"number": -int(str(stored[key]["number"])) - 1})
    for key, columns in changed.items():
        _update(run, table, stored[key], columns)
        _tell(run, table, stored[key], columns)


def _update(run: Run, table: Table, row: Stored, columns: Stored) -> None:
    same = [table.columns[name] == row[name] for name in table.key_columns]
    run.connection.execute(sa.update(table.model).where(*same).values(dict(columns)))


def _tell(run: Run, table: Table, before: Stored, after: Stored) -> None:
    run.connection.execute(
        sa.insert(model.Event).values(
            happened_at=run.now,
            action="change_published",
            object_kind=table.name,
            object_key=" ".join(map(str, key_of(table, before))),
            before=_as_json({name: before[name] for name in after}),
            after=_as_json(after),
        )
    )


def _as_json(columns: Stored) -> str:
    return json.dumps(columns, ensure_ascii=False, default=str)
