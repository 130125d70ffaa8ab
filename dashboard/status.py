"""The status rule, the same everywhere (DESIGN §3) and printed on the Sources page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Status = Literal["done", "on_track", "watch", "late", "not_started", "not_reported"]


@dataclass(frozen=True)
class Rule:
    """Points behind plan beyond which an activity is to be watched, and beyond which it is late; the administrator may
    choose others."""

    watch_points: int = 10
    late_points: int = 25


@dataclass(frozen=True)
class Step:
    """A milestone: when it is due and its share of the plan."""

    due_on: dt.date
    weight: float


def planned_percent(day: dt.date, starts_on: dt.date, due_on: dt.date, steps: Sequence[Step]) -> float:
    """Share of the plan due by `day`: weight of the milestones due, or of the period elapsed when there are none."""
    total = sum(step.weight for step in steps)
    if total:
        return 100 * sum(step.weight for step in steps if step.due_on <= day) / total
    if day < starts_on:
        return 0.0
    length = (due_on - starts_on).days + 1
    return min(100.0, 100 * ((day - starts_on).days + 1) / length)


def of_activity(
    day: dt.date, starts_on: dt.date, due_on: dt.date, planned_pct: float, actual_pct: float | None, rule: Rule
) -> Status:
    """First match wins: done, not started, not reported, late, to watch, on track."""
    if actual_pct is not None and actual_pct >= 100:
        return "done"
    if day < starts_on:
        return "not_started"
    if actual_pct is None:
        return "not_reported"
    if day > due_on:
        return "late"
    return of_gap(actual_pct - planned_pct, rule)


def of_gap(gap_points: float, rule: Rule) -> Status:
    """Late, to watch, else on track; a limit itself belongs to the milder one."""
    gap = round(gap_points, 6)  # weights such as 0.1 + 0.2 must not push a gap over its limit
    if gap < -rule.late_points:
        return "late"
    return "watch" if gap < -rule.watch_points else "on_track"


@dataclass(frozen=True)
class Standing:
    """One activity as a priority sums it up."""

    weight: float
    planned_pct: float
    actual_pct: float | None
    declared_pct: float | None


@dataclass(frozen=True)
class PriorityStanding:
    """Weighted means over the reported activities only; nothing when none reported."""

    status: Status
    actual_pct: float | None
    planned_pct: float | None
    declared_pct: float | None
    reported: int
    activities: int


def of_priority(activities: Sequence[Standing], rule: Rule) -> PriorityStanding:
    """A priority is the weighted mean of its reported activities; `declared_pct` also counts what awaits acceptance.

    It is done when every one of its activities is, not when those reported are.
    """
    reported = [activity for activity in activities if activity.actual_pct is not None]
    weight = sum(activity.weight for activity in reported)
    if not weight:
        return PriorityStanding("not_reported", None, None, None, 0, len(activities))
    actual = sum(a.weight * (a.actual_pct or 0) for a in reported) / weight
    planned = sum(a.weight * a.planned_pct for a in reported) / weight
    declared = sum(a.weight * max(a.actual_pct or 0, a.declared_pct or 0) for a in reported) / weight
    all_done = len(reported) == len(activities) and all((a.actual_pct or 0) >= 100 for a in reported)
    status: Status = "done" if all_done else of_gap(actual - planned, rule)
    return PriorityStanding(status, actual, planned, declared, len(reported), len(activities))
