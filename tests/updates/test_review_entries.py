"""What people enter at a review: nothing is overwritten, nothing is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard import model
from dashboard.errors import Conflict, EntryRefused
from dashboard.provenance import Reading
from dashboard.queries import review_room, reviews
from dashboard.updates import review_entries, review_follow_up
from dashboard.updates.review_entries import Decided, Entry, Point, Said, Seat
from tests.updates.review_rows import LATER, TODAY, Dialogue, decided, dialogue, held, key, prepared, sign


@pytest.fixture
def people(connection: Connection) -> Dialogue:
    return dialogue(connection)


def room(connection: Connection, number: int) -> review_room.Room:
    return review_room.room(connection, reading=Reading(), number=number)


def add(connection: Connection, people: Dialogue, number: int, entry: Entry) -> dict[str, int]:
    return review_entries.add(connection, people.iom, key=key(), review=number, entry=entry)


def test_participants_are_institutions_and_functions(connection: Connection, people: Dialogue) -> None:
    number = prepared(connection, people.iom)
    add(connection, people, number, Seat("mmeia", fr="Secrétariat général"))
    seat = room(connection, number).participants[0]
    assert (seat.owner_acronym, seat.text_fr, seat.text_en, seat.only_in) == (
        "MMEIA", "Secrétariat général", "Secrétariat général", "fr",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Said(priority=1), "French or in English"),
        (Said(priority=9, fr="Texte", en="Words"), "no priority 9"),
        (Decided("nobody", LATER, fr="Texte", en="Words"), "No institution"),
        (Decided("mmeia", TODAY - dt.timedelta(days=1), fr="Texte", en="Words"), "due on the day"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words(
    connection: Connection, people: Dialogue, entry: Entry, words: str
) -> None:
    with pytest.raises(EntryRefused, match=words):
        add(connection, people, held(connection, people.iom), entry)


@pytest.mark.parametrize(
    "entry", [Said(priority=1, fr="Texte", en="Words"), Decided("mmeia", LATER, fr="Texte", en="Words")]
)
def test_nothing_is_decided_before_the_session(connection: Connection, people: Dialogue, entry: Entry) -> None:
    with pytest.raises(EntryRefused, match="has not begun"):
        add(connection, people, prepared(connection, people.iom), entry)


def test_a_reworded_decision_replaces_the_first_and_leaves_it_readable(
    connection: Connection, people: Dialogue
) -> None:
    number = held(connection, people.iom)
    first = decided(connection, people.iom, number)
    second = review_entries.change(
        connection, people.ministry, key=key(), review=number, number=1, based_on=str(first["version"]),
        entry=Decided("iom", LATER, fr="Installer le comité mixte", en="Set up the joint committee"),
    )  # fmt: skip
    assert [(row.number, row.text_fr, row.owner_key) for row in room(connection, number).decisions] == [
        (1, "Installer le comité mixte", "iom")
    ]
    kept = connection.execute(sa.select(model.Decision.__table__).order_by(model.Decision.id)).all()
    assert [row.supersedes_id for row in kept] == [None, kept[0].id]
    assert kept[0].superseded_at
    assert kept[1].id == second["version"]
    assert list(reviews.decisions(connection, reading=Reading()).rows["text_fr"]) == ["Installer le comité mixte"]


def test_the_second_writer_is_told_what_stands_by_whom_and_nothing_is_overwritten(
    connection: Connection, people: Dialogue
) -> None:
    number = held(connection, people.iom)
    first = decided(connection, people.iom, number)
    edits = [("ministry", "Version du ministère"), ("iom", "Version de l’OIM")]
    entries = [(getattr(people, side), Decided("mmeia", LATER, fr=words)) for side, words in edits]
    (ministry, theirs), (iom, mine) = entries
    same: dict[str, Any] = {"review": number, "number": 1, "based_on": str(first["version"])}
    review_entries.change(connection, ministry, key=key(), entry=theirs, **same)
    with pytest.raises(Conflict) as told:
        review_entries.change(connection, iom, key=key(), entry=mine, **same)
    assert told.value.theirs["text_fr"] == "Version du ministère"
    assert (told.value.side, told.value.by) == ("ministry", "ministry.editor (function)")
    assert room(connection, number).decisions[0].text_fr == "Version du ministère"


def test_what_was_withdrawn_meanwhile_is_told(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    first = add(connection, people, number, Said(priority=1, fr="Texte", en="Words"))
    version = str(first["version"])
    review_entries.withdraw(
        connection, people.ministry, key=key(), review=number, kind="remark", number=1, based_on=version,
        reason="doublon",
    )  # fmt: skip
    assert not room(connection, number).remarks
    with pytest.raises(Conflict, match="withdrawn") as told:
        review_entries.change(
            connection, people.iom, key=key(), review=number, number=1, based_on=version, entry=Said(fr="Autre")
        )
    assert told.value.version is None
    assert told.value.theirs["text_fr"] == "Texte"


def test_a_form_sent_twice_is_one_remark(connection: Connection, people: Dialogue) -> None:
    number, same = held(connection, people.iom), key()
    for _ in range(2):
        review_entries.add(connection, people.iom, key=same, review=number, entry=Said(fr="Texte", en="Words"))
    assert len(room(connection, number).remarks) == 1


def test_points_of_the_agenda_come_in_their_turn(connection: Connection, people: Dialogue) -> None:
    number = prepared(connection, people.iom)
    add(connection, people, number, Point(place=0, fr="Ouverture", en="Opening"))
    assert room(connection, number).agenda[0].text_fr == "Ouverture"


def agenda(connection: Connection, number: int) -> list[str]:
    return [row.text_fr for row in room(connection, number).agenda]


def test_a_point_without_a_place_comes_last_and_keeps_its_turn_when_reworded(
    connection: Connection, people: Dialogue
) -> None:
    number = prepared(connection, people.iom)
    added = add(connection, people, number, Point(fr="Divers"))
    add(connection, people, number, Point(fr="Clôture"))
    review_entries.change(
        connection, people.ministry, key=key(), review=number, number=added["number"], based_on=str(added["version"]),
        entry=Point(fr="Questions diverses"),
    )  # fmt: skip
    assert agenda(connection, number)[-2:] == ["Questions diverses", "Clôture"]


def test_a_point_moves_one_turn_and_the_others_keep_their_order(connection: Connection, people: Dialogue) -> None:
    number = prepared(connection, people.iom)
    added = add(connection, people, number, Point(fr="Divers"))
    before = agenda(connection, number)
    about = {"review": number, "number": added["number"]}
    review_entries.move(connection, people.iom, key=key(), based_on=str(added["version"]), to="up", **about)
    assert agenda(connection, number) == [*before[:-2], before[-1], before[-2]]
    with pytest.raises(Conflict):
        review_entries.move(connection, people.ministry, key=key(), based_on=str(added["version"]), to="up", **about)


def test_the_first_point_stays_first(connection: Connection, people: Dialogue) -> None:
    number = prepared(connection, people.iom)
    first, before = room(connection, number).agenda[0], agenda(connection, number)
    review_entries.move(
        connection, people.iom, key=key(), review=number, number=first.number, based_on=str(first.version), to="up"
    )
    assert agenda(connection, number) == before


def test_an_earlier_decision_is_followed_at_the_next_review(connection: Connection, people: Dialogue) -> None:
    first = held(connection, people.iom)
    decided(connection, people.iom, first)
    for who in (people.iom, people.ministry):
        sign(connection, who, first)
    second = held(connection, people.iom)
    (waiting,) = room(connection, second).earlier
    about: dict[str, Any] = {"review": second, "decided_in": first, "number": 1, "outcome": "kept"}
    assert (waiting.review_number, waiting.outcome, waiting.version) == (first, None, 0)
    review_follow_up.follow_up(connection, people.iom, key=key(), based_on="0", **about)
    assert room(connection, second).earlier[0].outcome == "kept"
    with pytest.raises(Conflict) as told:
        review_follow_up.follow_up(connection, people.ministry, key=key(), based_on="0", **about)
    assert told.value.theirs["outcome"] == "kept"
