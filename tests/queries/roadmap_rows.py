"""Rows of a small roadmap, written as people would state them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, insert, select, update

from dashboard import model

DAY_0 = dt.date(2026, 1, 1)


def day(number: int) -> dt.date:
    """The day so many days after 1 January 2026."""
    return DAY_0 + dt.timedelta(days=number)


def moment(number: int, hour: int = 9) -> dt.datetime:
    return dt.datetime.combine(day(number), dt.time(hour), tzinfo=dt.UTC)


def add(connection: Connection, table: type[model.Base], **values: Any) -> int:
    """One row, with an `id` of its own."""
    return int(connection.execute(insert(table).values(values).returning(table.__table__.c.id)).scalar_one())


def source(connection: Connection, key: str = "register", kind: str = "register") -> int:
    known = connection.scalar(select(model.Source.id).where(model.Source.key == key))
    return known or add(connection, model.Source, key=key, title_fr=key, title_en=key, publisher="MMEIA", kind=kind,
                        date_status="not_printed")  # fmt: skip


def organisation(connection: Connection, key: str = "mmeia", kind: str = "ministry") -> int:
    known = connection.scalar(select(model.Organisation.id).where(model.Organisation.key == key))
    return known or add(connection, model.Organisation, key=key, name_fr=f"{key} fr", name_en=f"{key} en", kind=kind,
                        acronym=key.upper(), source_id=source(connection))  # fmt: skip


def priority(connection: Connection, number: int) -> int:
    known = connection.scalar(select(model.Priority.id).where(model.Priority.number == number))
    return known or add(connection, model.Priority, number=number, key=f"p{number}", name_fr=f"Priorité {number}",
                        name_en=f"Priority {number}", grouping_status="provisional")  # fmt: skip


def activity(
    connection: Connection, key: str, *, of: int = 1, starts: int = 0, due: int = 99, weight: float = 1,
    kind: str = "register",
) -> int:  # fmt: skip
    """An activity of priority `of`, agreed on day 0; `starts` and `due` are days after 1 January 2026."""
    source_id = source(connection, kind, kind)
    identifier = add(connection, model.Activity, key=key, priority_id=priority(connection, of), source_id=source_id)
    add(connection, model.ActivityVersion, activity_id=identifier, recorded_at=moment(0), **terms(connection, key),
        starts_on=day(starts), due_on=day(due), weight=weight)  # fmt: skip
    return identifier


def terms(connection: Connection, key: str) -> dict[str, Any]:
    return {
        "title_fr": f"{key} (titre)", "title_en": f"{key} (title)", "deliverable_fr": "rapport",
        "deliverable_en": "report", "owner_id": organisation(connection),
    }  # fmt: skip


def step(connection: Connection, activity_id: int, number: int, due: int, weight: float = 1) -> None:
    add(connection, model.Milestone, activity_id=activity_id, number=number, title_fr=f"jalon {number}",
        title_en=f"step {number}", due_on=day(due), weight=weight, recorded_at=moment(0))  # fmt: skip


def report(
    connection: Connection, activity_id: int, on: int, percent: float, outcome: str | None = "accepted", *,
    answered: int | None = None, side: str = "ministry", reached: int | None = None,
) -> int:  # fmt: skip
    """Declared on a day, known the same morning; the other side answers in the evening, or on day `answered`."""
    identifier = add(
        connection, model.ProgressReport, activity_id=activity_id, source_id=source(connection), side=side,
        declared_on=day(on), percent=percent, milestone_number=reached, recorded_at=moment(on),
    )  # fmt: skip
    if outcome:
        other = "iom" if side == "ministry" else "ministry"
        add(connection, model.Verdict, report_id=identifier, declaring_side=side, side=other, outcome=outcome,
            reason="à préciser" if outcome == "returned" else None,
            decided_at=moment(on if answered is None else answered, 18))  # fmt: skip
    return identifier


def supersede(connection: Connection, table: type[model.Base], identifier: int, on: int) -> None:
    column = table.__table__.c
    connection.execute(update(table).where(column.id == identifier).values(superseded_at=moment(on, 12)))
