"""What a joint review needs to be held and signed: who sits there, what is said, what is frozen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dashboard.migrations import reporting
from dashboard.model import UTCDateTime

revision = "reviews"
down_revision = "accounts"


def upgrade() -> None:
    reporting.drop(op.get_bind())
    op.add_column("review", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False))
    _entered("participant", _column("organisation_id", "organisation", nullable=False))
    _entered("agenda_item", sa.Column("place", sa.Integer(), nullable=False), _column("priority_id", "priority"))
    _entered(
        "remark", sa.Column("side", sa.String(length=20), nullable=False), _column("priority_id", "priority"), _side()
    )
    _position()
    _packs()
    _decisions()
    _signatures()
    reporting.create(op.get_bind())


def _side() -> sa.CheckConstraint:
    return sa.CheckConstraint("side IN ('ministry', 'iom')", name=op.f("ck_remark_side_known"))


def _column(name: str, table: str, *, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id", name=name), nullable=nullable)


def _account(table: str) -> sa.Column[int]:
    name = op.f(f"fk_{table}_account_id")
    return sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id", name=name, ondelete="SET NULL"))


def _review(table: str) -> sa.Column[int]:
    name = op.f(f"fk_{table}_review_id")
    return sa.Column(
        "review_id", sa.Integer(), sa.ForeignKey("review.id", name=name, ondelete="CASCADE"), nullable=False
    )


def _only_in(table: str) -> sa.CheckConstraint:
    return sa.CheckConstraint("only_in IN ('fr', 'en')", name=op.f(f"ck_{table}_only_in_known"))


def _entered(table: str, *own: sa.Column[int] | sa.Column[str] | sa.CheckConstraint) -> None:
    """What people enter at a review: numbered, in both languages or one, corrected by new rows."""
    for column in own:
        for key in column.foreign_keys if isinstance(column, sa.Column) else ():
            key.name = op.f(f"fk_{table}_{key.name}")
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        _review(table),
        sa.Column("number", sa.Integer(), nullable=False),
        *own,
        sa.Column("text_fr", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("only_in", sa.String(length=2), nullable=True),
        _account(table),
        sa.Column("supersedes_id", sa.Integer(), sa.ForeignKey(f"{table}.id", name=op.f(f"fk_{table}_supersedes_id"))),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("superseded_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        _only_in(table),
    )
    op.create_index(op.f(f"ix_{table}_review_id"), table, ["review_id"])
    op.create_index(op.f(f"ix_{table}_recorded_at"), table, ["recorded_at"])
    _live_number(table)


def _live_number(table: str) -> None:
    in_force = sa.text("superseded_at IS NULL")
    op.create_index(f"uq_{table}_live", table, ["review_id", "number"], unique=True, sqlite_where=in_force,
                    postgresql_where=in_force)  # fmt: skip


def _position() -> None:
    op.create_table(
        "presenter_position",
        _review("presenter_position"),
        sa.Column("screen", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("moved_at", UTCDateTime(), nullable=False),
        _account("presenter_position"),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_presenter_position")),
    )


def _packs() -> None:
    op.create_table(
        "review_pack",
        sa.Column("id", sa.Integer(), nullable=False),
        _review("review_pack"),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("frozen_at", UTCDateTime(), nullable=False),
        _account("review_pack"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_pack")),
    )
    op.create_index(op.f("ix_review_pack_review_id"), "review_pack", ["review_id"])


def _decisions() -> None:
    """Reworded by new rows; a follow-up says in which review it was told."""
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("only_in", sa.String(length=2), nullable=True))
        table.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("supersedes_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("superseded_at", UTCDateTime(), nullable=True))
        table.add_column(sa.Column("reason", sa.Text(), nullable=True))
        table.drop_constraint(op.f("uq_decision_review_id_number"), type_="unique")
        table.create_check_constraint(op.f("ck_decision_only_in_known"), "only_in IN ('fr', 'en')")
        table.create_foreign_key(op.f("fk_decision_account_id"), "account", ["account_id"], ["id"], ondelete="SET NULL")
        table.create_foreign_key(op.f("fk_decision_supersedes_id"), "decision", ["supersedes_id"], ["id"])
    op.create_index(op.f("ix_decision_recorded_at"), "decision", ["recorded_at"])
    _live_number("decision")
    with op.batch_alter_table("decision_follow_up") as table:
        table.add_column(sa.Column("review_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_decision_follow_up_review_id"), "review", ["review_id"], ["id"], ondelete="CASCADE"
        )
        table.create_foreign_key(
            op.f("fk_decision_follow_up_account_id"), "account", ["account_id"], ["id"], ondelete="SET NULL"
        )


def _signatures() -> None:
    with op.batch_alter_table("signature") as table:
        table.add_column(sa.Column("pack_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        table.drop_constraint(op.f("uq_signature_review_id_side"), type_="unique")
        table.create_unique_constraint(op.f("uq_signature_pack_id_side"), ["pack_id", "side"])
        table.create_foreign_key(op.f("fk_signature_pack_id"), "review_pack", ["pack_id"], ["id"], ondelete="CASCADE")
        table.create_foreign_key(
            op.f("fk_signature_account_id"), "account", ["account_id"], ["id"], ondelete="SET NULL"
        )
