"""The fictitious registers of protected people: a few a month, drawn apart from the others by weights of their own."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from random import Random
from typing import Any, Final

from dashboard.updates.demonstration.deliveries import Delivery
from dashboard.updates.demonstration.layout import Layout, at, last_day
from dashboard.updates.demonstration.people import Cell

FAMILY: Final = "protected"
SEED: Final = 11
DELAY: Final = dt.timedelta(days=15)
ANY_FORM: Final = "all"


def of(weights: dict[str, Any], layout: Layout) -> list[Delivery]:
    """A file a month, in order."""
    rng = Random(SEED)  # noqa: S311 fictitious rows, no secret
    return [_delivery(weights, layout, first, rng) for first in layout.months(weights["months"])]


def _delivery(weights: dict[str, Any], layout: Layout, first: dt.date, rng: Random) -> Delivery:
    counts: Counter[Cell] = Counter()
    for indicator, drawn in weights[FAMILY].items():
        people = rng.randint(drawn["monthly"] // 2, drawn["monthly"] * 3 // 2)
        counts.update(_person(indicator, drawn, weights["region"], rng) for _ in range(people))
    known_on = min(last_day(first) + DELAY, layout.day(-1))
    return Delivery(FAMILY, first.year * 100 + first.month, at(known_on, 11), dict(counts))


def _person(indicator: str, drawn: dict[str, Any], regions: list[dict[str, Any]], rng: Random) -> Cell:
    region = rng.choices(regions, [region["weight"] for region in regions])[0]
    country = rng.choices(list(drawn["countries"]), list(drawn["countries"].values()))[0]
    sex = "f" if rng.random() < drawn["women"] else "m"
    return Cell(indicator, region["key"], country, sex, rng.choice(drawn["ages"]), ANY_FORM)
