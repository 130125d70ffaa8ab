"""A write that is sent twice (double click, retry after a lost answer) is done once."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.actors import Actor
from dashboard.errors import EntryRefused
from dashboard.model import RequestDone

Result = TypeVar("Result")
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


def once(connection: Connection, key: str, actor: Actor, action: str, do: Callable[[], Result]) -> Result:
    """Do it, or give back what it gave the first time; `key` was made with the form, `Result` is what JSON holds.

    The key is kept in the transaction of the write: a write that failed leaves none, and can be sent again. Whoever
    sends the same key meanwhile waits for the first to end.
    """
    if not KEY.fullmatch(key):
        raise EntryRefused("A request is named with 8 to 64 letters, digits, “-” or “_”.", field="request")
    account = None if actor.is_machine else actor.account_id
    if not _is_first(connection, key, account, action):
        return _first_result(connection, key, account, action)
    result = do()
    done = update(RequestDone).where(RequestDone.key == key).values(result=json.dumps(result))
    connection.execute(done)
    return result


def done_before(connection: Connection, key: str, actor: Actor, action: str) -> Any:
    """What it gave when it was done; nothing as long as it was not, by this account under this key."""
    account = None if actor.is_machine else actor.account_id
    columns = (RequestDone.key == key, RequestDone.account_id == account, RequestDone.action == action)
    found = connection.scalar(select(RequestDone.result).where(*columns))
    return None if found is None else json.loads(found)


def _is_first(connection: Connection, key: str, account: int | None, action: str) -> bool:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = {"key": key, "account_id": account, "action": action, "result": "null", "done_at": dt.datetime.now(dt.UTC)}
    written = insert(RequestDone).values(row).on_conflict_do_nothing().returning(RequestDone.key)
    return connection.scalar(written) is not None


def _first_result(connection: Connection, key: str, account: int | None, action: str) -> Result:  # type: ignore[type-var]
    columns = (RequestDone.account_id, RequestDone.action, RequestDone.result)
    first = connection.execute(select(*columns).where(RequestDone.key == key)).one()
    if (first.account_id, first.action) != (account, action):
        raise EntryRefused("This form was already used for something else: open it again.", field="request")
    return json.loads(first.result)
