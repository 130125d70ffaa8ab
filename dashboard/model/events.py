"""What was done: by whom and when, for ever; and asked for under which key, so that it is done once."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import Base, short


class Event(Base):
    """Who did what, when: appended, never changed. `before` and `after` are JSON texts."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    happened_at: Mapped[dt.datetime] = mapped_column(index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    login: Mapped[str | None] = mapped_column(short(120))  # stays when a demonstration account is taken out
    side: Mapped[str | None] = mapped_column(short(20))
    action: Mapped[str] = mapped_column(short())
    object_kind: Mapped[str] = mapped_column(short())
    object_key: Mapped[str | None]
    reason: Mapped[str | None]
    before: Mapped[str | None]
    after: Mapped[str | None]


class RequestDone(Base):
    """A write that was asked for under a key of the browser: asked for again, it gives the first result."""

    __tablename__ = "request_done"
    key: Mapped[str] = mapped_column(short(), primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    action: Mapped[str] = mapped_column(short())
    result: Mapped[str]  # JSON
    done_at: Mapped[dt.datetime] = mapped_column(index=True)
