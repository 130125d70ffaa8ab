"""Accounts are made, changed and closed by an administrator; each change is an event, none is told with its secret.

An account is never deleted. Whoever loses a password, a role or the account itself loses it at once: every write and
every page reads them again, and sessions end with the password.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection
from typing import Any, Final, get_args

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.actors import EDITORS, Actor, Role, Side
from dashboard.errors import BadAccount
from dashboard.model import Account, AccountRole, Event
from dashboard.queries import accounts
from dashboard.updates import events, passwords, sessions

LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,119}")
SUBJECT: Final = re.compile(r"https?://\S{1,500} \S.{0,254}")
NAME_LENGTH: Final = 120
KIND: Final = "account"
NOT_OF_A_SIDE: Final = (KIND, "request", "setting", "database", "source")


def add(
    connection: Connection,
    actor: Actor,
    *,
    login: str,
    name: str,
    side: Side | None,
    roles: Collection[Role],
    password: str | None = None,
    is_temporary: bool = False,
) -> Actor:
    """A new account; without a password only a provider can sign it in. From then on the demonstration accounts are
    shut. A temporary password lets its owner in, to choose another, and do nothing else."""
    present = accounts.allowed(connection, actor, "administrator")
    known = login_of(login)
    if connection.scalar(select(Account.id).where(Account.login == known)):
        raise BadAccount("There is already an account “{login}”.", login=known)
    _check_roles(side, roles)
    secret = None if password is None else passwords.hashed(password, known)
    row = {"login": known, "display_name": name_of(name), "side": side, "password_hash": secret,
           "is_password_temporary": is_temporary}  # fmt: skip
    number = _write(connection, row, roles)
    told = {"name": row["display_name"], "side": side, "roles": sorted(roles)}
    events.record(connection, present, "account_added", KIND, known, after=told)
    for fictitious in accounts.of_demonstration(connection):
        sessions.end_all(connection, fictitious.account_id)
    return accounts.present(connection, Actor(number, known, "", side, frozenset()))


def set_roles(connection: Connection, actor: Actor, login: str, roles: Collection[Role]) -> None:
    """Give exactly these roles; what is taken away is gone at the next click."""
    accounts.allowed(connection, actor, "administrator")
    set_rights(connection, actor, login, side=_account(connection, login).side, roles=roles)


def set_rights(connection: Connection, actor: Actor, login: str, *, side: Side | None, roles: Collection[Role]) -> None:
    """Its side and exactly these roles. Whoever wrote for a side stays on it: nobody may answer what they declared."""
    present = accounts.allowed(connection, actor, "administrator")
    account = _account(connection, login)
    _check_roles(side, roles)
    if "administrator" not in roles:
        _keep_an_administrator(connection, present, account)
    if side != account.side and has_written(connection, account.account_id):
        raise BadAccount("“{login}” has written for its side: close it, and make another account.", login=account.login)
    _write_rights(connection, present, account, side, roles)


def has_written(connection: Connection, account_id: int) -> bool:
    """Whether it declared, answered, noted or signed anything: every such act is an event, under its side."""
    acts = select(Event.id).where(Event.account_id == account_id, Event.object_kind.not_in(NOT_OF_A_SIDE))
    return connection.scalar(acts.limit(1)) is not None


def set_password(
    connection: Connection, actor: Actor, login: str, password: str, *, is_temporary: bool = False
) -> None:
    """By an administrator, who needs no old one; every session of the account ends."""
    present = accounts.allowed(connection, actor, "administrator")
    account = _account(connection, login)
    secret = passwords.hashed(password, account.login)
    _write_password(connection, present, account, secret, is_temporary=is_temporary)


def change_password(connection: Connection, actor: Actor, secret: str, password: str) -> None:
    """One's own. `secret` is the hash that the old password was found right for: another one by now means that
    somebody was quicker. Every session ends, this one too."""
    present = accounts.present(connection, actor)
    if hash_of(connection, present.login) != secret:
        raise BadAccount("Your password was changed in the meantime: sign in again.")
    _write_password(connection, present, present, passwords.hashed(password, present.login))


def bind(connection: Connection, actor: Actor, login: str, reference: str) -> None:
    """Let the person whom a provider knows by `reference` into the account, and nobody else any more: its password
    and its sessions are gone. Only an administrator says who somebody is, never an e-mail address."""
    present = accounts.allowed(connection, actor, "administrator")
    account = _account(connection, login)
    subject = subject_of(reference)
    taken = connection.scalar(select(Account.login).where(Account.subject == subject))
    if taken:
        raise BadAccount("This reference is bound to the account “{login}” already.", login=taken)
    _write_subject(connection, present, account, subject)


def unbind(connection: Connection, actor: Actor, login: str) -> None:
    """Nobody enters the account any more, until it has a password or another reference; its sessions end."""
    present = accounts.allowed(connection, actor, "administrator")
    _write_subject(connection, present, _account(connection, login), None)


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


def subject_of(reference: str) -> str:
    """Issuer and subject as the sign-in page shows them, a space between."""
    known = reference.strip()
    if not SUBJECT.fullmatch(known) or not known.isprintable():
        raise BadAccount("A reference is written as the sign-in page shows it: https://issuer, a space, the subject.")
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
    if "administrator" in account.roles and not actor.is_machine and connection.scalar(others.limit(1)) is None:
        raise BadAccount("This is the last administrator: give the role to somebody else first.")


def _write(connection: Connection, row: dict[str, Any], roles: Collection[Role]) -> int:
    whole = {**row, "created_at": dt.datetime.now(dt.UTC)}
    number = connection.execute(insert(Account).values(whole).returning(Account.id)).scalar_one()
    _write_roles(connection, number, roles)
    return number


def _write_roles(connection: Connection, account_id: int, roles: Collection[Role]) -> None:
    connection.execute(insert(AccountRole), [{"account_id": account_id, "role": role} for role in sorted(set(roles))])


def _write_rights(
    connection: Connection, actor: Actor, account: Actor, side: Side | None, roles: Collection[Role]
) -> None:
    connection.execute(update(Account).where(Account.id == account.account_id).values(side=side))
    connection.execute(delete(AccountRole).where(AccountRole.account_id == account.account_id))
    _write_roles(connection, account.account_id, roles)
    before, after = _rights(account.side, account.roles), _rights(side, roles)
    if side == account.side:
        del before["side"], after["side"]
    events.record(connection, actor, "roles_changed", KIND, account.login, before=before, after=after)


def _rights(side: Side | None, roles: Collection[Role]) -> dict[str, Any]:
    return {"side": side, "roles": sorted(roles)}


def _write_password(
    connection: Connection, actor: Actor, account: Actor, secret: str, *, is_temporary: bool = False
) -> None:
    which = (Account.id == account.account_id, Account.source_id.is_(None))
    row = {"password_hash": secret, "is_password_temporary": is_temporary}
    if not connection.execute(update(Account).where(*which).values(row)).rowcount:
        raise BadAccount("A demonstration account has no password.")
    sessions.end_all(connection, account.account_id)
    own = actor.account_id == account.account_id
    events.record(connection, actor, "password_changed" if own else "password_set", KIND, account.login)


def _write_subject(connection: Connection, actor: Actor, account: Actor, subject: str | None) -> None:
    which = Account.id == account.account_id
    before = connection.scalar(select(Account.subject).where(which))
    row = {"subject": subject, "password_hash": None, "is_password_temporary": False}
    connection.execute(update(Account).where(which).values(row))
    sessions.end_all(connection, account.account_id)
    action = "account_unbound" if subject is None else "account_bound"
    told, now = {"subject": before}, {"subject": subject}
    events.record(connection, actor, action, KIND, account.login, before=told, after=now)
