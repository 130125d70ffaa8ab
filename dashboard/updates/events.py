"""What happened: who, when, what, before and after. Appended in the transaction of the act itself, never changed.

Callers hand over what changed in words and numbers; a password, a token or anything typed in secret is never part
of it.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from sqlalchemy import Connection, insert

from dashboard.actors import Actor
from dashboard.model import Event


def record(
    connection: Connection,
    actor: Actor | None,
    action: str,
    object_kind: str,
    object_key: object = None,
    *,
    before: Any = None,
    after: Any = None,
    reason: str | None = None,
) -> int:
    """The number of the event. Nobody is the actor of what happens before somebody is known."""
    person = actor if actor and not actor.is_machine else None
    event = {
        "happened_at": dt.datetime.now(dt.UTC),
        "account_id": person.account_id if person else None,
        "login": person.login if person else None,
        "side": person.side if person else None,
        "action": action,
        "object_kind": object_kind,
        "object_key": None if object_key is None else str(object_key),
        "before": _json(before),
        "after": _json(after),
        "reason": reason,
    }
    return connection.execute(insert(Event).values(event).returning(Event.id)).scalar_one()


def _json(values: Any) -> str | None:
    return None if values is None else json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
