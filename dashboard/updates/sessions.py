"""Sessions of browsers that signed in: begun with a new token each time, ended in the database.

A token says in its first letter whether it was given over an encrypted line: one of the two kinds is never taken for
the other, so that nobody can plant a token of their own in somebody's browser through an unencrypted page.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, insert, update

from dashboard.model import AccountSession
from dashboard.queries import accounts
from dashboard.queries.accounts import Session

SECURE, PLAIN = "s.", "p."
TOKEN_BYTES: Final = 32
SEEN_EVERY: Final = dt.timedelta(minutes=3)
"""How exactly the last use is known: a write each click would cost more than the page."""
KEPT: Final = dt.timedelta(days=31)


def begin(connection: Connection, account_id: int, *, secure: bool, now: dt.datetime) -> str:
    """The token of a new session. Those that ended long ago are swept out."""
    token = (SECURE if secure else PLAIN) + secrets.token_urlsafe(TOKEN_BYTES)
    row = {"token_sha256": accounts.digest(token), "account_id": account_id, "created_at": now, "seen_at": now}
    connection.execute(insert(AccountSession).values(row))
    connection.execute(delete(AccountSession).where(AccountSession.created_at < now - KEPT))
    return token


def needs_sight(session: Session, now: dt.datetime) -> bool:
    return now - session.seen_at >= SEEN_EVERY


def see(connection: Connection, session: Session, *, now: dt.datetime) -> None:
    """The session is in use."""
    row = update(AccountSession).where(AccountSession.id == session.id, AccountSession.seen_at < now)
    connection.execute(row.values(seen_at=now))


def end(connection: Connection, token: str) -> None:
    _end(connection, AccountSession.token_sha256 == accounts.digest(token))


def end_all(connection: Connection, account_id: int) -> int:
    """Every session of an account; how many there were."""
    return _end(connection, AccountSession.account_id == account_id)


def _end(connection: Connection, which: ColumnElement[bool]) -> int:
    ended = update(AccountSession).where(which, AccountSession.ended_at.is_(None))
    return connection.execute(ended.values(ended_at=dt.datetime.now(dt.UTC))).rowcount
