"""A write that is refused leaves nothing but the event that it was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dashboard import database
from dashboard.actors import Actor
from dashboard.errors import Conflict, NotAllowed, RowsRefused
from dashboard.updates import events


@contextmanager
def noted(actor: Actor, action: str, about: object) -> Iterator[None]:
    """Around the transaction that writes: a right that is missing or a conflict is told in a transaction of its own."""
    try:
        yield
    except (NotAllowed, Conflict, RowsRefused) as refused:
        with database.noting() as connection:
            events.record(connection, actor, f"{action}_refused", "request", about, reason=str(refused))
        raise
