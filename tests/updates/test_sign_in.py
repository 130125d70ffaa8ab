"""Attempts, waits and sessions: what is stored, what ends, and what a stranger cannot do to somebody else."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from dashboard.actors import MACHINE
from dashboard.model import AccountSession, SignInFailure
from dashboard.queries import accounts as found
from dashboard.updates import accounts, sessions, settings, sign_in
from tests.updates.people import actions, cheap_hashes, made

__all__ = ["cheap_hashes"]
NOW = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
HERE, THERE = "203.0.113.7", "198.51.100.9"


def later(**time: float) -> dt.datetime:
    return NOW + dt.timedelta(**time)


def stored(connection: sa.Connection, kind: str) -> list[int]:
    return list(connection.scalars(sa.select(SignInFailure.count).where(SignInFailure.kind == kind)))


def attempts(connection: sa.Connection, times: int, *, login: str = "awa", address: str = HERE) -> list[float]:
    return [sign_in.count_attempt(connection, login, address, now=NOW) for _ in range(times)]


def test_the_wait_grows_after_five_attempts_and_stops_growing(connection: sa.Connection) -> None:
    assert attempts(connection, 12) == [0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15]
    assert stored(connection, "login") == [12]


def test_guesses_from_many_addresses_slow_one_login(connection: sa.Connection) -> None:
    for number in range(6):
        sign_in.count_attempt(connection, "awa", f"203.0.113.{number}", now=NOW)
    assert sign_in.count_attempt(connection, "awa", THERE, now=NOW) == 2
    assert sign_in.count_attempt(connection, "friend", THERE, now=NOW) == 0


def test_guesses_at_many_logins_slow_one_address(connection: sa.Connection) -> None:
    for number in range(25):
        assert sign_in.count_attempt(connection, f"login{number}", HERE, now=NOW) == 0
    assert sign_in.count_attempt(connection, "awa", HERE, now=NOW) == 1
    assert sign_in.count_attempt(connection, "awa", THERE, now=NOW) == 0


def test_nobody_is_locked_out_by_a_thousand_guesses_of_somebody_else(connection: sa.Connection) -> None:
    assert sign_in.wait(1000) == sign_in.LONGEST_S


def test_the_right_password_clears_its_login_but_not_what_its_address_did(connection: sa.Connection) -> None:
    awa = made(connection, "awa")
    attempts(connection, 30, login="friend")
    attempts(connection, 3)
    assert enter(connection)
    assert attempts(connection, 1, address=THERE) == [0]
    assert awa.account_id
    assert max(stored(connection, "address")) == 32


def test_what_failed_is_forgotten_after_an_hour(connection: sa.Connection) -> None:
    attempts(connection, 12)
    assert sign_in.count_attempt(connection, "awa", HERE, now=later(minutes=61)) == 0
    assert stored(connection, "login") == [1]


def test_neither_login_nor_address_is_stored_as_typed(connection: sa.Connection) -> None:
    attempts(connection, 1, login="my password by mistake")
    assert all(len(key) == 64 for key in connection.scalars(sa.select(SignInFailure.key_sha256)))


def test_one_ipv6_network_is_one_address() -> None:
    assert (
        sign_in.network_of("2001:db8::1") == sign_in.network_of("2001:db8::ffff") != sign_in.network_of("2001:db8:1::")
    )


def enter(connection: sa.Connection, replaced: str = "", now: dt.datetime = NOW) -> str | None:
    secret = str(accounts.hash_of(connection, "awa"))
    return sign_in.succeed(connection, "awa", secret, address=HERE, secure=True, replaced=replaced, now=now)


def test_a_session_is_stored_as_a_hash_only(connection: sa.Connection) -> None:
    made(connection, "awa")
    token = str(enter(connection))
    assert len(token) > 43
    assert connection.scalar(sa.select(AccountSession.token_sha256)) == found.digest(token) != token


def test_the_token_changes_at_each_sign_in_and_the_one_presented_ends(connection: sa.Connection) -> None:
    made(connection, "awa")
    first = str(enter(connection))
    second = str(enter(connection, replaced=first))
    assert first != second
    assert found.account_of(connection, first, now=NOW) is None
    assert found.account_of(connection, second, now=NOW) is not None


def test_a_token_chosen_by_somebody_else_never_becomes_a_session(connection: sa.Connection) -> None:
    made(connection, "awa")
    planted = "s." + "A" * 43
    enter(connection, replaced=planted)
    assert found.account_of(connection, planted, now=NOW) is None


@pytest.mark.parametrize(
    ("seen", "now", "lives"), [(0, 239, True), (0, 240, False), (700, 719, True), (719, 720, False)]
)
def test_a_session_ends_when_idle_and_after_its_hours(
    connection: sa.Connection, seen: int, now: int, lives: bool
) -> None:
    made(connection, "awa")
    token = str(enter(connection))
    session = found.session_of(connection, token, now=NOW)
    assert session is not None
    sessions.see(connection, session, now=later(minutes=seen))
    assert (found.account_of(connection, token, now=later(minutes=now)) is not None) == lives


def test_how_long_a_session_may_be_idle_is_a_setting(connection: sa.Connection) -> None:
    made(connection, "awa")
    settings.change(connection, MACHINE, "session-idle-minutes", "10")
    assert found.account_of(connection, str(enter(connection)), now=later(minutes=11)) is None


def test_a_role_withdrawn_is_gone_from_the_running_session(connection: sa.Connection) -> None:
    made(connection, "awa", "communications", "reader")
    token = str(enter(connection))
    accounts.set_roles(connection, MACHINE, "awa", ["reader"])
    actor = found.account_of(connection, token, now=NOW)
    assert actor is not None
    assert actor.roles == {"reader"}


def test_a_password_changed_while_the_old_one_was_looked_at_begins_nothing(connection: sa.Connection) -> None:
    made(connection, "awa")
    before = str(accounts.hash_of(connection, "awa"))
    accounts.set_password(connection, MACHINE, "awa", "une autre phrase longue")
    token = sign_in.succeed(connection, "awa", before, address=HERE, secure=True, replaced="", now=NOW)
    assert token is None


def test_sessions_of_long_ago_are_swept_out(connection: sa.Connection) -> None:
    made(connection, "awa")
    enter(connection)
    enter(connection, now=later(days=40))
    assert connection.scalar(sa.select(sa.func.count()).select_from(AccountSession)) == 1


def test_entering_refusing_and_leaving_are_events_without_what_was_typed(connection: sa.Connection) -> None:
    made(connection, "awa")
    token = str(enter(connection))
    sign_in.leave(connection, token, now=NOW)
    sign_in.refuse(connection, "awa")
    sign_in.refuse(connection, "my password by mistake")
    assert actions(connection)[1:] == [
        ("awa", "signed_in", "awa"),
        ("awa", "signed_out", "awa"),
        (None, "sign_in_refused", "awa"),
        (None, "sign_in_refused", None),
    ]


def test_every_old_session_is_gone_after_leaving(connection: sa.Connection) -> None:
    made(connection, "awa")
    token = str(enter(connection))
    sign_in.leave(connection, token, now=NOW)
    assert found.account_of(connection, token, now=NOW) is None


def test_a_person_of_the_provider_enters_the_account_bound_to_them(connection: sa.Connection) -> None:
    account = made(connection, "awa", password=None)
    accounts.bind(connection, MACHINE, "awa", "https://id.example.org 5f0c")
    browser: sign_in.Browser = {"secure": True, "replaced": "", "now": NOW}
    token = sign_in.recognise(connection, "https://id.example.org 5f0c", **browser)
    assert token
    assert found.account_of(connection, token, now=NOW) == account


def test_a_person_whom_nobody_bound_begins_no_session_and_is_told_to_the_journal(connection: sa.Connection) -> None:
    made(connection, "awa", password=None)
    accounts.bind(connection, MACHINE, "awa", "https://id.example.org 5f0c")
    browser: sign_in.Browser = {"secure": True, "replaced": "", "now": NOW}
    for stranger in (
        "https://id.example.org 5f0d",
        "https://id.example.com 5f0c",
        "https://id.example.org 5F0C",
        "awa",
    ):
        assert sign_in.recognise(connection, stranger, **browser) is None
    assert connection.scalar(sa.select(sa.func.count()).select_from(AccountSession)) == 0
    assert actions(connection)[2:] == [(None, "sign_in_refused", None)] * 4
