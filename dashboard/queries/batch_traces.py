"""What an accepted file moved, by indicator and year: what its withdrawal would move back."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from dashboard.model import Indicator, TallyChange

ADDED_OVER_MONTHS: Final = "flow"


class Trace(NamedTuple):
    """`people` None: a protected indicator, or counts that are not added over months. A month: year × 100 + month."""

    indicator: str
    name_fr: str
    name_en: str
    year: int
    people: int | None
    first_month: int
    last_month: int


def of_cells(connection: Connection, batch: int) -> list[Trace]:
    """One row an indicator and year, of register cells; none of other files."""
    found = connection.execute(
        select(Indicator, TallyChange.month, func.sum(TallyChange.count).label("people"))
        .join(Indicator, Indicator.id == TallyChange.indicator_id)
        .where(TallyChange.batch_id == batch, TallyChange.dimensions == 0)
        .group_by(Indicator.id, TallyChange.month).order_by(Indicator.id, TallyChange.month)
    )  # fmt: skip
    by_year: dict[tuple[str, int], Trace] = {}
    for row in found:
        year = row.month // 100
        before = by_year.get((row.key, year))
        first = before.first_month if before else row.month
        by_year[row.key, year] = Trace(
            row.key, row.name_fr, row.name_en, year, _people(row, before), first, row.month
        )  # fmt: skip
    return list(by_year.values())


def _people(row: Any, before: Trace | None) -> int | None:
    if row.sensitivity == "protected" or row.nature != ADDED_OVER_MONTHS:
        return None
    return int(row.people) + ((before.people or 0) if before else 0)
