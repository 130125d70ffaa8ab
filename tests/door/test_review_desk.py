"""A joint review through its forms, on both engines: who may, what is recorded once, who is told what stands."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from dashboard import database, model
from dashboard.actors import Actor, Role
from dashboard.desk import review as acts
from dashboard.provenance import Reading
from dashboard.queries import packs, review_room
from dashboard.queries.review_room import Room
from dashboard.updates import sessions
from dashboard.views import fetch
from tests.door.test_desk import post
from tests.updates import editors, review_rows
from tests.updates.review_rows import LATER, key

LATER_WORDS = LATER.isoformat()
EVERYTHING = {
    "review": "1", "number": "1", "version": "1", "held_on": LATER_WORDS, "place": "Gao", "text_fr": "Texte",
    "organisation": "mmeia", "due_on": LATER_WORDS, "reason": "doublon", "decided_in": "1", "outcome": "kept",
    "to": "up", "seen": "0" * 64, "function_fr": "Présidence",
}  # fmt: skip
"""Fields that any of the acts can read."""


@dataclass(frozen=True)
class Person:
    """Somebody signed in, who sends forms as the browser does."""

    actor: Actor
    token: str

    def send(self, act: str, *, request: str = "", **fields: Any) -> httpx.Response:
        typed = {name: str(value) for name, value in fields.items()}
        body = {"language": "en", "request": request or key(), "page": "/review", "fields": typed, "rows": []}
        return post(act, json.dumps(body), cookie=f"session={self.token}")


@dataclass(frozen=True)
class People:
    ministry: Person
    iom: Person


def signed_in(connection: sa.Connection, actor: Actor) -> Person:
    now = dt.datetime.now(dt.UTC)
    return Person(actor, sessions.begin(connection, actor.account_id, secure=False, now=now))


def person(login: str, *roles: Role) -> Person:
    with database.writing() as connection:
        return signed_in(connection, editors.account(connection, login, None, *roles))


@pytest.fixture
def people(configured: sa.URL) -> Iterator[People]:
    fetch.forget()
    with database.writing() as connection:
        known = review_rows.dialogue(connection)
        found = People(signed_in(connection, known.ministry), signed_in(connection, known.iom))
    yield found
    fetch.forget()


@pytest.fixture
def held(people: People) -> int:
    with database.writing() as connection:
        return review_rows.held(connection, people.iom.actor)


def room(number: int) -> Room:
    with database.reading() as connection:
        return review_room.room(connection, reading=Reading(), number=number)


def present(number: int) -> str:
    with database.reading() as connection:
        return review_rows.present(connection, number)


def decide(who: Person, review: int, words: str = "Installer le comité", **more: str) -> httpx.Response:
    fields = {"text_fr": words, "organisation": "mmeia", "due_on": LATER_WORDS, "priority": "1"} | more
    return who.send("review.add_decision", review=review, **fields)


def sign(who: Person, review: int, **more: str) -> httpx.Response:
    fields: dict[str, Any] = {"review": review, "seen": present(review), "function_fr": "Présidence"} | more
    return who.send("review.sign", **fields)


def refusals() -> list[tuple[str | None, str]]:
    with database.reading() as connection:
        told = sa.select(model.Event.login, model.Event.action).where(model.Event.object_kind == "request")
        return [(row.login, row.action) for row in connection.execute(told)]


def test_a_review_goes_from_its_announcement_to_two_signatures(people: People) -> None:
    announced = people.ministry.send("review.prepare", held_on=LATER_WORDS, place="Bamako")
    assert announced.json()["then"] == "/review?review=1&language=en"
    assert people.iom.send("review.open", review=1).status_code == 200
    assert decide(people.ministry, 1).json()["said"] == "The decision was recorded."
    assert people.iom.send("review.add_remark", review=1, text_en="Noted", priority="").status_code == 200
    assert "other side now signs" in sign(people.iom, 1).json()["said"]
    assert "review is closed" in sign(people.ministry, 1).json()["said"]
    with database.reading() as connection:
        assert packs.verify(connection, number=1).holds
    assert [row.text_fr for row in room(1).decisions] == ["Installer le comité"]
    assert [(row.side, row.only_in) for row in room(1).remarks] == [("iom", "en")]


def test_only_editors_write_and_each_refusal_is_kept(held: int) -> None:
    stranger = person("somebody", "reader", "administrator")
    before = room(held)
    assert {act: stranger.send(act, **EVERYTHING).status_code for act in acts.ACTS} == dict.fromkeys(acts.ACTS, 403)
    assert refusals() == [("somebody", f"{act.replace('.', '_')}_refused") for act in acts.ACTS]
    assert room(held) == before


def test_nothing_of_a_signed_review_is_written_again(people: People, held: int) -> None:
    for who in (people.iom, people.ministry):
        sign(who, held)
    before = room(held)
    faults = {act: people.iom.send(act, **EVERYTHING).json()["fault"] for act in acts.ACTS if act != "review.prepare"}
    assert {act for act, fault in faults.items() if "Both sides signed this review" not in fault} == set()
    assert room(held) == before


def test_a_form_sent_twice_is_one_decision(people: People, held: int) -> None:
    fields: dict[str, Any] = {"review": held, "text_fr": "Texte", "organisation": "iom", "due_on": LATER_WORDS}
    same = key()
    answers = [people.iom.send("review.add_decision", request=same, **fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert len(room(held).decisions) == 1


def test_who_comes_second_is_told_owner_priority_and_words_as_the_form_has_them(people: People, held: int) -> None:
    decide(people.iom, held)
    seen: dict[str, Any] = {"review": held, "number": 1, "version": room(held).decisions[0].version}
    changed = {"text_fr": "", "text_en": "Set it up", "organisation": "iom", "due_on": LATER_WORDS, "priority": "2"}
    assert people.ministry.send("review.change_decision", **seen, **changed).status_code == 200
    mine = {"text_fr": "Le mien", "text_en": "", "organisation": "mmeia", "due_on": LATER_WORDS, "priority": "1"}
    answer = people.iom.send("review.change_decision", **seen, **mine)
    assert answer.status_code == 409
    told = answer.json()["conflict"]
    assert told["version"] == str(room(held).decisions[0].version)
    assert {one["name"]: one["theirs"] for one in told["fields"]} == {
        "text_fr": "", "text_en": "Set it up", "organisation": "iom", "due_on": LATER_WORDS, "priority": "2",
    }  # fmt: skip
    assert people.iom.send("review.change_decision", **seen | {"version": told["version"]}, **mine).status_code == 200
    assert room(held).decisions[0].text_fr == "Le mien"


def test_date_and_place_have_one_version(people: People) -> None:
    with database.writing() as connection:
        number = review_rows.prepared(connection, people.iom.actor)
    typed: dict[str, Any] = {"review": number, "version": 1, "held_on": LATER_WORDS}
    assert people.iom.send("review.change", **typed, place="Kayes").status_code == 200
    answer = people.ministry.send("review.change", **typed, place="Gao")
    assert answer.status_code == 409
    assert {"name": "place", "theirs": "Kayes"} in answer.json()["conflict"]["fields"]


def test_participants_and_points_are_added_moved_and_taken_out(people: People, held: int) -> None:
    people.iom.send("review.add_participant", review=held, organisation="iom", text_en="Head of mission’s office")
    people.iom.send("review.add_agenda_item", review=held, text_fr="Divers", priority="")
    last = room(held).agenda[-1]
    about: dict[str, Any] = {"review": held, "number": last.number, "version": last.version}
    assert people.ministry.send("review.move_agenda_item", **about, to="up").status_code == 200
    assert room(held).agenda[-2].text_fr == "Divers"
    moved = about | {"version": room(held).agenda[-2].version}
    assert people.iom.send("review.withdraw_agenda_item", **moved, reason="inutile").status_code == 200
    assert "Divers" not in [row.text_fr for row in room(held).agenda]
    assert [row.owner_key for row in room(held).participants] == ["iom"]


def test_what_was_said_is_taken_out_with_a_reason_only(people: People, held: int) -> None:
    decide(people.iom, held)
    about: dict[str, Any] = {"review": held, "number": 1, "version": room(held).decisions[0].version}
    answer = people.iom.send("review.withdraw_decision", **about, reason=" ")
    assert (answer.status_code, answer.json()["field"]) == (422, "reason")
    assert people.iom.send("review.withdraw_decision", **about, reason="doublon").status_code == 200
    assert not room(held).decisions


def test_what_became_of_an_earlier_decision_is_told_once(people: People, held: int) -> None:
    decide(people.iom, held)
    for who in (people.iom, people.ministry):
        sign(who, held)
    with database.writing() as connection:
        second = review_rows.held(connection, people.iom.actor)
    told: dict[str, Any] = {
        "review": second,
        "decided_in": held,
        "number": 1,
        "version": 0,
        "outcome": "missed",
        "note_fr": "reportée",
    }
    assert people.iom.send("review.follow_up", **told).status_code == 200
    assert (room(second).earlier[0].outcome, room(second).earlier[0].note_fr) == ("missed", "reportée")
    answer = people.ministry.send("review.follow_up", **told | {"outcome": "kept"})
    assert {"name": "outcome", "theirs": "missed"} in answer.json()["conflict"]["fields"]


def test_words_that_name_a_person_are_doubted_once(people: People, held: int) -> None:
    words = "Rappeler Mme Diarra au 76 12 34 56 78"
    assert decide(people.iom, held, words).status_code == 428
    assert not room(held).decisions
    assert decide(people.iom, held, words, sure="yes").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"organisation": ""}, "organisation"), ({"due_on": ""}, "due_on"), ({"text_fr": " "}, "text"),
     ({"due_on": "2020-01-01"}, "due_on"), ({"priority": "99"}, "priority")],
)  # fmt: skip
def test_a_decision_that_lacks_something_says_what(
    people: People, held: int, wrong: dict[str, str], field: str
) -> None:
    answer = decide(people.iom, held, **wrong)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_a_pack_that_changed_after_the_other_side_signed_is_refused_part_by_part(people: People, held: int) -> None:
    sign(people.iom, held)
    decide(people.iom, held)
    answer = sign(people.ministry, held)
    assert answer.status_code == 409
    assert "this has changed: decisions" in answer.json()["fault"]
    assert answer.json()["conflict"]["version"] is None
    assert ("ministry.editor", "review_sign_refused") in refusals()
    assert sign(people.ministry, held, anew="yes").status_code == 200
    assert room(held).review.status == "held"
    assert sign(people.iom, held).status_code == 200
    assert room(held).review.status == "signed"


def test_what_changed_between_reading_and_signing_is_refused(people: People, held: int) -> None:
    seen = present(held)
    decide(people.ministry, held)
    answer = sign(people.iom, held, seen=seen)
    assert answer.status_code == 409
    assert "read it again" in answer.json()["fault"]
    assert room(held).pack is None


def test_nobody_signs_for_the_other_side_or_twice(people: People, held: int) -> None:
    sign(people.iom, held)
    assert sign(people.iom, held).status_code == 422
    assert room(held).review.status == "held"


def test_a_signature_without_a_function_is_refused(people: People, held: int) -> None:
    answer = sign(people.iom, held, function_fr="")
    assert (answer.status_code, answer.json()["field"]) == (422, "function")
