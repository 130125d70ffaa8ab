"""The demonstration set: fictitious activities, reviews and registers of one source, removed by one action.

It shows a newcomer the whole product. Its days are counted from the day it is laid out around, and everything in it
is recorded on the fictitious day when it would have been said, so that pages read as of an earlier day hold together.
The same day and the same seed draw the same rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select

from dashboard.actors import MACHINE, Actor
from dashboard.model import (
    Account,
    AccountRole,
    AccountSession,
    Activity,
    ActivityFrameworkItem,
    ActivityPartner,
    ActivityVersion,
    AgendaItem,
    Base,
    Batch,
    Decision,
    DecisionFollowUp,
    Figure,
    ImportDraft,
    ImportMapping,
    Milestone,
    Organisation,
    Participant,
    PresenterPosition,
    ProgressReport,
    Remark,
    Review,
    ReviewPack,
    Signature,
    Source,
    Tally,
    Verdict,
)
from dashboard.queries import accounts as queried
from dashboard.updates import events, tallies
from dashboard.updates.demonstration import accounts, contents, known, registers, roadmap, sessions
from dashboard.updates.demonstration.layout import Layout
from dashboard.updates.demonstration.writing import write_numbered

KEY = "demonstration"
SEED = 2026


@dataclass(frozen=True)
class Report:
    """Rows by table: what an action brought in, and what it took out."""

    added: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)


def is_loaded(connection: Connection) -> bool:
    return _source_id(connection) is not None


def laid_out_on(connection: Connection) -> dt.date | None:
    """The day its dates are counted from; nothing when it is not there."""
    return connection.scalar(select(Source.laid_out_on).where(Source.key == KEY))


def load(connection: Connection, *, today: dt.date, seed: int = SEED, freeze: sessions.Freeze | None = None) -> Report:
    """Lay the set out around `today`, in the place of an earlier one.

    `freeze` makes the packs that the past reviews are signed under; without it they are held and not signed.
    """
    removed = _take_out(connection)
    layout, rng = Layout(today), Random(seed)  # noqa: S311 fictitious rows, no secret
    source_id = _write_source(connection, layout)
    rows = known.find(connection, _write_partners(connection, source_id))
    roadmap.write_all(connection, layout, rows, source_id, rng)
    sessions.write_all(connection, layout, rows, source_id)
    registers.write_all(connection, layout, rows, source_id, rng)
    accounts.write_all(connection, layout, source_id)
    sessions.draft_next(connection, layout, rows)
    if freeze:
        sessions.sign_all(connection, layout, freeze)
    report = Report(_counts(connection, source_id), removed)
    told = {"laid_out_on": today.isoformat(), "seed": seed, **report.added}
    events.record(connection, MACHINE, "demonstration_loaded", "source", KEY, after=told)
    return report


def clear(connection: Connection, actor: Actor = MACHINE) -> Report:
    """Take out every row of the set, signed reviews included; what really happened (events) stays.

    The event comes first: whoever clears may be one of the fictitious accounts, and be gone afterwards.
    """
    present = queried.allowed(connection, actor, "administrator")
    source_id = _source_id(connection)
    if source_id is not None:
        removed = _counts(connection, source_id)
        events.record(connection, present, "demonstration_cleared", "source", KEY, after=removed)
    return Report(removed=_take_out(connection))


def _source_id(connection: Connection) -> int | None:
    return connection.scalar(select(Source.id).where(Source.key == KEY))


def _write_source(connection: Connection, layout: Layout) -> int:
    words = contents.words()
    source = {
        "key": KEY,
        "title_fr": words["source_title_fr"],
        "title_en": words["source_title_en"],
        "publisher": words["source_publisher"],
        "published_on": layout.today,
        "date_printed": layout.today.isoformat(),
        "date_status": "printed",
        "reference": None,
        "kind": "demonstration",
        "note_fr": words["source_note_fr"],
        "note_en": words["source_note_en"],
        "laid_out_on": layout.today,
    }
    return write_numbered(connection, Source, [source])[0]


def _write_partners(connection: Connection, source_id: int) -> dict[str, int]:
    """The fictitious partners; the words of the activities name them by their short key."""
    partners = contents.words()["partner"]
    rows = [
        {
            "key": f"demonstration-{partner['key']}",
            "acronym": None,
            "name_fr": partner["name_fr"],
            "name_en": partner["name_en"],
            "kind": "partner",
            "role_fr": None,
            "role_en": None,
            "source_id": source_id,
        }
        for partner in partners
    ]
    identifiers = write_numbered(connection, Organisation, rows)
    return dict(zip((partner["key"] for partner in partners), identifiers, strict=True))


def _parts(source_id: int) -> Iterator[tuple[type[Base], Any]]:
    """Each table but the tallies, with the condition that finds the rows of the set; those that hang on others first.

    What people added to a fictitious activity or review while trying the product is part of the set.
    """
    activities = select(Activity.id).where(Activity.source_id == source_id)
    partners = select(Organisation.id).where(Organisation.source_id == source_id)
    reports = select(ProgressReport.id).where(
        or_(ProgressReport.source_id == source_id, ProgressReport.activity_id.in_(activities))
    )
    reviews = select(Review.id).where(Review.source_id == source_id)
    decisions = select(Decision.id).where(Decision.review_id.in_(reviews))
    yield DecisionFollowUp, or_(DecisionFollowUp.decision_id.in_(decisions), DecisionFollowUp.review_id.in_(reviews))
    for part in (Signature, ReviewPack, PresenterPosition, Remark, AgendaItem, Participant):
        yield part, part.review_id.in_(reviews)
    yield Decision, Decision.review_id.in_(reviews)
    yield Review, Review.source_id == source_id
    yield Verdict, Verdict.report_id.in_(reports)
    yield ProgressReport, ProgressReport.id.in_(reports)
    yield Milestone, Milestone.activity_id.in_(activities)
    yield ActivityFrameworkItem, ActivityFrameworkItem.activity_id.in_(activities)
    yield (
        ActivityPartner,
        or_(ActivityPartner.activity_id.in_(activities), ActivityPartner.organisation_id.in_(partners)),
    )
    yield ActivityVersion, ActivityVersion.activity_id.in_(activities)
    yield Activity, Activity.source_id == source_id
    people = select(Account.id).where(Account.source_id == source_id)
    batches = select(Batch.id).where(Batch.source_id == source_id)
    yield ImportDraft, or_(ImportDraft.account_id.in_(people), ImportDraft.batch_id.in_(batches))
    yield ImportMapping, ImportMapping.account_id.in_(people)
    yield Figure, Figure.source_id == source_id
    yield AccountSession, AccountSession.account_id.in_(people)
    yield AccountRole, AccountRole.account_id.in_(people)
    yield Account, Account.source_id == source_id
    yield Batch, Batch.source_id == source_id
    yield Organisation, Organisation.source_id == source_id
    yield Source, Source.id == source_id


def _take_out(connection: Connection) -> dict[str, int]:
    source_id = _source_id(connection)
    if source_id is None:
        return {}
    removed = _counts(connection, source_id)
    tallies.forget_demonstration(connection)
    for table, belongs in _parts(source_id):
        connection.execute(delete(table).where(belongs))
    return removed


def _counts(connection: Connection, source_id: int) -> dict[str, int]:
    counted: list[tuple[type[Base], Any]] = [(Tally, Tally.is_demonstration), *_parts(source_id)]
    return {
        table.__tablename__: connection.scalar(select(func.count()).select_from(table).where(belongs)) or 0
        for table, belongs in counted
    }
