"""A file on its way in is kept, read, answered, remembered, abandoned; whoever comes second is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.actors import Actor
from dashboard.errors import Conflict, EntryRefused, ImportRefused, NotAllowed
from dashboard.imports.understood import Option, Question
from dashboard.model import Event, ImportDraft
from dashboard.queries import drafts as queried
from dashboard.queries.drafts import SourceWords
from dashboard.sheets.book import Remark
from dashboard.updates import drafts
from dashboard.updates.drafts import Read
from tests.updates.editors import account, editor
from tests.updates.import_files import KEYS, SOURCE, cells, dropped, found, one, outcome, ready, written
from tests.updates.registers import prepare

POINT = Question("point", Remark("What does the point separate?"), (Option("thousands", Remark("thousands")),))


@pytest.fixture
def iom(connection: sa.Connection) -> Actor:
    prepare(connection)
    return editor(connection, "iom")


@pytest.fixture
def ministry(connection: sa.Connection) -> Actor:
    return editor(connection, "ministry")


def read(connection: sa.Connection, number: int, version: int, **given: Any) -> str | None:
    understood = outcome(**given)
    return drafts.store(connection, number, version, Read(understood, written("cells", cells(one(5))), b""))


def test_only_editors_bring_files(connection: sa.Connection) -> None:
    for actor in (account(connection, "reader", "iom", "reader"), account(connection, "admin", None, "administrator")):
        with pytest.raises(NotAllowed):
            dropped(connection, actor)


def test_a_file_that_is_dropped_twice_by_one_click_is_kept_once(connection: sa.Connection, iom: Actor) -> None:
    numbers = {dropped(connection, iom, b"a", request="one-click") for _ in range(2)}
    assert len(numbers) == 1


def test_the_same_bytes_brought_before_are_told_with_who_and_when(
    connection: sa.Connection, iom: Actor, ministry: Actor
) -> None:
    first, second = dropped(connection, ministry, b"month,count"), dropped(connection, iom, b"month,count")
    told = queried.earlier(connection, found(connection, second).sha256, besides=second)
    assert [(each.draft, each.side, each.by) for each in told] == [(first, "ministry", "ministry.editor (function)")]


@pytest.mark.parametrize(
    ("given", "status"), [({"questions": (POINT,)}, "questions"), ({"faulty": 2}, "faulty"), ({}, "ready")]
)
def test_a_reading_says_what_is_next(
    connection: sa.Connection, iom: Actor, given: dict[str, object], status: str
) -> None:
    number = dropped(connection, iom)
    assert read(connection, number, 1, **given) == status
    assert found(connection, number).status == status


def test_a_reading_that_was_overtaken_by_an_answer_is_left(connection: sa.Connection, iom: Actor) -> None:
    number = dropped(connection, iom)
    read(connection, number, 1, questions=(POINT,))
    drafts.answer(connection, iom, number, version=2, answers={"point": "thousands"}, request=next(KEYS))
    assert read(connection, number, 1) is None
    assert read(connection, number, 3) == "ready"
    assert found(connection, number).answers == {"point": "thousands"}


def test_whoever_answers_second_is_told_what_was_answered(connection: sa.Connection, iom: Actor) -> None:
    number = dropped(connection, iom)
    read(connection, number, 1, questions=(POINT,))
    drafts.answer(connection, iom, number, version=2, answers={"point": "thousands"}, request=next(KEYS))
    with pytest.raises(Conflict) as told:
        drafts.answer(connection, iom, number, version=2, answers={"point": "decimals"}, request=next(KEYS))
    assert told.value.theirs == {"point": "thousands"}


def test_the_other_side_does_not_answer_for_a_file(connection: sa.Connection, iom: Actor, ministry: Actor) -> None:
    number = dropped(connection, iom)
    read(connection, number, 1, questions=(POINT,))
    with pytest.raises(NotAllowed, match="other side"):
        drafts.answer(connection, ministry, number, version=2, answers={}, request=next(KEYS))


def test_answers_are_remembered_for_the_next_file_of_the_same_shape(connection: sa.Connection, iom: Actor) -> None:
    number = dropped(connection, iom)
    read(connection, number, 1, questions=(POINT,))
    drafts.answer(connection, iom, number, version=2, answers={"point": "thousands"}, request=next(KEYS))
    read(connection, number, 3)
    drafts.remember(connection, iom, number, name="DTM mensuel", request=next(KEYS))
    assert [each.name for each in queried.mappings(connection, signature="month,count")] == ["DTM mensuel"]
    second = dropped(connection, iom, mapping="DTM mensuel")
    assert found(connection, second).answers == {"point": "thousands"}
    with pytest.raises(EntryRefused, match="DTM annuel"):
        dropped(connection, iom, mapping="DTM annuel")


def test_a_name_stands_for_one_shape_of_file(connection: sa.Connection, iom: Actor) -> None:
    number = ready(connection, iom, cells(one(5))).number
    drafts.remember(connection, iom, number, name="DTM", request=next(KEYS))
    connection.execute(sa.text("UPDATE import_mapping SET signature = 'other'"))
    with pytest.raises(EntryRefused, match="another shape"):
        drafts.remember(connection, iom, number, name="DTM", request=next(KEYS))


def test_a_file_that_is_refused_leaves_no_content_and_no_word_of_it(connection: sa.Connection, iom: Actor) -> None:
    number = dropped(connection, iom, "nom,téléphone\nAwa Traoré,76 12 34 56".encode())
    drafts.refuse(connection, number, 1, ImportRefused("This file was brought by the other side."))
    assert found(connection, number).status == "refused"
    assert queried.content(connection, number) is None
    events = connection.execute(sa.select(Event.before, Event.after, Event.reason)).all()
    assert "Traor" not in str(events)


def test_valid_rows_only_makes_a_faulty_file_ready(connection: sa.Connection, iom: Actor) -> None:
    number = dropped(connection, iom)
    read(connection, number, 1, faulty=2)
    for valid, status in ((True, "ready"), (False, "faulty")):
        draft = found(connection, number)
        drafts.describe(
            connection, iom, number, version=draft.version, source=SOURCE, is_valid_only=valid, request=next(KEYS)
        )
        assert found(connection, number).status == status


def test_a_source_in_one_language_is_named_in_both(connection: sa.Connection, iom: Actor) -> None:
    draft = ready(connection, iom, cells(one(5)), source=SourceWords("Registre", "", "DGME"))
    assert (draft.source.title_fr, draft.source.title_en) == ("Registre", "Registre")
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    with pytest.raises(EntryRefused, match="not come yet"):
        ready(connection, iom, cells(one(5)), source=SourceWords("Registre", "", "DGME", tomorrow))


def test_a_stopped_server_leaves_files_that_can_be_read_again(connection: sa.Connection, iom: Actor) -> None:
    number = dropped(connection, iom)
    assert drafts.interrupt_all(connection) == 1
    assert found(connection, number).status == "interrupted"
    drafts.read_again(connection, iom, number, version=1, request=next(KEYS))
    assert read(connection, number, 2) == "ready"


def test_an_abandoned_file_leaves_at_once(connection: sa.Connection, iom: Actor) -> None:
    draft = ready(connection, iom, cells(one(5)))
    drafts.abandon(connection, iom, draft.number, version=draft.version, request=next(KEYS))
    assert queried.content(connection, draft.number) is None
    assert list(queried.rows(connection, draft.number)) == []
    with pytest.raises(EntryRefused, match="accepted or abandoned"):
        drafts.abandon(connection, iom, draft.number, version=draft.version + 1, request=next(KEYS))


def test_a_file_that_nobody_accepts_leaves_after_a_week(connection: sa.Connection, iom: Actor) -> None:
    number, fresh = dropped(connection, iom), dropped(connection, iom)
    old = dt.datetime.now(dt.UTC) - dt.timedelta(days=8)
    connection.execute(sa.update(ImportDraft).where(ImportDraft.id == number).values(changed_at=old))
    assert drafts.forget_old(connection) == 1
    assert found(connection, number).status == "abandoned"
    assert queried.content(connection, fresh) is not None


def test_a_name_of_a_file_is_one_line_of_text(connection: sa.Connection, iom: Actor) -> None:
    number = dropped(connection, iom, file_name="a\x00b\r\n=1+1.csv" + "x" * 400)
    assert found(connection, number).file_name.startswith("ab =1+1.csv")
    assert len(found(connection, number).file_name) <= 255
