"""One joint review with everything that belongs to it, each thing with the version that an edit is based on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, case, func, or_, select, true

from dashboard.errors import EntryRefused
from dashboard.model import (
    AgendaItem,
    DataVersion,
    Decision,
    DecisionFollowUp,
    Organisation,
    Participant,
    PresenterPosition,
    Priority,
    Remark,
    Review,
    ReviewPack,
    Source,
)
from dashboard.provenance import Reading, Sourced
from dashboard.queries import packs, quality_score, quality_words, reviews, roadmap
from dashboard.queries.moments import in_scope
from dashboard.texts import LANGUAGES, Language, text

NEXT_DAYS = 60
"""How far ahead an agenda looks for what is due."""
OPENING, DECISIONS = "opening", "decisions"


@dataclass(frozen=True)
class Position:
    """What the projector shows; version 0 before anybody moved it."""

    screen: str
    version: int


@dataclass(frozen=True)
class Room:
    """Rows are named tuples; `version` of each is what its next edit names."""

    review: Any
    participants: Sequence[Any]
    agenda: Sequence[Any]
    remarks: Sequence[Any]
    decisions: Sequence[Any]
    earlier: Sequence[Any]
    """Decisions of earlier reviews that were open, or of which it was said since the last one what became."""
    screens: tuple[str, ...]
    position: Position
    pack: packs.Pack | None
    previous: Any | None
    """Number and day of the review before, and when its pack was frozen."""

    @property
    def is_demonstration(self) -> bool:
        return bool(self.review.source_kind == "demonstration")


@dataclass(frozen=True)
class Point:
    """A point of an agenda, before it is written: a priority and why it is there, or a subject."""

    priority: int | None
    fr: str
    en: str


def room(connection: Connection, *, reading: Reading, number: int) -> Room:
    """The review of that number as it stands now; refused when the scope of the reading does not hold it."""
    review = _review(connection, reading, number)
    previous = _previous(connection, review)
    return Room(
        review,
        connection.execute(_entered(Participant, review.id, *_organisation(Participant.organisation_id))).all(),
        connection.execute(_entered(AgendaItem, review.id, *_of_priority(AgendaItem), AgendaItem.place)).all(),
        connection.execute(_entered(Remark, review.id, *_of_priority(Remark), Remark.side)).all(),
        connection.execute(
            _entered(Decision, review.id, *_organisation(Decision.owner_id), *_of_priority(Decision), Decision.due_on)
        ).all(),
        _earlier(connection, review, previous), screens(connection), position(connection, number=number),
        packs.of_review(connection, review.id), previous,
    )  # fmt: skip


def status(connection: Connection, *, number: int) -> str | None:
    """`planned`, `held` or `signed`; nothing where no review has this number."""
    return connection.scalar(select(Review.status).where(Review.number == number))


def position(connection: Connection, *, number: int) -> Position:
    """One small row, asked again and again by every screen of a session."""
    found = connection.execute(
        select(PresenterPosition.screen, PresenterPosition.version)
        .join(Review, Review.id == PresenterPosition.review_id)
        .where(Review.number == number)
    ).one_or_none()
    return Position(*found) if found else Position(OPENING, 0)


class Watched(NamedTuple):
    """What every screen of a session asks for each second; `data` is the data version."""

    screen: str
    version: int
    data: int


def watched(connection: Connection, *, number: int) -> Watched | None:
    """Where the projector stands and what the data are, in one question; nothing where there is no such review."""
    found = connection.execute(WATCHED, {"number": number}).one_or_none()
    return Watched(found.screen or OPENING, found.version or 0, found.data) if found else None


WATCHED = (
    select(PresenterPosition.screen, PresenterPosition.version, DataVersion.number.label("data"))
    .select_from(Review)
    .join(DataVersion, true())
    .outerjoin(PresenterPosition, PresenterPosition.review_id == Review.id)
    .where(Review.number == bindparam("number"))
)
"""Made once: see `database.VERSION`."""


def organisations(connection: Connection, *, reading: Reading) -> Sequence[Any]:
    """Every institution that may sit at a review or own a decision, the two sides first; the same on every day."""
    columns = (Organisation.key, Organisation.kind, Organisation.acronym, Organisation.name_fr, Organisation.name_en)
    turn = case((Organisation.key == "mmeia", 0), (Organisation.key == "iom", 1), else_=2)
    return connection.execute(select(*columns).order_by(turn, Organisation.name_fr)).all()


def screens(connection: Connection) -> tuple[str, ...]:
    """What the projector can show, in order: the opening, a screen a priority, the decisions."""
    numbers = connection.scalars(select(Priority.number).order_by(Priority.number))
    return (OPENING, *(f"priority-{number}" for number in numbers), DECISIONS)


def draft_agenda(activities: Sourced, decided: Sourced, *, data: Sequence[Point] = ()) -> list[Point]:
    """What a session should speak of: open decisions first, each priority with something late, pending or due soon,
    the state of the data, then the next date. Editors change it as they like.
    """
    open_ones = [row for row in decided.rows.itertuples() if row.outcome is None]
    numbers = sorted({row.priority_number for row in activities.rows.itertuples()})
    points = [_point(None, _follow_up_words(open_ones))] if open_ones else []
    points += [point for number in numbers if (point := _of_one(number, activities, open_ones))]
    next_date = _point(None, {one: text("Date of the next joint review", one) for one in LANGUAGES})
    return [*points, *data, next_date]


def drafted(connection: Connection, *, reading: Reading) -> list[Point]:
    """The agenda that the rows known at the reading suggest."""
    found = (query(connection, reading=reading) for query in (roadmap.activities, reviews.decisions))
    return draft_agenda(*found, data=_of_data(connection, reading))


def _of_data(connection: Connection, reading: Reading) -> list[Point]:
    """What is missing, late or contradictory, in one point; none where nothing is."""
    score = quality_score.score(connection, reading=reading)
    gaps = {share.name: share.whole - share.good for share in score.shares}
    if not any(gaps.get(name) for name in quality_words.SPOKEN_OF):
        return []
    return [_point(None, {one: quality_words.agenda(score, gaps, one) for one in LANGUAGES})]


def _review(connection: Connection, reading: Reading, number: int) -> Any:
    columns = (
        Review.id, Review.number, Review.title_fr, Review.title_en, Review.held_on, Review.place, Review.status,
        Review.summary_fr, Review.summary_en, Review.version, Source.key.label("source_key"),
        Source.kind.label("source_kind"),
    )  # fmt: skip
    wanted = select(*columns).join(Source, Source.id == Review.source_id)
    found = connection.execute(wanted.where(Review.number == number, in_scope(Source.kind, reading))).one_or_none()
    if found is None:
        raise EntryRefused("There is no joint review no. {review}.", field="review", review=str(number))
    return found


def _organisation(column: Any) -> tuple[Any, ...]:
    return (column, Organisation.key.label("owner_key"), Organisation.kind.label("owner_kind"),
            Organisation.acronym.label("owner_acronym"), Organisation.name_fr.label("owner_fr"),
            Organisation.name_en.label("owner_en"))  # fmt: skip


def _of_priority(table: Any) -> tuple[Any, ...]:
    return (table.priority_id, Priority.number.label("priority_number"))


def _entered(table: Any, review_id: int, *columns: Any) -> Any:
    """The rows in force of a review, in their order, whatever they are about."""
    kept = [column for column in columns if column.key not in ("organisation_id", "owner_id", "priority_id")]
    wanted = select(table.id.label("version"), table.number, table.text_fr, table.text_en, table.only_in, *kept)
    for column in columns:
        if column.key in ("organisation_id", "owner_id"):
            wanted = wanted.join(Organisation, Organisation.id == column)
        if column.key == "priority_id":
            wanted = wanted.outerjoin(Priority, Priority.id == column)
    turn = (table.place, table.number) if table is AgendaItem else (table.number,)
    return wanted.where(table.review_id == review_id, table.superseded_at.is_(None)).order_by(*turn)


def _earlier(connection: Connection, review: Any, previous: Any | None) -> Sequence[Any]:
    """What was open when the review was held, or answered since the one before; later answers are not of this review.

    `version` is that of the last follow-up, 0 when nothing was said yet.
    """
    own = DecisionFollowUp.review_id == review.id
    known = or_(DecisionFollowUp.recorded_at <= _end(review.held_on), own)
    last = (
        select(DecisionFollowUp.decision_id, func.max(DecisionFollowUp.id).label("last_id"))
        .where(known)
        .group_by(DecisionFollowUp.decision_id)
        .subquery()
    )
    told = DecisionFollowUp
    since = told.recorded_at > _end(previous.held_on) if previous else true()
    return connection.execute(
        select(Review.number.label("review_number"), Review.held_on.label("decided_on"), Decision.number,
               Decision.text_fr, Decision.text_en, Decision.only_in, *_organisation(Decision.owner_id)[1:],
               Priority.number.label("priority_number"), Decision.due_on, told.outcome, told.note_fr, told.note_en,
               func.coalesce(told.id, 0).label("version"))
        .join(Review, Review.id == Decision.review_id)
        .join(Source, Source.id == Review.source_id)
        .join(Organisation, Organisation.id == Decision.owner_id)
        .outerjoin(Priority, Priority.id == Decision.priority_id)
        .outerjoin(last, last.c.decision_id == Decision.id)
        .outerjoin(told, told.id == last.c.last_id)
        .where(Decision.superseded_at.is_(None), _before(review), or_(told.id.is_(None), own, since))
        .order_by(Review.held_on, Review.number, Decision.number)
    ).all()  # fmt: skip


def _end(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.max, tzinfo=dt.UTC)


def _before(review: Any) -> Any:
    """Reviews that came earlier, among those of the same kind: fictitious ones never meet real ones."""
    is_fictitious = review.source_kind == "demonstration"
    family = Source.kind == "demonstration" if is_fictitious else Source.kind != "demonstration"
    earlier = or_(Review.held_on < review.held_on, and_(Review.held_on == review.held_on, Review.id < review.id))
    return and_(family, Review.status != "planned", earlier)


def _previous(connection: Connection, review: Any) -> Any | None:
    frozen = select(func.max(ReviewPack.frozen_at)).where(ReviewPack.review_id == Review.id, Review.status == "signed")
    wanted = (
        select(Review.number, Review.held_on, frozen.scalar_subquery().label("frozen_at"))
        .join(Source, Source.id == Review.source_id)
        .where(_before(review))
    )
    return connection.execute(wanted.order_by(Review.held_on.desc(), Review.id.desc()).limit(1)).one_or_none()


def _of_one(number: int, activities: Sourced, open_ones: Iterable[Any]) -> Point | None:
    rows = [row for row in activities.rows.itertuples() if row.priority_number == number]
    until = activities.reading.day + dt.timedelta(days=NEXT_DAYS)
    counts = (
        sum(row.status == "late" or bool(row.days_late) for row in rows),
        sum(row.declared_pct is not None for row in rows),
        sum(row.status != "done" and activities.reading.day <= row.due_on <= until for row in rows),
        sum(row.priority_number == number for row in open_ones),
    )
    return _point(number, {one: _why(counts, one) for one in LANGUAGES}) if any(counts) else None


def _why(counts: tuple[int, int, int, int], language: Language) -> str:
    late, pending, due, undecided = counts
    words = (
        text("{count} activity late", "{count} activities late", language=language, count=late) if late else "",
        text("{count} report to answer", "{count} reports to answer", language=language, count=pending)
        if pending else "",
        text("{count} activity due within {days} days", "{count} activities due within {days} days",
             language=language, count=due, days=NEXT_DAYS) if due else "",
        text("{count} open decision", "{count} open decisions", language=language, count=undecided)
        if undecided else "",
    )  # fmt: skip
    return text("; ", language).join(part for part in words if part)


def _follow_up_words(open_ones: Sequence[Any]) -> dict[Language, str]:
    one, many = "Follow-up of {count} earlier decision", "Follow-up of {count} earlier decisions"
    return {spoken: text(one, many, language=spoken, count=len(open_ones)) for spoken in LANGUAGES}


def _point(priority: int | None, words: dict[Language, str]) -> Point:
    return Point(priority, words["fr"], words["en"])
