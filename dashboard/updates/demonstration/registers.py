"""The fictitious registers of returns and reintegration: one batch a file, sums kept with the cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from random import Random
from typing import Any

from sqlalchemy import Connection

from dashboard.model import Batch
from dashboard.updates import tallies
from dashboard.updates.demonstration import contents, deliveries, protected
from dashboard.updates.demonstration.deliveries import Delivery
from dashboard.updates.demonstration.known import Known
from dashboard.updates.demonstration.layout import Layout
from dashboard.updates.demonstration.writing import write_numbered
from dashboard.updates.tally_incoming import Cell

Row = dict[str, Any]


def write_all(connection: Connection, layout: Layout, known: Known, source_id: int, rng: Random) -> None:
    """Files are recorded in the order they came in, so that a correction finds what it corrects."""
    files = [*deliveries.of(contents.registers(), layout, rng), *protected.of(contents.registers(), layout)]
    delivered = sorted(files, key=lambda delivery: delivery.recorded_at)
    identifiers = write_numbered(connection, Batch, [_batch(delivery, source_id) for delivery in delivered])
    cells = (_cells(delivery, known) for delivery in delivered)
    tallies.record_demonstration(connection, zip(identifiers, cells, strict=True))


def _batch(delivery: Delivery, source_id: int) -> Row:
    return {
        "source_id": source_id,
        "kind": "demonstration",
        "file_name": delivery.file_name,
        "sha256": _digest(delivery),
        "row_count": len(delivery.counts),
        "recorded_at": delivery.recorded_at,
    }


def _digest(delivery: Delivery) -> str:
    lines = sorted(f"{','.join(cell)},{count}" for cell, count in delivery.counts.items())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _cells(delivery: Delivery, known: Known) -> Iterator[Cell]:
    for cell, count in delivery.counts.items():
        yield Cell(
            known.indicators[cell.indicator],
            known.territories[cell.region],
            cell.country,
            cell.sex,
            cell.age_group,
            cell.detail,
            delivery.month,
            count,
        )
