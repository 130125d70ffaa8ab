"""What every page asks of the frame: language, reading, heading; and how the frame keeps them from page to page."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard.provenance import Reading
from dashboard.texts import Language
from dashboard.views import element, identity, link_values
from dashboard.views.heading import heading
from dashboard.views.link_values import AS_OF, LANGUAGE, SCOPE, Carried
from dashboard.views.picture import Card, block
from dashboard.views.shown import Query, Shown
from dashboard.views.site_map import BY_KEY, HOME

CARRIED, NOTICES, PAGE, PAINTED, HERE = "frame.carried", "frame.notices", "frame.page", "frame.painted", "frame.here"
LOST = "frame.lost"


def begin(today: dt.date) -> Carried:
    """Read what the link carries, else what the session had; write it back into the link."""
    before: Carried | None = st.session_state.get(CARRIED)
    values = before.query() if before else {}
    for name in (LANGUAGE, AS_OF, SCOPE):
        if name in st.query_params:
            values[name] = st.query_params[name]
    carried = link_values.read(values, today=today)
    drop(*carried.dropped)
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


def query() -> Query:
    """The values of the link, each once."""
    return dict(st.query_params)


def drop(*names: str) -> None:
    """Forget link values that mean nothing, and say so once on the page."""
    notices: list[str] = st.session_state.setdefault(NOTICES, [])
    for name in names:
        if name in st.query_params:
            del st.query_params[name]
        if name not in notices:
            notices.append(name)


def lose() -> None:
    """There is no page at the address of this run."""
    st.session_state[LOST] = "here"


def go_home_if_lost() -> None:
    """To the first page, which says why; of an unknown address the browser has no first paint."""
    if st.session_state.get(LOST) == "here":
        st.session_state[LOST], st.session_state[PAINTED] = "told", True
        st.switch_page(st.session_state[PAGE][HOME], query_params=carried().query())


def followed() -> element.Go | None:
    """The link that the reader followed, if it leads to another page: of the page's own link, the values are taken."""
    asked = element.take_go()
    if asked is None or (asked.page or HOME) != st.session_state.get(HERE):
        return asked
    st.query_params.from_dict(asked.query)
    return None


def go_to(asked: element.Go | None, here: str) -> None:
    """Go where a link leads, if that is one of our pages; else this is the page that is shown."""
    page = asked and (asked.page or HOME)
    if asked and page in st.session_state[PAGE]:
        st.switch_page(st.session_state[PAGE][page], query_params=asked.query)
    st.session_state[HERE] = here or HOME


def title(page: str, sentence: str, lead: str = "", *, demonstration: bool) -> None:
    """Write the top of the page; its filters stay in the language links."""
    element.place(_head(page, sentence, lead, demonstration), key=f"{page}.heading")


def whole(page: str, found: Shown) -> None:
    """A page without widgets, as one element: its top and everything under it.

    The first page of a session is the one whose first paint the browser has just received.
    """
    drop(*found.dropped)
    head = _head(page, found.sentence, found.lead, found.is_demonstration)
    is_first = not st.session_state.get(PAINTED)
    st.session_state[PAINTED] = True
    is_ours = found.is_personal or BY_KEY[page].roles or (BY_KEY[page].is_personal and identity.actor())
    element.place(block(head, *found.parts), key=f"{page}.page", is_painted=is_first and not is_ours)


def _head(page: str, sentence: str, lead: str, demonstration: bool) -> str:
    dropped, is_lost = st.session_state.pop(NOTICES, []), bool(st.session_state.pop(LOST, ""))
    return heading(
        BY_KEY[page], carried(), sentence, lead, demonstration=demonstration, filters=query(), dropped=dropped,
        is_lost=is_lost,
    )  # fmt: skip


def show(*parts: Card | str, key: str) -> None:
    """Cards and ready HTML as one element; `key` is `page.place`."""
    element.place(block(*parts), key=key)
