"""Pictures of the roadmap: one priority at a time, the first one until another is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dashboard.charts import roadmap as charts
from dashboard.charts.visual import Visual
from dashboard.pictures.entry import NOT_RECORDED, Ask, Draw, Drawing, Entry, nothing, of_rows
from dashboard.pictures.filters import Filter, Link
from dashboard.provenance import Reading, Sourced
from dashboard.queries import roadmap as queries
from dashboard.texts import Language, said, text

PRIORITY = "priority"


def numbered(row: Any, language: Language) -> str:
    """`3. Protection des migrants`."""
    return f"{row.number}. {said(row, 'name', language)}"


def offer(ask: Ask, reading: Reading, language: Language, _link: Link) -> tuple[Filter, ...]:
    """The priorities, none of them chosen: the page then shows all."""
    rows = ask(queries.priorities, reading=reading).rows.itertuples()
    names = {str(row.number): numbered(row, language) for row in rows}
    return (Filter(PRIORITY, text("Priority", language), names, everything=text("All priorities", language)),)


def offer_one(ask: Ask, reading: Reading, language: Language, link: Link) -> tuple[Filter, ...]:
    """The priorities, of which a picture always shows one: the first one without a choice."""
    (every,) = offer(ask, reading, language, link)
    return (replace(every, default=next(iter(every.options), ""), everything=""),)


def timeline(ask: Ask, reading: Reading, language: Language, link: Link) -> Drawing:
    (one,) = offer_one(ask, reading, language, link)
    if not one.options:
        return nothing(charts.timeline, reading, NOT_RECORDED)
    number = int(one.value(link))
    activities, steps = (
        ask(query, reading=reading, priority=number) for query in (queries.activities, queries.milestones)
    )
    return of_rows(charts.timeline, activities, steps=steps, chosen=one.told(link))


def _of_priority(draw: Callable[..., Visual], query: Callable[..., Sourced]) -> Draw:
    """The rows of the priority that the link chooses, drawn."""

    def drawing(ask: Ask, reading: Reading, language: Language, link: Link) -> Drawing:
        (one,) = offer_one(ask, reading, language, link)
        if not one.options:
            return nothing(draw, reading, NOT_RECORDED)
        return of_rows(draw, ask(query, reading=reading, priority=int(one.value(link))), chosen=one.told(link))

    return drawing


activities = _of_priority(charts.activities, queries.activities)
over_time = _of_priority(charts.over_time, queries.progress_over_time)
ENTRIES = (
    Entry(
        "roadmap.timeline", "roadmap", "Activities and milestones of a priority", timeline, (PRIORITY,), offer_one
    ),
    Entry(
        "roadmap.activities", "review", "Activities of a priority against their plan", activities, (PRIORITY,),
        offer_one,
    ),
    Entry(
        "roadmap.over_time", "roadmap", "Progress of a priority against its plan", over_time, (PRIORITY,), offer_one
    ),
)  # fmt: skip
