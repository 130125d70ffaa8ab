"""Nothing is queried or drawn twice for the same inputs; a lost database leaves the last view."""

from __future__ import annotations

import datetime as dt
from typing import NoReturn

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.charts import roadmap as charts
from dashboard.errors import DatabaseUnreachable
from dashboard.provenance import Reading, Sourced
from dashboard.queries import roadmap
from dashboard.updates import demonstration
from dashboard.views import fetch, link_values
from dashboard.views.picture import Card
from dashboard.views.summary import page as summary

NOW = link_values.read({}, today=dt.date(2026, 11, 21))


@pytest.mark.usefixtures("filled")
def test_a_rerun_with_the_same_inputs_queries_and_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    fetch.refresh()
    first = summary(NOW, {})
    queried = fetch.counts()["queried"]
    monkeypatch.setattr(fetch, "card", lambda *_, **__: pytest.fail("drawn again"))
    fetch.refresh()
    again = summary(NOW, {})
    assert fetch.counts()["queried"] == queried
    assert again.parts[-1] is first.parts[-1]


@pytest.mark.usefixtures("filled")
def test_another_language_draws_anew_from_the_same_rows() -> None:
    fetch.refresh()
    summary(NOW, {})
    queried = fetch.counts()["queried"]
    summary(link_values.read({"language": "en"}, today=dt.date(2026, 11, 21)), {})
    assert fetch.counts()["queried"] == queried


@pytest.mark.usefixtures("filled")
def test_what_another_writes_is_seen_at_the_next_run() -> None:
    fetch.refresh()
    before = fetch.fetch(roadmap.activities, reading=Reading())
    with database.writing() as connection:
        demonstration.clear(connection)
    fetch.refresh()
    assert not before.is_empty
    assert fetch.fetch(roadmap.activities, reading=Reading()).is_empty


@pytest.mark.usefixtures("filled")
def test_a_lost_database_leaves_the_last_view_and_its_age(monkeypatch: pytest.MonkeyPatch) -> None:
    fetch.refresh()
    before = fetch.fetch(roadmap.priorities, reading=Reading())

    def lost() -> NoReturn:
        raise DatabaseUnreachable("The database does not answer.")

    monkeypatch.setattr(database, "version_now", lost)
    fetch.refresh()
    assert fetch.fetch(roadmap.priorities, reading=Reading()) is before
    assert fetch.stale_since() is not None


@pytest.mark.usefixtures("filled")
def test_a_database_lost_before_anything_was_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> NoReturn:
        raise DatabaseUnreachable("The database does not answer.")

    monkeypatch.setattr(database, "version_now", lost)
    with pytest.raises(DatabaseUnreachable):
        fetch.refresh()


def test_drawings_of_two_places_are_kept_apart(filled: sa.URL) -> None:
    fetch.refresh()
    rows = fetch.fetch(roadmap.priorities, reading=Reading())
    full = fetch.drawn(charts.by_priority, rows, "fr", slot="full")
    assert fetch.drawn(charts.by_priority, rows, "fr", slot="full") is full
    assert fetch.drawn(charts.by_priority, rows, "fr", slot="half").html != full.html


def test_a_part_of_a_page_is_made_once_for_its_rows_and_anew_for_new_ones(filled: sa.URL) -> None:
    fetch.refresh()
    made: list[int] = []

    def part(data: Sourced, number: int) -> Card:
        made.append(number)
        return Card(f"{number}")

    rows = fetch.fetch(roadmap.priorities, reading=Reading())
    assert fetch.kept(part, rows, 3) is fetch.kept(part, rows, 3)
    fetch.kept(part, rows, 4)
    fetch.kept(part, rows.with_rows(rows.rows), 3)
    assert made == [3, 4, 3]
