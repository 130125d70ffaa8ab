"""What queries of monthly registers share: the part that is read, who reported it, and the months there are.

A region reports a register for a month when any cell of it is there, zero included. What it reported is then complete:
a country, sex or age group without a cell counts nobody. A month of a region without any cell is unknown, not zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from dashboard.model import Country, Territory
from dashboard.provenance import Reading, Sourced, frame, merge_sources
from dashboard.queries import sources, tallies
from dashboard.queries.tally_dimensions import Dimension

NO_REGION = "not_specified"
NO_COUNTRY = "ZZ"
DIVISION = 2023


@dataclass(frozen=True)
class Part:
    """The months (year × 100 + month, both included) and people of a register that are read; None is everyone."""

    first_month: int
    last_month: int
    country: str | None = None
    region: str | None = None
    sex: str | None = None
    age_group: str | None = None
    detail: str | None = None

    @property
    def months(self) -> list[int]:
        return months_between(self.first_month, self.last_month)

    def a_year_before(self) -> Part:
        return replace(self, first_month=self.first_month - 100, last_month=self.last_month - 100)


@dataclass(frozen=True)
class Reports:
    """Which regions reported each month, and which ones are expected: those that ever reported the register."""

    by_month: Mapping[int, frozenset[str]]
    expected: frozenset[str]

    def missing(self, month: int) -> int:
        """How many expected regions did not report the month."""
        return len(self.expected - self.by_month.get(month, frozenset()))

    def months_of(self, region: str) -> int:
        return sum(region in regions for regions in self.by_month.values())

    @property
    def received(self) -> int:
        """Regions × months that were reported."""
        return sum(len(regions & self.expected) for regions in self.by_month.values())


class Month(NamedTuple):
    """`people` is None when nobody reported the month; `missing` counts the expected regions that did not."""

    month: int
    people: int | None
    missing: int


def months_between(first: int, last: int) -> list[int]:
    """Every month from `first` to `last`, both included."""
    months, month = [], first
    while month <= last:
        months.append(month)
        month = month + 1 if month % 100 < 12 else month + 89
    return months


def month_before(month: int) -> int:
    return month - 1 if month % 100 > 1 else month - 89


def calendar(connection: Connection, *, reading: Reading, indicators: tuple[str, ...]) -> tuple[int, ...]:
    """Every month from the first to the last that any of the registers reports, holes included."""
    spans = [span for indicator in indicators if (span := tallies.months(connection, indicator, reading))]
    if not spans:
        return ()
    return tuple(months_between(min(first for first, _ in spans), max(last for _, last in spans)))


def counted(
    connection: Connection, indicator: str, by: tuple[Dimension, ...], part: Part, *, reading: Reading
) -> dict[tuple[Any, ...], int]:
    """People by the values of `by`, in its order; a combination without a report is no key."""
    rows = tallies.sums(
        connection, indicator, by=by, reading=reading, first_month=part.first_month, last_month=part.last_month,
        territory=part.region, country=part.country, sex=part.sex, age_group=part.age_group, detail=part.detail,
    )  # fmt: skip
    return {tuple(row[: len(by)]): row[len(by)] for row in rows}


def reports(connection: Connection, indicator: str, part: Part, *, reading: Reading) -> Reports:
    """Who reported the months of the part, whatever people are asked for; with a region, whether that one did."""
    everywhere = Part(part.first_month, part.last_month, region=part.region)
    regions: dict[int, set[str]] = defaultdict(set)
    for month, region in counted(connection, indicator, ("month", "territory"), everywhere, reading=reading):
        regions[month].add(region)
    ever = tallies.sums(connection, indicator, by=("territory",), reading=reading, territory=part.region)
    expected = frozenset(row.territory for row in ever) - {NO_REGION}
    return Reports({month: frozenset(keys) for month, keys in regions.items()}, expected)


def by_month(connection: Connection, indicator: str, part: Part, *, reading: Reading) -> list[Month]:
    """Every month of the part, in order."""
    counts = counted(connection, indicator, ("month",), part, reading=reading)
    found = reports(connection, indicator, part, reading=reading)
    return [
        Month(month, counts.get((month,), 0) if month in found.by_month else None, found.missing(month))
        for month in part.months
    ]


def regions(connection: Connection) -> dict[str, Any]:
    """Regions of 2023 by key: names, capital, coordinates."""
    table = Territory
    found = connection.execute(
        select(table.key, table.name_fr, table.name_en, table.capital, table.latitude, table.longitude)
        .where(table.division == DIVISION)
    )  # fmt: skip
    return {row.key: row for row in found}


def countries(connection: Connection) -> dict[str, Any]:
    """Countries by code: names and the town of departure."""
    table = Country
    found = connection.execute(select(table.code, table.name_fr, table.name_en, table.latitude, table.longitude))
    return {row.code: row for row in found}


def choices(connection: Connection, *, reading: Reading, indicators: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """What readers may choose: `country` and `region`, key → row with names, of those the registers speak of."""

    def known(dimension: Dimension, rows: dict[str, Any]) -> dict[str, Any]:
        by = (dimension,)
        keys = {row[0] for key in indicators for row in tallies.sums(connection, key, by=by, reading=reading)}
        return {key: row for key, row in rows.items() if key in keys}

    return {"country": known("country", countries(connection)), "region": known("territory", regions(connection))}


def sourced(
    connection: Connection, rows: Iterable[tuple[Any, ...]], columns: tuple[str, ...], indicators: tuple[str, ...],
    reading: Reading,
) -> Sourced:  # fmt: skip
    """Rows with the sources of the registers they count."""
    groups = (sources.sources_of(connection, indicator, reading) for indicator in indicators)
    return Sourced(frame(rows, columns), merge_sources(*groups), reading)
