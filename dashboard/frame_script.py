"""The script behind every page: language and day, menu, the page itself, and what to say when the database is away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import streamlit as st

from dashboard.errors import DatabaseAway
from dashboard.texts import text
from dashboard.views import fetch, frame, sidebar
from dashboard.views.away import away, stale_banner
from dashboard.views.site_map import HOME, sections

PAGES = Path(__file__).parents[1] / "pages"

ASSETS = Path(__file__).parent / "views/assets"
st.set_page_config(
    page_title="Dialogue OIM–MMEIA", page_icon=str(ASSETS / "favicon.png"), layout="wide", initial_sidebar_state=256
)
carried = frame.begin(dt.datetime.now(dt.UTC).date())
language = carried.language
menu = {
    text(section, language): [
        st.Page(PAGES / f"{page.key}.py", title=page.named(language), url_path=page.key, icon=f":material/{page.icon}:",
                default=page.key == HOME)
        for page in pages
    ]
    for section, pages in sections().items()
}  # fmt: skip
st.session_state[frame.PAGE] = {page.url_path or HOME: page for pages in menu.values() for page in pages}
chosen = st.navigation(menu)
frame.go_where_asked()
try:
    fetch.refresh()
    sidebar.show(carried)
    stale_banner(language)
    chosen.run()
except DatabaseAway as error:
    away(error, language)
