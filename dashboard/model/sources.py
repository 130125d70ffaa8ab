"""Who said it: every document, register and demonstration set that a number may come from."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import DATE_STATUSES, Base, one_of, short

SOURCE_KINDS = ("article", "press", "report", "register", "demonstration")


class Source(Base):
    """Who said it: one document, register or demonstration set."""

    __tablename__ = "source"
    __table_args__ = (one_of("kind", SOURCE_KINDS), one_of("date_status", DATE_STATUSES))
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    title_fr: Mapped[str]
    title_en: Mapped[str]
    publisher: Mapped[str]
    published_on: Mapped[dt.date | None]  # last day of the period when only a month or a year is printed
    date_printed: Mapped[str | None]  # as the document gives it: "2025-04", "2023"
    date_status: Mapped[str] = mapped_column(short(20))
    reference: Mapped[str | None]  # address or shelf mark; shown as text, never fetched
    kind: Mapped[str] = mapped_column(short(20))
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    laid_out_on: Mapped[dt.date | None]  # demonstration only: the day its dates are laid out around
