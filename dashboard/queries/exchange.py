"""Everything that may leave for another database: real rows in force, source by source, in an order that never varies.

Demonstration rows stay: elsewhere they would pass for real ones. Cells of protected indicators stay too, whoever asks;
of what sources stated about those, only national numbers that are not small leave.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Connection, select

from dashboard.actors import Side
from dashboard.model import (
    Activity,
    ActivityPartner,
    ActivityVersion,
    Batch,
    Figure,
    Indicator,
    Organisation,
    Priority,
    ProgressReport,
    Source,
    Tally,
    Territory,
)
from dashboard.provenance import Reading
from dashboard.queries import entry, settings

AT_ONCE = 10_000
"""Cells that are fetched together: a register may hold a million."""
COUNTRY_AS_A_WHOLE = "mali"


class Origin(NamedTuple):
    """A source that stands behind some of the rows; `number` is that of this database alone."""

    number: int
    title_fr: str
    title_en: str
    publisher: str
    published_on: dt.date | None
    kind: str


class Cell(NamedTuple):
    indicator: str
    month: int
    territory: str
    country: str
    sex: str
    age_group: str
    detail: str
    counted: int


@dataclass(frozen=True)
class Holdings:
    """What one database holds, read through one connection."""

    connection: Connection

    def origins(self) -> list[Origin]:
        """Sources of real rows that may leave, by their words."""
        with_rows = sa.union(
            select(Batch.source_id).join(Tally, Tally.batch_id == Batch.id)
            .join(Indicator, Indicator.id == Tally.indicator_id).where(*_cells_that_leave()),
            select(Figure.source_id).where(Figure.superseded_at.is_(None)),
        )  # fmt: skip
        columns = (Source.id, Source.title_fr, Source.title_en, Source.publisher, Source.published_on, Source.kind)
        found = self.connection.execute(
            select(*columns).where(Source.id.in_(with_rows), Source.kind != "demonstration")
        )
        return sorted((Origin(*row) for row in found), key=lambda origin: tuple(map(str, origin[1:])))

    def cells(self, origin: Origin | None = None) -> Iterator[Cell]:
        """Register cells by indicator, month, region, country, sex, age, detail; of one source or of all of them."""
        own = [Batch.source_id == origin.number] if origin else []
        held = self._registers if origin is None else [pair for pair in self._registers if pair[2] == origin.number]
        for key, number in sorted({(key, number) for key, number, _ in held}):
            yield from self._of_register(key, number, own)

    @cached_property
    def _registers(self) -> list[tuple[str, int, int]]:
        """Key and number of each indicator of which cells leave, with the number of a source that has some."""
        found = (
            select(Indicator.key, Indicator.id, Batch.source_id)
            .join(Tally, Tally.indicator_id == Indicator.id).join(Batch, Batch.id == Tally.batch_id)
            .where(*_cells_that_leave()).distinct()
        )  # fmt: skip
        return [(row.key, row.id, row.source_id) for row in self.connection.execute(found)]

    @cached_property
    def _places(self) -> dict[int, str]:
        """Key of each region by its number, in the order of the keys."""
        found = self.connection.execute(select(Territory.id, Territory.key))
        return {row.id: row.key for row in sorted(found, key=lambda row: (row.key, row.id))}

    def _of_register(self, key: str, number: int, own: list[sa.ColumnElement[bool]]) -> Iterator[Cell]:
        rank = sa.case({each: place for place, each in enumerate(self._places)}, value=Tally.territory_id)
        chosen = (
            select(Tally.month, Tally.territory_id, Tally.country_code, Tally.sex, Tally.age_group, Tally.detail,
                   Tally.count)
            .join(Batch, Batch.id == Tally.batch_id)
            .where(Tally.indicator_id == number, *_in_force(), *own)
            .order_by(Tally.month, rank, Tally.country_code, Tally.sex, Tally.age_group, Tally.detail)
        )  # fmt: skip
        for row in self.connection.execute(chosen, execution_options={"yield_per": AT_ONCE}):
            yield Cell(key, row.month, self._places[row.territory_id], *row[2:])

    def months(self, origin: Origin) -> list[int]:
        """Every month of which the source has a cell that leaves."""
        return sorted(self.connection.scalars(_leaving(select(Tally.month), origin).distinct()))

    def places(self, origin: Origin) -> set[str]:
        """Every region of which the source has a cell that leaves."""
        keys = select(Territory.key).join(Tally, Tally.territory_id == Territory.id)
        return set(self.connection.scalars(_leaving(keys, origin).distinct()))

    def figures(self, origin: Origin | None = None) -> list[Any]:
        """Statements in force, with `indicator`, `territory` and the words of their source."""
        least = settings.least_told(self.connection, reading=Reading())
        is_national = (Figure.territory_id.is_(None) | (Territory.key == COUNTRY_AS_A_WHOLE)) & Figure.country_code.is_(
            None
        )
        leaves = (Indicator.sensitivity == "public") | (is_national & (Figure.value >= least))
        own = [Figure.source_id == origin.number] if origin else []
        found = self.connection.execute(
            select(Figure.__table__, Indicator.key.label("indicator"), Territory.key.label("territory"),
                   Source.publisher, Source.published_on)
            .join(Indicator, Indicator.id == Figure.indicator_id)
            .join(Source, Source.id == Figure.source_id)
            .outerjoin(Territory, Territory.id == Figure.territory_id)
            .where(Figure.superseded_at.is_(None), Source.kind != "demonstration", leaves, *own)
        )  # fmt: skip
        return sorted(found, key=_place_of_figure)

    def activities(self, side: Side | None = None) -> list[Any]:
        """Terms in force, with `activity`, `priority`, `owner`, `territory` and `partners` as keys."""
        partners = self._partners()
        found = self.connection.execute(
            select(ActivityVersion.__table__, Activity.key.label("activity"), Priority.number.label("priority"),
                   Organisation.key.label("owner"), Organisation.kind.label("owner_kind"),
                   Territory.key.label("territory"))
            .join(Activity, Activity.id == ActivityVersion.activity_id).join(Source, Source.id == Activity.source_id)
            .join(Priority, Priority.id == Activity.priority_id)
            .join(Organisation, Organisation.id == ActivityVersion.owner_id)
            .outerjoin(Territory, Territory.id == ActivityVersion.territory_id)
            .where(ActivityVersion.superseded_at.is_(None), Source.kind != "demonstration")
        )  # fmt: skip
        rows = ({**row._mapping, "partners": partners.get(row.activity_id, [])} for row in found)
        kept = (row for row in rows if side is None or entry.belongs_to(side, str(row["owner_kind"])))
        return sorted(kept, key=lambda row: str(row["activity"]))

    def _partners(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        rows = self.connection.execute(
            select(ActivityPartner.activity_id, Organisation.key)
            .join(Organisation, Organisation.id == ActivityPartner.organisation_id)
        )  # fmt: skip
        for row in sorted(rows, key=lambda row: row.key):
            found.setdefault(row.activity_id, []).append(row.key)
        return found

    def reports(self, side: Side | None = None) -> list[Any]:
        """Reports of progress in force, with the key of their `activity`, whatever the other side answered."""
        own = [ProgressReport.side == side] if side else []
        found = self.connection.execute(
            select(ProgressReport.__table__, Activity.key.label("activity"))
            .join(Activity, Activity.id == ProgressReport.activity_id)
            .join(Source, Source.id == ProgressReport.source_id)
            .where(ProgressReport.superseded_at.is_(None), Source.kind != "demonstration", *own)
        )  # fmt: skip
        return sorted(found, key=lambda row: (row.activity, row.declared_on, row.side, row.percent, row.id))

    @cached_property
    def organisations(self) -> dict[str, Any]:
        """By key, whom activities name: owners and partners."""
        return {row.key: row for row in self.connection.execute(select(Organisation.__table__))}

    @cached_property
    def priorities(self) -> dict[int, Any]:
        """By number, what activities stand under."""
        return {row.number: row for row in self.connection.execute(select(Priority.__table__))}

    def indicators(self) -> dict[str, Any]:
        """By key, what an indicator is."""
        return {row.key: row for row in self.connection.execute(select(Indicator.__table__))}

    def territories(self) -> dict[str, Any]:
        """By key, the regions of the division in force, older ones only where nothing newer has their key."""
        found = self.connection.execute(select(Territory.__table__).order_by(Territory.division))
        return {row.key: row for row in found}

    def withheld(self) -> list[Any]:
        """Protected indicators that have real cells: none of those leaves."""
        found = self.connection.execute(
            select(Indicator.key, Indicator.name_fr, Indicator.name_en)
            .where(Indicator.sensitivity == "protected",
                   select(Tally.count).where(Tally.indicator_id == Indicator.id, *_in_force()).exists())
        )  # fmt: skip
        return sorted(found, key=lambda row: row.key)


def _in_force() -> tuple[sa.ColumnElement[bool], ...]:
    return (Tally.is_demonstration.is_(False), Tally.superseded_by.is_(None))


def _cells_that_leave() -> tuple[sa.ColumnElement[bool], ...]:
    return (*_in_force(), Indicator.sensitivity == "public")


def _leaving(asked: sa.Select[Any], origin: Origin) -> sa.Select[Any]:
    return (
        asked.join(Indicator, Indicator.id == Tally.indicator_id).join(Batch, Batch.id == Tally.batch_id)
        .where(*_cells_that_leave(), Batch.source_id == origin.number)
    )  # fmt: skip


def _place_of_figure(row: Any) -> tuple[str, ...]:
    about = (row.indicator, row.period_end, row.period_start, row.territory, row.country_code, row.place)
    return tuple(map(str, (*about, row.value, row.quote, row.publisher)))
