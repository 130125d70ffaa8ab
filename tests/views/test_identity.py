"""Who a page takes its reader for, what that costs, and what a stranger sees when reading is closed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import sqlalchemy as sa
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import database
from dashboard.actors import MACHINE
from dashboard.errors import DatabaseUnreachable
from dashboard.model import AccountSession, DataVersion
from dashboard.updates import accounts, sessions, settings
from dashboard.views import fetch, identity
from tests.updates.people import cheap_hashes, made

__all__ = ["cheap_hashes"]
FRAME = Path(__file__).parents[2] / "dashboard" / "frame_script.py"


@pytest.fixture
def token(configured: sa.URL) -> Iterator[str]:
    """The token of one account's session, over an unencrypted line."""
    fetch.forget()
    with database.writing() as connection:
        actor = made(connection, "awa", "communications")
        begun = sessions.begin(connection, actor.account_id, secure=False, now=dt.datetime.now(dt.UTC))
    yield begun
    fetch.forget()


def page(monkeypatch: pytest.MonkeyPatch, cookies: Mapping[str, str]) -> str:
    """The markup of the first page and its sidebar, for a browser with these cookies."""
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _context: cookies))
    app = AppTest.from_file(str(FRAME), default_timeout=60).run()
    assert not app.exception, app.exception
    blocks = [*app.main, *app.sidebar]
    return "".join(json.loads(block.proto.bytes).get("html", "") for block in blocks if block.type == "bidi_component")


def test_a_cookie_of_ours_is_somebody_with_the_roles_of_now(token: str) -> None:
    reader = identity.known({identity.PLAIN_COOKIE: token})
    assert reader is not None
    assert reader.roles == {"communications"}
    with database.writing() as connection:
        accounts.set_roles(connection, MACHINE, "awa", ["reader"])
    again = identity.known({identity.PLAIN_COOKIE: token})
    assert again is not None
    assert again.roles == {"reader"}


@pytest.mark.parametrize("value", ["", "p.", "s.x", "x" * 5000, "p.\x00", "p.' OR 1=1 --", "p.é\udcff"])
def test_a_forged_cookie_is_nobody(token: str, value: str) -> None:
    assert identity.known({identity.PLAIN_COOKIE: value, identity.SECURE_COOKIE: value}) is None


def test_a_token_counts_only_in_the_cookie_it_was_given_for(token: str) -> None:
    assert identity.known({identity.SECURE_COOKIE: token}) is None


def test_without_a_cookie_nothing_is_asked_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "reading", lambda: pytest.fail("asked"))
    assert identity.known({}) is None


def test_use_is_noted_now_and_then_and_never_moves_the_data_version(token: str) -> None:
    before = rows()
    identity.known({identity.PLAIN_COOKIE: token})
    assert rows() == before
    old = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=4)
    with database.noting() as connection:
        connection.execute(sa.update(AccountSession).values(seen_at=old))
    identity.known({identity.PLAIN_COOKIE: token})
    seen, number = rows()
    assert seen > old
    assert number == before[1]


def rows() -> tuple[dt.datetime, int]:
    with database.reading() as connection:
        seen = connection.execute(sa.select(AccountSession.seen_at)).scalar_one()
        return seen, connection.execute(sa.select(DataVersion.number)).scalar_one()


def test_an_installation_without_accounts_looks_as_before(configured: sa.URL, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch.forget()
    assert identity.SIGN_IN not in page(monkeypatch, {})


def test_with_an_account_the_sidebar_offers_to_sign_in(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert 'href="/sign-in?language=fr"' in page(monkeypatch, {})


def test_who_is_signed_in_is_named_and_can_leave(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = page(monkeypatch, {identity.PLAIN_COOKIE: token})
    assert "<span>Awa</span>" in shown
    assert 'action="/sign-out"' in shown


def test_a_stranger_who_comes_past_the_door_sees_nothing_of_a_closed_page(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing() as connection:
        settings.change(connection, MACHINE, "reading", "account")
    shown = page(monkeypatch, {})
    assert "Cette page demande un compte" in shown
    assert "as-of" not in shown
    assert "Cette page demande un compte" not in page(monkeypatch, {identity.PLAIN_COOKIE: token})


def test_a_lost_database_makes_a_reader_a_stranger_not_an_error(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch.refresh()
    assert identity.reading_is_open()

    def lost(_cookies: Mapping[str, str]) -> None:
        raise DatabaseUnreachable("The database does not answer.")

    monkeypatch.setattr(identity, "known", lost)
    identity.refresh()
    assert identity.actor() is None
