"""What the dashboard keeps of itself: the number of its data, and what an administrator chose."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import Base, short

APPLICATION_ID = 0x4D4D4F49  # "MMOI", written into the SQLite file so that a stranger's file is refused


class DataVersion(Base):
    """One row, whose number moves with every write: caches are keyed on it."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    changed_at: Mapped[dt.datetime]


class Setting(Base):
    """What an administrator chose in place of a default; earlier choices are events."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(short(), primary_key=True)
    value: Mapped[str]  # JSON
    changed_at: Mapped[dt.datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
