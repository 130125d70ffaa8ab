"""What changed between two days, or two joint reviews: progress, status, figures, decisions, activities.

Both days are read as they were known at their end: nothing is compared but what each of them knew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select

from dashboard.model import Indicator
from dashboard.provenance import Reading, Sourced, frame, merge_sources
from dashboard.queries import figures, reviews, roadmap, sources, tallies

Kind = Literal["priority", "activity", "decision", "register", "figure"]
What = Literal[
    "progress", "status", "due_on", "added", "finished", "withdrawn", "decided", "kept", "missed", "changed", "total",
    "stated", "corrected",
]  # fmt: skip
COLUMNS = ("kind", "priority_number", "key", "name_fr", "name_en", "what", "before", "after")
DELAYS = "reintegration_lag"
"""The people whose support began, counted again by their delay: told once."""
Row = tuple[Any, ...]
STATED = ("value", "value_low", "value_high", "qualifier", "quote", "is_confirmed")
"""What makes a published figure another one."""


def between(
    connection: Connection, *, reading: Reading, since: dt.date, instant: dt.datetime | None = None,
    kinds: Collection[Kind] = get_args(Kind),
) -> Sourced:  # fmt: skip
    """One row per change from the end of `since`, or that instant of it, to the reading: what it is about, what
    changed, before and after.

    Percentages keep one decimal, days are days, a figure is the words as printed; None: nothing was known.
    """
    before = Reading(since, reading.scope, instant)
    found = [SUBJECTS[kind](connection, before, reading) for kind in get_args(Kind) if kind in kinds]
    rows = [row for table in found for row in table.rows.itertuples(index=False, name=None)]
    return Sourced(frame(rows, COLUMNS), merge_sources(*(table.sources for table in found)), reading)


def _priorities(connection: Connection, before: Reading, after: Reading) -> Sourced:
    then, now = (roadmap.priorities(connection, reading=reading) for reading in (before, after))
    old = _by(then, "number")
    rows = (row for new in now.rows.itertuples() for row in _moved("priority", str(new.number), old[new.number], new))
    return now.with_rows(frame(rows, COLUMNS))


def _moved(kind: Kind, key: str, old: Any, new: Any) -> Iterator[Row]:
    """Progress and status of one thing."""
    names = _names(new, "name" if kind == "priority" else "title")
    number = new.number if kind == "priority" else new.priority_number
    if (was := _percent(old.actual_pct)) != (becomes := _percent(new.actual_pct)):
        yield (kind, number, key, *names, "progress", was, becomes)
    if new.status == "done" and old.status != "done":
        yield (kind, number, key, *names, "finished", old.status, new.status)
    elif old.status != new.status:
        yield (kind, number, key, *names, "status", old.status, new.status)


def _activities(connection: Connection, before: Reading, after: Reading) -> Sourced:
    then, now = (roadmap.activities(connection, reading=reading) for reading in (before, after))
    old, new = _by(then, "activity_key"), _by(now, "activity_key")
    rows = [row for key, one in new.items() for row in _activity(key, old.get(key), one)]
    gone = [one for key, one in old.items() if key not in new]
    rows += [("activity", one.priority_number, one.activity_key, *_names(one, "title"), "withdrawn", one.status, None)
             for one in gone]  # fmt: skip
    return Sourced(frame(rows, COLUMNS), merge_sources(now.sources, then.sources), after)


def _activity(key: str, old: Any | None, new: Any) -> Iterator[Row]:
    if old is None:
        yield ("activity", new.priority_number, key, *_names(new, "title"), "added", None, new.status)
        return
    yield from _moved("activity", key, old, new)
    if old.due_on != new.due_on:
        yield ("activity", new.priority_number, key, *_names(new, "title"), "due_on", old.due_on, new.due_on)


def _decisions(connection: Connection, before: Reading, after: Reading) -> Sourced:
    then, now = (reviews.decisions(connection, reading=reading) for reading in (before, after))
    old = {(row.review_number, row.number): row for row in then.rows.itertuples()}
    rows = (
        row for new in now.rows.itertuples() for row in _decision(old.get((new.review_number, new.number)), new)
    )  # fmt: skip
    return now.with_rows(frame(rows, COLUMNS))


def _decision(old: Any | None, new: Any) -> Iterator[Row]:
    about = ("decision", new.priority_number, f"{new.review_number}.{new.number}", *_names(new, "text"))
    if old is None:
        yield (*about, "decided", None, new.due_on)
    if new.outcome is not None and (old is None or old.outcome != new.outcome):
        yield (*about, new.outcome, old.outcome if old else None, new.outcome)


def _registers(connection: Connection, before: Reading, after: Reading) -> Sourced:
    """People counted in all months received so far, one indicator at a time; protected counts are not told."""
    wanted = select(Indicator.key, Indicator.name_fr, Indicator.name_en).where(
        Indicator.nature == "flow", Indicator.sensitivity == "public", Indicator.key != DELAYS
    )
    found = [
        (one, _total(connection, one.key, before), _total(connection, one.key, after))
        for one in connection.execute(wanted.order_by(Indicator.id)).all()
    ]
    moved = [(one, was, becomes) for one, was, becomes in found if was != becomes]
    rows = (("register", None, one.key, one.name_fr, one.name_en, "total", was, becomes) for one, was, becomes in moved)
    told = merge_sources(*(sources.sources_of(connection, one.key, after) for one, _, _ in moved))
    return Sourced(frame(rows, COLUMNS), told, after)


def _total(connection: Connection, indicator: str, reading: Reading) -> int | None:
    found = tallies.sums(connection, indicator, reading=reading)
    return found[0].count if found else None


def _figures(connection: Connection, before: Reading, after: Reading) -> Sourced:
    then, now = (figures.figures(connection, reading=reading) for reading in (before, after))
    old = _by(then, "figure_key")
    rows = [row for new in now.rows.itertuples() for row in _figure(old.get(new.figure_key), new)]
    keys = {key for *_, key in rows}
    told = tuple(source for source in now.sources if source.key in keys)
    return Sourced(frame((row[:-1] for row in rows), COLUMNS), told, after)


def _figure(old: Any | None, new: Any) -> Iterator[Row]:
    """The source comes last, for its own sake."""
    about = ("figure", None, new.figure_key, *_names(new, "indicator"))
    if old is None:
        yield (*about, "stated", None, new.quote, new.source_key)
    elif any(getattr(old, name) != getattr(new, name) for name in STATED):
        yield (*about, "corrected", old.quote, new.quote, new.source_key)


def _by(found: Sourced, column: str) -> Mapping[Any, Any]:
    return {getattr(row, column): row for row in found.rows.itertuples()}


def _names(row: Any, stem: str) -> tuple[str, str]:
    return getattr(row, f"{stem}_fr"), getattr(row, f"{stem}_en")


SUBJECTS: Mapping[Kind, Callable[[Connection, Reading, Reading], Sourced]] = {
    "priority": _priorities, "activity": _activities, "decision": _decisions, "register": _registers,
    "figure": _figures,
}  # fmt: skip


def _percent(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
