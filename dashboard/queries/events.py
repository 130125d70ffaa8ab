"""What happened, for an administrator: newest first, by who, side, act, object and day, a page at a time."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.actors import Actor
from dashboard.model import Event
from dashboard.queries import accounts

PAGE: Final = 50
WHOLE: Final = 100_000
"""The most that one file holds: what an office program opens."""


@dataclass(frozen=True)
class Wanted:
    """Empty: any. `about` is part of what the act was about; `since` and `until` are days of Bamako, in UTC."""

    login: str = ""
    side: str = ""
    action: str = ""
    about: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True)
class Happened:
    """One event; `before` and `after` as they were written, read back from JSON."""

    number: int
    at: dt.datetime
    login: str | None
    side: str | None
    action: str
    kind: str
    key: str | None
    before: Any
    after: Any
    reason: str | None


def journal(
    connection: Connection, actor: Actor, wanted: Wanted, *, below: int | None = None, most: int = PAGE
) -> list[Happened]:
    """Events in the order they were written, the last one first; `below` is the number under which a page begins."""
    accounts.allowed(connection, actor, "administrator")
    asked = sa.select(Event).where(*_conditions(wanted)).order_by(Event.id.desc()).limit(most)
    if below is not None:
        asked = asked.where(Event.id < below)
    return [_happened(row) for row in connection.execute(asked)]


def count(connection: Connection, actor: Actor, wanted: Wanted) -> int:
    accounts.allowed(connection, actor, "administrator")
    return connection.scalar(sa.select(sa.func.count()).select_from(Event).where(*_conditions(wanted))) or 0


def offered(connection: Connection, actor: Actor) -> tuple[list[str], list[str]]:
    """The logins and the acts that occur, in order."""
    accounts.allowed(connection, actor, "administrator")
    logins, actions = (
        [word for word in connection.scalars(sa.select(column).distinct().order_by(column)) if word]
        for column in (Event.login, Event.action)
    )
    return logins, actions


def _conditions(wanted: Wanted) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.login:
        yield Event.login == wanted.login
    if wanted.side:
        yield Event.side == wanted.side
    if wanted.action:
        yield Event.action == wanted.action
    if wanted.about:
        yield sa.or_(Event.object_key.icontains(wanted.about, autoescape=True), Event.object_kind == wanted.about)
    if wanted.since:
        yield Event.happened_at >= _start(wanted.since)
    if wanted.until:
        yield Event.happened_at < _start(wanted.until + dt.timedelta(days=1))


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _happened(row: Any) -> Happened:
    before, after = (None if words is None else json.loads(words) for words in (row.before, row.after))
    return Happened(
        row.id, row.happened_at, row.login, row.side, row.action, row.object_kind, row.object_key, before, after,
        row.reason,
    )  # fmt: skip
