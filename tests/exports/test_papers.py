"""Files about reviews: what two reviews are compared by, and the name each file has."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Connection

from dashboard.exports import papers
from dashboard.exports.papers import End, Paper
from dashboard.updates.reviews import now
from tests.updates.review_rows import Dialogue, decided, dialogue, held

DAY = dt.date(2026, 3, 1)


@pytest.fixture
def people(connection: Connection) -> Dialogue:
    return dialogue(connection)


@pytest.mark.parametrize(
    ("one", "other", "scope"),
    [
        (End(DAY, 1, is_real=True), End(DAY + dt.timedelta(9), 2, is_real=True), "published"),
        (End(DAY, 1, is_real=True), End(DAY + dt.timedelta(9), 901), "all"),
        (End(DAY + dt.timedelta(9)), End(DAY), "all"),
    ],
)
def test_real_reviews_are_compared_by_real_rows_and_the_earlier_comes_first(
    connection: Connection, one: End, other: End, scope: str
) -> None:
    found = papers.compared(connection, one, other)
    assert found.found.reading.scope == scope
    assert (found.since.day, found.until.day) == (DAY, DAY + dt.timedelta(9))


def test_a_review_that_has_not_come_is_compared_as_of_today(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    assert papers.end_of(connection, number) == End(now().date(), number, is_real=True)


def test_an_unsigned_review_has_minutes_of_the_present(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    decided(connection, people.iom, number)
    name, content = papers.make(connection, Paper("minutes", number, "docx", "en"))
    assert name == f"minutes-of-joint-review-{number}_en_{now().date()}.docx"
    assert content.startswith(b"PK")


def test_a_paper_travels_as_json() -> None:
    paper = Paper("changes", 905, "csv", "fr", 904)
    assert papers.read(papers.written(paper)) == paper
