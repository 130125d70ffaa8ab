"""Joint reviews and their decisions, as they were known on a day."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from dashboard import model
from dashboard.provenance import Reading, Scope
from dashboard.queries import reviews
from tests.queries.roadmap_rows import add, day, moment, organisation, priority, source


def on(number: int, scope: Scope = "all") -> Reading:
    return Reading(day(number), scope)


def review(connection: Connection, number: int, held: int, *, kind: str = "register", status: str = "signed") -> int:
    """Announced five days before; signed two days after."""
    identifier = add(
        connection, model.Review, number=number, title_fr=f"Revue {number}", title_en=f"Review {number}",
        held_on=day(held), place="Bamako", status=status, summary_fr="résumé", summary_en="summary",
        source_id=source(connection, kind, kind), recorded_at=moment(held - 5),
    )  # fmt: skip
    for hours, side in enumerate(("ministry", "iom") if status == "signed" else ()):
        add(connection, model.Signature, review_id=identifier, side=side, function_fr="présidence", function_en="chair",
            sha256="0" * 64, signed_at=moment(held + 2, 10 + hours))  # fmt: skip
    return identifier


def decision(
    connection: Connection, review_id: int, number: int, due: int, recorded: int, of: int | None = None
) -> int:
    return add(
        connection, model.Decision, review_id=review_id, number=number, text_fr="décision", text_en="decision",
        owner_id=organisation(connection), due_on=day(due), recorded_at=moment(recorded),
        priority_id=priority(connection, of) if of else None,
    )  # fmt: skip


def follow_up(connection: Connection, decision_id: int, outcome: str, recorded: int) -> None:
    add(connection, model.DecisionFollowUp, decision_id=decision_id, outcome=outcome, recorded_at=moment(recorded))


def test_reviews_come_oldest_first(connection: Connection) -> None:
    review(connection, 2, 50)
    review(connection, 1, 10)
    assert list(reviews.reviews(connection, reading=on(99)).rows["number"]) == [1, 2]


@pytest.mark.parametrize(
    ("number", "status", "summary"),
    [(8, "planned", None), (10, "held", "résumé"), (11, "held", "résumé"), (12, "signed", "résumé")],
)
def test_a_review_has_the_status_it_had_on_the_day(
    connection: Connection, number: int, status: str, summary: str | None
) -> None:
    review(connection, 1, 10)
    row = reviews.reviews(connection, reading=on(number)).rows.iloc[0]
    assert (row.status, row.summary_fr) == (status, summary)


def test_read_today_a_signed_review_is_signed(connection: Connection) -> None:
    review(connection, 1, 10)
    assert list(reviews.reviews(connection, reading=Reading()).rows["status"]) == ["signed"]


def test_a_review_not_announced_yet_is_not_there(connection: Connection) -> None:
    review(connection, 1, 10)
    assert reviews.reviews(connection, reading=on(4)).is_empty


def test_published_scope_holds_no_demonstration_review_nor_its_decisions(connection: Connection) -> None:
    decision(connection, review(connection, 1, 10, kind="demonstration"), 1, 30, 10)
    assert reviews.reviews(connection, reading=on(40)).is_demonstration
    assert reviews.reviews(connection, reading=on(40, "published")).is_empty
    assert reviews.decisions(connection, reading=on(40, "published")).is_empty


def test_the_last_follow_up_known_on_the_day_tells_what_became_of_a_decision(connection: Connection) -> None:
    identifier = decision(connection, review(connection, 1, 10), 1, due=30, recorded=10, of=4)
    follow_up(connection, identifier, "missed", 31)
    follow_up(connection, identifier, "kept", 45)
    outcomes = [reviews.decisions(connection, reading=on(number)).rows.iloc[0].outcome for number in (30, 31, 45)]
    assert outcomes == [None, "missed", "kept"]


def test_an_open_decision_is_overdue_the_day_after_its_date(connection: Connection) -> None:
    identifier = decision(connection, review(connection, 1, 10), 1, due=30, recorded=10)
    late = [reviews.decisions(connection, reading=on(number)).rows.iloc[0].is_overdue for number in (30, 31)]
    follow_up(connection, identifier, "kept", 40)
    assert [*late, reviews.decisions(connection, reading=on(41)).rows.iloc[0].is_overdue] == [False, True, False]


def test_decisions_of_a_review_still_ahead_are_not_told(connection: Connection) -> None:
    decision(connection, review(connection, 1, 20, status="planned"), 1, due=60, recorded=16)
    assert reviews.decisions(connection, reading=on(19)).is_empty
    assert not reviews.decisions(connection, reading=on(20)).is_empty


def test_decisions_come_by_review_then_number_with_owner_and_priority(connection: Connection) -> None:
    second, first = review(connection, 2, 40), review(connection, 1, 10)
    decision(connection, second, 1, 60, 40)
    decision(connection, first, 2, 60, 10)
    decision(connection, first, 1, 60, 10, of=4)
    rows = reviews.decisions(connection, reading=on(50)).rows
    assert list(zip(rows["review_number"], rows["number"], strict=True)) == [(1, 1), (1, 2), (2, 1)]
    assert list(rows["priority_number"]) == [4, None, None]
    assert rows.iloc[0].owner_fr == "mmeia fr"
