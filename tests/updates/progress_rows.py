"""Forms of progress as an editor fills them, each sent with a key of its own."""

from __future__ import annotations

import itertools
from typing import Any

from sqlalchemy import Connection, func, select

from dashboard import model
from dashboard.actors import Actor
from dashboard.queries import entry
from dashboard.updates import progress
from dashboard.updates.declared import Declared
from tests.queries.roadmap_rows import day

KEYS = (f"request-{number:05}" for number in itertools.count())


def typed(connection: Connection, key: str = "a", **fields: Any) -> Declared:
    """A form opened now, on day 30."""
    version = entry.versions(connection)[key]
    return Declared(**{"activity_key": key, "version": version, "declared_on": day(30), "percent": 40, **fields})


def declare(connection: Connection, actor: Actor, key: str = "a", request: str = "", **fields: Any) -> int:
    return progress.declare(connection, actor, typed(connection, key, **fields), request=request or next(KEYS))


def accept(connection: Connection, actor: Actor, number: int) -> int:
    return progress.accept(connection, actor, number, request=next(KEYS))


def give_back(connection: Connection, actor: Actor, number: int, reason: str = "à préciser") -> int:
    return progress.give_back(connection, actor, number, reason, request=next(KEYS))


def correct(connection: Connection, actor: Actor, number: int, reason: str = "erreur de saisie", **fields: Any) -> int:
    row = typed(connection, **fields)
    return progress.correct(connection, actor, number, row, reason, request=next(KEYS))


def reports(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(model.ProgressReport)) or 0


def events(connection: Connection) -> list[Any]:
    return list(connection.execute(select(model.Event).order_by(model.Event.id)))
