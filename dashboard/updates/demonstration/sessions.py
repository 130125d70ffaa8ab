"""The fictitious joint reviews: decisions, what became of them, and two signatures over the same words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from dashboard.model import Decision, DecisionFollowUp, Review, Signature
from dashboard.updates.demonstration import contents
from dashboard.updates.demonstration.contents import Decided, Session
from dashboard.updates.demonstration.known import Known
from dashboard.updates.demonstration.layout import Layout
from dashboard.updates.demonstration.roadmap import ADOPTED
from dashboard.updates.demonstration.writing import write, write_numbered

FIRST_NUMBER = 901
"""Real reviews count from 1: the two never meet."""
PLACE = "Bamako"
Row = dict[str, Any]


def write_all(connection: Connection, layout: Layout, known: Known, source_id: int) -> None:
    """Five signed reviews and a planned one, each announced at the one before."""
    sessions = contents.sessions()
    rows = [_review(number, layout, source_id) for number in range(len(sessions))]
    for session, row, review_id in zip(sessions, rows, write_numbered(connection, Review, rows), strict=True):
        decisions = [_decision(review_id, number, each, session, layout, known) for number, each in _numbered(session)]
        identifiers = write_numbered(connection, Decision, decisions)
        write(connection, DecisionFollowUp, _follow_ups(session, identifiers, layout))
        if row["status"] == "signed":
            write(
                connection, Signature, _signatures(review_id, digest(_content(row, session, layout)), session, layout)
            )


def digest(content: Row) -> str:
    """SHA-256 of the canonical JSON of a review: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _numbered(session: Session) -> Sequence[tuple[int, Decided]]:
    return list(enumerate(session.decisions, start=1))


def _review(place: int, layout: Layout, source_id: int) -> Row:
    session = contents.sessions()[place]
    announced = contents.sessions()[place - 1].day if place else ADOPTED
    return {
        "number": FIRST_NUMBER + place,
        "title_fr": session.title_fr,
        "title_en": session.title_en,
        "held_on": layout.working_day(session.day),
        "place": PLACE,
        "status": "signed" if session.decisions else "planned",
        "summary_fr": session.summary_fr,
        "summary_en": session.summary_en,
        "source_id": source_id,
        "recorded_at": layout.moment(announced, 17),
    }


def _decision(review_id: int, number: int, decided: Decided, session: Session, layout: Layout, known: Known) -> Row:
    return {
        "review_id": review_id,
        "number": number,
        "text_fr": decided.fr,
        "text_en": decided.en,
        "owner_id": known.organisations[decided.owner],
        "priority_id": known.priorities[decided.priority],
        "due_on": layout.day(decided.due),
        "recorded_at": layout.moment(session.day, 12),
    }


def _follow_ups(session: Session, identifiers: list[int], layout: Layout) -> list[Row]:
    return [
        {
            "decision_id": identifier,
            "outcome": decided.outcome,
            "note_fr": decided.note_fr,
            "note_en": decided.note_en,
            "recorded_at": layout.moment(decided.followed, 11),
        }
        for identifier, decided in zip(identifiers, session.decisions, strict=True)
        if decided.outcome is not None
    ]


def _content(row: Row, session: Session, layout: Layout) -> Row:
    """What both sides signed: the review as held and each decision with its owner and due date."""
    words = ("number", "title_fr", "title_en", "place", "summary_fr", "summary_en")
    decisions = [
        {
            "number": number,
            "text_fr": decided.fr,
            "text_en": decided.en,
            "owner": decided.owner,
            "due_on": layout.day(decided.due).isoformat(),
        }
        for number, decided in _numbered(session)
    ]
    return {**{word: row[word] for word in words}, "held_on": row["held_on"].isoformat(), "decisions": decisions}


def _signatures(review_id: int, sha256: str, session: Session, layout: Layout) -> list[Row]:
    return [
        {
            "review_id": review_id,
            "side": signatory["side"],
            "function_fr": signatory["function_fr"],
            "function_en": signatory["function_en"],
            "sha256": sha256,
            "signed_at": layout.moment(session.day, 16),
        }
        for signatory in contents.signatories()
    ]
