"""Joint reviews: who sits, the agenda, what was said and decided, what became of it, what was signed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import SIDES, WRITTEN_IN, Appended, Base, one_in_force, one_of, short

REVIEW_STATUSES = ("planned", "held", "signed")
FOLLOW_UPS = ("kept", "missed", "changed")


class Review(Base):
    """A joint review session of the two institutions."""

    __tablename__ = "review"
    __table_args__ = (one_of("status", REVIEW_STATUSES),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    title_fr: Mapped[str]
    title_en: Mapped[str]
    held_on: Mapped[dt.date]
    place: Mapped[str]
    status: Mapped[str] = mapped_column(short(20))
    summary_fr: Mapped[str | None]
    summary_en: Mapped[str | None]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    recorded_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(server_default=text("1"))  # moves when its date, place or words change


class Participant(Appended, Base):
    """Who sits at a review: an institution and a function, never a person's name."""

    __tablename__ = "participant"
    __table_args__ = (one_in_force("uq_participant_live", "review_id", "number"), one_of("only_in", WRITTEN_IN))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    text_fr: Mapped[str]
    text_en: Mapped[str]
    only_in: Mapped[str | None] = mapped_column(short(2))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))


class AgendaItem(Appended, Base):
    """A point of the agenda: a priority or a subject of its own; `place` is its turn."""

    __tablename__ = "agenda_item"
    __table_args__ = (one_in_force("uq_agenda_item_live", "review_id", "number"), one_of("only_in", WRITTEN_IN))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    place: Mapped[int]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    text_fr: Mapped[str]
    text_en: Mapped[str]
    only_in: Mapped[str | None] = mapped_column(short(2))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))


class Remark(Appended, Base):
    """What was said at a review and is to be kept, about a priority or about all of them."""

    __tablename__ = "remark"
    __table_args__ = (
        one_in_force("uq_remark_live", "review_id", "number"),
        one_of("only_in", WRITTEN_IN),
        one_of("side", SIDES),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    side: Mapped[str] = mapped_column(short(20))
    text_fr: Mapped[str]
    text_en: Mapped[str]
    only_in: Mapped[str | None] = mapped_column(short(2))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("remark.id"))


class Decision(Appended, Base):
    """What a review decided: text, owner, due date. Reworded by new rows until the review is signed."""

    __tablename__ = "decision"
    __table_args__ = (one_in_force("uq_decision_live", "review_id", "number"), one_of("only_in", WRITTEN_IN))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    text_fr: Mapped[str]
    text_en: Mapped[str]
    only_in: Mapped[str | None] = mapped_column(short(2))
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    due_on: Mapped[dt.date]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))


class DecisionFollowUp(Base):
    """What became of a decision; the latest row tells."""

    __tablename__ = "decision_follow_up"
    __table_args__ = (one_of("outcome", FOLLOW_UPS),)
    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[str] = mapped_column(short(20))
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    recorded_at: Mapped[dt.datetime]
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))  # where it was said
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class PresenterPosition(Base):
    """What the projector of a review shows: the one row that every screen of the session follows."""

    __tablename__ = "presenter_position"
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True)
    screen: Mapped[str] = mapped_column(short(20))
    version: Mapped[int]
    moved_at: Mapped[dt.datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class ReviewPack(Base):
    """What was frozen for signature: canonical JSON and its digest, never changed. The last one of a review counts."""

    __tablename__ = "review_pack"
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    content: Mapped[str]
    sha256: Mapped[str] = mapped_column(short(64))
    frozen_at: Mapped[dt.datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))


class Signature(Base):
    """One side's signature under a pack: its digest is what was signed."""

    __tablename__ = "signature"
    __table_args__ = (one_of("side", SIDES), UniqueConstraint("pack_id", "side"))
    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    pack_id: Mapped[int | None] = mapped_column(ForeignKey("review_pack.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    side: Mapped[str] = mapped_column(short(20))
    function_fr: Mapped[str]  # in what capacity, never a person's name
    function_en: Mapped[str]
    sha256: Mapped[str] = mapped_column(short(64))
    signed_at: Mapped[dt.datetime]
