"""Accounts of people who write, as the administrator would have made them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, delete, insert

from dashboard.actors import Actor, Role, Side, editor_of
from dashboard.model import Account, AccountRole
from dashboard.queries import accounts


def account(connection: Connection, login: str, side: Side | None, *roles: Role) -> Actor:
    row = {"login": login, "display_name": f"{login} (function)", "side": side, "created_at": dt.datetime.now(dt.UTC)}
    number = connection.execute(insert(Account).values(row).returning(Account.id)).scalar_one()
    for role in roles:
        connection.execute(insert(AccountRole).values(account_id=number, role=role))
    actor = accounts.by_login(connection, login)
    assert actor
    return actor


def editor(connection: Connection, side: Side) -> Actor:
    return account(connection, f"{side}.editor", side, editor_of(side))


def withdraw_roles(connection: Connection, actor: Actor) -> None:
    connection.execute(delete(AccountRole).where(AccountRole.account_id == actor.account_id))
