"""The rows of an accepted file become what they are: cells, figures, reports, activities."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from dashboard.actors import Actor
from dashboard.model import Activity, ActivityPartner, ActivityVersion, Figure
from dashboard.queries import import_activities, import_changes, import_figures, import_reports
from dashboard.queries.drafts import Draft
from dashboard.queries.import_activities import Terms
from dashboard.queries.import_figures import Stated
from dashboard.updates import events, progress, tallies

FIGURE_KEY: Final = re.compile(r"F(\d+)")


@dataclass(frozen=True)
class Delivery:
    """What is loaded, by whom, as which batch of which source, at which moment."""

    connection: Connection
    actor: Actor
    draft: Draft
    batch: int
    source: int
    moment: dt.datetime


def load(delivery: Delivery) -> None:
    """Write the rows of a draft as a batch, inside the transaction that makes it."""
    if delivery.draft.outcome and delivery.draft.outcome.loads:
        LOADING[delivery.draft.outcome.loads](delivery)


def _cells(delivery: Delivery) -> None:
    lists = import_changes.listed(delivery.connection)
    coming = import_changes.cells(delivery.connection, delivery.draft.number, lists)
    tallies.record(delivery.connection, delivery.batch, coming)


def _figures(delivery: Delivery) -> None:
    number = next_figure(delivery.connection)
    for one in import_figures.stated(delivery.connection, delivery.draft, delivery.draft.source):
        if one.is_new:
            _state(delivery, one, f"F{number:04}", None)
            number += 1
        elif one.is_changed and one.stands:
            _state(delivery, one, one.stands["key"], one.stands["id"])


def next_figure(connection: Connection) -> int:
    """Figures that files brought are numbered on: `F0001`, `F0002`…"""
    keys = connection.scalars(select(Figure.key).where(Figure.key.startswith("F")).distinct())
    numbers = (int(found[1]) for key in keys if (found := FIGURE_KEY.fullmatch(key)))
    return max(numbers, default=0) + 1


def _state(delivery: Delivery, one: Stated, key: str, replaces: int | None) -> None:
    if replaces is not None:
        supersede(delivery.connection, Figure, replaces, delivery.moment)
    row = {
        **one.columns, "key": key, "source_id": delivery.source, "batch_id": delivery.batch,
        "recorded_at": delivery.moment, "is_confirmed": one.columns["qualifier"] != "ambiguous",
        "supersedes_id": replaces, "reason": delivery.draft.reason if replaces else None,
    }  # fmt: skip
    delivery.connection.execute(insert(Figure).values(row))


def _reports(delivery: Delivery) -> None:
    rows = import_reports.declared(delivery.connection, delivery.draft)
    new = import_reports.new(delivery.connection, delivery.draft, rows)
    progress.declare_file(delivery.connection, delivery.actor, new, batch=delivery.batch)


def _activities(delivery: Delivery) -> None:
    for one in import_activities.terms(delivery.connection, delivery.draft):
        if one.is_new:
            _begin(delivery, one)
        elif one.is_changed and one.stands:
            _reword(delivery, one)


def _begin(delivery: Delivery, one: Terms) -> None:
    row = {"key": one.key, "priority_id": one.priority_id, "source_id": delivery.source}
    made = delivery.connection.execute(insert(Activity).values(row).returning(Activity.id)).scalar_one()
    _agree(delivery, one, int(made), None)
    partner(delivery.connection, int(made), one.partners)
    after = {**one.columns, "partners": sorted(one.partners), "batch": delivery.batch}
    events.record(delivery.connection, delivery.actor, "activity_added", "activity", one.key, after=after)


def _reword(delivery: Delivery, one: Terms) -> None:
    assert one.stands
    supersede(delivery.connection, ActivityVersion, one.stands.id, delivery.moment)
    _agree(delivery, one, one.stands.activity_id, one.stands.id)
    partner(delivery.connection, one.stands.activity_id, one.partners)
    before = {name: getattr(one.stands, name) for name in import_activities.TERMS}
    events.record(
        delivery.connection, delivery.actor, "activity_changed", "activity", one.key,
        before={**before, "partners": sorted(one.stood_partners)},
        after={**one.columns, "partners": sorted(one.partners), "batch": delivery.batch}, reason=delivery.draft.reason,
    )  # fmt: skip


def _agree(delivery: Delivery, one: Terms, activity_id: int, replaces: int | None) -> None:
    row = {
        **one.columns, "activity_id": activity_id, "batch_id": delivery.batch, "recorded_at": delivery.moment,
        "supersedes_id": replaces, "reason": delivery.draft.reason if replaces else None,
    }  # fmt: skip
    delivery.connection.execute(insert(ActivityVersion).values(row))


def partner(connection: Connection, activity_id: int, partners: frozenset[int]) -> None:
    """The partners of an activity are these; who they were before is in the event."""
    connection.execute(delete(ActivityPartner).where(ActivityPartner.activity_id == activity_id))
    rows = [{"activity_id": activity_id, "organisation_id": number} for number in sorted(partners)]
    if rows:
        connection.execute(insert(ActivityPartner), rows)


def supersede(connection: Connection, table: Any, number: int, moment: dt.datetime) -> None:
    connection.execute(update(table).where(table.id == number).values(superseded_at=moment))


LOADING: Final[dict[str, Callable[[Delivery], None]]] = {
    "cells": _cells, "figures": _figures, "progress": _reports, "activities": _activities,
}  # fmt: skip
