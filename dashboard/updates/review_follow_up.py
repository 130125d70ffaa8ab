"""What became of a decision of an earlier review, told at the one being held; an edit names what its author saw."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from dashboard.actors import Actor
from dashboard.errors import Conflict, EntryRefused
from dashboard.model import FOLLOW_UPS, Account, Decision, DecisionFollowUp, Review
from dashboard.updates import declared, events
from dashboard.updates.once import once
from dashboard.updates.review_entries import HELD, LENGTH
from dashboard.updates.reviews import account_of, editor, locked, now, refuse_unless


def follow_up(
    connection: Connection, actor: Actor, *, key: str, review: int, decided_in: int, number: int, based_on: str,
    outcome: str, note_fr: str = "", note_en: str = "",
) -> int:  # fmt: skip
    """Tell, at a review, what became of a decision of an earlier one; the version of what was told."""
    who = editor(connection, actor)
    notes = {"note_fr": declared.words(note_fr, LENGTH, "note"), "note_en": declared.words(note_en, LENGTH, "note")}
    return once(
        connection, key, actor, "decision_followed",
        lambda: _follow_up(connection, who, review, decided_in, number, based_on, {"outcome": outcome, **notes}),
    )  # fmt: skip


def _follow_up(
    connection: Connection, who: Actor, review_number: int, decided_in: int, number: int, based_on: str,
    told: dict[str, Any],
) -> int:  # fmt: skip
    review = locked(connection, review_number)
    refuse_unless(review, HELD)
    if told["outcome"] not in FOLLOW_UPS:
        raise EntryRefused(
            "Say what became of the decision: carried out, not carried out, or amended.", field="outcome"
        )
    decision = _decision(connection, review, decided_in, number)
    _refuse_older(connection, decision.id, based_on)
    row = {**told, "decision_id": decision.id, "review_id": review.id, "recorded_at": now(),
           "account_id": account_of(who)}  # fmt: skip
    version = connection.execute(insert(DecisionFollowUp).values(row).returning(DecisionFollowUp.id)).scalar_one()
    events.record(connection, who, "decision_followed", "decision", f"{decided_in}.{number}", after=told)
    return version


def _decision(connection: Connection, review: Any, decided_in: int, number: int) -> Any:
    """Locked: two screens that tell of one decision at once come one after the other."""
    found = connection.execute(
        select(Decision.id)
        .join(Review, Review.id == Decision.review_id)
        .where(Review.number == decided_in, Review.id != review.id, Review.held_on <= review.held_on,
               Decision.number == number, Decision.superseded_at.is_(None))
        .with_for_update(of=Decision.__table__)
    ).one_or_none()  # fmt: skip
    if found is None:
        raise EntryRefused("No earlier review took a decision {decision}.", field="number",
                           decision=f"{decided_in}.{number}")  # fmt: skip
    return found


def _refuse_older(connection: Connection, decision_id: int, based_on: str) -> None:
    told = DecisionFollowUp
    last = connection.execute(
        select(told.id, told.outcome, told.note_fr, told.note_en, told.recorded_at, Account.side, Account.display_name)
        .outerjoin(Account, Account.id == told.account_id)
        .where(told.decision_id == decision_id).order_by(told.id.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    if str(last.id if last else 0) == based_on:
        return
    if last is None:
        raise EntryRefused("This is not part of the review.", field="number")
    theirs = {"outcome": last.outcome, "note_fr": last.note_fr, "note_en": last.note_en}
    raise Conflict(
        "Somebody changed this while you were writing: nothing was overwritten.", version=str(last.id), theirs=theirs,
        side=last.side, by=last.display_name, at=last.recorded_at,
    )  # fmt: skip
