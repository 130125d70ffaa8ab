"""Several people and browsers write progress at the same moment, on real connections."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select

from dashboard import database, model
from dashboard.actors import Actor, Side
from dashboard.errors import Conflict, DashboardError, NotAllowed
from dashboard.updates import progress, refusals
from tests.queries.roadmap_rows import activity
from tests.updates.editors import editor
from tests.updates.progress_rows import accept, declare, events, give_back, reports, typed


def prepared(configured: sa.URL, activities: int) -> dict[Side, Actor]:
    """Activities of the ministry and an editor of each side, in the program's own database."""
    with database.writing() as connection:
        for number in range(activities):
            activity(connection, f"a{number}")
        return {"ministry": editor(connection, "ministry"), "iom": editor(connection, "iom")}


WRITERS, WRITES, ACTIVITIES = 8, 6, 3
Saved = tuple[str, str, int]
"""Activity, the version it was based on, the number that was given."""


def write_many(actor: Actor, writer: int) -> tuple[list[Saved], int]:
    """Each row until it is saved: what was saved, and how often somebody else had been quicker."""
    saved, told = [], 0
    for place in range(WRITES):
        key = f"a{(writer + place) % ACTIVITIES}"
        while True:
            with database.reading() as connection:
                row = typed(connection, key, percent=writer + 1, comment=f"{writer}.{place}")
            try:
                with database.writing() as connection:
                    number = progress.declare(connection, actor, row, request=f"writer-{writer}-{place}-of-{key}")
            except Conflict:
                told += 1
                continue
            saved.append((key, row.version, number))
            break
    return saved, told


def test_eight_people_on_the_same_activities_lose_nothing_and_overwrite_nothing(configured: sa.URL) -> None:
    actor = prepared(configured, ACTIVITIES)["ministry"]
    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = list(pool.map(lambda writer: write_many(actor, writer), range(WRITERS)))
    saved = [each for found, _ in outcomes for each in found]
    with database.reading() as connection:
        comments = connection.scalars(select(model.ProgressReport.comment_fr)).all()
        assert len(comments) == len(set(comments)) == len(saved) == WRITERS * WRITES
        assert len(events(connection)) == len(saved)
    for key in {key for key, _, _ in saved}:
        chain = sorted((number, version) for of, version, number in saved if of == key)
        assert [version for _, version in chain] == ["0.0", *(f"{number}.0" for number, _ in chain[:-1])]


def test_one_form_sent_by_eight_threads_is_one_report(configured: sa.URL) -> None:
    actor = prepared(configured, 1)["ministry"]
    with database.reading() as connection:
        row = typed(connection, "a0")

    def send(_: int) -> int:
        with database.writing() as connection:
            return progress.declare(connection, actor, row, request="the-same-form")

    with ThreadPoolExecutor(WRITERS) as pool:
        numbers = set(pool.map(send, range(WRITERS)))
    with database.reading() as connection:
        assert numbers == set(connection.scalars(select(model.ProgressReport.id)))


def answer_in_a_thread(actor: Actor, number: int, place: int) -> DashboardError | None:
    write = accept if place % 2 else give_back
    try:
        with database.writing() as connection:
            write(connection, actor, number)
    except DashboardError as told:
        return told
    return None


def test_eight_answers_to_one_report_are_one_answer_and_seven_are_told(configured: sa.URL) -> None:
    actors = prepared(configured, 1)
    with database.writing() as connection:
        number = declare(connection, actors["ministry"], "a0")
    with ThreadPoolExecutor(WRITERS) as pool:
        told = list(pool.map(lambda place: answer_in_a_thread(actors["iom"], number, place), range(WRITERS)))
    assert [type(each) for each in told if each] == [Conflict] * (WRITERS - 1)
    with database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(model.Verdict)) == 1


def test_each_write_moves_the_data_version_and_a_refused_one_does_not(configured: sa.URL) -> None:
    actors = prepared(configured, 1)

    def moves(actor: Actor, key: str) -> int:
        with database.reading() as connection:
            before = database.data_version(connection)
        with suppress(NotAllowed), refusals.noted(actor, "progress_declared", key), database.writing() as connection:
            declare(connection, actor, key)
        with database.reading() as connection:
            return database.data_version(connection) - before

    assert (moves(actors["ministry"], "a0"), moves(actors["iom"], "a0")) == (1, 0)


def test_a_refusal_is_an_event_of_its_own(configured: sa.URL) -> None:
    actor = prepared(configured, 1)["iom"]
    with pytest.raises(NotAllowed), refusals.noted(actor, "progress_declared", "a0"), database.writing() as connection:
        declare(connection, actor, "a0")
    with database.reading() as connection:
        (told,) = events(connection)
        assert (told.action, told.login, told.object_key) == ("progress_declared_refused", actor.login, "a0")
        assert reports(connection) == 0


def test_the_refusal_of_an_account_that_is_gone_is_an_event_too(configured: sa.URL) -> None:
    actor = prepared(configured, 1)["ministry"]
    with database.writing() as connection:
        connection.execute(sa.delete(model.AccountRole))
        connection.execute(sa.delete(model.Account))
    with pytest.raises(NotAllowed), refusals.noted(actor, "progress_declared", "a0"), database.writing() as connection:
        declare(connection, actor, "a0")
    with database.reading() as connection:
        assert [(told.action, told.login) for told in events(connection)] == [("progress_declared_refused", None)]
