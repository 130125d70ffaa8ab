"""Several people accept files at the same moment, on real connections: the first is recorded, the others are told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from dashboard import database
from dashboard.actors import Actor
from dashboard.errors import Conflict
from dashboard.model import Batch, Tally
from dashboard.queries.drafts import Draft
from dashboard.updates import batches, tally_proof
from tests.updates.editors import editor
from tests.updates.import_files import KEYS, cells, compared, one, ready
from tests.updates.registers import prepare

PEOPLE = 6
Seen = tuple[Draft, str, str]
"""A file, the comparison that was looked at, the key of the click."""


def prepared(month: int = 0) -> tuple[Actor, list[Seen]]:
    """A file for each of some people, all compared with the same empty register."""
    with database.writing() as connection:
        prepare(connection)
        actor = editor(connection, "iom")
        counts = [one(number + 1, month=202601 + month * number) for number in range(PEOPLE)]
        drafts = [ready(connection, actor, cells(count)) for count in counts]
        return actor, [(draft, compared(connection, draft).basis, next(KEYS)) for draft in drafts]


def accept(actor: Actor, seen: Seen) -> str:
    draft, basis, request = seen
    try:
        with database.writing() as connection:
            done = batches.accept(connection, actor, draft.number, version=draft.version, basis=basis, request=request)
    except Conflict:
        return "told"
    return f"batch {done['batch']}"


def at_once(actor: Actor, files: list[Seen]) -> list[str]:
    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(lambda seen: accept(actor, seen), files))


def stored() -> tuple[int, int, list[tally_proof.Disagreement]]:
    """Batches, cells in force, and sums that do not agree with them."""
    with database.writing() as connection:
        count = sa.select(sa.func.count())
        live = count.select_from(Tally).where(Tally.superseded_by.is_(None))
        return (
            connection.scalar(count.select_from(Batch)) or 0, connection.scalar(live) or 0,
            tally_proof.check_sums(connection),
        )  # fmt: skip


def test_of_six_files_about_one_month_one_is_recorded_and_five_are_told(configured: sa.URL) -> None:
    actor, files = prepared()
    outcomes = at_once(actor, files)
    assert sorted(outcome.split()[0] for outcome in outcomes) == ["batch", *["told"] * 5]
    assert stored() == (1, 1, [])


def test_six_files_about_six_months_are_all_recorded(configured: sa.URL) -> None:
    actor, files = prepared(month=1)
    outcomes = at_once(actor, files)
    assert len({outcome for outcome in outcomes if outcome != "told"}) == PEOPLE
    assert stored() == (PEOPLE, PEOPLE, [])


def test_one_click_sent_by_six_threads_is_one_batch(configured: sa.URL) -> None:
    actor, files = prepared()
    outcomes = at_once(actor, [files[0]] * PEOPLE)
    assert len(set(outcomes)) == 1
    assert stored() == (1, 1, [])
