"""Accounts are made, changed and closed by an administrator; each change is an event, none is told with its secret.

An account is never deleted. Whoever loses a password, a role or the account itself loses it at once: every write and
every page reads them again, and sessions end with the password.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from typing import Final, get_args

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.actors import EDITORS, Actor, Role, Side
from dashboard.errors import BadAccount
from dashboard.model import Account, AccountRole
from dashboard.queries import accounts
from dashboard.updates import events, passwords, sessions

LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,119}")
NAME_LENGTH: Final = 120
KIND: Final = "account"


def add(
    connection: Connection,
    actor: Actor,
    *,
    login: str,
    name: str,
    side: Side | None,
    roles: Collection[Role],
    password: str | None = None,
) -> Actor:
    """A new account; without a password only a provider can sign it in. From then on the demonstration accounts are
    shut."""
    present = accounts.allowed(connection, actor, "administrator")
    known = login_of(login)
    if connection.scalar(select(Account.id).where(Account.login == known)):
        raise BadAccount("There is already an account “{login}”.", login=known)
    _check_roles(side, roles)
    secret = None if password is None else passwords.hashed(password, known)
    row = {"login": known, "display_name": name_of(name), "side": side, "password_hash": secret}
    number = _write(connection, row, roles)
    told = {"name": row["display_name"], "side": side, "roles": sorted(roles)}
    events.record(connection, present, "account_added", KIND, known, after=told)
    for fictitious in accounts.of_demonstration(connection):
        sessions.end_all(connection, fictitious.account_id)
    return accounts.present(connection, Actor(number, known, "", side, frozenset()))


def set_roles(connection: Connection, actor: Actor, login: str, roles: Collection[Role]) -> None:
    """Give exactly these roles; what is taken away is gone at the next click."""
    present = accounts.allowed(connection, actor, "administrator")
    account = _account(connection, login)
    _check_roles(account.side, roles)
    if "administrator" not in roles:
        _keep_an_administrator(connection, present, account)
    connection.execute(delete(AccountRole).where(AccountRole.account_id == account.account_id))
    _write_roles(connection, account.account_id, roles)
    before, after = {"roles": sorted(account.roles)}, {"roles": sorted(roles)}
    events.record(connection, present, "roles_changed", KIND, account.login, before=before, after=after)


def set_password(connection: Connection, actor: Actor, login: str, password: str) -> None:
    """By an administrator, who needs no old one; every session of the account ends."""
    present = accounts.allowed(connection, actor, "administrator")
    account = _account(connection, login)
    _write_password(connection, present, account, passwords.hashed(password, account.login))


def change_password(connection: Connection, actor: Actor, secret: str, password: str) -> None:
    """One's own. `secret` is the hash that the old password was found right for: another one by now means that
    somebody was quicker. Every session ends, this one too."""
    present = accounts.present(connection, actor)
    if hash_of(connection, present.login) != secret:
        raise BadAccount("Your password was changed in the meantime: sign in again.")
    _write_password(connection, present, present, passwords.hashed(password, present.login))


def disable(connection: Connection, actor: Actor, login: str) -> None:
    """Close the account: its sessions end, what it did stays."""
    present = accounts.allowed(connection, actor, "administrator")
    account = _account(connection, login)
    _keep_an_administrator(connection, present, account)
    connection.execute(update(Account).where(Account.id == account.account_id).values(is_active=False))
    sessions.end_all(connection, account.account_id)
    events.record(connection, present, "account_disabled", KIND, account.login)


def enable(connection: Connection, actor: Actor, login: str) -> None:
    """Open a closed account again, with the roles and the password it had."""
    present = accounts.allowed(connection, actor, "administrator")
    opened = update(Account).where(Account.login == login_of(login), ~Account.is_active).values(is_active=True)
    if not connection.execute(opened).rowcount:
        raise BadAccount("There is no closed account “{login}”.", login=login)
    events.record(connection, present, "account_enabled", KIND, login_of(login))


def sign_out(connection: Connection, actor: Actor, login: str) -> int:
    """End every session of the account; how many there were."""
    present = accounts.allowed(connection, actor, "administrator")
    account = _account(connection, login)
    ended = sessions.end_all(connection, account.account_id)
    events.record(connection, present, "signed_out_by_administrator", KIND, account.login, after={"sessions": ended})
    return ended


def login_of(words: str) -> str:
    """The login as it is kept: small letters, digits and . _ @ + -"""
    known = unicodedata.normalize("NFKC", words.encode("utf-8", "replace").decode()).strip().lower()
    if not LOGIN.fullmatch(known):
        raise BadAccount("A login has 3 to 120 characters: letters without accents, digits and . _ @ + -")
    return known


def name_of(words: str) -> str:
    """The name that others see, on one line."""
    name = " ".join(words.split())
    if not 0 < len(name) <= NAME_LENGTH or not name.isprintable():
        raise BadAccount("A name has 1 to {high} characters, all of them visible.", high=NAME_LENGTH)
    return name


def hash_of(connection: Connection, login: str) -> str | None:
    return connection.scalar(select(Account.password_hash).where(Account.login == login, Account.is_active))


def _account(connection: Connection, login: str) -> Actor:
    found = accounts.by_login(connection, login_of(login))
    if found is None:
        raise BadAccount("There is no open account “{login}”.", login=login)
    return found


def _check_roles(side: Side | None, roles: Collection[Role]) -> None:
    """An editor edits for the side the account belongs to."""
    if not roles or not set(roles) <= set(get_args(Role)):
        raise BadAccount("An account has at least one of the roles: {roles}.", roles=", ".join(get_args(Role)))
    foreign = [role for own, role in EDITORS.items() if role in roles and own != side]
    if foreign:
        raise BadAccount("“{role}” needs an account of that side.", role=foreign[0])


def _keep_an_administrator(connection: Connection, actor: Actor, account: Actor) -> None:
    """A page cannot shut everybody out; whoever has the server can always make another administrator."""
    others = select(AccountRole.account_id).join(Account).where(
        AccountRole.role == "administrator",
        Account.is_active,
        Account.id != account.account_id,
        Account.source_id.is_(None),
    )  # fmt: skip
    if account.may("administrator") and not actor.is_machine and connection.scalar(others.limit(1)) is None:
        raise BadAccount("This is the last administrator: give the role to somebody else first.")


def _write(connection: Connection, row: dict[str, str | None], roles: Collection[Role]) -> int:
    whole = {**row, "created_at": dt.datetime.now(dt.UTC)}
    number = connection.execute(insert(Account).values(whole).returning(Account.id)).scalar_one()
    _write_roles(connection, number, roles)
    return number


def _write_roles(connection: Connection, account_id: int, roles: Collection[Role]) -> None:
    connection.execute(insert(AccountRole), [{"account_id": account_id, "role": role} for role in sorted(set(roles))])


def _write_password(connection: Connection, actor: Actor, account: Actor, secret: str) -> None:
    which = (Account.id == account.account_id, Account.source_id.is_(None))
    if not connection.execute(update(Account).where(*which).values(password_hash=secret)).rowcount:
        raise BadAccount("A demonstration account has no password.")
    sessions.end_all(connection, account.account_id)
    own = actor.account_id == account.account_id
    events.record(connection, actor, "password_changed" if own else "password_set", KIND, account.login)
