"""Signing in: how long an attempt waits, whether its password is right, and the session it begins.

An attempt is counted before it is looked at, for its login and for its address, so that many at the same time slow
each other down. The wait grows and stops growing: nobody is ever locked out, least of all by somebody else's guesses.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
from typing import Any, Final, Literal, TypedDict, Unpack

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.actors import Actor
from dashboard.errors import BadAccount
from dashboard.model import Account, SignInFailure
from dashboard.queries import accounts
from dashboard.updates import events, passwords, sessions
from dashboard.updates.accounts import KIND, hash_of, login_of

Kind = Literal["login", "address"]
FREE: Final[dict[Kind, int]] = {"login": 5, "address": 25}
"""Attempts without a wait; a whole office may share one address."""
LONGEST_S: Final = 15.0
FORGOTTEN_AFTER: Final = dt.timedelta(hours=1)


class Browser(TypedDict):
    """What is known of the browser that enters: its line, the token it had, and the moment."""

    secure: bool
    replaced: str
    now: dt.datetime


def count_attempt(connection: Connection, login: str, address: str, *, now: dt.datetime) -> float:
    """Count it, and give the seconds it has to wait."""
    connection.execute(delete(SignInFailure).where(SignInFailure.latest_at < now - FORGOTTEN_AFTER))
    counts = {kind: _count(connection, kind, key, now) for kind, key in _keys(login, address).items()}
    return max(wait(count - FREE[kind]) for kind, count in counts.items())


def wait(beyond: int) -> float:
    """1, 2, 4, 8, then 15 seconds for each attempt beyond the free ones."""
    return 0.0 if beyond <= 0 else min(2.0 ** min(beyond - 1, 10), LONGEST_S)


def known_login(words: str) -> str:
    """The login meant; what cannot be one is nobody's."""
    try:
        return login_of(words)
    except BadAccount:
        return ""


def succeed(connection: Connection, login: str, secret: str, *, address: str, **browser: Unpack[Browser]) -> str | None:
    """The token of the new session. `secret` is the hash that the password was right for: nothing when the account
    was closed or its password changed in the meantime."""
    actor = accounts.by_login(connection, login)
    if actor is None or hash_of(connection, login) != secret:
        return None
    forgive(connection, login, address)
    return enter(connection, actor, **browser)


def enter(connection: Connection, actor: Actor, **browser: Unpack[Browser]) -> str:
    """Begin a session for somebody who was recognised; the one this browser had before ends."""
    if browser["replaced"]:
        sessions.end(connection, browser["replaced"])
    events.record(connection, actor, "signed_in", KIND, actor.login)
    return sessions.begin(connection, actor.account_id, secure=browser["secure"], now=browser["now"])


def recognise(connection: Connection, subject: str, **browser: Unpack[Browser]) -> str | None:
    """The token of a new session for whoever a provider knows by `subject`; nothing, and an event, for a person that
    no open account is bound to."""
    actor = accounts.by_subject(connection, subject)
    if actor is None:
        events.record(connection, None, "sign_in_refused", KIND, after={"subject": subject})
        return None
    return enter(connection, actor, **browser)


def refuse(connection: Connection, login: str) -> None:
    """Tell the journal; a login that nobody has may be a password typed into the wrong box."""
    known = connection.scalar(select(Account.login).where(Account.login == login))
    events.record(connection, None, "sign_in_refused", KIND, known)


def leave(connection: Connection, token: str, *, now: dt.datetime) -> None:
    """End a session, and tell whose it was."""
    actor = accounts.account_of(connection, token, now=now)
    sessions.end(connection, token)
    if actor:
        events.record(connection, actor, "signed_out", KIND, actor.login)


def forgive(connection: Connection, login: str, address: str) -> None:
    """The right password clears its login; of the address, only this attempt: others may be guessing from there."""
    keys = _keys(login, address)
    connection.execute(delete(SignInFailure).where(*_which("login", keys["login"])))
    fewer = update(SignInFailure).where(*_which("address", keys["address"]), SignInFailure.count > 0)
    connection.execute(fewer.values(count=SignInFailure.count - 1))


def renew_hash(connection: Connection, login: str, password: str, secret: str) -> None:
    """A hash made with older parameters is made again while the password is at hand."""
    if passwords.is_outdated(secret):
        which = (Account.login == login, Account.password_hash == secret)
        connection.execute(update(Account).where(*which).values(password_hash=passwords.rehashed(password)))


def network_of(address: str) -> str:
    """Who shares an address: one IPv4, or the /64 that an IPv6 household or office has."""
    found = parsed(address)
    return "" if found is None else str(ipaddress.ip_network((found, 64 if found.version == 6 else 32), strict=False))


def parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An IPv4 that a line of IPv6 hands on (`::ffff:…`) is itself: else all of them would be one household."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _keys(login: str, address: str) -> dict[Kind, str]:
    return {"login": _digest(login), "address": _digest(network_of(address))}


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _which(kind: Kind, key: str) -> tuple[Any, ...]:
    return SignInFailure.kind == kind, SignInFailure.key_sha256 == key


def _count(connection: Connection, kind: Kind, key: str, now: dt.datetime) -> int:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(SignInFailure).values(kind=kind, key_sha256=key, count=1, latest_at=now)
    grown = {"count": SignInFailure.count + 1, "latest_at": now}
    counted = row.on_conflict_do_update(index_elements=["kind", "key_sha256"], set_=grown)
    return connection.execute(counted.returning(SignInFailure.count)).scalar_one()
