"""Accounts for tests, with hashes that cost nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from dashboard.actors import MACHINE, Actor, Role, Side
from dashboard.model import Event
from dashboard.updates import accounts, passwords

SECRET = "une phrase assez longue"


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


def made(
    connection: sa.Connection,
    login: str,
    *roles: Role,
    side: Side | None = None,
    password: str | None = SECRET,
    by: Actor = MACHINE,
) -> Actor:
    name = login.replace(".", " ").title()
    return accounts.add(
        connection, by, login=login, name=name, side=side, roles=roles or ("reader",), password=password
    )


def actions(connection: sa.Connection) -> list[tuple[str | None, str, str | None]]:
    """Who did what to what, in order."""
    told = sa.select(Event.login, Event.action, Event.object_key).order_by(Event.id)
    return [(login, action, key) for login, action, key in connection.execute(told)]
