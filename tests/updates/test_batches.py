"""A file is accepted as it was compared, once, in one transaction; withdrawn, everything before reads as before."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa

from dashboard.actors import MACHINE, Actor
from dashboard.errors import Conflict, EntryRefused, NotAllowed
from dashboard.model import Account, Batch, ImportDraft, Source, Tally
from dashboard.provenance import Reading
from dashboard.queries import batches as queried
from dashboard.queries import drafts, sources
from dashboard.queries import tallies as counted
from dashboard.queries.drafts import SourceWords
from dashboard.updates import batches, settings, tallies, tally_proof
from tests.updates.editors import account, editor, withdraw_roles
from tests.updates.import_files import (
    KEYS,
    accept,
    brought,
    cells,
    compared,
    found,
    last_event,
    one,
    ready,
    withdraw,
)
from tests.updates.registers import batch, cell, prepare

OTHER = SourceWords("Registre des frontières", "Border register", "DGPC")
NOW = Reading()


@pytest.fixture
def iom(connection: sa.Connection) -> Actor:
    prepare(connection)
    return editor(connection, "iom")


@pytest.fixture
def ministry(connection: sa.Connection, iom: Actor) -> Actor:
    return editor(connection, "ministry")


@pytest.fixture
def both(connection: sa.Connection, ministry: Actor) -> None:
    settings.change(connection, MACHINE, "import-acceptance", "both")


def total(connection: sa.Connection, reading: Reading = NOW) -> int | None:
    sums = counted.sums(connection, "returns", reading=reading)
    return sums[0].count if sums else None


def said_by(connection: sa.Connection, reading: Reading = NOW) -> set[str]:
    return {source.title_en for source in sources.sources_of(connection, "returns", reading)}


def test_nothing_is_visible_before_acceptance(connection: sa.Connection, iom: Actor) -> None:
    draft = ready(connection, iom, cells(one(5)))
    assert total(connection) is None
    accept(connection, iom, draft)
    assert total(connection) == 5


def test_an_accepted_file_says_who_brought_it_and_what_it_changed(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, one(5), one(6, month=202602))
    number = brought(connection, iom, one(7), one(6, month=202602), one(1, month=202603))
    batch = queried.one(connection, number)
    assert batch
    assert (batch.added, batch.superseded, batch.unchanged) == (1, 1, 1)
    assert (batch.by, batch.side, batch.source_fr) == ("iom.editor (function)", "iom", "Registre des retours")
    assert last_event(connection, "import_accepted")["totals"] == [["returns", 2026, 14]]


def test_the_content_of_an_accepted_file_leaves(connection: sa.Connection, iom: Actor) -> None:
    draft = ready(connection, iom, cells(one(5)))
    accept(connection, iom, draft)
    kept = connection.execute(sa.select(ImportDraft.content, ImportDraft.rows, ImportDraft.issues)).one()
    assert tuple(kept) == (None, None, None)
    assert found(connection, draft.number).status == "accepted"


def test_a_file_that_is_accepted_twice_is_loaded_once(connection: sa.Connection, iom: Actor) -> None:
    draft = ready(connection, iom, cells(one(5)))
    first = accept(connection, iom, draft, request="same-request")
    again = batches.accept(connection, iom, draft.number, version=draft.version, basis="", request="same-request")
    assert again == {"batch": first}
    assert connection.scalar(sa.select(sa.func.count()).select_from(Batch)) == 1


def test_whoever_comes_second_with_the_same_month_is_told(
    connection: sa.Connection, iom: Actor, ministry: Actor
) -> None:
    mine, theirs = ready(connection, iom, cells(one(5))), ready(connection, ministry, cells(one(9)), source=OTHER)
    seen = compared(connection, mine).basis
    accept(connection, ministry, theirs)
    with pytest.raises(Conflict, match="retours") as told:
        batches.accept(connection, iom, mine.number, version=mine.version, basis=seen, request=next(KEYS))
    assert told.value.side == "ministry"
    assert total(connection) == 9


def test_another_file_about_other_months_is_no_conflict(connection: sa.Connection, iom: Actor) -> None:
    draft = ready(connection, iom, cells(one(5)))
    seen = compared(connection, draft).basis
    brought(connection, iom, one(9, month=202602))
    batches.accept(connection, iom, draft.number, version=draft.version, basis=seen, request=next(KEYS))
    assert total(connection) == 14


def test_a_file_that_says_nothing_new_is_not_accepted(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, one(5))
    with pytest.raises(EntryRefused, match="already"):
        brought(connection, iom, one(5))


def test_only_an_editor_of_its_side_accepts(connection: sa.Connection, iom: Actor, ministry: Actor) -> None:
    draft = ready(connection, iom, cells(one(5)))
    with pytest.raises(NotAllowed, match="other side"):
        accept(connection, ministry, draft)
    withdraw_roles(connection, iom)
    with pytest.raises(NotAllowed):
        accept(connection, iom, draft)
    with pytest.raises(NotAllowed):
        accept(connection, account(connection, "reader", "iom", "reader"), draft)


def test_rows_left_out_are_told_for_ever_by_the_source(connection: sa.Connection, iom: Actor) -> None:
    accept(connection, iom, ready(connection, iom, cells(one(5)), faulty=3))
    notes = connection.execute(sa.select(Source.note_fr, Source.note_en).where(Source.publisher == "DGME")).one()
    assert "3 lignes fautives" in notes.note_fr
    assert "3 faulty rows" in notes.note_en


def test_files_of_the_same_source_have_one_source(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, one(5))
    brought(connection, iom, one(6, month=202602))
    brought(connection, iom, one(7, month=202603), source=OTHER)
    assert said_by(connection) == {"Register of returns", "Border register"}


# ------------------------------------------------------------------------------------------------ both sides
def test_where_both_sides_are_asked_nothing_counts_before_the_other_agrees(
    connection: sa.Connection, iom: Actor, ministry: Actor, both: None
) -> None:
    draft = ready(connection, iom, cells(one(5)))
    basis = compared(connection, draft).basis
    batches.accept(connection, iom, draft.number, version=draft.version, basis=basis, request=next(KEYS))
    assert total(connection) is None
    assert [one.number for one in drafts.awaiting(connection, side="ministry")] == [draft.number]
    batches.agree(connection, ministry, draft.number, version=draft.version + 1, basis=basis, request=next(KEYS))
    assert total(connection) == 5


def test_nobody_agrees_to_a_file_of_their_own_side(connection: sa.Connection, iom: Actor, both: None) -> None:
    draft = ready(connection, iom, cells(one(5)))
    basis = compared(connection, draft).basis
    batches.accept(connection, iom, draft.number, version=draft.version, basis=basis, request=next(KEYS))
    with pytest.raises(NotAllowed, match="other side"):
        batches.agree(connection, iom, draft.number, version=draft.version + 1, basis=basis, request=next(KEYS))


def test_a_file_is_returned_with_a_reason_and_may_be_proposed_again(
    connection: sa.Connection, iom: Actor, ministry: Actor, both: None
) -> None:
    draft = ready(connection, iom, cells(one(5)))
    basis = compared(connection, draft).basis
    batches.accept(connection, iom, draft.number, version=draft.version, basis=basis, request=next(KEYS))
    with pytest.raises(EntryRefused):
        batches.give_back(connection, ministry, draft.number, reason=" ", request=next(KEYS))
    batches.give_back(connection, ministry, draft.number, reason="mois incomplet", request=next(KEYS))
    returned = found(connection, draft.number)
    assert (returned.status, returned.return_reason) == ("returned", "mois incomplet")
    told = batches.accept(connection, iom, draft.number, version=returned.version, basis=basis, request=next(KEYS))
    assert told == {"proposed": draft.number}


# ------------------------------------------------------------------------------------------------ withdrawing
def test_a_withdrawn_file_gives_back_what_it_had_replaced(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, one(5), one(6, month=202602), source=OTHER)
    number = brought(connection, iom, one(50), one(3, month=202603))
    assert total(connection) == 59
    withdraw(connection, iom, number)
    assert total(connection) == 11
    assert said_by(connection) == {"Border register"}
    assert tally_proof.check_sums(connection) == []


def test_a_day_before_the_withdrawal_reads_as_it_read(connection: sa.Connection, iom: Actor) -> None:
    brought(connection, iom, one(5), source=OTHER)
    number = brought(connection, iom, one(50))
    between = dt.datetime.now(dt.UTC)
    before = Reading(between.date(), "all", between)
    withdraw(connection, iom, number)
    assert total(connection, before) == 50
    assert said_by(connection, before) == {"Border register", "Register of returns"}
    assert total(connection) == 5


def test_what_replaced_a_withdrawn_file_since_stays(connection: sa.Connection, iom: Actor) -> None:
    first = brought(connection, iom, one(5), one(8, month=202602))
    brought(connection, iom, one(7))
    withdraw(connection, iom, first)
    assert total(connection) == 7


def test_withdrawn_files_never_come_back_in_any_order(connection: sa.Connection, iom: Actor) -> None:
    first = brought(connection, iom, one(1))
    second = brought(connection, iom, one(2))
    third = brought(connection, iom, one(3))
    withdraw(connection, iom, second)
    assert total(connection) == 3
    withdraw(connection, iom, third)
    assert total(connection) == 1
    withdraw(connection, iom, first)
    assert total(connection) is None
    assert tally_proof.check_sums(connection) == []


def test_what_came_back_leaves_with_the_file_it_came_from(connection: sa.Connection, iom: Actor) -> None:
    first = brought(connection, iom, one(1))
    second = brought(connection, iom, one(2))
    withdraw(connection, iom, second)
    brought(connection, iom, one(9, month=202602), source=OTHER)
    withdraw(connection, iom, first)
    assert total(connection) == 9
    live = connection.scalar(sa.select(sa.func.count()).select_from(Tally).where(Tally.superseded_by.is_(None)))
    assert live == 1


def test_a_file_is_withdrawn_once_and_with_a_reason(connection: sa.Connection, iom: Actor) -> None:
    number = brought(connection, iom, one(5))
    with pytest.raises(EntryRefused):
        withdraw(connection, iom, number, reason="")
    withdraw(connection, iom, number)
    with pytest.raises(Conflict, match="already withdrawn"):
        withdraw(connection, iom, number)


def test_later_files_that_said_the_same_are_named(connection: sa.Connection, iom: Actor) -> None:
    first = brought(connection, iom, one(5))
    brought(connection, iom, one(5), one(6, month=202602), source=OTHER)
    assert withdraw(connection, iom, first)["repeated_by"] == ["retours.csv"]
    assert total(connection) == 6


def test_alone_a_side_withdraws_its_own_files_only(connection: sa.Connection, iom: Actor, ministry: Actor) -> None:
    number = brought(connection, iom, one(5))
    with pytest.raises(NotAllowed, match="side that brought it"):
        withdraw(connection, ministry, number)


def test_where_both_sides_are_asked_a_file_leaves_when_the_other_agrees(
    connection: sa.Connection, iom: Actor, ministry: Actor
) -> None:
    number = brought(connection, iom, one(5))
    settings.change(connection, MACHINE, "import-acceptance", "both")
    assert withdraw(connection, ministry, number) == {"asked": number}
    assert total(connection) == 5
    with pytest.raises(NotAllowed, match="other side"):
        batches.agree_to_withdraw(connection, ministry, number, request=next(KEYS))
    batches.keep(connection, iom, number, reason="il est juste", request=next(KEYS))
    assert queried.asked_back(connection) == []
    withdraw(connection, ministry, number)
    batches.agree_to_withdraw(connection, iom, number, request=next(KEYS))
    assert total(connection) is None


def test_a_real_file_takes_the_place_of_the_demonstration_for_readers(connection: sa.Connection, iom: Actor) -> None:
    tallies.record(connection, batch(connection, kind="demonstration"), [cell(1000)])
    draft = ready(connection, iom, cells(one(5)))
    year = compared(connection, draft).totals[0]
    assert (year.before, year.after, year.replaces_demonstration) == (None, 5, True)
    number = accept(connection, iom, draft)
    assert total(connection) == 5
    withdraw(connection, iom, number)
    assert total(connection) == 1000


@pytest.fixture
def fictitious(connection: sa.Connection, iom: Actor) -> Actor:
    """An editor of the demonstration set."""
    actor = account(connection, "demo:iom", "iom", "iom_editor")
    demonstration = sa.select(Source.id).where(Source.kind == "demonstration").scalar_subquery()
    connection.execute(sa.update(Account).where(Account.id == actor.account_id).values(source_id=demonstration))
    return actor


def test_what_a_demonstration_account_brings_is_part_of_the_demonstration(
    connection: sa.Connection, iom: Actor, fictitious: Actor
) -> None:
    accept(connection, iom, ready(connection, iom, cells(one(7, territory="kayes"))))
    tallies.record(connection, batch(connection, kind="demonstration"), [cell(1000)])
    draft = ready(connection, fictitious, cells(one(5)))
    year = compared(connection, draft).totals[0]
    assert (year.before, year.after, year.superseded, year.replaces_demonstration) == (1000, 5, 1, False)
    number = accept(connection, fictitious, draft)
    assert (total(connection), said_by(connection)) == (7, {"Register of returns"})
    accepted = queried.one(connection, number)
    assert accepted
    assert accepted.is_demonstration
    assert tally_proof.check_sums(connection) == []


def test_a_demonstration_file_that_is_withdrawn_gives_back_what_it_had_replaced(
    connection: sa.Connection, fictitious: Actor
) -> None:
    tallies.record(connection, batch(connection, kind="demonstration"), [cell(1000)])
    number = accept(connection, fictitious, ready(connection, fictitious, cells(one(5))))
    assert total(connection) == 5
    withdraw(connection, fictitious, number)
    assert total(connection) == 1000
