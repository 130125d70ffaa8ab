"""Which pictures move with what a file touches, and the values of their page’s link that show it.

Its test draws every picture before and after, and fails when one moves that is not named here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

from dashboard.pictures.entry import Entry
from dashboard.pictures.filters import Link, written
from dashboard.pictures.registers import CATEGORY, PERIOD
from dashboard.pictures.registry import entries
from dashboard.pictures.returns import ASSISTED, ROUTES_MAP, SUBJECT
from dashboard.pictures.roadmap import PRIORITY
from dashboard.pictures.territories import MEASURE
from dashboard.queries.import_moves import Touched
from dashboard.queries.reintegration import COMPLETED, ELIGIBLE, LAG, STARTED
from dashboard.queries.returns import CATEGORIES
from dashboard.queries.territories import DISPLACED, REGISTERS

AGAINST: Final = "returns.against_reintegration"
STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    ELIGIBLE: ("funnel", "by_region"),
    STARTED: ("funnel", "by_month", "by_form", "by_region"),
    COMPLETED: ("funnel", "by_month", "by_form", "by_region"),
    LAG: ("lag",),
}


@dataclass(frozen=True)
class Moved:
    """A picture, and the link values under which its page shows what moved."""

    entry: Entry
    query: Link


def by(touched: Touched) -> tuple[Moved, ...]:
    """Every picture that moves; a report counts in them once the other side accepted it."""
    roadmap = by_roadmap(sorted({*touched.priorities, *touched.declared}))
    return (*by_registers(touched.registers), *by_figures(touched.regional), *roadmap)


def by_registers(indicators: Collection[str]) -> tuple[Moved, ...]:
    """The pictures that read any of these registers, each once, in the order of the pages."""
    found: dict[str, Link] = {}
    for key in indicators:
        found = _of_register(key) | found
    return tuple(Moved(entry, found[entry.key]) for entry in entries() if entry.key in found)


def by_figures(indicators: Collection[str]) -> tuple[Moved, ...]:
    """The pictures that show the latest count by region; those of named figures move with no file."""
    if DISPLACED not in indicators:
        return ()
    return tuple(Moved(entry, {MEASURE: "displaced"}) for entry in entries() if MEASURE in entry.filters)


def by_roadmap(priorities: Collection[int]) -> tuple[Moved, ...]:
    """The pictures of progress: the one of all priorities, and those of each priority that is touched."""
    roadmap = [entry for entry in entries() if entry.key.startswith("roadmap.")] if priorities else []
    return tuple(
        Moved(entry, link)
        for entry in roadmap
        for link in ([{PRIORITY: str(number)} for number in priorities] if PRIORITY in entry.filters else [{}])
    )


def over(one: Moved, first_month: int, last_month: int) -> Moved:
    """The same picture over the months that moved, where its page lets months be chosen."""
    if not set(PERIOD) <= set(one.entry.filters):
        return one
    return replace(one, query={**one.query, "from": written(first_month), "to": written(last_month)})


def _of_register(key: str) -> dict[str, Link]:
    found: dict[str, Link] = {f"reintegration.{name}": {} for name in STAGES.get(key, ())}
    if key in CATEGORIES:
        names = [*(f"{SUBJECT.page}.{name}" for name in SUBJECT.pictures), ROUTES_MAP.key]
        found |= {name: {} if key == ASSISTED else {CATEGORY: key} for name in names}
    for measure, register in REGISTERS.items():
        if register == key:
            found |= {AGAINST: {}, "territories.by_region": {MEASURE: measure}, "territories.map": {MEASURE: measure}}
    return found
