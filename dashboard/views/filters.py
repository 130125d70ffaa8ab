"""Filters that live in the link: each reads its value there, refuses what it does not know, writes its choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.texts import Language, month, text
from dashboard.views import frame

ALL = ""


def choice(page: str, name: str, label: str, options: Mapping[str, str], *, everything: str) -> str | None:
    """A select box over `options` (key → words) with `everything` first; the chosen key, None for everything."""
    asked = st.query_params.get(name, ALL)
    if asked and asked not in options:
        frame.drop(name)
        asked = ALL
    keys = [ALL, *options]
    chosen = st.selectbox(
        label, keys, index=keys.index(asked), key=f"{page}.{name}",
        format_func=lambda key: options.get(key, everything), filter_mode=None,
    )  # fmt: skip
    _write(name, chosen)
    return chosen or None


def one_of(page: str, name: str, label: str, options: Mapping[str, str]) -> str:
    """A select box that always has a value; the first option is the default and stays out of the link."""
    first, *_ = options
    asked = st.query_params.get(name, first)
    if asked not in options:
        frame.drop(name)
        asked = first
    keys = list(options)
    chosen = st.selectbox(label, keys, index=keys.index(asked), key=f"{page}.{name}",
                          format_func=lambda key: options[key], filter_mode=None)  # fmt: skip
    _write(name, "" if chosen == first else chosen)
    return chosen


def months(page: str, calendar: Sequence[int], language: Language, *, latest: int = 0) -> tuple[int, int]:
    """A range of months, as `from` and `to` (2025-03) in the link; both ends included.

    Without a choice it is the whole calendar, or its `latest` months.
    """
    start = calendar[-latest:][0]
    first, last = _month("from", calendar, start), _month("to", calendar, calendar[-1])
    if first > last:
        frame.drop("from")
        first = min(start, last)
    if len(calendar) == 1:
        return first, last
    chosen = st.select_slider(
        text("Period", language), list(calendar), value=(first, last), key=f"{page}.period",
        format_func=lambda value: month(value, language, "short"),
    )  # fmt: skip
    _write("from", "" if chosen[0] == start else written(chosen[0]))
    _write("to", "" if chosen[1] == calendar[-1] else written(chosen[1]))
    return chosen


def written(value: int) -> str:
    """A month as a link writes it: `2025-03`."""
    return f"{value // 100}-{value % 100:02d}"


def _month(name: str, calendar: Sequence[int], default: int) -> int:
    asked = st.query_params.get(name)
    if asked is None:
        return default
    known = {written(value): value for value in calendar}
    if asked not in known:
        frame.drop(name)
        return default
    return known[asked]


def _write(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
