"""A page with roles exists for those who have one: in the menu, by its address, before and after the page is alive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import database
from dashboard.actors import MACHINE, Role, Side
from dashboard.errors import DatabaseUnreachable
from dashboard.updates import sessions, settings
from dashboard.views import fetch, first_paint, identity, site_map
from tests.updates.people import cheap_hashes, made
from tests.views.test_identity import FRAME

__all__ = ["cheap_hashes"]


@pytest.fixture
def fresh_rows(configured: sa.URL) -> Iterator[None]:
    fetch.forget()
    yield
    fetch.forget()


def cookie_of(login: str, side: Side | None, *roles: Role) -> dict[str, str]:
    with database.writing() as connection:
        actor = made(connection, login, *roles, side=side)
        token = sessions.begin(connection, actor.account_id, secure=False, now=dt.datetime.now(dt.UTC))
    return {identity.PLAIN_COOKIE: token}


def menu(monkeypatch: pytest.MonkeyPatch, cookies: dict[str, str]) -> dict[str, str]:
    """Address → title, as the browser is told them."""
    told: dict[str, str] = {}
    real = st.navigation

    def noted(pages: dict[str, list[st.Page]], **more: Any) -> st.Page:
        told.update({page.url_path: page.title for group in pages.values() for page in group})
        return real(pages, **more)

    monkeypatch.setattr(st, "navigation", noted)
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _context: cookies))
    app = AppTest.from_file(str(FRAME), default_timeout=60).run()
    assert not app.exception, app.exception
    return told


@pytest.mark.usefixtures("fresh_rows")
def test_an_editor_has_the_page_that_a_reader_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert menu(monkeypatch, cookie_of("moussa", "iom", "iom_editor")).get("entry") == "Saisie"
    assert "entry" not in menu(monkeypatch, cookie_of("awa", None, "reader"))
    assert "entry" not in menu(monkeypatch, {})


@pytest.mark.usefixtures("fresh_rows")
def test_where_reading_is_closed_a_stranger_is_told_no_title(monkeypatch: pytest.MonkeyPatch) -> None:
    cookies = cookie_of("awa", None, "reader")
    with database.writing() as connection:
        settings.change(connection, MACHINE, "reading", "account")
    assert set(menu(monkeypatch, {}).values()) == {"Dialogue OIM–MMEIA"}
    assert "Retours" in menu(monkeypatch, cookies).values()


@pytest.mark.usefixtures("fresh_rows")
def test_an_outage_leaves_an_editor_the_page_they_type_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> None:
        raise DatabaseUnreachable("The database does not answer. A new attempt follows within 10 seconds.")

    cookies = cookie_of("moussa", "iom", "iom_editor")
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _context: cookies))
    app = AppTest.from_file(str(FRAME), default_timeout=60).run()
    app.switch_page("../pages/entry.py").run()
    assert "entry.page" in str([block.proto for block in app.main])
    with monkeypatch.context() as patch:
        patch.setattr(database, "reading", lost)
        app.run()
        reloaded = AppTest.from_file(str(FRAME), default_timeout=60).run()
        reloaded.switch_page("../pages/entry.py").run()
    for session in (app, reloaded):
        assert "Base de données injoignable" in session.warning[0].value
        assert not session.exception


@pytest.mark.usefixtures("fresh_rows")
def test_the_first_paint_of_such_a_page_is_that_of_an_unknown_address() -> None:
    assert first_paint.page_html("/entry", {}) is None
    assert first_paint.page_html("/nowhere", {}) is None
    assert 'href="/entry"' not in (first_paint.page_html("/", {}) or "")


@pytest.mark.usefixtures("fresh_rows")
def test_a_browser_with_a_session_is_not_shown_first_what_only_strangers_see() -> None:
    assert "Chargement…" not in (first_paint.page_html("/review", {}) or "")
    assert "Chargement…" in (first_paint.page_html("/review", {}, is_known=True) or "")
    assert "Chargement…" not in (first_paint.page_html("/returns", {}, is_known=True) or "")


def test_every_page_with_roles_names_some_that_exist() -> None:
    assert all(page.roles <= identity.ROLE_WORDS.keys() for page in site_map.PAGES)
