"""What a link chooses on a page, without a widget: a priority, a commitment."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from dashboard.views import frame


def chosen(name: str, known: Collection[str]) -> str | None:
    """The value of the link if it is known; another one is dropped and said."""
    asked = st.query_params.get(name)
    if asked is None or asked in known:
        return asked
    frame.drop(name)
    return None
