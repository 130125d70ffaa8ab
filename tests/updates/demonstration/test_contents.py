"""The words of the demonstration set: nobody can take one for real."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from dashboard.updates.demonstration import contents
from dashboard.updates.demonstration.contents import Plan


def test_the_activities_cover_the_nine_priorities() -> None:
    sizes = Counter(plan.priority for plan in contents.plans())
    assert 45 <= sizes.total() <= 60
    assert sorted(sizes) == list(range(1, 10))
    assert all(4 <= size <= 9 for size in sizes.values())


@pytest.mark.parametrize("plan", contents.plans(), ids=lambda plan: plan.key)
def test_every_activity_says_that_it_is_fictitious_in_few_words(plan: Plan) -> None:
    assert re.search(r" \(fictif\)$| \(fictive\)$| \(fictifs\)$| \(fictives\)$", plan.title_fr)
    assert plan.title_en.endswith(" (fictitious)")
    assert max(len(plan.title_fr), len(plan.title_en)) <= 60


@pytest.mark.parametrize("plan", contents.plans(), ids=lambda plan: plan.key)
def test_the_steps_of_an_activity_add_up_and_end_with_it(plan: Plan) -> None:
    assert sum(step.weight for step in plan.steps) == 100
    days = [plan.starts, *(step.due for step in plan.steps)]
    assert days == sorted(days)
    assert days[-1] == plan.due
    assert 2 <= len(plan.steps) <= 5


def test_partners_and_decisions_say_that_they_are_fictitious() -> None:
    assert all("fictif" in partner["name_fr"] for partner in contents.words()["partner"])
    decided = [decision for session in contents.sessions() for decision in session.decisions]
    assert all(decision.fr.endswith("(décision fictive)") for decision in decided)
    assert all(decision.en.endswith("(fictitious decision)") for decision in decided)


def test_the_reviews_are_five_with_five_to_eight_decisions_and_one_to_come() -> None:
    sizes = [len(session.decisions) for session in contents.sessions()]
    assert sizes[-1] == 0
    assert len(sizes) == 6
    assert all(5 <= size <= 8 for size in sizes[:-1])
