"""Which months of which region were received, register by register, of those that were expected.

A region is expected from the first month of a register on as soon as it ever reported it; a month has one more, and the
rhythm of the register, to arrive in. What is missing is unknown, never zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from dashboard.model import Indicator
from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import registers, sources
from dashboard.queries.registers import Part, Reports
from dashboard.texts import month_of

COLUMNS = (
    "indicator_key", "name_fr", "name_en", "region_key", "region_fr", "region_en", "received", "expected", "missing",
    "is_demonstration",
)  # fmt: skip
MONTHLY_COLUMNS = ("indicator_key", "name_fr", "name_en", "month", "received", "expected", "is_demonstration")


@dataclass(frozen=True)
class Register:
    """A register, the months that should have come by the day of the reading, and who reported them."""

    indicator: Any
    months: tuple[int, ...]
    reports: Reports
    is_demonstration: bool


def by_region(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per register and region that ever reported it: months received of expected, and the missing ones."""
    names = registers.regions(connection)
    return Sourced(frame((row for one in every(connection, reading) for row in _regions(one, names)), COLUMNS), (),
                   reading)  # fmt: skip


def by_month(connection: Connection, *, reading: Reading, latest: int = 12) -> Sourced:
    """One row per register and month, the latest months only: regions received of expected."""
    rows = (row for one in every(connection, reading) for row in _months(one, latest))
    return Sourced(frame(rows, MONTHLY_COLUMNS), (), reading)


def every(connection: Connection, reading: Reading) -> list[Register]:
    """The public registers that somebody ever reported, in their order."""
    wanted = select(Indicator.key, Indicator.name_fr, Indicator.name_en, Indicator.rhythm_months).where(
        Indicator.rhythm_months.is_not(None), Indicator.sensitivity == "public"
    )
    found = (_register(connection, row, reading) for row in connection.execute(wanted.order_by(Indicator.id)).all())
    return [one for one in found if one is not None]


def _register(connection: Connection, row: Any, reading: Reading) -> Register | None:
    known = registers.calendar(connection, reading=reading, indicators=(row.key,))
    if not known:
        return None
    months = tuple(registers.months_between(known[0], max(known[-1], _due(row.rhythm_months, reading))))
    reports = registers.reports(connection, row.key, Part(months[0], months[-1]), reading=reading)
    said = sources.sources_of(connection, row.key, reading)
    return Register(row, months, reports, any(source.is_demonstration for source in said))


def _due(rhythm: int, reading: Reading) -> int:
    """The last month that should have arrived: as `quality.months_late` counts them."""
    month = registers.month_before(month_of(reading.day))
    for _ in range(rhythm):
        month = registers.month_before(month)
    return month


def _regions(one: Register, names: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    for key in sorted(one.reports.expected, key=lambda key: str(names[key].name_fr)):
        missing = tuple(month for month in one.months if key not in one.reports.by_month.get(month, ()))
        yield (one.indicator.key, one.indicator.name_fr, one.indicator.name_en, key, names[key].name_fr,
               names[key].name_en, len(one.months) - len(missing), len(one.months), missing,
               one.is_demonstration)  # fmt: skip


def _months(one: Register, latest: int) -> Iterator[tuple[Any, ...]]:
    for month in one.months[-latest:]:
        expected = len(one.reports.expected)
        yield (one.indicator.key, one.indicator.name_fr, one.indicator.name_en, month,
               expected - one.reports.missing(month), expected, one.is_demonstration)  # fmt: skip
