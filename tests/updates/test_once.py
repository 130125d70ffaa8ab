"""A request sent twice is done once."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, func, select

from dashboard.actors import MACHINE, Actor
from dashboard.errors import EntryRefused
from dashboard.model import RequestDone
from dashboard.updates.once import once
from tests.updates.editors import editor


@pytest.fixture
def ministry(connection: Connection) -> Actor:
    return editor(connection, "ministry")


def test_the_second_time_gives_the_first_result_and_does_nothing(connection: Connection, ministry: Actor) -> None:
    done: list[int] = []

    def do() -> list[int]:
        done.append(1)
        return [7, len(done)]

    assert [once(connection, "key-00001", ministry, "act", do) for _ in range(2)] == [[7, 1], [7, 1]]
    assert done == [1]


def test_whoever_types_commands_on_the_server_has_keys_too(connection: Connection) -> None:
    results = iter((1, 2))
    assert [once(connection, "key-00001", MACHINE, "act", lambda: next(results)) for _ in range(2)] == [1, 1]


def test_a_key_of_somebody_else_or_of_another_act_is_refused(connection: Connection, ministry: Actor) -> None:
    once(connection, "key-00001", ministry, "act", lambda: 1)
    for actor, action in ((editor(connection, "iom"), "act"), (ministry, "other"), (MACHINE, "act")):
        with pytest.raises(EntryRefused):
            once(connection, "key-00001", actor, action, lambda: 2)


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "key 00001", "clé-00001", "key-0000\n"])
def test_a_key_that_no_form_makes_is_refused(connection: Connection, ministry: Actor, key: str) -> None:
    with pytest.raises(EntryRefused):
        once(connection, key, ministry, "act", lambda: 1)
    assert connection.scalar(select(func.count()).select_from(RequestDone)) == 0


def test_what_failed_can_be_sent_again(connection: Connection, ministry: Actor) -> None:
    with pytest.raises(ZeroDivisionError), connection.begin_nested():
        once(connection, "key-00001", ministry, "act", lambda: 1 // 0)
    assert once(connection, "key-00001", ministry, "act", lambda: 5) == 5
