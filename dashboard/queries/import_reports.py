"""Progress reports of a file: declared by the side that brings it, each waiting for the other side's answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from dashboard.model import Activity
from dashboard.queries import drafts, entry
from dashboard.queries.drafts import Draft
from dashboard.queries.import_doubts import Notice
from dashboard.texts import LANGUAGES, number
from dashboard.updates import progress
from dashboard.updates.declared import Declared


def declared(connection: Connection, draft: Draft) -> list[Declared]:
    """Every row, by day."""
    rows = [_declared(row, draft) for row in drafts.rows(connection, draft.number)]
    return sorted(rows, key=lambda row: (row.declared_on, row.activity_key))


def new(connection: Connection, draft: Draft, rows: Sequence[Declared]) -> list[Declared]:
    """Those that say something that the same side did not declare already, on the same day."""
    standing = _standing(connection, {row.activity_key for row in rows})
    return [row for row in rows if _said(row, draft.side) not in standing]


def faults(connection: Connection, draft: Draft, rows: Sequence[Declared]) -> tuple[Notice, ...]:
    """Rows that cannot be declared: of the other side, before the activity begins, without such a milestone."""
    found = progress.faults_of(connection, draft.side, rows)
    return tuple(
        Notice("report", "{activity}: {fault}", {
            "activity": rows[place].activity_key,
            "fault": {language: fault.message(language) for language in LANGUAGES},
        })
        for place, fault in sorted(found.items())
    )  # fmt: skip


def titles(connection: Connection, rows: Sequence[Declared]) -> dict[str, tuple[str, str]]:
    """Activity key → its title in both languages."""
    found = entry.titles(connection, {row.activity_key for row in rows})
    return {row.activity_key: found.get(row.activity_key, (row.activity_key, row.activity_key)) for row in rows}


def before(connection: Connection, row: Declared) -> str:
    """The percentage declared last, as a number; nothing when there is none."""
    latest = entry.latest(connection, Activity.key == row.activity_key)
    return "" if latest is None else number(latest["percent"], "en")


def basis(connection: Connection, rows: Sequence[Declared]) -> list[tuple[str, str]]:
    keys = {row.activity_key for row in rows}
    return sorted(entry.versions(connection, Activity.key.in_(keys)).items())


def _declared(row: Mapping[str, str], draft: Draft) -> Declared:
    return Declared(
        activity_key=row["activity"], version="", declared_on=dt.date.fromisoformat(row["declared_on"]),
        percent=float(row["percent"]), evidence=row["evidence"],
        milestone_number=int(row["milestone_number"]) if row["milestone_number"] else None, **_comment(row, draft),
    )  # fmt: skip


def _comment(row: Mapping[str, str], draft: Draft) -> dict[str, Any]:
    """In each language that the file names; what names none is in the language of whoever brings it."""
    said = {language: row.get(f"comment_{language}", "") for language in LANGUAGES}
    said[draft.spoken] = said[draft.spoken] or row["comment"]
    first, second = sorted(LANGUAGES, key=lambda language: not said[language])
    return {"comment": said[first], "language": first, "translated": said[second]}


def _said(row: Declared, side: str) -> tuple[Any, ...]:
    return (row.activity_key, side, row.declared_on, row.percent, row.milestone_number)


def _standing(connection: Connection, keys: set[str]) -> set[tuple[Any, ...]]:
    found = entry.reports(connection, Activity.key.in_(keys)).rows
    return {
        (row.activity_key, row.side, row.declared_on, row.percent, row.milestone_number)
        for row in found.itertuples() if row.superseded_at is None
    }  # fmt: skip
