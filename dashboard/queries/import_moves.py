"""What of the pages a file touches: registers, figures shown by region, priorities of the roadmap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, func, select

from dashboard.model import (
    Activity,
    ActivityVersion,
    Figure,
    Indicator,
    Priority,
    ProgressReport,
    TallyChange,
    Territory,
)
from dashboard.queries import registers

REGIONS: Final = ("region", "district")


@dataclass(frozen=True)
class Touched:
    """`regional`: indicators of figures given by region, at least as late as any that is known; `priorities`: those of
    activities whose terms change; `declared`: those of activities on which a side declares.
    """

    registers: tuple[str, ...] = ()
    regional: tuple[str, ...] = ()
    priorities: tuple[int, ...] = ()
    declared: tuple[int, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.registers or self.regional or self.priorities or self.declared)


NOTHING: Final = Touched()


def of_figures(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Indicators of which rows, as columns of `figure`, would be the latest count by region."""
    places = set(connection.scalars(select(Territory.id).where(_is_region())))
    days: dict[int, dt.date] = {}
    for row in rows:
        if row["territory_id"] in places and row["period_end"]:
            days[row["indicator_id"]] = max(row["period_end"], days.get(row["indicator_id"], dt.date.min))
    return _latest(connection, days, besides=None)


def of_activities(connection: Connection, keys: Collection[str]) -> tuple[int, ...]:
    """The numbers of their priorities."""
    wanted = select(Priority.number).join(Activity, Activity.priority_id == Priority.id).where(Activity.key.in_(keys))
    return tuple(connection.scalars(wanted.distinct().order_by(Priority.number)))


def of_batch(connection: Connection, batch: int) -> Touched:
    """What an accepted file touched."""
    registers_of = (
        select(Indicator.key).join(TallyChange, TallyChange.indicator_id == Indicator.id)
        .where(TallyChange.batch_id == batch).distinct().order_by(Indicator.key)
    )  # fmt: skip
    return Touched(
        tuple(connection.scalars(registers_of)), _regional_of(connection, batch),
        _priorities(connection, ActivityVersion, batch), _priorities(connection, ProgressReport, batch),
    )  # fmt: skip


def _priorities(connection: Connection, table: Any, batch: int) -> tuple[int, ...]:
    wanted = (
        select(Priority.number).join(Activity, Activity.priority_id == Priority.id)
        .join(table, table.activity_id == Activity.id).where(table.batch_id == batch)
    )  # fmt: skip
    return tuple(connection.scalars(wanted.distinct().order_by(Priority.number)))


def _regional_of(connection: Connection, batch: int) -> tuple[str, ...]:
    own = (
        select(Figure.indicator_id, func.max(Figure.period_end)).join(Territory, Territory.id == Figure.territory_id)
        .where(Figure.batch_id == batch, _is_region(), Figure.period_end.is_not(None)).group_by(Figure.indicator_id)
    )  # fmt: skip
    days = {indicator: day for indicator, day in connection.execute(own) if day}
    return _latest(connection, days, besides=batch)


def _latest(connection: Connection, days: Mapping[int, dt.date], *, besides: int | None) -> tuple[str, ...]:
    """Those whose day is not before that of any other figure by region."""
    known = (
        select(Indicator.id, Indicator.key, func.max(Figure.period_end))
        .outerjoin(Figure, (Figure.indicator_id == Indicator.id) & Figure.superseded_at.is_(None)
                   & Figure.territory_id.in_(select(Territory.id).where(_is_region()))
                   & Figure.batch_id.is_distinct_from(besides if besides is not None else -1))
        .where(Indicator.id.in_(days)).group_by(Indicator.id, Indicator.key).order_by(Indicator.key)
    )  # fmt: skip
    return tuple(key for number, key, day in connection.execute(known) if day is None or day <= days[number])


def _is_region() -> Any:
    return (Territory.division == registers.DIVISION) & Territory.kind.in_(REGIONS)
