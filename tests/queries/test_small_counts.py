"""Protected registers: rounded tables for everybody, true counts by right only, each look kept."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, get_args

import pytest
import sqlalchemy as sa

from dashboard import model
from dashboard.actors import MACHINE, Actor, Role
from dashboard.errors import NotAllowed
from dashboard.provenance import Reading
from dashboard.queries import small_counts, tallies
from dashboard.queries.registers import Part
from dashboard.updates import accounts
from dashboard.updates.small_counts import look
from dashboard.updates.tallies import record
from tests.updates.people import cheap_hashes, made
from tests.updates.registers import batch, cell, prepare

__all__ = ["cheap_hashes"]
KNOWN = Reading(as_of=dt.date(2026, 5, 20))
YEAR = Part(202601, 202612)
OTHER_ROLES = [role for role in get_args(Role) if role != "protection"]


@pytest.fixture
def register(connection: sa.Connection) -> sa.Connection:
    """In January, Gao: twelve girls, ten boys; Kayes: three boys, none of them in February. April: four more in Gao."""
    prepare(connection)
    protect = sa.update(model.Indicator).where(model.Indicator.id == 3)
    connection.execute(protect.values(key="returns_children", name_fr="Enfants", name_en="Children"))
    cells = [cell(12, indicator=3), cell(10, indicator=3, sex="m"), cell(3, indicator=3, sex="m", territory=2),
             cell(0, indicator=3, sex="m", territory=2, month=202602)]  # fmt: skip
    record(connection, batch(connection), cells)
    record(connection, batch(connection, day=110), [cell(4, indicator=3, sex="m", month=202604)])
    return connection


def looked(connection: sa.Connection, actor: Actor, part: Part = YEAR, reading: Reading = KNOWN) -> Any:
    return look(connection, actor, page="returns", part=part, told="2026", reading=reading, language="en")


def events(connection: sa.Connection) -> list[Any]:
    asked = sa.select(model.Event).where(model.Event.action == "small_counts_seen")
    return list(connection.execute(asked))


def test_readers_get_the_end_of_the_last_quarter_each_number_rounded_on_its_own(register: sa.Connection) -> None:
    (table,) = small_counts.rounded(register, reading=KNOWN, page="returns")
    assert [(line.region_fr, line.counts) for line in table.lines] == [("gao", (10, None, None, 20))]
    assert table.whole == (10, 10, None, 30)
    assert table.day == dt.date(2026, 3, 31)
    assert small_counts.rounded(register, reading=KNOWN, page="reintegration") == ()


def test_a_region_of_which_nothing_is_told_is_no_row(register: sa.Connection) -> None:
    (table,) = small_counts.rounded(register, reading=KNOWN, page="returns")
    assert "kayes" not in [line.region_fr for line in table.lines]


@pytest.mark.parametrize(
    ("day", "end"), [("2026-01-01", "2025-12-31"), ("2026-03-31", "2025-12-31"), ("2026-11-21", "2026-09-30")]
)
def test_a_quarter_is_told_once_it_is_over(day: str, end: str) -> None:
    assert small_counts.end_of_quarter(dt.date.fromisoformat(day)) == dt.date.fromisoformat(end)


def test_protection_sees_the_true_counts_under_the_filters(register: sa.Connection) -> None:
    actor = made(register, "awa", "protection", side="ministry")
    (table,) = looked(register, actor)
    assert [(line.region_fr, line.counts) for line in table.lines] == [
        ("gao", (12, 14, 0, 26)),
        ("kayes", (0, 3, 0, 3)),
    ]
    assert table.whole == (12, 17, 0, 29)
    (part,) = looked(register, actor, Part(202602, 202603, region="kayes", sex="m"))
    assert ([line.counts for line in part.lines], part.whole, part.sexes) == ([(0,)], (0,), ("m",))


def test_each_look_is_an_event_that_says_who_which_filters_and_no_count(register: sa.Connection) -> None:
    actor = made(register, "awa", "protection", side="ministry")
    looked(register, actor)
    looked(register, actor)
    first, _ = events(register)
    assert (first.login, first.side, first.object_kind, first.object_key) == ("awa", "ministry", "page", "returns")
    told = {"registers": ["Children"], "filters": "2026", "day": "2026-05-20", "with_demonstration": True}
    assert json.loads(first.after) == told


@pytest.mark.parametrize("role", OTHER_ROLES)
def test_every_other_role_is_refused_and_nothing_is_read(register: sa.Connection, role: Role) -> None:
    side: Any = {"ministry_editor": "ministry", "iom_editor": "iom"}.get(role)
    actor = made(register, "awa", role, side=side)
    for ask in (looked, _directly):
        with pytest.raises(NotAllowed):
            ask(register, actor)
    assert events(register) == []


def test_commands_on_the_server_are_refused_too(register: sa.Connection) -> None:
    with pytest.raises(NotAllowed):
        _directly(register, MACHINE)


def test_a_right_taken_back_is_gone_at_once_whatever_the_actor_still_holds(register: sa.Connection) -> None:
    actor = made(register, "awa", "protection")
    accounts.set_roles(register, MACHINE, "awa", ["reader"])
    with pytest.raises(NotAllowed):
        looked(register, actor)
    accounts.disable(register, MACHINE, "awa")
    with pytest.raises(NotAllowed):
        looked(register, actor)


def test_a_fictitious_account_sees_fictitious_counts_only(register: sa.Connection) -> None:
    source = sa.select(model.Source.id).where(model.Source.kind == "demonstration").scalar_subquery()
    row = {
        "login": "demo:protection",
        "display_name": "Fictive",
        "created_at": dt.datetime.now(dt.UTC),
        "source_id": source,
    }
    number = register.execute(sa.insert(model.Account).values(row).returning(model.Account.id)).scalar_one()
    register.execute(sa.insert(model.AccountRole).values(account_id=number, role="protection"))
    actor = Actor(number, "demo:protection", "Fictive", None, frozenset({"protection"}))
    with pytest.raises(NotAllowed):
        looked(register, actor)


def _directly(connection: sa.Connection, actor: Actor) -> Any:
    return tallies.small_counts(
        connection, actor, "returns_children", by=(), reading=KNOWN, first_month=None, last_month=None, filters={}
    )
