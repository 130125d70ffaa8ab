"""Small pieces of HTML. Every word from data or catalogue is escaped here, once."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlencode

from dashboard.texts import NO_BREAK, Language, date, text
from dashboard.views.site_map import HOME

UNBROKEN: Final = re.compile(
    r" (?=·|(?:19|20)\d\d\b)|(?<=\d)(?<!\b19\d\d)(?<!\b20\d\d) (?=[^\W\d])|(?:(?<=n°)|(?<=\bno\.)) (?=\d)"
)


def esc(words: object) -> str:
    """Words as literal text or attribute value."""
    return html.escape(str(words), quote=True)


def tied(words: str) -> str:
    """Words whose lines never begin with a middle dot or a year, nor end with a number that counts the next word."""
    return UNBROKEN.sub(NO_BREAK, words)


def link(page: str, query: Mapping[str, object] | None = None) -> str:
    """The address of a page with its link values, empty ones left out; not yet escaped. The first page is `/`."""
    kept = {name: value for name, value in (query or {}).items() if value not in (None, "")}
    return f"/{'' if page == HOME else page}" + (f"?{urlencode(kept)}" if kept else "")


def go(address: str, words: str, *, css: str = "", label: str = "", is_here: bool = False) -> str:
    """A link that changes page without a reload once the page is live."""
    told = f' aria-label="{esc(label)}"' if label else ""
    told += ' aria-current="page"' if is_here else ""
    return f'<a data-go class="{esc(css)}" href="{esc(address)}"{told}>{esc(words)}</a>'


def nothing_recorded(day: dt.date, language: Language) -> str:
    """What stands where there are no rows for this day and scope."""
    sentence = text("Nothing was recorded by {day} for this choice.", language, day=date(day, language))
    return f'<p class="notice">{esc(sentence)}</p>'


def badge(words: str) -> str:
    return f'<span class="demo-badge">{esc(words)}</span>'


def titled(title: str, subtitle: str, language: Language, *, is_demonstration: bool, level: int = 2) -> str:
    """The head of a picture or a table: what it says, what it counts, and that it is fictitious when it is."""
    fictitious = badge(text("Demonstration – fictitious data", language)) if is_demonstration else ""
    under = f'<p class="subtitle">{esc(tied(subtitle))}</p>' if subtitle else ""
    return f"<h{level}>{esc(tied(title))}</h{level}>{fictitious}{under}"


def definition(rows: Iterable[tuple[str, str]]) -> str:
    """Label and value pairs; both plain words."""
    return '<dl class="pairs">' + "".join(f"<dt>{esc(k)}</dt><dd>{esc(v)}</dd>" for k, v in rows) + "</dl>"


def table(
    head: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str, language: Language,
    numeric: Iterable[int] = (), stacks: bool = False,
) -> str:  # fmt: skip
    """A table of plain words with a hidden caption; columns listed in `numeric` are right-aligned.

    One that `stacks` has too many columns for a phone: there each cell stands under the first, beside its own head.
    """
    right, names = set(numeric), list(head)
    titles = "".join(_cell(title, "col", i in right) for i, title in enumerate(names))
    labels = names if stacks else [""] * len(names)
    body = "".join(f"<tr>{_line(row, right, labels)}</tr>" for row in rows)
    css = ' class="stacks"' if stacks else ""
    return (
        f'<div class="table-scroll" tabindex="0" role="group" aria-label="{esc(caption)}" lang="{language}">'
        f"<table{css}><caption>{esc(caption)}</caption><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _line(row: Iterable[str], right: set[int], labels: list[str]) -> str:
    return "".join(_cell(word, "row" if i == 0 else "", i in right, labels[i]) for i, word in enumerate(row))


def _cell(words: str, scope: str, is_number: bool, label: str = "") -> str:
    css = ' class="num"' if is_number else ""
    if scope:
        return f'<th scope="{scope}"{css}>{esc(words)}</th>'
    told = f' data-label="{esc(label)}"' if label else ""
    return f"<td{css}{told}>{esc(words)}</td>"
