"""Small pieces of HTML. Every word from data or catalogue is escaped here, once."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from dashboard.texts import Language
from dashboard.views.site import HOME


def esc(words: object) -> str:
    """Words as literal text or attribute value."""
    return html.escape(str(words), quote=True)


def link(page: str, query: Mapping[str, object] | None = None) -> str:
    """The address of a page with its link values, empty ones left out; not yet escaped. The first page is `/`."""
    kept = {name: value for name, value in (query or {}).items() if value not in (None, "")}
    return f"/{'' if page == HOME else page}" + (f"?{urlencode(kept)}" if kept else "")


def go(address: str, words: str, *, css: str = "", label: str = "") -> str:
    """A link that changes page without a reload once the page is live."""
    named = f' aria-label="{esc(label)}"' if label else ""
    return f'<a data-go class="{esc(css)}" href="{esc(address)}"{named}>{esc(words)}</a>'


def badge(words: str) -> str:
    return f'<span class="demo-badge">{esc(words)}</span>'


def definition(rows: Iterable[tuple[str, str]]) -> str:
    """Label and value pairs; both plain words."""
    return '<dl class="pairs">' + "".join(f"<dt>{esc(k)}</dt><dd>{esc(v)}</dd>" for k, v in rows) + "</dl>"


def table(
    head: Iterable[str], rows: Iterable[Iterable[str]], *, caption: str, language: Language, numeric: Iterable[int] = ()
) -> str:
    """A table of plain words with a hidden caption; columns listed in `numeric` are right-aligned."""
    right = set(numeric)
    css = lambda i: ' class="num"' if i in right else ""  # noqa: E731
    titles = "".join(f'<th scope="col"{css(i)}>{esc(title)}</th>' for i, title in enumerate(head))
    body = "".join(
        "<tr>"
        + "".join(f"<th scope='row'{css(i)}>{esc(c)}</th>" if i == 0 else f"<td{css(i)}>{esc(c)}</td>" for i, c in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="table-scroll" tabindex="0" role="group" aria-label="{esc(caption)}" lang="{language}"><table>'
        f"<caption>{esc(caption)}</caption><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>"
    )
