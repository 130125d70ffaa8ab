"""What a page shows before it is alive: all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from dashboard.texts import text
from dashboard.views import (
    assistance,
    fetch,
    frameworks,
    link_values,
    reintegration,
    returns,
    review,
    roadmap,
    sources_page,
    studio,
    summary,
    territories,
)  # fmt: skip
from dashboard.views.element import digest
from dashboard.views.heading import heading
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, link
from dashboard.views.shown import Query, Shown
from dashboard.views.sidebar import choices
from dashboard.views.site_map import BY_KEY, HOME, sections

READ: dict[str, Callable[[Carried, Query], Shown]] = {
    "summary": summary.page,
    "roadmap": roadmap.page,
    "assistance": assistance.page,
    "returns": returns.page,
    "reintegration": reintegration.page,
    "territories": territories.page,
    "frameworks": frameworks.page,
    "review": review.public,
    "studio": studio.page,
    "sources": sources_page.page,
}


def page_html(path: str, query: Query, *, is_known: bool = False) -> str | None:
    """The first paint of an address, None for one that is not ours. Only what an anonymous reader may see.

    It speaks of the data version last read: `identity.may_read` has just asked for it. `is_known`: the browser has a
    session of ours, so a page that says more to an account comes without the paint that it would take back a second
    later.
    """
    key = path.strip("/") or HOME
    if key not in BY_KEY or BY_KEY[key].roles:
        return None
    return _painted(key, tuple(query.items()), is_known, dt.datetime.now(dt.UTC).date(), fetch.state())


@lru_cache(maxsize=64)
def _painted(
    key: str, values: tuple[tuple[str, str], ...], is_known: bool, today: dt.date, _state: tuple[int, int]
) -> str:  # fmt: skip
    """Kept by its link, the day and the state of the data: whoever comes next gets the same words."""
    query = dict(values)
    carried = link_values.read(query, today=today)
    side = f'{_menu(key, carried)}<div class="place" inert>{choices(carried)}</div>'
    main = _loading(key, carried) if is_known and BY_KEY[key].is_personal else _main(key, carried, query)
    return f'<div class="fp-side">{side}</div><main class="fp-main">{main}</main>'


def _main(key: str, carried: Carried, query: Query) -> str:
    page = READ[key](carried, query)
    head = heading(
        BY_KEY[key], carried, page.sentence, page.lead, demonstration=page.is_demonstration, filters=query,
        dropped=(*carried.dropped, *page.dropped),
    )  # fmt: skip
    html = head + page.html
    return f'<div class="place" data-paint="{digest(html)}">{html}</div>'


def _loading(key: str, carried: Carried) -> str:
    name, loading = BY_KEY[key].named(carried.language), text("Loading…", carried.language)
    head = f'<p class="kicker">{esc(name)}</p><p>{esc(loading)}</p>'
    return f'<div class="place"><header class="page-head">{head}</header></div>'


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
