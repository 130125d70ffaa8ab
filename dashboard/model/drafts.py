"""Files on their way in, until they are accepted or abandoned, and the answers remembered for the next ones."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import SIDES, WRITTEN_IN, Base, one_of, short

DRAFT_STATUSES = (
    "reading", "questions", "faulty", "ready", "proposed", "accepted", "returned", "abandoned", "interrupted",
    "refused",
)  # fmt: skip


class ImportDraft(Base):
    """A file that was dropped, until it is accepted or abandoned: its content then leaves, what was said of it stays.

    Nothing of a draft is on any page but those of editors.
    """

    __tablename__ = "import_draft"
    __table_args__ = (
        one_of("status", DRAFT_STATUSES),
        one_of("side", SIDES),
        one_of("source_kind", ("register", "report")),
        one_of("spoken", WRITTEN_IN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(short(64), index=True)
    size: Mapped[int]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(short(20))
    version: Mapped[int]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    side: Mapped[str] = mapped_column(short(20))
    spoken: Mapped[str] = mapped_column(short(2))  # the language of what its author typed in the file
    dropped_at: Mapped[dt.datetime] = mapped_column(index=True)
    changed_at: Mapped[dt.datetime]
    answers: Mapped[str]  # JSON, as all that follows but the names, the words and the bytes
    mapping: Mapped[str | None]
    outcome: Mapped[str | None]
    refusal: Mapped[str | None]  # why it cannot be read: key of a text, and its holes
    rows: Mapped[bytes | None] = mapped_column(LargeBinary)  # CSV, compressed
    issues: Mapped[bytes | None] = mapped_column(LargeBinary)
    is_valid_only: Mapped[bool]  # the faulty rows are left out
    source_title_fr: Mapped[str | None]
    source_title_en: Mapped[str | None]
    source_publisher: Mapped[str | None]
    source_published_on: Mapped[dt.date | None]
    source_kind: Mapped[str | None] = mapped_column(short(20))
    reason: Mapped[str | None]  # why it replaces what stands
    compared: Mapped[str | None]  # what would change, and the data version at which that was so
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    proposed_at: Mapped[dt.datetime | None]
    return_reason: Mapped[str | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))


class ImportMapping(Base):
    """Answers given for a shape of file, under a name, for the next file of that shape."""

    __tablename__ = "import_mapping"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(short(120), unique=True)
    signature: Mapped[str]
    answers: Mapped[str]  # JSON
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    changed_at: Mapped[dt.datetime]
