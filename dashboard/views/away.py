"""When the database does not answer: the age of what is shown, or one sentence; either tries again by itself."""

from __future__ import annotations

import streamlit as st

from dashboard.errors import DatabaseAway
from dashboard.texts import Language, text
from dashboard.views import fetch

RETRY_SECONDS = 10


def away(error: DatabaseAway, language: Language) -> None:
    """The page's place is taken by one sentence until the database answers."""
    st.warning(error.message(language), icon=":material/cloud_off:")
    _try_again()


def stale_banner(language: Language) -> None:
    """Over a page that is shown from what was kept: since when, and that it recovers by itself."""
    read_at = fetch.stale_since()
    if read_at is None:
        return
    sentence = "The database does not answer. This page shows what was read at {time} UTC and updates by itself."
    st.warning(text(sentence, language, time=f"{read_at:%H:%M}"), icon=":material/cloud_off:")
    _try_again()


@st.fragment(run_every=RETRY_SECONDS)
def _try_again() -> None:
    """Runs alone every few seconds; the whole page runs again once the database answers."""
    if st.session_state.pop("away.first_run_over", False):
        try:
            fetch.refresh()
        except DatabaseAway:
            pass
        else:
            if fetch.stale_since() is None:
                st.rerun()
    st.session_state["away.first_run_over"] = True
