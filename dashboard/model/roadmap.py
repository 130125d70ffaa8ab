"""The nine announced priorities, the eleven printed phrases, and the ways to read these as those."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import Base, one_of, short


class Priority(Base):
    """One of the nine announced priorities; the grouping of printed phrases is data."""

    __tablename__ = "priority"
    __table_args__ = (one_of("grouping_status", ("provisional", "official")),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    grouping_status: Mapped[str] = mapped_column(short(20))


class RoadmapPhrase(Base):
    """One of the eleven phrases the article prints, in its order."""

    __tablename__ = "roadmap_phrase"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quote: Mapped[str]
    introduced_by: Mapped[str]
    priority_id: Mapped[int | None] = mapped_column(ForeignKey("priority.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]


class RoadmapReading(Base):
    """One way to group the eleven phrases; an interpretation until the signed text is at hand."""

    __tablename__ = "roadmap_reading"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    note_fr: Mapped[str]
    note_en: Mapped[str]
    is_in_force: Mapped[bool]


class ReadingPhrase(Base):
    """Which number a phrase has under a reading."""

    __tablename__ = "reading_phrase"
    reading_id: Mapped[int] = mapped_column(ForeignKey("roadmap_reading.id", ondelete="CASCADE"), primary_key=True)
    phrase_number: Mapped[int] = mapped_column(ForeignKey("roadmap_phrase.number"), primary_key=True)
    group_number: Mapped[int]
