"""The fictitious joint reviews: who sat there, decisions, what became of them, and two signatures over one pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from dashboard.model import (
    AgendaItem,
    Decision,
    DecisionFollowUp,
    Participant,
    Remark,
    Review,
    ReviewPack,
    Signature,
)
from dashboard.provenance import Reading
from dashboard.queries import packs, review_room
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
Freeze = Callable[..., bytes]
"""Makes the pack of a review: `freeze(connection, number, with_pictures=…)`."""


def write_all(connection: Connection, layout: Layout, known: Known, source_id: int) -> None:
    """Five reviews held and a planned one, each announced at the one before."""
    sessions = contents.sessions()
    rows = [_review(number, layout, source_id) for number in range(len(sessions))]
    for session, row, review_id in zip(sessions, rows, write_numbered(connection, Review, rows), strict=True):
        decisions = [_decision(review_id, number, each, session, layout, known) for number, each in _numbered(session)]
        identifiers = write_numbered(connection, Decision, decisions)
        write(connection, DecisionFollowUp, _follow_ups(session, identifiers, layout))
        write(connection, Participant, _seats(review_id, row, known))
        write(connection, AgendaItem, _points(review_id, row, session, known))
        write(connection, Remark, _remarks(review_id, session, layout, known))


def draft_next(connection: Connection, layout: Layout, known: Known) -> None:
    """The agenda of the planned review, as the program drafts it from rows of yesterday."""
    planned = connection.execute(
        select(Review.id).where(Review.number >= FIRST_NUMBER, Review.status == "planned")
    ).one()  # fmt: skip
    drafted = review_room.drafted(connection, reading=Reading(layout.day(-1)))
    rows = [
        {"review_id": planned.id, "number": place, "place": place, "text_fr": point.fr, "text_en": point.en,
         "priority_id": None if point.priority is None else known.priorities[point.priority],
         "recorded_at": layout.moment(-1, 10)}
        for place, point in enumerate(drafted, start=1)
    ]  # fmt: skip
    write(connection, AgendaItem, rows)


def sign_all(connection: Connection, layout: Layout, freeze: Freeze) -> None:
    """Freeze and sign the reviews held, once everything that they saw is there; the last one with its pictures.

    Those before are frozen without: five whole packs would take most of a first start.
    """
    held = connection.execute(
        select(Review.id, Review.number).where(Review.number >= FIRST_NUMBER, Review.status == "held")
        .order_by(Review.number)
    ).all()  # fmt: skip
    for review, session in zip(held, contents.sessions(), strict=False):
        content = freeze(connection, review.number, with_pictures=review is held[-1])
        _sign(connection, review.id, content, session, layout)


def _sign(connection: Connection, review_id: int, content: bytes, session: Session, layout: Layout) -> None:
    sha256 = packs.digest(content)
    pack = {"review_id": review_id, "content": content.decode(), "sha256": sha256,
            "frozen_at": layout.moment(session.day, 18)}  # fmt: skip
    (pack_id,) = write_numbered(connection, ReviewPack, [pack])
    write(connection, Signature, _signatures(review_id, pack_id, sha256, session, layout))
    connection.execute(update(Review).where(Review.id == review_id).values(status="signed"))


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
        "status": "held" if session.decisions else "planned",
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


def _seats(review_id: int, row: Row, known: Known) -> list[Row]:
    return [
        {"review_id": review_id, "number": number, "organisation_id": known.organisations[seat["organisation"]],
         "text_fr": seat["function_fr"], "text_en": seat["function_en"], "recorded_at": row["recorded_at"]}
        for number, seat in enumerate(contents.participants(), start=1)
    ]  # fmt: skip


def _points(review_id: int, row: Row, session: Session, known: Known) -> list[Row]:
    """A point for each priority that the review decided upon; the planned one gets its agenda later."""
    numbers = sorted({decided.priority for decided in session.decisions})
    words = contents.agenda_words()
    return [
        {"review_id": review_id, "number": place, "place": place, "priority_id": known.priorities[number], **words,
         "recorded_at": row["recorded_at"]}
        for place, number in enumerate(numbers, start=1)
    ]  # fmt: skip


def _remarks(review_id: int, session: Session, layout: Layout, known: Known) -> list[Row]:
    return [
        {"review_id": review_id, "number": number, "priority_id": known.priorities[remark["priority"]],
         "side": remark["side"], "text_fr": remark["fr"], "text_en": remark["en"],
         "recorded_at": layout.moment(session.day, 12)}
        for number, remark in enumerate(session.remarks, start=1)
    ]  # fmt: skip


def _signatures(review_id: int, pack_id: int, sha256: str, session: Session, layout: Layout) -> list[Row]:
    return [
        {
            "review_id": review_id,
            "pack_id": pack_id,
            "side": signatory["side"],
            "function_fr": signatory["function_fr"],
            "function_en": signatory["function_en"],
            "sha256": sha256,
            "signed_at": layout.moment(session.day, 18),
        }
        for signatory in contents.signatories()
    ]
