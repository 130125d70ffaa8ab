"""Filters as the browser’s own boxes: each shows the value of the link, and the reader’s choice goes there."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.pictures.filters import Filter, Link
from dashboard.views.markup import esc


def select(one: Filter, link: Link, *, within: str) -> str:
    """Everything comes first where the filter has no default; the default leaves the link."""
    everything = {} if one.default else {"": one.everything}
    named = everything | {"" if key == one.default else key: words for key, words in one.options.items()}
    value = one.value(link)
    return box(one.name, one.label, named, "" if value == one.default else value, within=within)


def box(name: str, label: str, options: Mapping[str, str], value: str, *, within: str) -> str:
    """A labelled box of a part of the page; `options` are values with their words."""
    lines = "".join(
        f'<option value="{esc(key)}"{" selected" if key == value else ""}>{esc(said)}</option>'
        for key, said in options.items()
    )
    place = f"{esc(within)}-{esc(name)}"
    return f'<label for="{place}">{esc(label)}</label><select id="{place}" data-go-param="{esc(name)}">{lines}</select>'


def switch(name: str, label: str, value: str, *, is_on: bool, within: str) -> str:
    """Puts `value` into the link, or takes it away."""
    checked = " checked" if is_on else ""
    return (
        f'<label class="tick"><input type="checkbox" id="{esc(within)}-{esc(name)}" data-go-param="{esc(name)}"'
        f' data-on="{esc(value)}" data-off=""{checked}>{esc(label)}</label>'
    )
