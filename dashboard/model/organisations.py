"""Institutions that act: the ministry, IOM and their partners."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import Base, one_of, short

ORGANISATION_KINDS = ("ministry", "iom", "partner")


class Organisation(Base):
    __tablename__ = "organisation"
    __table_args__ = (one_of("kind", ORGANISATION_KINDS),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    acronym: Mapped[str | None] = mapped_column(short(20))
    name_fr: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str] = mapped_column(short(20))
    role_fr: Mapped[str | None]  # what the articles say of it
    role_en: Mapped[str | None]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
