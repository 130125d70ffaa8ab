"""The files in which the fictitious registers come in: one a month and a family, some late, some corrected."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from dashboard.updates.demonstration.layout import Layout, at, last_day
from dashboard.updates.demonstration.people import RETURNS, Cell, Counts, Draw

FAMILIES = ("returns", "reintegration")
CORRECTED = {"returns": "returns_assisted", "reintegration": "reintegration_eligible"}
MOST_CORRECTED = 8


@dataclass(frozen=True)
class Delivery:
    """One file: the cells of a month, known at a moment; a correction replaces cells that came earlier."""

    family: str
    month: int  # year × 100 + month
    recorded_at: dt.datetime
    counts: dict[Cell, int]
    is_correction: bool = False

    @property
    def file_name(self) -> str:
        suffix = "-correction" if self.is_correction else ""
        return f"demonstration-{self.family}-{self.month // 100}-{self.month % 100:02d}{suffix}.csv"


def of(weights: dict[str, Any], layout: Layout, rng: Random) -> list[Delivery]:
    """Every file, in the order in which it became known."""
    months = layout.months(weights["months"])
    counts = Draw(weights, months, rng).run()
    first = {
        (family, month): delivery
        for family in FAMILIES
        for month in counts
        if (delivery := _delivery(weights, layout, months, family, month, counts, rng)).counts
    }
    corrections = [_correction(wanted, first, layout, rng) for wanted in weights["correction"]]
    return sorted([*first.values(), *corrections], key=lambda delivery: delivery.recorded_at)


def _delivery(
    weights: dict[str, Any],
    layout: Layout,
    months: list[dt.date],
    family: str,
    month: int,
    counts: Counts,
    rng: Random,
) -> Delivery:
    first = months[month - 1]
    usual = rng.randint(*weights["delays"]["usual"])
    delay = weights["delays"]["late"][family].get(str(month), usual)
    known_on = min(last_day(first) + dt.timedelta(days=delay), layout.day(-1))
    return Delivery(family, first.year * 100 + first.month, at(known_on, 10), dict(_of_family(family, counts[month])))


def _of_family(family: str, counts: Counter[Cell]) -> Iterator[tuple[Cell, int]]:
    return ((cell, count) for cell, count in counts.items() if (cell.indicator in RETURNS) == (family == "returns"))


def _correction(
    wanted: dict[str, Any], first: dict[tuple[str, int], Delivery], layout: Layout, rng: Random
) -> Delivery:
    """Late files added by one region, three to five weeks after its month came in."""
    original = first[wanted["family"], wanted["month"]]
    found = [
        cell
        for cell in original.counts
        if cell.region == wanted["region"] and cell.indicator == CORRECTED[wanted["family"]]
    ]
    counts = {
        cell: original.counts[cell] + rng.randint(1, 2) for cell in rng.sample(found, min(MOST_CORRECTED, len(found)))
    }
    recorded_on = min(original.recorded_at.date() + dt.timedelta(days=rng.randint(21, 35)), layout.day(-1))
    return Delivery(original.family, original.month, at(recorded_on, 15), counts, is_correction=True)
