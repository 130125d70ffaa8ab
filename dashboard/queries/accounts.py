"""Accounts with the roles they have at this moment, and whose session a token is."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, bindparam, exists, select

from dashboard.actors import Actor, Role, Side
from dashboard.errors import NotAllowed
from dashboard.model import Account, AccountRole, AccountSession
from dashboard.provenance import Reading
from dashboard.queries import settings


@dataclass(frozen=True)
class Session:
    """A browser that is signed in; `seen_at` is exact to a few minutes."""

    id: int
    actor: Actor
    seen_at: dt.datetime


@dataclass(frozen=True)
class Listed:
    """An account as an administrator sees it."""

    login: str
    name: str
    side: Side | None
    is_active: bool
    is_demonstration: bool
    has_password: bool
    subject: str | None
    roles: tuple[Role, ...]
    must_change_password: bool = False
    sessions: int = 0
    seen_at: dt.datetime | None = None


def by_id(connection: Connection, account_id: int) -> Actor | None:
    """The account, nothing when it is closed or not there."""
    return _actor(connection, Account.id == account_id)


def by_login(connection: Connection, login: str) -> Actor | None:
    return _actor(connection, Account.login == login)


def by_subject(connection: Connection, subject: str) -> Actor | None:
    """The account that a provider's person enters: `subject` is issuer and subject, a space between."""
    return _actor(connection, Account.subject == subject)


def present(connection: Connection, actor: Actor) -> Actor:
    """The same account as it is now, in the transaction that is about to write for it; `NotAllowed` when it ended."""
    found = actor if actor.is_machine else by_id(connection, actor.account_id)
    if found is None:
        raise NotAllowed("Your account was closed: ask the administrator.")
    return found


def allowed(connection: Connection, actor: Actor, *roles: Role) -> Actor:
    """`present`, with at least one of the roles as they are now."""
    found = present(connection, actor)
    found.require(*roles)
    return found


def exist(connection: Connection, *, reading: Reading) -> bool:
    """Whether anybody can have a reason to sign in; the same on every day and for every scope."""
    return bool(connection.scalar(select(exists().where(Account.is_active))))


def real_ones_exist(connection: Connection) -> bool:
    return bool(connection.scalar(select(exists().where(Account.is_active, Account.source_id.is_(None)))))


def of_demonstration(connection: Connection) -> list[Actor]:
    """The fictitious accounts, in their order."""
    numbers = connection.scalars(select(Account.id).where(Account.source_id.is_not(None)).order_by(Account.id))
    return [actor for number in numbers.all() if (actor := by_id(connection, number))]


def account_of(connection: Connection, token: str, *, now: dt.datetime) -> Actor | None:
    """Whose session a token is, with the roles of now; nothing when it ended, expired or never was."""
    session = session_of(connection, token, now=now)
    return session.actor if session else None


def session_of(connection: Connection, token: str, *, now: dt.datetime) -> Session | None:
    found = connection.execute(OF_TOKEN, {"token": digest(token)}).all()
    if not found or _is_over(connection, found[0].created_at, found[0].seen_at, now):
        return None
    session = found[0]
    roles = frozenset(cast(Role, row.role) for row in found if row.role)
    side, known = cast("Side | None", session.side), (session.has_password, session.is_password_temporary)
    actor = Actor(session.account_id, session.login, session.display_name, side, roles, *known)
    return Session(session.id, actor, session.seen_at)


HAS_PASSWORD = Account.password_hash.is_not(None).label("has_password")
OF_TOKEN = (
    select(
        AccountSession.id,
        AccountSession.account_id,
        AccountSession.created_at,
        AccountSession.seen_at,
        Account.login,
        Account.display_name,
        Account.side,
        HAS_PASSWORD,
        Account.is_password_temporary,
        AccountRole.role,
    )
    .join(Account, Account.id == AccountSession.account_id)
    .outerjoin(AccountRole, AccountRole.account_id == Account.id)
    .where(AccountSession.token_sha256 == bindparam("token"), AccountSession.ended_at.is_(None), Account.is_active)
)
"""Made once, and one question for a session and its roles: it is asked at every click of whoever is signed in."""


def digest(token: str) -> str:
    """What the database holds of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def listed(connection: Connection) -> list[Listed]:
    """Every account, closed ones too, by login."""
    roles: dict[int, list[Role]] = {}
    for account_id, role in connection.execute(select(AccountRole.account_id, AccountRole.role)):
        roles.setdefault(account_id, []).append(cast(Role, role))
    open_ones, seen = _sessions(connection)
    return [
        _listed(row, sorted(roles.get(row.id, [])), open_ones.get(row.id, 0), seen.get(row.id))
        for row in connection.execute(LISTED)
    ]


def _listed(row: Any, roles: list[Role], open_ones: int, seen_at: dt.datetime | None) -> Listed:
    side = cast("Side | None", row.side)
    return Listed(
        row.login, row.display_name, side, row.is_active, row.is_demonstration, row.has_password, row.subject,
        tuple(roles), row.is_password_temporary, open_ones, seen_at,
    )  # fmt: skip


def _sessions(connection: Connection) -> tuple[Counter[int], dict[int, dt.datetime]]:
    """By account: how many browsers are signed in, and when one of its own was last seen."""
    columns = (AccountSession.account_id, AccountSession.created_at, AccountSession.seen_at, AccountSession.ended_at)
    found, now = connection.execute(select(*columns).order_by(AccountSession.seen_at)).all(), dt.datetime.now(dt.UTC)
    limits = settings.values(connection)
    on = [row.account_id for row in found if not row.ended_at and not _over(limits, row.created_at, row.seen_at, now)]
    return Counter(on), {row.account_id: row.seen_at for row in found}


LISTED = select(
    Account.id,
    Account.login,
    Account.display_name,
    Account.side,
    Account.is_active,
    Account.source_id.is_not(None).label("is_demonstration"),
    HAS_PASSWORD,
    Account.subject,
    Account.is_password_temporary,
).order_by(Account.login)


def _actor(connection: Connection, which: ColumnElement[bool]) -> Actor | None:
    named = (Account.id, Account.login, Account.display_name, Account.side)
    columns = (*named, HAS_PASSWORD, Account.is_password_temporary)
    account = connection.execute(select(*columns).where(which, Account.is_active)).one_or_none()
    if account is None:
        return None
    roles = connection.scalars(select(AccountRole.role).where(AccountRole.account_id == account.id))
    side, held = cast("Side | None", account.side), frozenset(cast(Role, role) for role in roles)
    known = (account.has_password, account.is_password_temporary)
    return Actor(account.id, account.login, account.display_name, side, held, *known)


def _is_over(connection: Connection, began: dt.datetime, seen: dt.datetime, now: dt.datetime) -> bool:
    return _over(settings.values(connection), began, seen, now)


def _over(limits: Mapping[str, str | int], began: dt.datetime, seen: dt.datetime, now: dt.datetime) -> bool:
    idle = dt.timedelta(minutes=int(limits[settings.IDLE_MINUTES]))
    whole = dt.timedelta(hours=int(limits[settings.SESSION_HOURS]))
    return now - seen >= idle or now - began >= whole
