"""Around every page: language and day, menu, the page itself, and what to say when the database is away.

A page that an account must have a role for is in the menu of such accounts only; for others it is an unknown address.
Where reading needs an account, a stranger is told no title of a page. While the database is away, whoever has a cookie
of ours is told so at such an address, not that there is no page.
"""

from __future__ import annotations

import datetime as dt
from copy import copy
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.commands import navigation

from dashboard.database import failures
from dashboard.errors import DatabaseAway
from dashboard.texts import Language, text
from dashboard.views import fetch, frame, identity, sidebar
from dashboard.views.away import away, stale_banner
from dashboard.views.site_map import BY_KEY, HOME, SitePage, sections

PAGES: Final = Path(__file__).parents[2] / "pages"
NAME: Final = "Dialogue OIM–MMEIA"


def _lose(ctx: object) -> None:
    """In the place of Streamlit's own box, which speaks English."""
    frame.lose()


navigation.send_page_not_found = _lose


def run() -> None:
    """One run of the script, for one reader."""
    st.set_page_config(page_title=NAME, layout="wide", initial_sidebar_state=256)
    go = frame.followed()
    carried = frame.begin(dt.datetime.now(dt.UTC).date())
    fault = _recognise()
    is_told = fault is None and not identity.is_shut_out()
    chosen = st.navigation(_menu(carried.language, is_told), position="sidebar" if is_told else "hidden")
    frame.go_home_if_lost()
    frame.go_to(go, chosen.url_path)
    try:
        if fault:
            raise fault
        if not is_told:
            identity.invite(carried, chosen.url_path)
            return
        if BY_KEY[chosen.url_path or HOME].roles and identity.actor() is None:  # the menu stays as it was known
            raise failures.unreachable()
        sidebar.show(carried, chosen.url_path)
        top = st.container() if fetch.stale_since() else None
        chosen.run()
        if top:  # the page could be shown from what was kept
            with top:
                stale_banner(carried.language)
    except DatabaseAway as error:
        away(error, carried.language)


def _recognise() -> DatabaseAway | None:
    """Ask what the data are and who reads them; what stands in the way is said under the menu."""
    try:
        fetch.refresh()
        identity.refresh()
    except DatabaseAway as error:
        return error
    return None


def _menu(language: Language, is_told: bool) -> dict[str, list[st.Page]]:
    known = sections(identity.ROLE_WORDS if identity.is_unsure() else identity.roles())
    menu = {
        text(section, language): [_entry(page, language, True) for page in pages] for section, pages in known.items()
    }
    if not is_told:
        menu = {"": [_entry(page, language, False) for pages in known.values() for page in pages]}
    st.session_state[frame.PAGE] = {page.url_path or HOME: page for pages in menu.values() for page in pages}
    return menu


def _entry(page: SitePage, language: Language, is_told: bool) -> st.Page:
    """One of this run alone: Streamlit marks on it that it may be run, once."""
    return copy(_made(page, language, is_told, page.is_open_to(identity.roles())))


@cache
def _made(page: SitePage, language: Language, is_told: bool, is_visible: bool) -> st.Page:
    """Its file is looked for and its name made fit once, not in every run."""
    title, icon = (page.named(language), f":material/{page.icon}:") if is_told else (NAME, None)
    return st.Page(
        PAGES / f"{page.key}.py",
        title=title,
        url_path=page.key,
        icon=icon,
        default=page.key == HOME,
        visibility="visible" if is_visible else "hidden",
    )
