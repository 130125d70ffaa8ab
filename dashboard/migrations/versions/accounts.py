"""Passwords, sessions, delays after failures, settings, and writes that were done once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dashboard.model import UTCDateTime

revision = "accounts"
down_revision = "start"


def upgrade() -> None:
    accounts()
    events()
    sessions()
    failures()
    settings()
    requests()


def accounts() -> None:
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("password_hash", sa.Text(), nullable=True))
        table.add_column(sa.Column("subject", sa.Text(), nullable=True))
        table.add_column(sa.Column("source_id", sa.Integer(), nullable=True))
        table.create_unique_constraint(op.f("uq_account_subject"), ["subject"])
        table.create_foreign_key(op.f("fk_account_source_id"), "source", ["source_id"], ["id"])


def events() -> None:
    """What happened stays when the demonstration account that did it goes; its login is then still told."""
    with op.batch_alter_table("event") as table:
        table.add_column(sa.Column("login", sa.String(length=120), nullable=True))
        table.drop_constraint(op.f("fk_event_account_id"), type_="foreignkey")
        table.create_foreign_key(op.f("fk_event_account_id"), "account", ["account_id"], ["id"], ondelete="SET NULL")


def sessions() -> None:
    op.create_table(
        "account_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_session_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_session")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_account_session_token_sha256")),
    )
    op.create_index(op.f("ix_account_session_account_id"), "account_session", ["account_id"])


def failures() -> None:
    op.create_table(
        "sign_in_failure",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key_sha256", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("latest_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('login', 'address')", name=op.f("ck_sign_in_failure_kind_known")),
        sa.CheckConstraint("count >= 0", name=op.f("ck_sign_in_failure_count_not_negative")),
        sa.PrimaryKeyConstraint("kind", "key_sha256", name=op.f("pk_sign_in_failure")),
    )


def settings() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_setting_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
    )


def requests() -> None:
    op.create_table(
        "request_done",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_request_done_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_request_done")),
    )
    op.create_index(op.f("ix_request_done_done_at"), "request_done", ["done_at"])
