"""A setting is changed by an administrator, and told."""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy import Connection, insert, update

from dashboard.actors import Actor
from dashboard.model import Setting
from dashboard.queries import accounts, settings
from dashboard.updates import events


def change(connection: Connection, actor: Actor, key: str, words: str) -> str | int:
    """The new value, as it was understood; one that is not allowed raises `UnknownSetting`."""
    present = accounts.allowed(connection, actor, "administrator")
    wanted, before = settings.known(key).read(words), settings.value(connection, key)
    if wanted != before:
        _write(connection, present, key, wanted)
        events.record(connection, present, "setting_changed", "setting", key, before=before, after=wanted)
    return wanted


def _write(connection: Connection, actor: Actor, key: str, wanted: str | int) -> None:
    row = {
        "value": json.dumps(wanted),
        "changed_at": dt.datetime.now(dt.UTC),
        "account_id": None if actor.is_machine else actor.account_id,
    }
    if not connection.execute(update(Setting).where(Setting.key == key).values(row)).rowcount:
        connection.execute(insert(Setting).values(row | {"key": key}))
