"""Progress by form: declared alone or many at once, accepted, returned, corrected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

from dashboard.desk import asked as typed
from dashboard.desk.asked import Act, Asked, Done, Fields
from dashboard.desk.personal import BETWEEN_SIDES, doubt
from dashboard.errors import DashboardError, EntryRefused, RowsRefused
from dashboard.texts import as_language, text
from dashboard.updates import progress
from dashboard.updates.declared import Declared

NONE_RECORDED: Final = "{count} of {all} rows cannot be recorded as they are: none was recorded."


def declare(connection: Connection, asked: Asked) -> Done:
    row = _declared(asked.fields)
    _doubt(asked, asked.fields, "comment")
    progress.declare(connection, asked.actor, row, request=asked.request)
    return Done(text("Declared. It counts once the other side accepts it.", asked.language))


def declare_many(connection: Connection, asked: Asked) -> Done:
    """The day and the language of the comments are those of the whole table."""
    if not asked.rows:
        raise EntryRefused("No row has anything in it: write at least one percentage.", field="percent")
    rows = _all_read(asked)
    progress.declare_many(connection, asked.actor, rows, request=asked.request)
    told = text(
        "{count} report declared. It counts once the other side accepts it.",
        "{count} reports declared. They count once the other side accepts them.", language=asked.language,
        count=len(rows),
    )  # fmt: skip
    return Done(told)


def accept(connection: Connection, asked: Asked) -> Done:
    progress.accept(connection, asked.actor, typed.whole(asked.fields, "report"), request=asked.request)
    return Done(text("Accepted: this report counts from now on.", asked.language))


def give_back(connection: Connection, asked: Asked) -> Done:
    _doubt(asked, asked.fields, "reason")
    number, reason = typed.whole(asked.fields, "report"), asked.fields.get("reason", "")
    progress.give_back(connection, asked.actor, number, reason, request=asked.request)
    return Done(text("Returned: the side that declared it reads your reason.", asked.language))


def correct(connection: Connection, asked: Asked) -> Done:
    number, reason = typed.whole(asked.fields, "report"), asked.fields.get("reason", "")
    row = _declared(asked.fields)
    for field in ("comment", "reason"):
        _doubt(asked, asked.fields, field)
    progress.correct(connection, asked.actor, number, row, reason, request=asked.request)
    return Done(text("Corrected. The correction counts once the other side accepts it.", asked.language))


ACTS: Final[Mapping[str, Act]] = {
    "progress.declare": declare,
    "progress.declare_many": declare_many,
    "progress.accept": accept,
    "progress.return": give_back,
    "progress.correct": correct,
}


def _declared(fields: Fields) -> Declared:
    return Declared(
        activity_key=fields.get("activity", ""),
        version=fields.get("version", ""),
        declared_on=typed.day(fields, "declared_on"),
        percent=typed.number(fields, "percent"),
        comment=fields.get("comment", ""),
        language=as_language(fields.get("spoken")),
        milestone_number=typed.maybe_whole(fields, "milestone_number"),
        evidence=fields.get("evidence", ""),
    )


def _all_read(asked: Asked) -> list[Declared]:
    """Every row read, or `RowsRefused` with the fault of each that cannot be."""
    shared = {name: asked.fields.get(name, "") for name in ("declared_on", "spoken")}
    typed.day(shared, "declared_on")
    rows, faults = [], dict[int, DashboardError]()
    for place, row in enumerate(asked.rows):
        try:
            rows.append(_declared({**row, **shared}))
            _doubt(asked, row, "comment")
        except EntryRefused as fault:
            faults[place] = fault
    if faults:
        raise RowsRefused(NONE_RECORDED, faults=faults, count=len(faults), all=len(asked.rows))
    return rows


def _doubt(asked: Asked, fields: Fields, field: str) -> None:
    if not asked.is_sure:
        doubt(fields.get(field, ""), field, BETWEEN_SIDES)
