"""A comparison is worked out once, and again as soon as the file or the data move."""

from __future__ import annotations

import sqlalchemy as sa

from dashboard import database
from dashboard.queries import drafts
from dashboard.queries.drafts import Draft
from dashboard.queries.import_changes import Comparison
from dashboard.updates import import_comparing
from tests.updates.editors import editor
from tests.updates.import_files import brought, cells, one, ready
from tests.updates.registers import prepare


def again(number: int) -> Draft:
    with database.reading() as connection:
        draft = drafts.draft(connection, number)
    assert draft
    return draft


def shown(number: int) -> Comparison:
    found = import_comparing.shown(again(number))
    assert found
    return found


def test_a_comparison_is_kept_until_the_data_move(configured: sa.URL) -> None:
    with database.writing() as connection:
        prepare(connection)
        actor = editor(connection, "iom")
        number = ready(connection, actor, cells(one(5))).number
    first = shown(number)
    assert first.added == 1
    assert again(number).compared is not None
    assert shown(number) == first
    with database.writing() as connection:
        brought(connection, actor, one(4))
    second = shown(number)
    assert (second.added, second.superseded) == (0, 1)
    assert second.basis != first.basis


def test_comparing_leaves_nothing_behind(configured: sa.URL) -> None:
    with database.writing() as connection:
        prepare(connection)
        number = ready(connection, editor(connection, "iom"), cells(one(5))).number
    before = database.version_now()
    shown(number)
    assert database.version_now() == before
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM tally").scalar() == 0


def test_a_file_with_questions_is_not_compared(configured: sa.URL) -> None:
    with database.writing() as connection:
        prepare(connection)
        from tests.updates.import_files import dropped

        number = dropped(connection, editor(connection, "iom"))
    assert import_comparing.shown(again(number)) is None
