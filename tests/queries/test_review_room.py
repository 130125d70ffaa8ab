"""One review with everything: what an agenda is drafted from, and what was open when it was held."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from dashboard.database import data_version, move_version
from dashboard.errors import EntryRefused
from dashboard.provenance import Reading
from dashboard.queries import review_room, reviews, roadmap
from dashboard.queries.review_room import Point
from dashboard.updates import reviews as updates
from tests.queries.roadmap_rows import activity, day, priority, report
from tests.queries.test_reviews import decision, follow_up, review
from tests.updates.review_rows import dialogue, key, prepared


def drafted(connection: Connection, number: int) -> list[Point]:
    found = (query(connection, reading=Reading(day(number))) for query in (roadmap.activities, reviews.decisions))
    return review_room.draft_agenda(*found)


def earlier(connection: Connection, number: int) -> list[tuple[int, int, str | None]]:
    rows = review_room.room(connection, reading=Reading(), number=number).earlier
    return [(row.review_number, row.number, row.outcome) for row in rows]


def test_without_rows_an_agenda_holds_the_next_date_only(connection: Connection) -> None:
    assert drafted(connection, 10) == [
        Point(None, "Date de la prochaine revue conjointe", "Date of the next joint review")
    ]


def test_an_agenda_tells_what_is_late_pending_and_due_by_priority(connection: Connection) -> None:
    late = activity(connection, "late", of=2, due=20)
    report(connection, late, 5, 50.0)
    report(connection, late, 8, 60.0, None)
    activity(connection, "soon", of=3, due=90)
    activity(connection, "far", of=4, due=300)
    points = {point.priority: point.en for point in drafted(connection, 40)}
    assert points == {
        2: "1 activity late; 1 report to answer", 3: "1 activity due within 60 days",
        None: "Date of the next joint review",
    }  # fmt: skip


def test_open_decisions_come_first(connection: Connection) -> None:
    priority(connection, 1)
    activity(connection, "far", of=1, due=300)
    decision(connection, review(connection, 1, 10), 1, 30, 10, of=1)
    points = drafted(connection, 20)
    assert points[0].fr == "Suivi de 1 décision antérieure"
    assert (points[1].priority, points[1].en) == (1, "1 open decision")


def test_a_review_sees_what_was_open_or_answered_since_the_one_before(connection: Connection) -> None:
    first, second = review(connection, 1, 10), review(connection, 2, 50)
    review(connection, 3, 90)
    kept, late_answer = decision(connection, first, 1, 30, 10), decision(connection, first, 2, 30, 10)
    decision(connection, second, 1, 80, 50)
    follow_up(connection, kept, "kept", 40)
    follow_up(connection, late_answer, "missed", 70)
    assert earlier(connection, 2) == [(1, 1, "kept"), (1, 2, None)]
    assert earlier(connection, 3) == [(1, 2, "missed"), (2, 1, None)]


def test_fictitious_reviews_never_meet_real_ones(connection: Connection) -> None:
    decision(connection, review(connection, 901, 10, kind="demonstration"), 1, 30, 10)
    review(connection, 1, 50)
    assert earlier(connection, 1) == []
    assert review_room.room(connection, reading=Reading(), number=1).previous is None


def test_published_scope_opens_no_fictitious_review(connection: Connection) -> None:
    review(connection, 901, 10, kind="demonstration")
    with pytest.raises(EntryRefused, match="901"):
        review_room.room(connection, reading=Reading(scope="published"), number=901)


def test_the_projector_starts_at_the_opening(connection: Connection) -> None:
    priority(connection, 1)
    review(connection, 1, 10)
    assert review_room.position(connection, number=1) == review_room.Position("opening", 0)
    assert review_room.screens(connection) == ("opening", "priority-1", "decisions")


def test_screens_watch_where_the_projector_stands_and_what_the_data_are(connection: Connection) -> None:
    two = dialogue(connection)
    number = prepared(connection, two.iom)
    assert review_room.watched(connection, number=number) == ("opening", 0, data_version(connection))
    updates.open_session(connection, two.iom, key=key(), number=number)
    updates.show(connection, two.ministry, number=number, screen="decisions", based_on=1)
    move_version(connection)
    assert review_room.watched(connection, number=number) == ("decisions", 2, data_version(connection))


def test_there_is_nothing_to_watch_of_a_review_that_is_not_there(connection: Connection) -> None:
    assert review_room.watched(connection, number=77) is None
