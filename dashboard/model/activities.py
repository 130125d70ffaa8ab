"""What will be done under each priority: activities, their agreed terms, their partners and dated steps."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import Appended, Base, one_in_force, short


class Activity(Base):
    """What will be done under a priority: the thing itself; its terms are versions."""

    __tablename__ = "activity"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    priority_id: Mapped[int] = mapped_column(ForeignKey("priority.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)


class ActivityVersion(Appended, Base):
    """The agreed terms of an activity: title, deliverable, owner, dates, weight."""

    __tablename__ = "activity_version"
    __table_args__ = (
        CheckConstraint("starts_on <= due_on", name="dates_in_order"),
        CheckConstraint("weight > 0", name="weight_positive"),
        CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"),
        one_in_force("uq_activity_version_live", "activity_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    title_fr: Mapped[str]
    title_en: Mapped[str]
    deliverable_fr: Mapped[str]
    deliverable_en: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    starts_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    weight: Mapped[float]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("activity_version.id"))


class ActivityPartner(Base):
    __tablename__ = "activity_partner"
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)


class Milestone(Appended, Base):
    """A dated step of an activity; `weight` is its share of the activity's plan."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("weight > 0", name="weight_positive"),
        CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"),
        one_in_force("uq_milestone_live", "activity_id", "number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    title_fr: Mapped[str]
    title_en: Mapped[str]
    due_on: Mapped[dt.date]
    weight: Mapped[float]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
