"""Who may come in: accounts, their roles, the browsers that signed in, the attempts that failed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import SIDES, Base, one_of, short

ROLES = ("reader", "ministry_editor", "iom_editor", "communications", "protection", "administrator")


class Account(Base):
    """A person's access: one side, one or more roles. It is closed, never deleted, unless it is a demonstration."""

    __tablename__ = "account"
    __table_args__ = (one_of("side", SIDES),)
    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(short(120), unique=True)
    display_name: Mapped[str]
    side: Mapped[str | None] = mapped_column(short(20))
    is_active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[dt.datetime]
    password_hash: Mapped[str | None]  # nothing when a provider, or a click on the demonstration, signs it in
    is_password_temporary: Mapped[bool] = mapped_column(server_default=text("false"))  # somebody else has seen it
    subject: Mapped[str | None] = mapped_column(unique=True)  # a provider's issuer and its subject, a space between
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))  # the demonstration set it belongs to


class AccountRole(Base):
    __tablename__ = "account_role"
    __table_args__ = (one_of("role", ROLES),)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(short(20), primary_key=True)


class AccountSession(Base):
    """One browser that signed in. It holds the token; here is only its SHA-256."""

    __tablename__ = "account_session"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(short(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]


class SignInFailure(Base):
    """Attempts that failed for one login or from one address, both kept as SHA-256: some type a password as login."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        one_of("kind", ("login", "address")),
        CheckConstraint("count >= 0", name="count_not_negative"),
    )
    kind: Mapped[str] = mapped_column(short(20), primary_key=True)
    key_sha256: Mapped[str] = mapped_column(short(64), primary_key=True)
    count: Mapped[int]
    latest_at: Mapped[dt.datetime]
