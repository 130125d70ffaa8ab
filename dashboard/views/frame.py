"""What every page asks of the frame: language, reading, heading; and how the frame keeps them from page to page."""

from __future__ import annotations

import datetime as dt
from typing import NoReturn

import streamlit as st

from dashboard.provenance import Reading
from dashboard.texts import Language, date, text
from dashboard.views import element, link_values
from dashboard.views.heading import heading
from dashboard.views.link_values import AS_OF, LANGUAGE, SCOPE, Carried
from dashboard.views.picture import Card, block
from dashboard.views.site_map import BY_KEY, HOME

CARRIED, NOTICES, PAGE = "frame.carried", "frame.notices", "frame.page"


def begin(today: dt.date) -> Carried:
    """Read what the link carries, else what the session had; write it back into the link."""
    before: Carried | None = st.session_state.get(CARRIED)
    values = before.query() if before else {}
    for name in (LANGUAGE, AS_OF, SCOPE):
        if name in st.query_params:
            values[name] = st.query_params[name]
    carried = link_values.read(values, today=today)
    for name in carried.dropped:
        drop(name)
    st.session_state[CARRIED] = carried
    write(carried)
    return carried


def write(carried: Carried) -> None:
    """Put the carried values into the link, default ones left out."""
    wanted = carried.query()
    for name in (LANGUAGE, AS_OF, SCOPE):
        if name in wanted:
            st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]


def carried() -> Carried:
    found: Carried = st.session_state[CARRIED]
    return found


def language() -> Language:
    return carried().language


def reading() -> Reading:
    return carried().reading


def drop(name: str) -> None:
    """Forget a link value that means nothing, and say so once on the page."""
    if name in st.query_params:
        del st.query_params[name]
    notices: list[str] = st.session_state.setdefault(NOTICES, [])
    if name not in notices:
        notices.append(name)


def say_notices(language: Language) -> None:
    """One line for what was dropped from the link."""
    names = st.session_state.pop(NOTICES, [])
    if names:
        sentence = "The link held a value that does not exist ({names}): the page is shown without it."
        st.info(text(sentence, language, names=", ".join(f"`{name}`" for name in names)), icon=None)


def go_where_asked() -> None:
    """Follow a link of the page, if it leads to one of ours."""
    asked = element.take_go()
    if asked is None:
        return
    page = asked.page or HOME
    if page in BY_KEY:
        st.switch_page(st.session_state[PAGE][page], query_params=asked.query)


def title(page: str, sentence: str, lead: str = "", *, demonstration: bool) -> None:
    """Write the top of the page; its filters stay in the language links."""
    filters = {name: value for name, value in st.query_params.items() if name not in (LANGUAGE, AS_OF, SCOPE)}
    html = heading(BY_KEY[page], carried(), sentence, lead, demonstration=demonstration, filters=filters)
    element.place(html, key=f"{page}.heading")
    say_notices(language())


def show(*parts: Card | str, key: str) -> None:
    """Cards and ready HTML as one element; `key` is `page.place`."""
    element.place(block(*parts), key=key)


def nothing_here(page: str) -> NoReturn:
    """The page ends with one sentence: there are no rows for this day and scope."""
    sentence = text("Nothing was recorded by {day} for this choice.", language(), day=date(reading().day, language()))
    st.info(sentence)
    st.stop()
