"""Accounts: who may make and change them, what a withdrawn right is worth, and what the journal says of it."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from dashboard.actors import MACHINE, Actor
from dashboard.errors import BadAccount, NotAllowed
from dashboard.model import Account, Base, Event
from dashboard.queries import accounts as found
from dashboard.updates import accounts, events, passwords, sessions
from tests.updates.people import SECRET, actions, cheap_hashes, made

__all__ = ["cheap_hashes"]
REAL_HASHER = passwords.HASHER
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)


def test_an_account_is_kept_with_its_side_and_roles(connection: sa.Connection) -> None:
    made(connection, "Awa.Editor", "ministry_editor", "reader", side="ministry")
    editor = found.by_login(connection, "awa.editor")
    assert editor is not None
    assert editor.side == "ministry"
    assert editor.roles == {"ministry_editor", "reader"}


@pytest.mark.parametrize(
    "login",
    [
        "ab",
        "a b c",
        "élise",
        "x" * 121,
        "admin\x00",
        "admin\r\nSet-Cookie: a=b",
        "'; DROP TABLE account; --",
        "demo:iom",
        "\ud800abc",
        "а.admin",
    ],
)
def test_a_login_that_could_be_mistaken_is_refused(connection: sa.Connection, login: str) -> None:
    with pytest.raises(BadAccount):
        made(connection, login)


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "nom\x1b[31m", "nom\u202efaux"])
def test_a_name_that_could_mislead_is_refused(connection: sa.Connection, name: str) -> None:
    with pytest.raises(BadAccount):
        accounts.add(connection, MACHINE, login="awa", name=name, side=None, roles=["reader"], password=SECRET)


def test_a_login_is_taken_once_whatever_its_capitals(connection: sa.Connection) -> None:
    made(connection, "awa.admin")
    with pytest.raises(BadAccount, match="already"):
        made(connection, "AWA.Admin")


def test_an_editor_belongs_to_the_side_edited_for(connection: sa.Connection) -> None:
    with pytest.raises(BadAccount, match="iom_editor"):
        made(connection, "awa", "iom_editor", side="ministry")


def test_a_role_that_does_not_exist_is_refused(connection: sa.Connection) -> None:
    with pytest.raises(BadAccount, match="at least one"):
        made(connection, "awa", "root")  # type: ignore[arg-type]


def test_only_an_administrator_makes_accounts(connection: sa.Connection) -> None:
    with pytest.raises(NotAllowed):
        made(connection, "friend", by=made(connection, "awa", "communications"))


def test_a_role_withdrawn_meanwhile_is_refused_though_the_actor_still_holds_it(connection: sa.Connection) -> None:
    held = made(connection, "awa", "administrator")
    accounts.set_roles(connection, MACHINE, "awa", ["reader"])
    assert held.may("administrator")
    with pytest.raises(NotAllowed):
        made(connection, "friend", by=held)


def test_a_closed_account_does_nothing_and_can_be_opened_again(connection: sa.Connection) -> None:
    held = made(connection, "awa", "administrator")
    accounts.disable(connection, MACHINE, "awa")
    with pytest.raises(NotAllowed, match="closed"):
        found.present(connection, held)
    accounts.enable(connection, MACHINE, "awa")
    assert found.present(connection, held) == held


def test_an_actor_of_nobody_is_refused(connection: sa.Connection) -> None:
    with pytest.raises(NotAllowed):
        found.allowed(connection, Actor(99, "ghost", "", None, frozenset({"administrator"})), "administrator")


@pytest.mark.parametrize("act", ["disable", "lose the role"])
def test_the_last_administrator_stays_but_for_the_server(connection: sa.Connection, act: str) -> None:
    alone = made(connection, "awa", "administrator")
    with pytest.raises(BadAccount, match="last administrator"):
        end(connection, alone, act)
    made(connection, "second", "administrator")
    end(connection, alone, act)


def end(connection: sa.Connection, by: Actor, act: str) -> None:
    if act == "disable":
        accounts.disable(connection, by, "awa")
    else:
        accounts.set_roles(connection, by, "awa", ["reader"])


@pytest.mark.parametrize("act", ["password", "disable", "sign-out"])
def test_sessions_end_with_the_password_the_account_and_by_order(connection: sa.Connection, act: str) -> None:
    token = sessions.begin(connection, made(connection, "awa").account_id, secure=True, now=NOW)
    if act == "password":
        accounts.set_password(connection, MACHINE, "awa", SECRET + "!")
    elif act == "disable":
        accounts.disable(connection, MACHINE, "awa")
        accounts.enable(connection, MACHINE, "awa")
    else:
        assert accounts.sign_out(connection, MACHINE, "awa") == 1
    assert found.account_of(connection, token, now=NOW) is None


def test_ones_own_password_needs_the_hash_the_old_one_was_right_for(connection: sa.Connection) -> None:
    awa = made(connection, "awa")
    secret = str(accounts.hash_of(connection, "awa"))
    accounts.change_password(connection, awa, secret, "une autre phrase longue")
    assert passwords.is_right("une autre phrase longue", accounts.hash_of(connection, "awa"))
    with pytest.raises(BadAccount, match="meantime"):
        accounts.change_password(connection, awa, secret, "encore une autre phrase")


@pytest.mark.parametrize("password", ["", "onze lettre", "x" * 257, "awa.admin.and", "AWA.ADMIN.AND"])
def test_a_password_is_long_and_not_the_login(connection: sa.Connection, password: str) -> None:
    with pytest.raises(BadAccount):
        made(connection, "awa.admin.and", password=password)


def test_a_password_is_the_same_from_every_keyboard(connection: sa.Connection) -> None:
    made(connection, "awa", password="De\u0301cembre et E\u0301te\u0301")
    assert passwords.is_right("Décembre et Été", accounts.hash_of(connection, "awa"))


def test_the_database_holds_an_argon2id_hash_of_the_stated_cost() -> None:
    assert REAL_HASHER.hash(SECRET).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_demonstration_account_never_gets_a_password(connection: sa.Connection) -> None:
    made(connection, "awa", password=None)
    connection.execute(sa.update(Account).values(source_id=demonstration_source(connection)))
    with pytest.raises(BadAccount, match="demonstration"):
        accounts.set_password(connection, MACHINE, "awa", SECRET)


def test_the_first_real_account_ends_the_demonstration_sessions(connection: sa.Connection) -> None:
    fictitious = made(connection, "awa", password=None)
    connection.execute(sa.update(Account).values(source_id=demonstration_source(connection)))
    token = sessions.begin(connection, fictitious.account_id, secure=False, now=NOW)
    made(connection, "real")
    assert found.account_of(connection, token, now=NOW) is None


def demonstration_source(connection: sa.Connection) -> int:
    table = Base.metadata.tables["source"]
    row = {
        "key": "demo",
        "title_fr": "d",
        "title_en": "d",
        "publisher": "d",
        "date_status": "printed",
        "kind": "demonstration",
    }
    return connection.execute(sa.insert(table).values(row).returning(table.c.id)).scalar_one()


def test_each_change_is_an_event_with_who_before_and_after(connection: sa.Connection) -> None:
    admin = made(connection, "awa", "administrator")
    made(connection, "friend", "reader", by=admin)
    accounts.set_roles(connection, admin, "friend", ["communications"])
    accounts.set_password(connection, admin, "friend", SECRET + "!")
    accounts.change_password(connection, admin, str(accounts.hash_of(connection, "awa")), SECRET + "?")
    accounts.disable(connection, admin, "friend")
    assert actions(connection) == [
        (None, "account_added", "awa"),
        ("awa", "account_added", "friend"),
        ("awa", "roles_changed", "friend"),
        ("awa", "password_set", "friend"),
        ("awa", "password_changed", "awa"),
        ("awa", "account_disabled", "friend"),
    ]
    changed = connection.execute(sa.select(Event.before, Event.after).where(Event.action == "roles_changed")).one()
    assert tuple(changed) == ('{"roles": ["reader"]}', '{"roles": ["communications"]}')


def test_no_event_holds_a_secret(connection: sa.Connection) -> None:
    admin = made(connection, "awa", "administrator")
    accounts.set_password(connection, admin, "awa", SECRET + "!")
    told = " ".join(str(tuple(row)) for row in connection.execute(sa.select(Event.__table__)))
    assert SECRET not in told
    assert "argon2" not in told


def test_an_account_is_found_by_its_providers_subject(connection: sa.Connection) -> None:
    made(connection, "awa", password=None)
    connection.execute(sa.update(Account).values(subject="https://id.example 42"))
    provided = found.by_subject(connection, "https://id.example 42")
    assert provided is not None
    assert provided.login == "awa"
    assert found.by_subject(connection, "https://other.example 42") is None


def test_a_temporary_password_lets_nobody_do_anything_but_choose_another(connection: sa.Connection) -> None:
    made(connection, "chief", "administrator")
    accounts.set_password(connection, MACHINE, "chief", "mot de passe provisoire", is_temporary=True)
    chief = found.by_login(connection, "chief")
    assert chief is not None
    assert chief.must_change_password
    with pytest.raises(NotAllowed, match="of your own"):
        accounts.sign_out(connection, chief, "chief")
    secret = accounts.hash_of(connection, "chief") or ""
    accounts.change_password(connection, chief, secret, "une phrase bien à moi")
    accounts.sign_out(connection, chief, "chief")


def test_the_last_administrator_stays_one_whatever_the_password_is(connection: sa.Connection) -> None:
    chief = made(connection, "chief", "administrator")
    other = made(connection, "other", "administrator")
    accounts.set_password(connection, MACHINE, "other", "mot de passe provisoire", is_temporary=True)
    accounts.set_roles(connection, chief, "other", ["reader"])
    with pytest.raises(BadAccount, match="last administrator"):
        accounts.set_roles(connection, chief, "chief", ["reader"])
    assert other.login == "other"


def test_a_side_changes_until_something_was_written_for_it(connection: sa.Connection) -> None:
    awa = made(connection, "awa", "ministry_editor", side="ministry")
    accounts.set_rights(connection, MACHINE, "awa", side="iom", roles=["iom_editor"])
    assert actions(connection)[-1] == (None, "roles_changed", "awa")
    events.record(connection, awa, "signed_in", "account", "awa")
    accounts.set_rights(connection, MACHINE, "awa", side="ministry", roles=["reader"])
    events.record(connection, awa, "progress_declared", "activity", "a")
    with pytest.raises(BadAccount, match="has written"):
        accounts.set_rights(connection, MACHINE, "awa", side="iom", roles=["reader"])


def test_an_account_is_listed_with_its_open_sessions(connection: sa.Connection) -> None:
    awa, now = made(connection, "awa"), dt.datetime.now(dt.UTC)
    for age in (dt.timedelta(0), dt.timedelta(days=2)):
        sessions.begin(connection, awa.account_id, secure=False, now=now - age)
    (listed,) = (row for row in found.listed(connection) if row.login == "awa")
    assert (listed.sessions, listed.seen_at) == (1, now)


REFERENCE = "https://id.example.org/realms/mmeia 5f0c|é"


def test_a_bound_account_is_its_persons_and_has_no_password_any_more(connection: sa.Connection) -> None:
    account = made(connection, "awa")
    token = sessions.begin(connection, account.account_id, secure=False, now=NOW)
    accounts.bind(connection, MACHINE, "awa", f" {REFERENCE}\n")
    bound = found.by_subject(connection, REFERENCE)
    assert bound == account
    assert not bound.has_password
    assert found.account_of(connection, token, now=NOW) is None


def test_an_unbound_account_is_nobodys(connection: sa.Connection) -> None:
    made(connection, "awa")
    accounts.bind(connection, MACHINE, "awa", REFERENCE)
    accounts.unbind(connection, MACHINE, "awa")
    assert found.by_subject(connection, REFERENCE) is None
    assert actions(connection)[1:] == [(None, "account_bound", "awa"), (None, "account_unbound", "awa")]


def test_a_person_has_one_account(connection: sa.Connection) -> None:
    made(connection, "awa")
    made(connection, "moussa")
    accounts.bind(connection, MACHINE, "awa", REFERENCE)
    with pytest.raises(BadAccount, match="awa"):
        accounts.bind(connection, MACHINE, "moussa", REFERENCE)


@pytest.mark.parametrize(
    "reference", ["", "awa@example.org", "5f0c", "https://id.example.org", "https://id.example.org \x00", "x y"]
)
def test_what_is_no_reference_binds_nobody(connection: sa.Connection, reference: str) -> None:
    made(connection, "awa")
    with pytest.raises(BadAccount, match="reference"):
        accounts.bind(connection, MACHINE, "awa", reference)


def test_only_an_administrator_says_who_somebody_is(connection: sa.Connection) -> None:
    editor = made(connection, "awa", "ministry_editor", side="ministry")
    with pytest.raises(NotAllowed):
        accounts.bind(connection, editor, "awa", REFERENCE)
    with pytest.raises(NotAllowed):
        accounts.unbind(connection, editor, "awa")


def test_a_demonstration_account_is_bound_to_nobody(connection: sa.Connection) -> None:
    made(connection, "awa")
    connection.execute(sa.update(Account).values(login="demo:iom"))
    with pytest.raises(BadAccount):
        accounts.bind(connection, MACHINE, "demo:iom", REFERENCE)
