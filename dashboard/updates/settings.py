"""A setting is changed by an administrator, and told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, insert, update

from dashboard.actors import Actor
from dashboard.errors import UnknownSetting
from dashboard.model import Setting
from dashboard.queries import accounts, settings
from dashboard.updates import events

Value = str | int
KIND: Final = "setting"


def change(connection: Connection, actor: Actor, key: str, words: str) -> Value:
    """The new value, as it was understood; one that is not allowed raises `UnknownSetting`."""
    return change_all(connection, actor, {key: words})[key]


def change_all(connection: Connection, actor: Actor, chosen: Mapping[str, str]) -> dict[str, Value]:
    """Several at once, all or none: two thresholds that only make sense together are judged together."""
    present = accounts.allowed(connection, actor, "administrator")
    wanted = {key: settings.known(key).read(words) for key, words in chosen.items()}
    before = settings.values(connection)
    _check_order(before | wanted)
    for key, value in wanted.items():
        if value != before[key]:
            _write(connection, present, key, value)
            events.record(connection, present, settings.CHANGED, KIND, key, before=before[key], after=value)
    return wanted


def _check_order(values: Mapping[str, Value]) -> None:
    watch, late = int(values[settings.WATCH_POINTS]), int(values[settings.LATE_POINTS])
    if watch >= late:
        sentence = "An activity is to be watched before it is late: {watch} points must be fewer than {late}."
        raise UnknownSetting(sentence, watch=watch, late=late)


def _write(connection: Connection, actor: Actor, key: str, wanted: Value) -> None:
    row = {
        "value": json.dumps(wanted),
        "changed_at": dt.datetime.now(dt.UTC),
        "account_id": None if actor.is_machine else actor.account_id,
    }
    if not connection.execute(update(Setting).where(Setting.key == key).values(row)).rowcount:
        connection.execute(insert(Setting).values(row | {"key": key}))
