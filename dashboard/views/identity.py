"""Who is reading: the account whose session the browser's cookie holds, and whether it may read at all.

No cookie, no query: who may read and whether anybody can sign in is kept by data version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from dashboard import database, providers
from dashboard.actors import Actor, Role
from dashboard.errors import DatabaseAway
from dashboard.provenance import Reading
from dashboard.queries import accounts, settings
from dashboard.queries.accounts import Session
from dashboard.texts import Language, text
from dashboard.updates import sessions
from dashboard.views import element, fetch
from dashboard.views.link_values import LANGUAGE, Carried
from dashboard.views.markup import esc, link

SIGN_IN, SIGN_OUT, PASSWORD = "/sign-in", "/sign-out", "/password"
NEXT: Final = "next"
SECURE_COOKIE, PLAIN_COOKIE = "__Host-session", "session"
COOKIES: Final = {SECURE_COOKIE: sessions.SECURE, PLAIN_COOKIE: sessions.PLAIN}
LONGEST_TOKEN: Final = 100
_ACTOR, _ROLES, _UNSURE = "identity.actor", "identity.roles", "identity.unsure"


def actor() -> Actor | None:
    """Who reads this page, as the database said at the start of this run; writers ask it again."""
    found = st.session_state.get(_ACTOR)
    return found if isinstance(found, Actor) else None


def roles() -> frozenset[Role]:
    """What the menu goes by: the roles of the last run that could ask for them. Nothing is read or written by them."""
    found = st.session_state.get(_ROLES, frozenset())
    return found if isinstance(found, frozenset) else frozenset()


def is_unsure() -> bool:
    """Whether a browser with a cookie of ours could not be recognised, because the database does not answer."""
    return bool(st.session_state.get(_UNSURE))


def refresh() -> None:
    """Ask the database once, at the start of a run, if the browser has a cookie of ours."""
    st.session_state[_ACTOR], st.session_state[_UNSURE] = None, False
    try:
        reader = known(st.context.cookies)
    except DatabaseAway:
        st.session_state[_UNSURE] = True
        if not reading_is_open():
            raise
        return
    st.session_state[_ACTOR] = reader
    st.session_state[_ROLES] = reader.in_force if reader else frozenset()


def known(cookies: Mapping[str, str]) -> Actor | None:
    """The account of the session in these cookies; the session counts as used."""
    token, now = token_in(cookies), dt.datetime.now(dt.UTC)
    if not token:
        return None
    with database.reading() as connection:
        session = accounts.session_of(connection, token, now=now)
    if session and sessions.needs_sight(session, now):
        _see(session, now)
    return session.actor if session else None


def token_in(cookies: Mapping[str, str]) -> str:
    """The token, if it stands in the cookie it was given for; one planted under the other name is none."""
    for name, start in COOKIES.items():
        token = str(cookies.get(name) or "")
        if token.startswith(start) and len(token) < LONGEST_TOKEN:
            return token
    return ""


def may_read(cookies: Mapping[str, str]) -> bool:
    """For an address asked over HTTP: as the database is now."""
    fetch.refresh()
    return reading_is_open() or known(cookies) is not None


def is_shut_out() -> bool:
    """Whether this run must not show anything."""
    return actor() is None and not reading_is_open()


def reading_is_open() -> bool:
    return bool(fetch.fetch(settings.reading_is_open, reading=Reading()))


def invite(carried: Carried, page: str) -> None:
    """In the place of a page that needs an account: where to sign in, and come back."""
    language = carried.language
    sentence, words = text("This page needs an account.", language), text("Sign in", language)
    address = sign_in_address(link(page, dict(st.query_params)), language)
    html = f'<p class="notice">{esc(sentence)} <a href="{esc(address)}">{esc(words)}</a></p>'
    element.place(html, key="identity.invitation")


def sidebar_line(carried: Carried, page: str) -> str:
    """Who is signed in and how to leave, or how to sign in; nothing where nobody has an account."""
    language, reader = carried.language, actor()
    if reader:
        return _signed_in(reader, language)
    if not fetch.fetch(accounts.exist, reading=Reading()):
        return ""
    address = sign_in_address(link(page, dict(st.query_params)), language)
    return f'<p class="choice who"><a href="{esc(address)}">{esc(text("Sign in", language))}</a></p>'


def sign_in_address(back: str, language: Language) -> str:
    query = {NEXT: back} if back != "/" else {}
    return f"{SIGN_IN}?{urlencode(query | {LANGUAGE: language})}"


def role_words(role: Role, language: Language) -> str:
    return text(ROLE_WORDS[role], language)


ROLE_WORDS: Final[dict[Role, str]] = {
    "reader": "Reader",
    "ministry_editor": "Editor, ministry",
    "iom_editor": "Editor, IOM",
    "communications": "Communications",
    "protection": "Protection",
    "administrator": "Administrator",
}


def _signed_in(reader: Actor, language: Language) -> str:
    """Buttons of plain forms: they work without a script, and a foreign page cannot send them."""
    leave = text("Sign out", language)
    return _own_password_first(reader, language) + (
        f'<form class="choice who" method="post" action="{SIGN_OUT}"><span>{esc(reader.name)}</span>'
        f'<input type="hidden" name="{LANGUAGE}" value="{language}"><button>{esc(leave)}</button>'
        f"{_change(language) if reader.has_password and not providers.configured() else ''}</form>"
    )


def _own_password_first(reader: Actor, language: Language) -> str:
    if not reader.must_change_password:
        return ""
    sentence = text("Choose a password of your own first: nothing can be done with the one you were given.", language)
    return f'<p class="notice">{esc(sentence)}</p>'


def _change(language: Language) -> str:
    return f'<a href="{PASSWORD}?{LANGUAGE}={language}">{esc(text("Change the password", language))}</a>'


def _see(session: Session, now: dt.datetime) -> None:
    """A database that cannot be written to ends the session a few minutes early, not the page."""
    try:
        with database.noting() as connection:
            sessions.see(connection, session, now=now)
    except DatabaseAway:
        return
