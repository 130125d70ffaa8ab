"""The filters of the register pages, on one line: the register, the months, and behind a button who and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.pictures.filters import Filter, unknown
from dashboard.pictures.registers import CATEGORY, PEOPLE, PERIOD, Choice, Subject
from dashboard.provenance import Reading
from dashboard.texts import Language, text
from dashboard.views import filters, frame
from dashboard.views.fetch import fetch

Offered = Callable[[], Mapping[str, Filter]]
"""The filters by name, as the link then leaves them: a choice may take another filter away."""


def choose(subject: Subject, reading: Reading, language: Language) -> Choice | None:
    """What the reader chose, once the widgets are drawn; None before any register came."""

    def offered() -> dict[str, Filter]:
        return {one.name: one for one in subject.offer(fetch, reading, language, st.query_params)}

    if not offered():
        return None
    for name in unknown([*offered().values()], st.query_params, subject.filters):
        frame.drop(name)
    _line(subject.page, offered, language)
    return subject.choice(fetch, reading, language, st.query_params)


def _line(page: str, offered: Offered, language: Language) -> None:
    has_category = CATEGORY in offered()
    *left, middle, right = st.columns([5, 7, 3] if has_category else [12, 3], vertical_alignment="bottom", gap="small")
    if has_category:
        with left[0]:
            filters.select(page, offered()[CATEGORY])
    with middle:
        filters.months(page, lambda: _period(offered()), language)
    with right:
        _people(page, offered(), language)


def _period(offered: Mapping[str, Filter]) -> tuple[Filter, Filter]:
    first, last = (offered[name] for name in PERIOD)
    return first, last


def _people(page: str, offered: Mapping[str, Filter], language: Language) -> None:
    """The choices behind one button; one that the register does not have leaves the link."""
    with st.popover(text("Filters", language), width="stretch", key=f"{page}.filters"):
        for name in PEOPLE:
            if name in offered:
                filters.select(page, offered[name])
            else:
                filters.write(name, "")
        st.button(text("Clear these filters", language), key=f"{page}.clear", on_click=clear, args=(page,),
                  disabled=not any(name in st.query_params for name in PEOPLE))  # fmt: skip


def clear(page: str) -> None:
    """Everything again, in the widgets and in the link: the browser keeps a value that is only forgotten here."""
    for name in PEOPLE:
        if f"{page}.{name}" in st.session_state:
            st.session_state[f"{page}.{name}"] = ""
        filters.write(name, "")
