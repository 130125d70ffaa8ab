"""The fictitious registers of returns and reintegration: one batch a file, sums kept with the cells."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random
from typing import Any

from sqlalchemy import Connection

from dashboard.model import Batch, Tally
from dashboard.updates.demonstration import contents, deliveries
from dashboard.updates.demonstration.deliveries import Delivery
from dashboard.updates.demonstration.known import Known
from dashboard.updates.demonstration.layout import Layout
from dashboard.updates.demonstration.writing import write, write_numbered

Row = dict[str, Any]


def write_all(connection: Connection, layout: Layout, known: Known, source_id: int, rng: Random) -> None:
    delivered = deliveries.of(contents.registers(), layout, rng)
    batches = [_batch(delivery, source_id) for delivery in delivered]
    identifiers = write_numbered(connection, Batch, batches)
    cells = [
        row
        for delivery, batch_id in zip(delivered, identifiers, strict=True)
        if not delivery.is_correction
        for row in _cells(delivery, batch_id, known)
    ]
    write(connection, Tally, cells)


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


def _cells(delivery: Delivery, batch_id: int, known: Known) -> Sequence[Row]:
    return [
        {
            "batch_id": batch_id,
            "is_demonstration": True,
            "indicator_id": known.indicators[cell.indicator],
            "territory_id": known.territories[cell.region],
            "country_code": cell.country,
            "sex": cell.sex,
            "age_group": cell.age_group,
            "detail": cell.detail,
            "month": delivery.month,
            "count": count,
        }
        for cell, count in delivery.counts.items()
    ]
