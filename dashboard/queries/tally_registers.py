"""Which cells of an indicator a reading shows: its real ones or its fictitious ones, as they stood at a moment.

Real and demonstration cells never stand in one sum: with demonstration rows in view, an indicator shows its real cells
when it has any, else its demonstration ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard.model import Batch, Indicator, TallySum
from dashboard.provenance import Reading
from dashboard.queries.tally_dimensions import LAST_YEAR, Condition, sums_keeping


@dataclass(frozen=True)
class Register:
    """What is read: an indicator's cells of one family, without the batches that came after the moment."""

    indicator_id: int
    key: str
    nature: str
    is_protected: bool
    is_demonstration: bool
    first_month: int | None  # nothing when it has no cell, ever
    last_month: int | None
    later_batches: tuple[int, ...]

    @property
    def parameters(self) -> dict[str, Any]:
        """As the statements name them (`tally_statements`)."""
        return {"family": self.is_demonstration, "indicator": self.indicator_id, "later": self.later_batches}


def register(connection: Connection, indicator: str, reading: Reading) -> Register:
    found = connection.execute(_register(), {"indicator": indicator}).one()
    family = reading.scope == "all" and not found.is_real
    return Register(
        indicator_id=found.id,
        key=found.key,
        nature=found.nature,
        is_protected=found.sensitivity == "protected",
        is_demonstration=family,
        first_month=found.first_fictitious if family else found.first_real,
        last_month=found.last_fictitious if family else found.last_real,
        later_batches=_later_batches(connection, reading),
    )


def is_known(connection: Connection, indicator: str) -> bool:
    """A database where nothing was ever loaded knows no indicator."""
    return connection.scalar(sa.select(sa.exists().where(Indicator.key == indicator))) or False


@cache
def _register() -> sa.Select[Any]:
    columns: list[Any] = [Indicator.id, Indicator.key, Indicator.nature, Indicator.sensitivity]
    columns.append(sa.exists().where(*_months_of(False), TallySum.cells > 0).label("is_real"))
    for family, name in ((False, "real"), (True, "fictitious")):
        for word, end in (("first", sa.func.min), ("last", sa.func.max)):
            found = sa.select(end(TallySum.period)).where(*_months_of(family)).scalar_subquery()
            columns.append(found.label(f"{word}_{name}"))
    return sa.select(*columns).where(Indicator.key == sa.bindparam("indicator"))


def _months_of(family: bool) -> list[Condition]:
    of_register = [TallySum.is_demonstration == family, TallySum.indicator_id == Indicator.id]
    return [*of_register, *sums_keeping(TallySum, ()), TallySum.period > LAST_YEAR]


def _later_batches(connection: Connection, reading: Reading) -> tuple[int, ...]:
    if reading.moment is None:
        return ()
    return tuple(connection.scalars(sa.select(Batch.id).where(Batch.recorded_at > reading.moment).order_by(Batch.id)))
