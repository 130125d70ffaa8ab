"""What the two sides would have declared about an activity between its start and today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Literal

from dashboard.updates.demonstration.contents import Plan

Outcome = Literal["accepted", "returned"]
SILENCE_DAYS, RHYTHM_DAYS = 50, 40
"""Between two steps further apart than this, reports come about every forty days."""


@dataclass(frozen=True)
class Declared:
    """A report on a day (counted from today); without an outcome it awaits the other side's answer."""

    day: int
    percent: int
    step: int | None = None
    outcome: Outcome | None = "accepted"
    mistaken: int | None = None  # the percent first typed by mistake, then corrected


def of(plan: Plan, rng: Random) -> list[Declared]:
    """Every report of an activity, oldest first."""
    accepted = _accepted(plan, rng) if plan.accepted is not None else []
    if plan.corrected:
        accepted[1] = replace(accepted[1], mistaken=min(95, accepted[1].percent + 25))
    reports = accepted + (_returned(plan, accepted, rng) if plan.returned else [])
    if plan.pending is not None:
        reports.append(Declared(-rng.randint(3, 16), plan.pending, _step_reached(plan, plan.pending), None))
    return sorted(reports, key=lambda report: (report.day, report.percent))


def _accepted(plan: Plan, rng: Random) -> list[Declared]:
    """A report at each step reached, others between steps far apart, and the last one."""
    points = [Declared(plan.starts, 0), *_at_steps(plan, _last_day(plan, rng), rng)]
    between = [report for before, after in pairwise(points) for report in _between(before, after, rng)]
    return sorted(points[1:] + between, key=lambda report: report.day)


def _reached(plan: Plan) -> list[tuple[int, int, int]]:
    """Number, percent and due day of the steps that the accepted percent covers."""
    steps, percent = [], 0
    for number, step in enumerate(plan.steps, start=1):
        percent += step.weight
        if percent <= (plan.accepted or 0):
            steps.append((number, percent, step.due))
    return steps


def _step_reached(plan: Plan, percent: int) -> int | None:
    """The step whose cumulated weight is just this percent."""
    sums = [sum(step.weight for step in plan.steps[: number + 1]) for number in range(len(plan.steps))]
    return sums.index(percent) + 1 if percent in sums else None


def _last_day(plan: Plan, rng: Random) -> int:
    """The day of the last accepted report: stated, or some weeks ago but after the last step reached."""
    drawn = rng.randint(-32, -9)
    if plan.last is not None:
        return plan.last
    return min(-5, max([drawn, *(due + 2 for _, _, due in _reached(plan))]))


def _at_steps(plan: Plan, last: int, rng: Random) -> list[Declared]:
    reached = _reached(plan)
    reports: list[Declared] = []
    for place, (number, percent, due) in enumerate(reached):
        latest = last - 6 * (len(reached) - place)
        reports.append(Declared(min(due + rng.randint(-5, 7), latest), percent, number))
    if reports and reports[-1].percent == plan.accepted:
        return [*reports[:-1], replace(reports[-1], day=last)]
    return [*reports, Declared(last, plan.accepted or 0)]


def _between(before: Declared, after: Declared, rng: Random) -> list[Declared]:
    days, rise = after.day - before.day, after.percent - before.percent
    count = days // RHYTHM_DAYS if days > SILENCE_DAYS else 0
    reports: list[Declared] = []
    for place in range(1, count + 1):
        share = place / (count + 1)
        percent = before.percent + 5 * round(rise * share / 5)
        if max(5, before.percent) <= percent < after.percent:
            reports.append(Declared(before.day + round(days * share) + rng.randint(-4, 4), percent))
    return reports


def _returned(plan: Plan, accepted: list[Declared], rng: Random) -> list[Declared]:
    """One sent back shortly before an accepted one; two when nothing was ever accepted."""
    if not accepted:
        return [Declared(plan.starts + 38, 15, None, "returned"), Declared(-rng.randint(44, 49), 35, None, "returned")]
    later = rng.choice(accepted[1:])
    return [Declared(later.day - 12, min(95, later.percent + 15), None, "returned")]
