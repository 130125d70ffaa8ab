"""Which file fills which table: the columns of a file follow from the model, references written as keys.

A reference `source_id` is the column `source_key` of the file; `territory_id` is two, `territory_key` and
`territory_division`, since the same key names a region in two divisions of the country.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import sqlalchemy as sa

from dashboard import model

KEPT_BY_THE_LOADER = {"id", "recorded_at", "superseded_at", "supersedes_id", "reason", "laid_out_on", "batch_id"}


@dataclass(frozen=True)
class Reference:
    """Cells of a file that together are the key of a line of another file; `column` holds it in the database."""

    column: str
    table: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One published file: `key` are the cells that name a line."""

    name: str
    model: type[model.Base]
    key: tuple[str, ...] = ("key",)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def stored(self) -> sa.Table:
        return cast(sa.Table, self.model.__table__)

    @cached_property
    def columns(self) -> dict[str, sa.Column[Any]]:
        """The columns of the database that the file fills."""
        return {column.name: column for column in self.stored.columns if column.name not in KEPT_BY_THE_LOADER}

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        return tuple(_reference(column) for column in self.columns.values() if column.foreign_keys)

    @cached_property
    def cells(self) -> dict[str, sa.Column[Any]]:
        """The columns of the file, each with the database column that says what it may hold."""
        return dict(pair for column in self.columns.values() for pair in self._cells_of(column))

    @cached_property
    def unique(self) -> tuple[tuple[str, ...], ...]:
        """The groups of cells that no two lines share; the key first."""
        groups = [self.key, *(self._file_names([c.name]) for c in self.columns.values() if c.unique)]
        constraints = (c for c in self.stored.constraints if isinstance(c, sa.UniqueConstraint))
        groups += [self._file_names(constraint.columns.keys()) for constraint in constraints]
        return tuple(dict.fromkeys(groups))

    @cached_property
    def key_columns(self) -> tuple[str, ...]:
        """The key, as columns of the database."""
        by_cell = {cell: reference.column for reference in self.references for cell in reference.cells}
        return tuple(dict.fromkeys(by_cell.get(cell, cell) for cell in self.key))

    def is_required(self, cell: str) -> bool:
        owner = next((self.columns[r.column] for r in self.references if cell in r.cells), self.cells[cell])
        return not owner.nullable

    def _cells_of(self, column: sa.Column[Any]) -> Iterator[tuple[str, sa.Column[Any]]]:
        if not column.foreign_keys:
            yield column.name, column
            return
        reference = _reference(column)
        target = named(reference.table)
        yield from zip(reference.cells, (target.cells[cell] for cell in target.key), strict=True)

    def _file_names(self, columns: list[str]) -> tuple[str, ...]:
        by_column = {reference.column: reference.cells for reference in self.references}
        return tuple(cell for column in columns for cell in by_column.get(column, (column,)))


def _reference(column: sa.Column[Any]) -> Reference:
    target = next(iter(column.foreign_keys)).column.table
    table = next(table for table in TABLES if table.stored is target)
    if not column.name.endswith("_id"):
        return Reference(column.name, table.name, (column.name,))
    stem = column.name.removesuffix("_id")
    return Reference(column.name, table.name, tuple(f"{stem}_{cell}" for cell in table.key))


def named(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


TABLES = (  # a table comes after those it refers to
    Table("sources", model.Source, choices={"kind": model.SOURCE_KINDS, "date_status": model.DATE_STATUSES}),
    Table("territories", model.Territory, ("key", "division"), {"kind": model.TERRITORY_KINDS}),
    Table("countries", model.Country, ("code",)),
    Table("places", model.Place, ("geonames_id",)),
    Table("organisations", model.Organisation, choices={"kind": model.ORGANISATION_KINDS}),
    Table("reception_centres", model.ReceptionCentre, choices={"status": model.CENTRE_STATUSES}),
    Table(
        "indicators",
        model.Indicator,
        choices={
            "unit": model.UNITS,
            "nature": model.NATURES,
            "direction": model.DIRECTIONS,
            "sensitivity": model.SENSITIVITIES,
        },
    ),
    Table("priorities", model.Priority, choices={"grouping_status": ("provisional", "official")}),
    Table("phrases", model.RoadmapPhrase, ("number",)),
    Table("readings", model.RoadmapReading),
    Table("reading_phrases", model.ReadingPhrase, ("reading_key", "phrase_number")),
    Table("frameworks", model.Framework, choices={"kind": model.FRAMEWORK_KINDS, "date_status": model.DATE_STATUSES}),
    Table("framework_items", model.FrameworkItem),
    Table("framework_indicators", model.FrameworkIndicator, ("framework_key", "indicator_key")),
    Table("figures", model.Figure, choices={"qualifier": model.QUALIFIERS}),
    Table("figure_readings", model.FigureReading, ("figure_key", "value")),
)
