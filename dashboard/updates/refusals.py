"""A write that is refused leaves nothing but the event that it was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from dashboard import database
from dashboard.actors import Actor
from dashboard.errors import Conflict, NotAllowed, RowsRefused
from dashboard.model import Account
from dashboard.updates import events


@contextmanager
def noted(actor: Actor, action: str, about: object) -> Iterator[None]:
    """Around the transaction that writes: a right that is missing or a conflict is told in a transaction of its own.

    An account taken out with the demonstration set cannot be named any more.
    """
    try:
        yield
    except (NotAllowed, Conflict, RowsRefused) as refused:
        with database.noting() as connection:
            is_known = connection.scalar(select(Account.id).where(Account.id == actor.account_id))
            who = actor if is_known else None
            events.record(connection, who, f"{action}_refused", "request", about, reason=str(refused))
        raise
