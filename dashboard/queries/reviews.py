"""Joint reviews and what they decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, func, select

from dashboard.model import (
    Decision,
    DecisionFollowUp,
    Organisation,
    Priority,
    Review,
    Signature,
    Source,
    UTCDateTime,
)
from dashboard.provenance import Reading, Sourced, frame
from dashboard.queries import sources
from dashboard.queries.moments import in_scope, known, live

REVIEW_COLUMNS = (
    "number", "title_fr", "title_en", "held_on", "place", "status", "summary_fr", "summary_en", "source_key",
)  # fmt: skip
DECISION_COLUMNS = (
    "review_number", "number", "text_fr", "text_en", "owner_acronym", "owner_fr", "owner_en", "priority_number",
    "due_on", "outcome", "is_overdue", "source_key",
)  # fmt: skip


def reviews(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per joint review known on the day, oldest first, with the `status` it had that day.

    One held after the page's day is still planned, without a summary; one signed later is held.
    """
    signed = _signed_at()
    found = connection.execute(
        select(Review.number, Review.title_fr, Review.title_en, Review.held_on, Review.place, Review.status,
               Review.summary_fr, Review.summary_en, Source.key.label("source_key"), signed.c.signed_at)
        .join(Source, Source.id == Review.source_id)
        .outerjoin(signed, signed.c.review_id == Review.id)
        .where(known(Review.recorded_at, reading), in_scope(Source.kind, reading))
        .order_by(Review.held_on, Review.number)
    ).all()  # fmt: skip
    rows = [_on_the_day(row, reading) for row in found]
    return Sourced(
        frame(rows, REVIEW_COLUMNS), sources.load(connection, keys=sorted({row.source_key for row in found})), reading
    )


def _signed_at() -> Any:
    """When the last signature of each review was put."""
    last = func.max(Signature.signed_at, type_=UTCDateTime()).label("signed_at")
    return select(Signature.review_id, last).group_by(Signature.review_id).subquery()


def _on_the_day(row: Any, reading: Reading) -> tuple[Any, ...]:
    if row.held_on > reading.day:
        return (*row[:5], "planned", None, None, row.source_key)
    signed_later = reading.moment and row.signed_at and row.signed_at > reading.moment
    status = "held" if row.status == "signed" and signed_later else row.status
    return (*row[:5], status, row.summary_fr, row.summary_en, row.source_key)


def decisions(connection: Connection, *, reading: Reading) -> Sourced:
    """One row per decision of the reviews held by the page's day; `outcome` is kept, missed, changed or None (open)."""
    latest = _latest_follow_up(reading)
    found = connection.execute(
        select(Review.number.label("review_number"), Decision.number, Decision.text_fr, Decision.text_en,
               Organisation.acronym, Organisation.name_fr, Organisation.name_en,
               Priority.number.label("priority_number"), Decision.due_on, DecisionFollowUp.outcome, Source.key)
        .join(Review, Review.id == Decision.review_id)
        .join(Source, Source.id == Review.source_id)
        .join(Organisation, Organisation.id == Decision.owner_id)
        .outerjoin(Priority, Priority.id == Decision.priority_id)
        .outerjoin(latest, latest.c.decision_id == Decision.id)
        .outerjoin(DecisionFollowUp, DecisionFollowUp.id == latest.c.last_id)
        .where(live(Decision, reading), Review.held_on <= reading.day, in_scope(Source.kind, reading))
        .order_by(Review.number, Decision.number)
    ).all()  # fmt: skip
    rows = ((*row[:10], row.outcome is None and row.due_on < reading.day, row.key) for row in found)
    return Sourced(
        frame(rows, DECISION_COLUMNS), sources.load(connection, keys=sorted({row.key for row in found})), reading
    )


def _latest_follow_up(reading: Reading) -> Any:
    return (
        select(DecisionFollowUp.decision_id, func.max(DecisionFollowUp.id).label("last_id"))
        .where(known(DecisionFollowUp.recorded_at, reading))
        .group_by(DecisionFollowUp.decision_id)
        .subquery()
    )
