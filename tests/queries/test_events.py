"""The audit log: newest first, by filter and page, for administrators, and never changed."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.actors import Actor
from dashboard.errors import NotAllowed
from dashboard.model import Event
from dashboard.queries import events
from dashboard.queries.events import Wanted
from dashboard.updates.events import record
from tests.updates.editors import account

ROOT = Path(__file__).parents[2]


@pytest.fixture
def chief(connection: sa.Connection) -> Actor:
    """An administrator, after three things happened on three days."""
    person = account(connection, "chief", "iom", "administrator")
    ministry = account(connection, "awa", "ministry", "ministry_editor")
    record(connection, person, "roles_changed", "account", "awa", before={"roles": []}, after={"roles": ["reader"]})
    record(connection, ministry, "progress_declared", "activity", "a_100%")
    record(connection, None, "sign_in_refused", "account", None)
    for number, day in enumerate((1, 2, 3)):
        which = sa.select(Event.id).order_by(Event.id).offset(number).limit(1).scalar_subquery()
        moment = dt.datetime(2026, 5, day, 23, 59, tzinfo=dt.UTC)
        connection.execute(sa.update(Event).where(Event.id == which).values(happened_at=moment))
    return person


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(), ["sign_in_refused", "progress_declared", "roles_changed"]),
        (Wanted(login="chief"), ["roles_changed"]),
        (Wanted(side="ministry"), ["progress_declared"]),
        (Wanted(action="sign_in_refused"), ["sign_in_refused"]),
        (Wanted(about="A_100%"), ["progress_declared"]),
        (Wanted(about="%"), ["progress_declared"]),
        (Wanted(about="account"), ["sign_in_refused", "roles_changed"]),
        (Wanted(since=dt.date(2026, 5, 2)), ["sign_in_refused", "progress_declared"]),
        (Wanted(until=dt.date(2026, 5, 2)), ["progress_declared", "roles_changed"]),
        (Wanted(login="'; --"), []),
    ],
)
def test_events_come_newest_first_by_filter(
    connection: sa.Connection, chief: Actor, wanted: Wanted, expected: list[str]
) -> None:
    assert [event.action for event in events.journal(connection, chief, wanted)] == expected
    assert events.count(connection, chief, wanted) == len(expected)


def test_a_page_goes_on_under_the_last_number(connection: sa.Connection, chief: Actor) -> None:
    first, second = events.journal(connection, chief, Wanted(), most=2)
    (third,) = events.journal(connection, chief, Wanted(), below=second.number)
    assert first.number > second.number > third.number
    assert (third.before, third.after) == ({"roles": []}, {"roles": ["reader"]})


def test_only_what_occurs_is_offered(connection: sa.Connection, chief: Actor) -> None:
    logins, actions = events.offered(connection, chief)
    assert (logins, actions) == (["awa", "chief"], ["progress_declared", "roles_changed", "sign_in_refused"])


def test_nobody_else_reads_it(connection: sa.Connection) -> None:
    reader = account(connection, "awa", "ministry", "ministry_editor", "protection")
    for ask in (events.journal, events.count):
        with pytest.raises(NotAllowed):
            ask(connection, reader, Wanted())
    with pytest.raises(NotAllowed):
        events.offered(connection, reader)


def test_no_code_changes_or_deletes_an_event() -> None:
    changed = [
        f"{path.name}:{node.lineno}"
        for path in ROOT.glob("dashboard/**/*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in {"update", "delete"}
        and any(ast.unparse(argument) in {"Event", "model.Event"} for argument in node.args)
    ]
    assert changed == []
