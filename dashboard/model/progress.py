"""How far activities are: what one side declared, and what the other answered."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import SIDES, Appended, Base, one_of, short


class ProgressReport(Appended, Base):
    """What one side declared about an activity on a day; it counts once the other side accepted it."""

    __tablename__ = "progress_report"
    __table_args__ = (
        one_of("side", SIDES),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_range"),
        CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"),
        UniqueConstraint("id", "side"),
        Index("ix_progress_report_activity_id_declared_on", "activity_id", "declared_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    side: Mapped[str] = mapped_column(short(20))
    declared_on: Mapped[dt.date]
    percent: Mapped[float]
    milestone_number: Mapped[int | None]  # the step this report says was reached
    comment_fr: Mapped[str | None]
    comment_en: Mapped[str | None]
    evidence: Mapped[str | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("progress_report.id"))


class Verdict(Base):
    """The other side's answer to a report: accepted, or returned with a reason. Nobody answers their own side."""

    __tablename__ = "verdict"
    __table_args__ = (
        one_of("outcome", ("accepted", "returned")),
        one_of("side", SIDES),
        CheckConstraint("side <> declaring_side", name="other_side"),
        CheckConstraint("outcome = 'accepted' OR reason IS NOT NULL", name="returned_has_reason"),
        ForeignKeyConstraint(
            ["report_id", "declaring_side"], ["progress_report.id", "progress_report.side"], ondelete="CASCADE"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(unique=True)
    declaring_side: Mapped[str] = mapped_column(short(20))
    side: Mapped[str] = mapped_column(short(20))
    outcome: Mapped[str] = mapped_column(short(20))
    reason: Mapped[str | None]
    decided_at: Mapped[dt.datetime]
