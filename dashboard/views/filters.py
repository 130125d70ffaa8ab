"""Filters as widgets: each shows the value of the link, and writes the reader’s choice there."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.pictures.filters import Filter, month_written
from dashboard.texts import Language, month, text


def select(page: str, one: Filter) -> None:
    """A select box; everything comes first where the filter has no default. The default stays out of the link."""
    keys = [*([] if one.default else [""]), *one.options]
    chosen = st.selectbox(
        one.label, keys, index=keys.index(one.value(st.query_params)), key=f"{page}.{one.name}",
        format_func=lambda key: one.options.get(key, one.everything), filter_mode=None,
    )  # fmt: skip
    write(one.name, "" if chosen == one.default else chosen)


def months(page: str, offered: Callable[[], tuple[Filter, Filter]], language: Language) -> None:
    """A range of months; nothing to move when there is one only."""
    first, last = offered()
    if len(last.options) == 1:
        return
    start, end = st.select_slider(
        text("Period", language), [*last.options], value=(first.value(st.query_params), last.value(st.query_params)),
        key=f"{page}.period", format_func=lambda key: month(month_written(key), language, "short"),
    )  # fmt: skip
    write(last.name, "" if end == last.default else end)
    first, _ = offered()  # its default follows the end
    write(first.name, "" if start == first.default else start)


def write(name: str, value: str) -> None:
    """Put a value into the link; an empty one takes it away."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
