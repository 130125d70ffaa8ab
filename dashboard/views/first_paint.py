"""What a page shows before it is alive: the whole first screen, or the heading of another page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dashboard.texts import text
from dashboard.views import fetch, link_values
from dashboard.views.heading import heading
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, link
from dashboard.views.picture import Card
from dashboard.views.sidebar import choices
from dashboard.views.site_map import BY_KEY, HOME, sections
from dashboard.views.summary import summary


def page_html(path: str, query: Mapping[str, str]) -> str | None:
    """The first paint of an address, None for one that is not ours. Only what an anonymous reader may see."""
    key = path.strip("/") or HOME
    if key not in BY_KEY:
        return None
    carried = link_values.read(query, today=dt.datetime.now(dt.UTC).date())
    fetch.refresh()
    side = f'{_menu(key, carried)}<div class="place" inert>{choices(carried)}</div>'
    return f'<div class="fp-side">{side}</div><main class="fp-main">{_main(key, carried)}</main>'


def _main(key: str, carried: Carried) -> str:
    if key != HOME:
        name = BY_KEY[key].named(carried.language)
        loading = text("Loading…", carried.language)
        head = f'<p class="kicker">{esc(name)}</p><p>{esc(loading)}</p>'
        return f'<div class="place"><header class="page-head">{head}</header></div>'
    page = summary(carried)
    parts = "".join(part.html if isinstance(part, Card) else part for part in page.parts)
    head = heading(BY_KEY[key], carried, page.sentence, page.lead, demonstration=page.is_demonstration, filters={})
    return f'<div class="place">{head}</div><div class="place">{parts}</div>'


def _menu(here: str, carried: Carried) -> str:
    groups = "".join(
        f"<p>{esc(text(section, carried.language))}</p><ul>"
        + "".join(
            f'<li{" aria-current=page" if page.key == here else ""}><a href="{esc(link(page.key, carried.query()))}">'
            f"{esc(page.named(carried.language))}</a></li>"
            for page in pages
        )
        + "</ul>"
        for section, pages in sections().items()
    )
    return f"<nav>{groups}</nav>"
