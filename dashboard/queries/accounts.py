"""Accounts with the roles they have at this moment."""

from __future__ import annotations

from typing import cast

from sqlalchemy import ColumnElement, Connection, select

from dashboard.actors import Actor, Role, Side
from dashboard.errors import NotAllowed
from dashboard.model import Account, AccountRole


def by_id(connection: Connection, account_id: int) -> Actor | None:
    """The account, nothing when it is disabled or not there."""
    return _actor(connection, Account.id == account_id)


def by_login(connection: Connection, login: str) -> Actor | None:
    return _actor(connection, Account.login == login)


def present(connection: Connection, actor: Actor) -> Actor:
    """The same account as it is now, in the transaction that is about to write for it; `NotAllowed` when it ended."""
    found = actor if actor.is_machine else by_id(connection, actor.account_id)
    if found is None:
        raise NotAllowed("Your account was closed: ask the administrator.")
    return found


def _actor(connection: Connection, which: ColumnElement[bool]) -> Actor | None:
    columns = (Account.id, Account.login, Account.display_name, Account.side)
    account = connection.execute(select(*columns).where(which, Account.is_active)).one_or_none()
    if account is None:
        return None
    roles = connection.scalars(select(AccountRole.role).where(AccountRole.account_id == account.id))
    side = cast("Side | None", account.side)
    return Actor(account.id, account.login, account.display_name, side, frozenset(cast(Role, role) for role in roles))
