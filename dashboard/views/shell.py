"""Around every page: language and day, menu, the page itself, and what to say when the database is away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.errors import DatabaseAway
from dashboard.texts import Language, text
from dashboard.views import fetch, frame, identity, sidebar
from dashboard.views.away import away, stale_banner
from dashboard.views.site_map import HOME, sections

PAGES: Final = Path(__file__).parents[2] / "pages"


def run() -> None:
    """One run of the script, for one reader."""
    st.set_page_config(page_title="Dialogue OIM–MMEIA", layout="wide", initial_sidebar_state=256)
    carried = frame.begin(dt.datetime.now(dt.UTC).date())
    chosen = st.navigation(_menu(carried.language))
    frame.go_where_asked()
    try:
        fetch.refresh()
        identity.refresh()
        if identity.is_shut_out():
            identity.invite(carried, chosen.url_path)
            return
        sidebar.show(carried, chosen.url_path)
        top = st.container() if fetch.stale_since() else None
        chosen.run()
        if top:  # the page could be shown from what was kept
            with top:
                stale_banner(carried.language)
    except DatabaseAway as error:
        away(error, carried.language)


def _menu(language: Language) -> dict[str, list[st.Page]]:
    menu = {
        text(section, language): [
            st.Page(PAGES / f"{page.key}.py", title=page.named(language), url_path=page.key,
                    icon=f":material/{page.icon}:", default=page.key == HOME)
            for page in pages
        ]
        for section, pages in sections().items()
    }  # fmt: skip
    st.session_state[frame.PAGE] = {page.url_path or HOME: page for pages in menu.values() for page in pages}
    return menu
