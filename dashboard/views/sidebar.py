"""Under the menu: the day the pages speak of, and whether demonstration rows are shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import streamlit as st

from dashboard.provenance import Reading, Scope
from dashboard.queries import sources
from dashboard.texts import date, text
from dashboard.views import fetch, frame
from dashboard.views.link_values import FIRST_DAY, Carried

DAY, SCOPE = "sidebar.day", "sidebar.scope"


def show(carried: Carried) -> None:
    language = carried.language
    today = dt.datetime.now(dt.UTC).date()
    st.session_state[DAY] = carried.reading.day
    with st.sidebar:
        st.date_input(text("As of", language), key=DAY, min_value=FIRST_DAY, max_value=today, format="DD/MM/YYYY",
                      on_change=_change, args=(carried, today))  # fmt: skip
        if carried.reading.as_of:
            st.caption(
                text("The pages show what was known on {day}.", language, day=date(carried.reading.day, language))
            )
        if fetch.fetch(sources.has_demonstration, reading=Reading()):
            st.session_state[SCOPE] = carried.reading.scope == "all"
            st.toggle(text("Demonstration data", language), key=SCOPE, on_change=_change, args=(carried, today))


def _change(carried: Carried, today: dt.date) -> None:
    """Into the link and the session, before the page runs again."""
    day = st.session_state[DAY] or today
    scope: Scope = "all" if st.session_state.get(SCOPE, carried.reading.scope == "all") else "published"
    changed = replace(carried, reading=Reading(None if day == today else day, scope), dropped=())
    st.session_state[frame.CARRIED] = changed
    frame.write(changed)
