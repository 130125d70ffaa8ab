"""Settings: the default, what was chosen, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from dashboard.actors import MACHINE
from dashboard.errors import NotAllowed, UnknownSetting
from dashboard.model import Event
from dashboard.provenance import Reading
from dashboard.queries import settings as chosen
from dashboard.status import Rule
from dashboard.updates import settings
from tests.updates.people import cheap_hashes, made

__all__ = ["cheap_hashes"]


def test_reading_is_open_until_an_administrator_closes_it(connection: sa.Connection) -> None:
    assert chosen.value(connection, "reading") == "open"
    settings.change(connection, MACHINE, "reading", "account")
    settings.change(connection, MACHINE, "session-hours", "6")
    found = chosen.values(connection)
    assert (found["reading"], found["session-idle-minutes"], found["session-hours"]) == ("account", 240, 6)


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


def test_two_thresholds_are_judged_together_and_never_cross(connection: sa.Connection) -> None:
    settings.change_all(connection, MACHINE, {"status-watch-points": "30", "status-late-points": "40"})
    with pytest.raises(UnknownSetting, match="fewer than 30"):
        settings.change(connection, MACHINE, "status-late-points", "30")
    assert chosen.status_rule(connection, reading=Reading()) == Rule(30, 40)


def test_a_past_day_is_judged_by_the_thresholds_of_that_day(connection: sa.Connection) -> None:
    settings.change(connection, MACHINE, "status-late-points", "40")
    settings.change(connection, MACHINE, "status-late-points", "45")
    yesterday = Reading(Reading().day - dt.timedelta(days=1))
    assert chosen.status_rule(connection, reading=yesterday) == Rule()
    assert chosen.status_rule(connection, reading=Reading(Reading().day)) == Rule(10, 45)


def test_small_counts_are_never_protected_less_than_by_default(connection: sa.Connection) -> None:
    with pytest.raises(UnknownSetting):
        settings.change(connection, MACHINE, "small-count", "10")
    settings.change(connection, MACHINE, "small-count", "21")
    yesterday = Reading(Reading().day - dt.timedelta(days=1))
    assert chosen.least_told(connection, reading=yesterday) == 21
