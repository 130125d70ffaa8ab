"""Registers of protected people: the rounded table that everybody reads, and the counts behind it for those who may.

Readers get the whole register as it was known at the end of a quarter: with filters, or from one day to the next, a
difference would tell who came. A region of which nothing is told is no row: its row would tell that somebody is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from dashboard.actors import Actor
from dashboard.model import SEXES, Indicator
from dashboard.provenance import Reading, Source
from dashboard.queries import registers, settings, sources, tallies
from dashboard.queries.registers import Part
from dashboard.queries.tally_dimensions import Dimension

FAMILIES: Final[Mapping[str, str]] = {"returns": "returns_", "reintegration": "reintegration_"}
"""Page → how the keys of its registers begin."""
BY: Final[tuple[Dimension, ...]] = ("territory", "sex")
Counts = tuple[int | None, ...]
"""By sex, then together where there are several. None: not told, which may be zero or not reported."""


class Line(NamedTuple):
    region_fr: str
    region_en: str
    counts: Counts


@dataclass(frozen=True)
class Table:
    """A protected register by region and sex, those asked for; `least` is the smallest count that readers are told.

    `months`: the first and the last that anybody reported, whatever the filters.
    """

    key: str
    name_fr: str
    name_en: str
    lines: tuple[Line, ...]
    whole: Counts
    least: int
    months: tuple[int, int]
    sources: tuple[Source, ...]
    day: dt.date
    sexes: tuple[str, ...] = SEXES

    @property
    def is_demonstration(self) -> bool:
        return any(source.is_demonstration for source in self.sources)


def rounded(connection: Connection, *, reading: Reading, page: str) -> tuple[Table, ...]:
    """The tables of a page as everybody reads them, one a register that somebody reported by the end of the quarter."""
    known = Reading(end_of_quarter(reading.day), reading.scope)
    return tuple(_rounded(connection, row, known) for row in _reported(connection, page, known))


def counted(
    connection: Connection, actor: Actor, *, reading: Reading, page: str, part: Part
) -> tuple[Table, ...]:  # fmt: skip
    """The true counts of the part, for the role that may see them; a region without a report is no row."""
    return tuple(_counted(connection, actor, row, reading, part) for row in _reported(connection, page, reading))


def end_of_quarter(day: dt.date) -> dt.date:
    """The last day of the quarter before the one of `day`."""
    return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - dt.timedelta(days=1)


def _reported(connection: Connection, page: str, reading: Reading) -> list[Any]:
    """Protected registers of the page that have a cell; only what adds up over months has a table."""
    named = select(Indicator.key, Indicator.name_fr, Indicator.name_en).order_by(Indicator.id)
    protected = named.where(
        Indicator.sensitivity == "protected", Indicator.nature == "flow",
        Indicator.key.startswith(FAMILIES[page], autoescape=True),
    )  # fmt: skip
    return [row for row in connection.execute(protected) if tallies.months(connection, row.key, reading)]


def _rounded(connection: Connection, row: Any, reading: Reading) -> Table:
    cells, regions, sexes = (
        tallies.protected_table(connection, row.key, by=by, reading=reading) for by in (BY, BY[:1], BY[1:])
    )
    by_cell = {(cell.territory, cell.sex): cell.count for cell in cells.rows}
    by_region = {region.territory: region.count for region in regions.rows}
    by_sex = {sex.sex: sex.count for sex in sexes.rows}
    lines = {key: (*(by_cell.get((key, sex)) for sex in SEXES), count) for key, count in by_region.items()}
    told = {key: counts for key, counts in lines.items() if any(count is not None for count in counts)}
    whole = (*(by_sex.get(sex) for sex in SEXES), regions.total)
    return _table(connection, row, told, whole, reading)


def _counted(connection: Connection, actor: Actor, row: Any, reading: Reading, part: Part) -> Table:
    filters = {"territory": part.region, "country": part.country, "sex": part.sex, "age_group": part.age_group,
               "detail": part.detail}  # fmt: skip
    found = tallies.small_counts(
        connection, actor, row.key, by=BY, reading=reading, first_month=part.first_month, last_month=part.last_month,
        filters=filters,
    )  # fmt: skip
    sexes = (part.sex,) if part.sex else SEXES
    by_cell = {(cell.territory, cell.sex): cell.count for cell in found}
    lines = {key: _added([by_cell.get((key, sex), 0) for sex in sexes]) for key, _ in by_cell}
    whole = _added([sum(counts[place] for counts in lines.values()) for place in range(len(sexes))])
    return replace(_table(connection, row, lines, whole, reading), sexes=sexes)


def _added(by_sex: list[int]) -> tuple[int, ...]:
    return (*by_sex, sum(by_sex)) if len(by_sex) > 1 else (by_sex[0],)


def _table(connection: Connection, row: Any, lines: Mapping[str, Counts], whole: Counts, reading: Reading) -> Table:
    least = settings.least_told(connection, reading=reading)
    said = sources.sources_of(connection, row.key, reading)
    named = tuple(_named(registers.regions(connection), lines))
    months = tallies.months(connection, row.key, reading)
    assert months is not None  # `_reported` leaves out those that nobody reported
    return Table(row.key, row.name_fr, row.name_en, named, whole, least, months, said, reading.day)


def _named(names: Mapping[str, Any], lines: Mapping[str, Counts]) -> Iterator[Line]:
    """By the order of the regions, the unspecified one last."""
    order = sorted(lines, key=lambda key: (key == registers.NO_REGION, list(names).index(key)))
    return (Line(names[key].name_fr, names[key].name_en, lines[key]) for key in order)
