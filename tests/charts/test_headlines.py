"""What is told beside the pictures: late, moved, decided, next."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.charts import headlines
from dashboard.provenance import Sourced
from dashboard.texts import Language
from tests.charts.sourced import DAY, sourced

COLUMNS = (
    "title_fr", "title_en", "priority_number", "owner_acronym", "owner_fr", "owner_en", "status", "days_late",
    "actual_pct", "planned_pct", "weight",
)  # fmt: skip
OWNER = {"owner_acronym": "OIM", "owner_fr": "Organisation…", "owner_en": "Organization… (IOM)"}


def activity(title: str, **values: Any) -> dict[str, Any]:
    plain = {"title_fr": title, "title_en": title, "priority_number": 3, "status": "on_track", "planned_pct": 80.0}
    return plain | OWNER | {"actual_pct": 75.0, "weight": 1} | values


def activities(*rows: dict[str, Any]) -> Sourced:
    return sourced(rows, COLUMNS)


def review(number: int, day: dt.date, status: str) -> dict[str, Any]:
    return {"number": number, "held_on": day, "status": status, "place": "Bamako"}


def decision(number: int, outcome: str | None = None, *, overdue: bool = False, of: int = 5) -> dict[str, Any]:
    row = {"review_number": of, "number": number, "text_fr": f"Décision {number}", "text_en": f"Decision {number}"}
    return row | OWNER | {"due_on": DAY, "outcome": outcome, "is_overdue": overdue}


REVIEWS = sourced([review(4, DAY - dt.timedelta(40), "signed"), review(5, DAY + dt.timedelta(19), "planned")])


def test_the_longest_overdue_comes_first_then_the_farthest_behind() -> None:
    data = activities(
        activity("behind", status="late", actual_pct=10.0), activity("well"), activity("older", days_late=52),
        activity("newer", status="not_reported", days_late=3, actual_pct=None),
        activity("far behind", status="late", actual_pct=0.0),
    )  # fmt: skip
    told = headlines.late(data, "fr")
    assert [one.name for one in told] == ["older", "newer", "far behind", "behind"]
    assert [one.much for one in told] == ["52 jours", "3 jours", "−80 points", "−70 points"]


def test_a_late_activity_names_its_owner_and_says_when_nothing_was_reported() -> None:
    data = activities(activity("a", status="not_reported", days_late=3, actual_pct=None))
    (french,), (english,) = (headlines.late(data, language) for language in ("fr", "en"))
    assert french.under == "Priorité 3 · OIM · échéance dépassée, non renseigné"
    assert english.under == "Priority 3 · IOM · past its date, not reported"


def test_without_activities_the_lead_says_what_the_public_texts_do_not_give() -> None:
    assert "aucun" not in headlines.lead(activities(activity("a")), "fr")
    assert "sans donner de cible, de responsable, d’échéance ni de budget" in headlines.lead(activities(), "fr")


def test_the_lead_sets_the_year_elapsed_beside_what_was_accepted() -> None:
    words = headlines.lead(activities(activity("a"), activity("b", actual_pct=None)), "en")
    assert words == "89% of 2026 has elapsed; 1 of 2 activities have progress accepted by both sides."


def test_a_planned_review_is_never_the_last_one() -> None:
    last = headlines.last_review(REVIEWS)
    assert last is not None
    assert last.number == 4
    assert headlines.next_review(REVIEWS, "en") == "Thursday 10 December 2026, Bamako"


def test_without_any_review_there_is_neither_last_nor_next() -> None:
    none = REVIEWS.with_rows(REVIEWS.rows.iloc[:0])
    assert headlines.last_review(none) is None
    assert headlines.next_review(none, "fr") == ""


def test_what_moved_is_told_by_weight_and_only_over_what_was_accepted() -> None:
    before = activities(activity("a", actual_pct=20.0, weight=3), activity("b", actual_pct=None))
    now = activities(activity("a", actual_pct=60.0, weight=3), activity("b", actual_pct=100.0, status="done"))
    decided = sourced([decision(1, "kept"), decision(2, overdue=True), decision(1, overdue=True, of=4)])
    told = dict(headlines.changes(now, before, decided, 5, "en"))
    assert list(told.values()) == ["+50 points", "+1", "1 of 2", "2"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (decision(1, "kept"), ("Appliquée", "Carried out")),
        (decision(1, "missed"), ("Non appliquée", "Not carried out")),
        (decision(1, "changed"), ("Modifiée", "Amended")), (decision(1, overdue=True), ("Échue", "Overdue")),
        (decision(1), ("À venir", "Ahead")),
    ],
)  # fmt: skip
def test_a_decision_says_what_became_of_it(row: dict[str, Any], words: tuple[str, str]) -> None:
    (told,) = headlines.decided(sourced([row, decision(9, of=4)]), 5, "fr")
    languages: tuple[Language, ...] = ("fr", "en")
    assert tuple(headlines.state_word(told.state, language) for language in languages) == words
    assert (told.words, told.owner) == ("Décision 1", "OIM")
