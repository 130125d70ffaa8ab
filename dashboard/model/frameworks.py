"""Conventions, policies, plans and mechanisms, what they are made of, and what serves them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import DATE_STATUSES, Base, one_of, short

FRAMEWORK_KINDS = ("roadmap", "plan", "mechanism", "convention", "policy", "programme", "institution", "international")


class Framework(Base):
    """A convention, policy, plan or mechanism that activities serve."""

    __tablename__ = "framework"
    __table_args__ = (one_of("kind", FRAMEWORK_KINDS), one_of("date_status", DATE_STATUSES))
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]  # order on the page
    key: Mapped[str] = mapped_column(short(), unique=True)
    acronym: Mapped[str | None] = mapped_column(short(20))
    name_fr: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str] = mapped_column(short(20))
    what_fr: Mapped[str]
    what_en: Mapped[str]
    commits_fr: Mapped[str | None]
    commits_en: Mapped[str | None]
    unknown_fr: Mapped[str | None]  # what is not known
    unknown_en: Mapped[str | None]
    date_fr: Mapped[str | None]  # the date as a reader should see it, inferred ones said so
    date_en: Mapped[str | None]
    starts_on: Mapped[dt.date | None]
    date_status: Mapped[str] = mapped_column(short(20))
    quote: Mapped[str | None]
    in_matrix: Mapped[bool]  # a column of the matrix priorities × commitments
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))


class FrameworkItem(Base):
    """One axis, objective, aim or step of a framework."""

    __tablename__ = "framework_item"
    __table_args__ = (UniqueConstraint("framework_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), index=True)
    number: Mapped[int]
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))


class ActivityFrameworkItem(Base):
    """Which commitment an activity serves."""

    __tablename__ = "activity_framework_item"
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    framework_item_id: Mapped[int] = mapped_column(ForeignKey("framework_item.id"), primary_key=True)


class FrameworkIndicator(Base):
    """Which indicator tells about a framework."""

    __tablename__ = "framework_indicator"
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
