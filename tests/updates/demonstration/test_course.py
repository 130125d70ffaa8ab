"""What both sides would have declared: whatever is drawn, the picture keeps its shape."""

from __future__ import annotations

from random import Random

import pytest

from dashboard import status
from dashboard.updates.demonstration import contents, course
from dashboard.updates.demonstration.contents import Plan
from dashboard.updates.demonstration.course import Declared

STANDING = ["on_track", "on_track", "watch", "late", "on_track", "on_track", "watch", "late", "not_reported"]


def reports_of(plan: Plan, seed: int) -> list[Declared]:
    return course.of(plan, Random(seed))


def standing(plan: Plan, seed: int) -> status.Standing:
    due = {step.due: step.weight for step in plan.steps}
    accepted = [report.percent for report in reports_of(plan, seed) if report.outcome == "accepted"]
    return status.Standing(
        plan.weight, sum(weight for day, weight in due.items() if day <= 0), accepted[-1] if accepted else None, None
    )


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_drawn_the_priorities_stand_as_the_words_say(seed: int) -> None:
    found = [
        status.of_priority(
            [standing(plan, seed) for plan in contents.plans() if plan.priority == number], status.Rule()
        ).status
        for number in range(1, 10)
    ]
    assert found == STANDING


@pytest.mark.parametrize("plan", contents.plans(), ids=lambda plan: plan.key)
def test_reports_come_between_start_and_today_and_accepted_progress_never_falls(plan: Plan) -> None:
    for seed in range(20):
        reports = reports_of(plan, seed)
        accepted = [report.percent for report in reports if report.outcome == "accepted"]
        assert accepted == sorted(accepted)
        assert all(plan.starts < report.day < 0 for report in reports)
