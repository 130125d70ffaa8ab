"""Under the menu: the day the pages speak of, and whether demonstration rows are shown."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import streamlit as st

from dashboard.provenance import Reading
from dashboard.queries import sources
from dashboard.texts import date, text
from dashboard.views import element, fetch, identity
from dashboard.views.link_values import AS_OF, FIRST_DAY, SCOPE, Carried
from dashboard.views.markup import esc


def show(carried: Carried, page: str) -> None:
    with st.sidebar:
        element.place(choices(carried) + identity.sidebar_line(carried, page), key="sidebar.choices")


def choices(carried: Carried) -> str:
    """The browser's own date box and a switch; what they say goes into the link (`data-go-param`, `element`)."""
    has_demonstration = bool(fetch.fetch(sources.has_demonstration, reading=Reading()))
    return _choices(carried, dt.datetime.now(dt.UTC).date(), has_demonstration)


@lru_cache(maxsize=64)
def _choices(carried: Carried, today: dt.date, has_demonstration: bool) -> str:
    return _day(carried, today) + (_scope(carried) if has_demonstration else "")


def _day(carried: Carried, today: dt.date) -> str:
    language, reading = carried.language, carried.reading
    box = (
        f'<label for="as-of">{esc(text("As of", language))}</label>'
        f'<input type="date" id="as-of" data-go-param="{AS_OF}" value="{reading.day}" min="{FIRST_DAY}" max="{today}">'
    )
    if not reading.as_of:
        return f'<div class="choice">{box}</div>'
    known = text("The pages show what was known on {day}.", language, day=date(reading.day, language))
    back = text("Back to today", language)
    return (
        f'<div class="choice">{box}<p>{esc(known)}</p>'
        f'<button type="button" data-go-param="{AS_OF}" value="{today}">{esc(back)}</button></div>'
    )


def _scope(carried: Carried) -> str:
    words = esc(text("Demonstration data", carried.language))
    checked = " checked" if carried.reading.scope == "all" else ""
    return (
        f'<label class="choice switch"><input type="checkbox" role="switch" id="scope" data-go-param="{SCOPE}"'
        f' data-on="all" data-off="published"{checked}>{words}</label>'
    )
