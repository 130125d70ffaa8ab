"""Preparing and holding a review: numbers, versions, statuses, and who may."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard import model
from dashboard.actors import Role
from dashboard.errors import Conflict, EntryRefused, NotAllowed
from dashboard.provenance import Reading
from dashboard.queries import review_room
from dashboard.updates import reviews
from dashboard.updates.reviews import Terms
from tests.queries.roadmap_rows import add
from tests.updates.editors import account, withdraw_roles
from tests.updates.review_rows import LATER, TODAY, Dialogue, dialogue, held, key, prepared


@pytest.fixture
def people(connection: Connection) -> Dialogue:
    return dialogue(connection)


def room(connection: Connection, number: int) -> review_room.Room:
    return review_room.room(connection, reading=Reading(), number=number)


def test_reviews_count_from_one_and_have_their_number_for_a_title(connection: Connection, people: Dialogue) -> None:
    assert [prepared(connection, people.iom) for _ in range(2)] == [1, 2]
    assert room(connection, 2).review.title_fr == "Revue conjointe n° 2"


def test_the_same_form_sent_twice_prepares_one_review(connection: Connection, people: Dialogue) -> None:
    same = key()
    for _ in range(2):
        assert reviews.prepare(connection, people.iom, key=same, terms=Terms(LATER, "Bamako")) == 1
    assert connection.scalar(sa.select(sa.func.count()).select_from(model.Review)) == 1


def test_a_demonstration_account_prepares_a_demonstration_review(connection: Connection, people: Dialogue) -> None:
    source = add(connection, model.Source, key="demonstration", title_fr="d", title_en="d", publisher="d",
                 kind="demonstration", date_status="not_printed")  # fmt: skip
    fictitious = account(connection, "demo:iom", "iom", "iom_editor")
    connection.execute(
        sa.update(model.Account).where(model.Account.id == fictitious.account_id).values(source_id=source)
    )
    number = prepared(connection, fictitious)
    assert (number, room(connection, number).is_demonstration) == (901, True)


def test_an_agenda_is_drafted(connection: Connection, people: Dialogue) -> None:
    points = room(connection, prepared(connection, people.ministry)).agenda
    assert points[-1].text_fr == "Date de la prochaine revue conjointe"
    assert 1 in {point.priority_number for point in points}


@pytest.mark.parametrize("roles", [("reader",), ("communications",), ("administrator",)])
def test_only_editors_prepare(connection: Connection, people: Dialogue, roles: tuple[Role, ...]) -> None:
    with pytest.raises(NotAllowed):
        prepared(connection, account(connection, "other", "iom", *roles))


def test_a_role_that_was_withdrawn_is_refused_though_the_actor_still_holds_it(
    connection: Connection, people: Dialogue
) -> None:
    withdraw_roles(connection, people.iom)
    with pytest.raises(NotAllowed):
        prepared(connection, people.iom)


def test_a_forged_role_is_refused(connection: Connection, people: Dialogue) -> None:
    forged = dataclasses.replace(account(connection, "reader", "iom", "reader"), roles=frozenset({"iom_editor"}))
    with pytest.raises(NotAllowed):
        prepared(connection, forged)


def test_terms_are_changed_from_the_version_that_was_seen(connection: Connection, people: Dialogue) -> None:
    number = prepared(connection, people.iom)
    version = reviews.change(connection, people.iom, key=key(), number=number, based_on="1", terms=Terms(LATER, "Gao"))
    assert (version, room(connection, number).review.place) == ("2", "Gao")
    with pytest.raises(Conflict) as told:
        reviews.change(connection, people.ministry, key=key(), number=number, based_on="1", terms=Terms(LATER, "Kita"))
    assert told.value.theirs["place"] == "Gao"
    assert (told.value.version, told.value.side) == ("2", "iom")
    assert room(connection, number).review.place == "Gao"


def test_a_session_begins_once_and_is_held_on_that_day(connection: Connection, people: Dialogue) -> None:
    number = prepared(connection, people.iom)
    for who in (people.iom, people.ministry):
        reviews.open_session(connection, who, key=key(), number=number)
    found = room(connection, number).review
    assert (found.status, found.held_on, found.version) == ("held", TODAY, 2)


def test_two_screens_follow_each_other(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    version = review_room.position(connection, number=number).version
    moved = reviews.show(connection, people.iom, number=number, screen="priority-2", based_on=version)
    assert review_room.position(connection, number=number) == review_room.Position("priority-2", moved)
    with pytest.raises(Conflict) as told:
        reviews.show(connection, people.ministry, number=number, screen="decisions", based_on=version)
    assert told.value.theirs == {"screen": "priority-2"}


def test_the_projector_shows_nothing_before_the_session_nor_what_does_not_exist(
    connection: Connection, people: Dialogue
) -> None:
    with pytest.raises(EntryRefused, match="has not begun"):
        reviews.show(connection, people.iom, number=prepared(connection, people.iom), screen="opening", based_on=0)
    with pytest.raises(EntryRefused, match="priority-7"):
        reviews.show(connection, people.iom, number=held(connection, people.iom), screen="priority-7", based_on=1)


def test_what_happened_is_an_event(connection: Connection, people: Dialogue) -> None:
    held(connection, people.iom)
    actions = connection.scalars(sa.select(model.Event.action).where(model.Event.object_kind == "review"))
    assert list(actions) == ["review_prepared", "review_opened"]
