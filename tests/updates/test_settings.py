"""Settings: the default, what was chosen, and what is refused."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from dashboard.actors import MACHINE
from dashboard.errors import NotAllowed, UnknownSetting
from dashboard.model import Event
from dashboard.queries import settings as chosen
from dashboard.updates import settings
from tests.updates.people import cheap_hashes, made

__all__ = ["cheap_hashes"]


def test_reading_is_open_until_an_administrator_closes_it(connection: sa.Connection) -> None:
    assert chosen.value(connection, "reading") == "open"
    settings.change(connection, MACHINE, "reading", "account")
    settings.change(connection, MACHINE, "session-hours", "6")
    assert chosen.values(connection) == {"reading": "account", "session-idle-minutes": 240, "session-hours": 6}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("reading", "shut"),
        ("reading", ""),
        ("session-hours", "0"),
        ("session-hours", "721"),
        ("session-hours", "²"),
        ("session-hours", "-1"),
        ("session-hours", "9" * 5000),
        ("'; --", "1"),
    ],
)
def test_a_value_that_does_not_exist_is_refused(connection: sa.Connection, key: str, words: str) -> None:
    with pytest.raises(UnknownSetting):
        settings.change(connection, MACHINE, key, words)


def test_only_an_administrator_changes_a_setting(connection: sa.Connection) -> None:
    with pytest.raises(NotAllowed):
        settings.change(connection, made(connection, "awa", "ministry_editor", side="ministry"), "reading", "account")


def test_a_change_is_an_event_and_none_is_not(connection: sa.Connection) -> None:
    for _ in range(2):
        settings.change(connection, MACHINE, "reading", "account")
    told = connection.execute(sa.select(Event.action, Event.before, Event.after)).all()
    assert [tuple(row) for row in told] == [("setting_changed", '"open"', '"account"')]
