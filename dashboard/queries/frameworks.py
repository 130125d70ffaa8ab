"""Commitments: the systems that the texts name, their axes and aims, and which activities serve them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select

from dashboard.model import (
    Activity,
    ActivityFrameworkItem,
    Framework,
    FrameworkIndicator,
    FrameworkItem,
    Indicator,
    Priority,
    Source,
)
from dashboard.provenance import Reading, Sourced, frame, merge_sources
from dashboard.queries import roadmap, sources

FRAMEWORK_COLUMNS = (
    "number", "framework_key", "acronym", "name_fr", "name_en", "kind", "what_fr", "what_en", "commits_fr",
    "commits_en", "unknown_fr", "unknown_en", "date_fr", "date_en", "starts_on", "date_status", "quote", "in_matrix",
    "source_key",
)  # fmt: skip
ITEM_COLUMNS = (
    "framework_key", "number", "item_key", "name_fr", "name_en", "note_fr", "note_en", "activities", "source_key",
)  # fmt: skip
SERVED_COLUMNS = (
    "framework_key", "framework_fr", "framework_en", "item_key", "item_fr", "item_en", "activity_key",
    "priority_number", "title_fr", "title_en", "status", "actual_pct", "due_on",
)  # fmt: skip
INDICATOR_COLUMNS = ("framework_key", "indicator_key", "name_fr", "name_en")
CELL_COLUMNS = (
    "priority_number", "priority_fr", "priority_en", "framework_key", "acronym", "framework_fr", "framework_en",
    "activities",
)  # fmt: skip


def frameworks(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per system, in the order of the page; nothing in `unknown_fr` means that no gap was noted."""
    found = connection.execute(
        select(Framework.number, Framework.key, Framework.acronym, Framework.name_fr, Framework.name_en, Framework.kind,
               Framework.what_fr, Framework.what_en, Framework.commits_fr, Framework.commits_en, Framework.unknown_fr,
               Framework.unknown_en, Framework.date_fr, Framework.date_en, Framework.starts_on, Framework.date_status,
               Framework.quote, Framework.in_matrix, Source.key.label("source_key"))
        .join(Source, Source.id == Framework.source_id)
        .order_by(Framework.number)
    ).all()  # fmt: skip
    return _sourced(connection, found, FRAMEWORK_COLUMNS, reading)


def items(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per axis, aim or step; `activities` counts those in force that serve it, 0 when none does."""
    links = served(connection, reading=reading).rows
    counts = dict(links["item_key"].value_counts())
    found = connection.execute(
        select(Framework.key, FrameworkItem.number, FrameworkItem.key.label("item_key"), FrameworkItem.name_fr,
               FrameworkItem.name_en, FrameworkItem.note_fr, FrameworkItem.note_en, Source.key.label("source_key"))
        .join(Framework, Framework.id == FrameworkItem.framework_id)
        .join(Source, Source.id == FrameworkItem.source_id)
        .order_by(Framework.number, FrameworkItem.number)
    ).all()  # fmt: skip
    rows = [(*row[:7], int(counts.get(row.item_key, 0)), row.source_key) for row in found]
    return _sourced(connection, rows, ITEM_COLUMNS, reading)


def served(connection: Connection, *, reading: Reading, priority: int | None = None) -> Sourced:
    """One row per activity in force and item that it serves, with where the activity stands; by priority, then date."""
    return _links(connection, roadmap.activities(connection, reading=reading, priority=priority))


def _links(connection: Connection, activities: Sourced) -> Sourced:
    standing = {row.activity_key: row for row in activities.rows.itertuples(index=False)}
    order = {key: place for place, key in enumerate(standing)}
    found = connection.execute(
        select(Framework.key.label("framework_key"), Framework.name_fr.label("framework_fr"),
               Framework.name_en.label("framework_en"), FrameworkItem.key.label("item_key"),
               FrameworkItem.name_fr.label("item_fr"), FrameworkItem.name_en.label("item_en"),
               Activity.key.label("activity_key"))
        .join(FrameworkItem, FrameworkItem.framework_id == Framework.id)
        .join(ActivityFrameworkItem, ActivityFrameworkItem.framework_item_id == FrameworkItem.id)
        .join(Activity, Activity.id == ActivityFrameworkItem.activity_id)
        .order_by(Framework.number, FrameworkItem.number)
    ).all()  # fmt: skip
    links = sorted((row for row in found if row.activity_key in order), key=lambda row: order[row.activity_key])
    return activities.with_rows(frame((_served(row, standing[row.activity_key]) for row in links), SERVED_COLUMNS))


def matrix(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per priority and system of the matrix: `activities` counts those that serve it.

    None where the priority has no activity on record, which is not the same as none that serves.
    """
    activities = roadmap.activities(connection, reading=reading)
    columns = frameworks(connection, reading=reading)
    counts = _counts(_links(connection, activities))
    recorded = set(activities.rows["priority_number"])
    shown = [row for row in columns.rows.itertuples() if row.in_matrix]
    rows = [
        (*priority, column.framework_key, column.acronym, column.name_fr, column.name_en,
         counts[priority.number, column.framework_key] if priority.number in recorded else None)
        for priority in _priorities(connection)
        for column in shown
    ]  # fmt: skip
    return Sourced(frame(rows, CELL_COLUMNS), merge_sources(activities.sources, columns.sources), reading)


def _counts(links: Sourced) -> Counter[tuple[int, str]]:
    """Priority and framework → how many activities, each once however many items it serves."""
    table = links.rows
    pairs = set(zip(table["priority_number"], table["framework_key"], table["activity_key"], strict=True))
    return Counter((priority, framework) for priority, framework, _ in pairs)


def indicators(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per system and indicator that tells about it."""
    found = connection.execute(
        select(Framework.key, Indicator.key.label("indicator_key"), Indicator.name_fr, Indicator.name_en)
        .join(FrameworkIndicator, FrameworkIndicator.framework_id == Framework.id)
        .join(Indicator, Indicator.id == FrameworkIndicator.indicator_id)
        .order_by(Framework.number, Indicator.key)
    ).all()
    return Sourced(frame(found, INDICATOR_COLUMNS), (), reading)


def _served(link: Any, activity: Any) -> tuple[Any, ...]:
    return (
        link.framework_key, link.framework_fr, link.framework_en, link.item_key, link.item_fr, link.item_en,
        activity.activity_key, activity.priority_number, activity.title_fr, activity.title_en, activity.status,
        activity.actual_pct, activity.due_on,
    )  # fmt: skip


def _priorities(connection: Connection) -> Sequence[Any]:
    wanted = select(Priority.number, Priority.name_fr, Priority.name_en).order_by(Priority.number)
    return connection.execute(wanted).all()


def _sourced(connection: Connection, rows: Iterable[Any], columns: tuple[str, ...], reading: Reading) -> Sourced:
    table = frame(rows, columns)
    keys = sorted(set(table["source_key"])) if not table.empty else []
    return Sourced(table, sources.load(connection, keys=keys), reading)
