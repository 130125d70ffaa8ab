"""The people of the fictitious registers: drawn one by one, then counted into cells month by month."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random
from typing import Any, NamedTuple

RETURNS = ("returns_assisted", "returns_repatriated", "returns_expelled")
FIRST_DETAIL = {  # a region, or a country, that reports nobody states its zero under this detail
    "returns_assisted": "avr",
    "reintegration_started": "economic",
    "reintegration_completed": "economic",
    "reintegration_lag": "0-30",
}
REINTEGRATION = ("reintegration_eligible", "reintegration_started", "reintegration_completed", "reintegration_lag")
UNRECORDED_SHARE = 0.03
"""People of whom neither sex nor age was written down."""
NOT_SPECIFIED, NO_COUNTRY = "not_specified", "ZZ"


class Person(NamedTuple):
    region: str
    country: str
    sex: str
    age_group: str


class Cell(NamedTuple):
    indicator: str
    region: str
    country: str
    sex: str
    age_group: str
    detail: str


Counts = dict[int, Counter[Cell]]
"""Month (counted back from the last one: 0, -1, …) → people in each cell."""


@dataclass
class Draw:
    """One drawing of every register; `counts` holds what was reported, and nothing of what was not."""

    weights: dict[str, Any]
    months: list[dt.date]
    rng: Random
    counts: Counts = field(default_factory=dict)
    _regions: dict[str, list[float]] = field(default_factory=dict)

    def run(self) -> Counts:
        self.counts = {month: Counter() for month in range(1 - len(self.months), 1)}
        for month in self.counts:
            self._assisted(month)
            self._repatriated(month)
            self._expelled(month)
        for month in self.counts:
            self._state_zeros(month)
        return self.counts

    def reports(self, indicator: str, region: str, month: int) -> bool:
        """Whether the region transmitted that month's register."""
        gaps = self.weights["gaps"]
        if month in gaps["silent"].get(region, ()):
            return False
        if indicator in RETURNS:
            return bool(month != gaps["returns_month"])
        return not (month == 0 and region in gaps["late_reintegration"])

    def first(self, month: int) -> dt.date:
        return self.months[month - 1]

    def _assisted(self, month: int) -> None:
        for country in self._departures("assisted", self._assisted_total(month)):
            person = self._person(country)
            self._add("returns_assisted", person, "vhr" if self._chance(country["crisis"]) else "avr", month)
            self._reintegrate(person, month)

    def _assisted_total(self, month: int) -> int:
        returns, first = self.weights["returns"], self.first(month)
        start, end = returns["growth"]
        growth = end + (end - start) * month / len(self.months)
        season = returns["season"][first.month - 1]
        return round(returns["assisted_monthly"] * growth * season * self.rng.gauss(1, 0.06))

    def _repatriated(self, month: int) -> None:
        """The State brings people back by operation: a plane or a convoy, from one country."""
        returns = self.weights["returns"]
        operations = self.rng.choices(range(5), returns["operations"])[0]
        for country in self._departures("repatriated", operations):
            for _ in range(self.rng.randint(*returns["operation_size"])):
                self._add("returns_repatriated", self._person(country), "all", month)

    def _expelled(self, month: int) -> None:
        returns = self.weights["returns"]
        least, most = returns["expelled_range"]
        drawn = round(returns["expelled_median"] * self.rng.lognormvariate(0, 0.6))
        for country in self._departures("expelled", max(least, min(most, drawn))):
            self._add("returns_expelled", self._person(country), "all", month)

    def _reintegrate(self, person: Person, month: int) -> None:
        """Eligible, started, completed: a step that fell in a month not reported hides the later ones too."""
        shares = self.weights["reintegration"]
        if not self._chance(shares["eligible_share"]):
            return
        arrival = self.first(month) + dt.timedelta(days=self.rng.randint(0, 27))
        known = self._add("reintegration_eligible", person, "all", month)
        if not (known and self._chance(self._support()[person.region])):
            return
        form = self._pick(list(shares["forms"]), list(shares["forms"].values()))
        lag = self._pick(list(shares["lag_days"]), shares["lag_weights"])
        started = arrival + dt.timedelta(days=self.rng.randint(*shares["lag_days"][lag]))
        if not self._add("reintegration_started", person, form, self._month_of(started)):
            return
        self._add("reintegration_lag", person, lag, self._month_of(started))
        if self._chance(shares["completed_share"]):
            completed = started + dt.timedelta(days=self.rng.randint(*shares["completed_days"]))
            self._add("reintegration_completed", person, form, self._month_of(completed))

    def _add(self, indicator: str, person: Person, detail: str, month: int) -> bool:
        """Count the person when the register of that month was transmitted; say whether it was."""
        if month > 0 or not self.reports(indicator, person.region, month):
            return False
        self.counts[month][Cell(indicator, *person, detail)] += 1
        return True

    def _state_zeros(self, month: int) -> None:
        """A region that reports nobody, and a usual country of departure with nobody, say zero."""
        seen = {(cell.indicator, cell.region) for cell in self.counts[month]}
        seen |= {(cell.indicator, cell.country) for cell in self.counts[month]}
        for indicator, region, country in self._expected(month):
            if (indicator, region if country == NO_COUNTRY else country) not in seen:
                detail = FIRST_DETAIL.get(indicator, "all")
                self.counts[month][Cell(indicator, region, country, "unknown", "unknown", detail)] = 0

    def _expected(self, month: int) -> Iterator[tuple[str, str, str]]:
        for indicator in (*RETURNS, *REINTEGRATION):
            for region in self.weights["region"]:
                if self.reports(indicator, region["key"], month):
                    yield indicator, region["key"], NO_COUNTRY
        for indicator in RETURNS:
            for country in self.weights["country"]:
                usual = country[indicator.removeprefix("returns_")] > 0 and country["code"] != NO_COUNTRY
                if usual and self.reports(indicator, NOT_SPECIFIED, month):
                    yield indicator, NOT_SPECIFIED, country["code"]

    def _departures(self, register: str, count: int) -> list[dict[str, Any]]:
        countries = self.weights["country"]
        return self.rng.choices(countries, [country[register] for country in countries], k=count)

    def _person(self, country: dict[str, Any]) -> Person:
        regions, ages = self.weights["region"], self.weights["ages"]
        region = self.rng.choices(regions, cum_weights=self._region_weights(country["code"]))[0]
        if self._chance(UNRECORDED_SHARE):
            return Person(region["key"], country["code"], "unknown", "unknown")
        group = ages["family"] if self._chance(country["family"]) else ages["alone"]
        sex = "f" if self._chance(country["women"]) else "m"
        return Person(region["key"], country["code"], sex, self._pick(ages["keys"], group))

    def _region_weights(self, country: str) -> list[float]:
        if country not in self._regions:
            weights = (region["weight"] * region.get("near", {}).get(country, 1) for region in self.weights["region"])
            self._regions[country] = list(accumulate(weights))
        return self._regions[country]

    def _support(self) -> dict[str, float]:
        return {region["key"]: region["support"] for region in self.weights["region"]}

    def _month_of(self, day: dt.date) -> int:
        last = self.months[-1]
        return (day.year - last.year) * 12 + day.month - last.month

    def _chance(self, share: float) -> bool:
        return self.rng.random() < share

    def _pick(self, keys: list[str], weights: list[float]) -> str:
        return self.rng.choices(keys, weights)[0]
