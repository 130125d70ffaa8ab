"""The filters of the register pages, on one line: the register, the months, and behind a button who and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.pictures.filters import Filter
from dashboard.pictures.registers import CATEGORY, PEOPLE, PERIOD
from dashboard.texts import Language, text
from dashboard.views.filters import select
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link
from dashboard.views.shown import Query

WITHIN = "filter"


def line(page: str, offered: Sequence[Filter], carried: Carried, query: Query) -> str:
    """`offered` are the filters as the link leaves them: a choice may take another filter away."""
    known = {one.name: one for one in offered}
    register = f"<div>{select(known[CATEGORY], query, within=WITHIN)}</div>" if CATEGORY in known else ""
    parts = f"{register}{_period(known, carried.language, query)}{_people(page, known, carried, query)}"
    return f'<div class="filters" role="group" aria-label="{esc(text("Filters", carried.language))}">{parts}</div>'


def _period(known: Mapping[str, Filter], language: Language, query: Query) -> str:
    """Two months; nothing to choose when there is one only."""
    first, last = (known[name] for name in PERIOD)
    if len(last.options) == 1:
        return ""
    boxes = "".join(f"<div>{select(one, query, within=WITHIN)}</div>" for one in (first, last))
    return f"<fieldset><legend>{esc(text('Period', language))}</legend>{boxes}</fieldset>"


def _people(page: str, known: Mapping[str, Filter], carried: Carried, query: Query) -> str:
    """The choices behind one button, which says those in force."""
    language, mine = carried.language, [known[name] for name in PEOPLE if name in known]
    told = ", ".join(one.told(query) for one in mine if one.told(query))
    kept = {name: value for name, value in query.items() if name not in PEOPLE}
    clear = go(link(page, kept), text("Clear these filters", language)) if told else ""
    boxes, button = "".join(select(one, query, within=WITHIN) for one in mine), told or text("Who and where", language)
    return (
        f'<details id="filter-people" class="source people" data-stays><summary>{esc(button)}</summary>'
        f'<div class="source-pop choices">{boxes}{clear}</div></details>'
    )
