"""What came in together, was taken out again, or was put back."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import SIDES, Base, one_of, short

BATCH_KINDS = ("published", "demonstration", "import", "withdrawal", "restoration")
LOADS = ("cells", "figures", "progress", "activities")
"""What the rows of a file become."""


class Batch(Base):
    """What came in together: one file or one run of the loader or the generator.

    A withdrawal takes out what an import brought; a restoration puts back, under the source of an earlier batch, what
    that import had superseded.
    """

    __tablename__ = "batch"
    __table_args__ = (
        one_of("kind", BATCH_KINDS),
        one_of("loads", LOADS),
        one_of("side", SIDES),
        one_of("accepted_side", SIDES),
        one_of("withdrawal_side", SIDES),
        CheckConstraint("withdrawn_at IS NULL OR withdrawal_reason IS NOT NULL", name="withdrawal_has_reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    kind: Mapped[str] = mapped_column(short(20))
    file_name: Mapped[str | None]
    sha256: Mapped[str | None] = mapped_column(short(64))
    row_count: Mapped[int] = mapped_column(CheckConstraint("row_count >= 0", name="row_count_not_negative"))
    recorded_at: Mapped[dt.datetime] = mapped_column(index=True)
    loads: Mapped[str | None] = mapped_column(short(20))
    added: Mapped[int | None]  # rows that were new, that replaced others, that stood already
    superseded: Mapped[int | None]
    unchanged: Mapped[int | None]
    left_out: Mapped[int | None]  # faulty rows, when only the valid ones were accepted
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # who brought it
    side: Mapped[str | None] = mapped_column(short(20))
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    accepted_side: Mapped[str | None] = mapped_column(short(20))
    mapping: Mapped[str | None]  # name of the remembered answers it was read with
    reason: Mapped[str | None]  # why it replaces what stood there
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    original_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)  # taken out, or put back
    withdrawal_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # who asked
    withdrawal_side: Mapped[str | None] = mapped_column(short(20))
    withdrawal_reason: Mapped[str | None]
    withdrawal_asked_at: Mapped[dt.datetime | None]
    withdrawn_at: Mapped[dt.datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # who agreed
