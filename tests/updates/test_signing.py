"""Two signatures under one digest, and everything that refuses a third kind of signature."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection

from dashboard import model
from dashboard.errors import Conflict, DashboardError, EntryRefused, NotAllowed, PackChanged
from dashboard.exports import frozen
from dashboard.provenance import Reading
from dashboard.queries import packs, review_room
from dashboard.updates import review_entries, reviews
from dashboard.updates.review_entries import Said
from tests.queries.roadmap_rows import activity, report
from tests.updates.editors import account, withdraw_roles
from tests.updates.review_rows import (
    Dialogue,
    decided,
    dialogue,
    held,
    key,
    prepared,
    present,
    sign,
)


@pytest.fixture
def people(connection: Connection) -> Dialogue:
    return dialogue(connection)


def signed(connection: Connection, people: Dialogue) -> int:
    number = held(connection, people.iom)
    decided(connection, people.iom, number)
    for who in (people.iom, people.ministry):
        sign(connection, who, number)
    return number


def status(connection: Connection, number: int) -> str:
    return str(review_room.room(connection, reading=Reading(), number=number).review.status)


def test_the_second_signature_closes_the_review(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    assert sign(connection, people.iom, number)["status"] == "held"
    assert sign(connection, people.ministry, number)["status"] == "signed"
    assert status(connection, number) == "signed"


def test_both_sign_the_same_digest_and_it_verifies(connection: Connection, people: Dialogue) -> None:
    number = signed(connection, people)
    found = packs.verify(connection, number=number)
    assert found.holds
    assert found.pack
    assert {one.sha256 for one in found.pack.signatures} == {found.recomputed}


def test_a_later_change_of_data_never_alters_what_was_signed(connection: Connection, people: Dialogue) -> None:
    number = signed(connection, people)
    before = packs.pack(connection, number=number)
    report(connection, activity(connection, "later"), 1, 90.0)
    assert packs.pack(connection, number=number) == before
    assert packs.verify(connection, number=number).holds


@pytest.mark.parametrize("side", ["iom", "ministry"])
def test_one_signature_alone_does_not_hold(connection: Connection, people: Dialogue, side: str) -> None:
    number = held(connection, people.iom)
    sign(connection, getattr(people, side), number)
    faults = packs.verify(connection, number=number).faults
    assert len(faults) == 2
    assert faults[-1] == "The review is not closed as signed."


@pytest.mark.parametrize(
    "tamper",
    [
        lambda words: words.replace("Installer", "Supprimer"),
        lambda words: words.replace('"format":', '"format": '),
        lambda words: words[:-1],
    ],
)
def test_a_pack_that_was_touched_does_not_hold(
    connection: Connection, people: Dialogue, tamper: Callable[[str], str]
) -> None:
    number = signed(connection, people)
    found = packs.pack(connection, number=number)
    assert found
    table = model.ReviewPack
    connection.execute(sa.update(table).where(table.id == found.id).values(content=tamper(found.content)))
    assert not packs.verify(connection, number=number).holds


def test_a_pack_and_digest_replaced_together_do_not_hold(connection: Connection, people: Dialogue) -> None:
    number = signed(connection, people)
    found = packs.pack(connection, number=number)
    assert found
    forged = found.content.replace("Installer", "Supprimer")
    values = {"content": forged, "sha256": packs.digest(forged.encode())}
    connection.execute(sa.update(model.ReviewPack).where(model.ReviewPack.id == found.id).values(values))
    assert len(packs.verify(connection, number=number).faults) == 2


def test_what_changed_between_reading_and_signing_is_refused(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    seen = present(connection, number)
    decided(connection, people.ministry, number)
    with pytest.raises(PackChanged, match="read it again"):
        sign(connection, people.iom, number, seen=seen)
    assert packs.pack(connection, number=number) is None


def test_the_second_side_is_told_what_changed_since_the_first_signed(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    sign(connection, people.iom, number)
    decided(connection, people.ministry, number)
    with pytest.raises(PackChanged) as told:
        sign(connection, people.ministry, number)
    assert told.value.theirs["changed"] == ["decisions"]
    assert told.value.side == "iom"
    assert status(connection, number) == "held"


def test_a_changed_pack_is_frozen_anew_and_signed_by_both(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    sign(connection, people.iom, number)
    decided(connection, people.ministry, number)
    assert sign(connection, people.ministry, number, anew=True)["status"] == "held"
    assert sign(connection, people.iom, number)["status"] == "signed"
    assert packs.verify(connection, number=number).holds


def test_progress_accepted_after_the_first_signature_is_a_change(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    sign(connection, people.iom, number)
    report(connection, activity(connection, "meanwhile"), 5, 50.0)
    with pytest.raises(PackChanged) as told:
        sign(connection, people.ministry, number)
    changed = told.value.theirs["changed"]
    assert isinstance(changed, Iterable)
    assert {"activities", "priorities", "pictures/roadmap.by_priority"} <= set(changed)


def test_a_side_signs_once(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    sign(connection, people.iom, number)
    with pytest.raises(EntryRefused, match="signed this already"):
        sign(connection, people.iom, number)


def test_a_signature_sent_twice_is_one(connection: Connection, people: Dialogue) -> None:
    number, same = held(connection, people.iom), key()
    answers = [sign(connection, people.iom, number, key=same) for _ in range(2)]
    assert answers[0] == answers[1]
    found = packs.pack(connection, number=number)
    assert found
    assert len(found.signatures) == 1


@pytest.mark.parametrize("who", ["administrator", "reader", "other side"])
def test_who_is_not_an_editor_of_their_side_does_not_sign(connection: Connection, people: Dialogue, who: str) -> None:
    number = held(connection, people.iom)
    actors = {
        "administrator": account(connection, "administrator", None, "administrator"),
        "reader": account(connection, "reader", "iom", "reader"),
        "other side": account(connection, "crossed", "iom", "ministry_editor"),
    }
    with pytest.raises(NotAllowed):
        sign(connection, actors[who], number)


def test_a_role_withdrawn_while_the_page_was_open_does_not_sign(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    withdraw_roles(connection, people.iom)
    with pytest.raises(NotAllowed):
        sign(connection, people.iom, number)


def test_a_review_that_has_not_begun_is_not_signed(connection: Connection, people: Dialogue) -> None:
    with pytest.raises(EntryRefused, match="has not begun"):
        sign(connection, people.iom, prepared(connection, people.iom))


def test_nothing_of_a_signed_review_is_written_again(connection: Connection, people: Dialogue) -> None:
    number = signed(connection, people)
    writes: list[Callable[[], object]] = [
        lambda: decided(connection, people.iom, number),
        lambda: sign(connection, people.iom, number),
        lambda: reviews.open_session(connection, people.iom, key=key(), number=number),
        lambda: review_entries.add(connection, people.iom, key=key(), review=number, entry=Said(fr="Encore")),
    ]
    for write in writes:
        with pytest.raises(EntryRefused, match="Both sides signed"):
            write()


def test_the_same_rows_give_the_same_pack(connection: Connection, people: Dialogue) -> None:
    number = held(connection, people.iom)
    assert frozen.freeze(connection, number) == frozen.freeze(connection, number)


def at_once(engine: sa.Engine, tasks: list[Callable[[Connection], object]]) -> list[object]:
    """Each in a transaction of its own, begun together: what it gave, or the error that people read."""
    start = threading.Barrier(len(tasks))
    results: list[object] = [None] * len(tasks)

    def run(place: int) -> None:
        start.wait()
        try:
            with engine.begin() as connection:
                results[place] = tasks[place](connection)
        except DashboardError as error:
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(tasks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_sides_that_sign_at_the_same_moment_sign_one_pack(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        people = dialogue(connection)
        number = held(connection, people.iom)
    both = [people.iom, people.ministry]
    found = at_once(engine, [partial(sign, who=who, number=number) for who in both])
    assert sorted(one["status"] for one in found if isinstance(one, dict)) == ["held", "signed"]
    with engine.connect() as connection:
        assert packs.verify(connection, number=number).holds
        assert connection.scalar(sa.select(sa.func.count()).select_from(model.ReviewPack)) == 1


def test_eight_writers_lose_no_remark_and_number_them_all(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        people = dialogue(connection)
        number = held(connection, people.iom)

    def remark(connection: Connection, words: str, form: str) -> object:
        return review_entries.add(connection, people.iom, key=form, review=number, entry=Said(fr=words))

    at_once(engine, [partial(remark, words=f"remarque {n}", form=key()) for n in range(8)])
    with engine.connect() as connection:
        found = review_room.room(connection, reading=Reading(), number=number).remarks
    assert sorted(row.number for row in found) == list(range(1, 9))
    assert {row.text_fr for row in found} == {f"remarque {n}" for n in range(8)}


def test_of_two_rewordings_at_once_one_is_kept_and_the_other_is_told(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        people = dialogue(connection)
        number = held(connection, people.iom)
        first = review_entries.add(connection, people.iom, key=key(), review=number, entry=Said(fr="avant"))

    def reword(connection: Connection, words: str, form: str) -> object:
        return review_entries.change(
            connection, people.ministry, key=form, review=number, number=1, based_on=str(first["version"]),
            entry=Said(fr=words),
        )  # fmt: skip

    found = at_once(engine, [partial(reword, words=words, form=key()) for words in ("un", "deux")])
    (told,) = [one for one in found if isinstance(one, Conflict)]
    with engine.connect() as connection:
        (kept,) = review_room.room(connection, reading=Reading(), number=number).remarks
    assert told.theirs["text_fr"] == kept.text_fr


def test_the_day_after_the_session_the_same_pack_is_signed(
    connection: Connection, people: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = held(connection, people.iom)
    today = sign(connection, people.iom, number)["sha256"]
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    monkeypatch.setattr(Reading, "day", property(lambda self: self.as_of or tomorrow))
    assert sign(connection, people.ministry, number) == {"sha256": today, "status": "signed"}
