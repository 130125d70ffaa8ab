"""Files that people bring: kept while they are read and answered, accepted as a batch, withdrawn as a whole."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from dashboard.migrations import reporting
from dashboard.model import UTCDateTime

revision = "imports"
down_revision = "administration"

KINDS = "kind IN ('published', 'demonstration', 'import', 'withdrawal', 'restoration')"
SIDES = "IN ('ministry', 'iom')"
BROUGHT = ("figure", "activity_version", "progress_report")
BATCH_COLUMNS: tuple[tuple[str, Any], ...] = (
    ("loads", sa.String(length=20)),
    ("added", sa.Integer()),
    ("superseded", sa.Integer()),
    ("unchanged", sa.Integer()),
    ("left_out", sa.Integer()),
    ("account_id", sa.Integer()),
    ("side", sa.String(length=20)),
    ("accepted_by_id", sa.Integer()),
    ("accepted_side", sa.String(length=20)),
    ("mapping", sa.Text()),
    ("reason", sa.Text()),
    ("note_fr", sa.Text()),
    ("note_en", sa.Text()),
    ("original_id", sa.Integer()),
    ("withdrawal_by_id", sa.Integer()),
    ("withdrawal_side", sa.String(length=20)),
    ("withdrawal_reason", sa.Text()),
    ("withdrawal_asked_at", UTCDateTime()),
    ("withdrawn_at", UTCDateTime()),
    ("withdrawn_by_id", sa.Integer()),
)
BATCH_CHECKS = (
    ("kind_known", KINDS),
    ("loads_known", "loads IN ('cells', 'figures', 'progress', 'activities')"),
    ("side_known", f"side {SIDES}"),
    ("accepted_side_known", f"accepted_side {SIDES}"),
    ("withdrawal_side_known", f"withdrawal_side {SIDES}"),
    ("withdrawal_has_reason", "withdrawn_at IS NULL OR withdrawal_reason IS NOT NULL"),
)
PEOPLE = ("account_id", "accepted_by_id", "withdrawal_by_id", "withdrawn_by_id")
STATUSES = (
    "status IN ('reading', 'questions', 'faulty', 'ready', 'proposed', 'accepted', 'returned', 'abandoned', "
    "'interrupted', 'refused')"
)


def upgrade() -> None:
    reporting.drop(op.get_bind())
    _batches()
    for table in BROUGHT:
        _brought(table)
    _drafts()
    _mappings()
    reporting.create(op.get_bind())


def _batches() -> None:
    with op.batch_alter_table("batch") as table:
        for name, kind in BATCH_COLUMNS:
            table.add_column(sa.Column(name, kind, nullable=True))
        table.drop_constraint(op.f("ck_batch_kind_known"), type_="check")
        for name, rule in BATCH_CHECKS:
            table.create_check_constraint(op.f(f"ck_batch_{name}"), rule)
        for name in PEOPLE:
            table.create_foreign_key(op.f(f"fk_batch_{name}"), "account", [name], ["id"], ondelete="SET NULL")
        table.create_foreign_key(op.f("fk_batch_original_id"), "batch", ["original_id"], ["id"])
    op.create_index(op.f("ix_batch_original_id"), "batch", ["original_id"])


def _brought(table: str) -> None:
    """Said in one order that both engines know: SQLite would otherwise make the whole table anew."""
    reference = f"CONSTRAINT fk_{table}_batch_id REFERENCES batch (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN batch_id INTEGER {reference}")


def _person(name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], ["account.id"], name=op.f(f"fk_import_draft_{name}"), ondelete="SET NULL")


def _drafts() -> None:
    op.create_table(
        "import_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("spoken", sa.String(length=2), nullable=False),
        sa.Column("dropped_at", UTCDateTime(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("rows", sa.LargeBinary(), nullable=True),
        sa.Column("issues", sa.LargeBinary(), nullable=True),
        sa.Column("is_valid_only", sa.Boolean(), nullable=False),
        sa.Column("source_title_fr", sa.Text(), nullable=True),
        sa.Column("source_title_en", sa.Text(), nullable=True),
        sa.Column("source_publisher", sa.Text(), nullable=True),
        sa.Column("source_published_on", sa.Date(), nullable=True),
        sa.Column("source_kind", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("compared", sa.Text(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", UTCDateTime(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        _person("account_id"),
        _person("proposed_by_id"),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_import_draft_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_draft")),
        sa.CheckConstraint(STATUSES, name=op.f("ck_import_draft_status_known")),
        sa.CheckConstraint(f"side {SIDES}", name=op.f("ck_import_draft_side_known")),
        sa.CheckConstraint("source_kind IN ('register', 'report')", name=op.f("ck_import_draft_source_kind_known")),
        sa.CheckConstraint("spoken IN ('fr', 'en')", name=op.f("ck_import_draft_spoken_known")),
    )
    op.create_index(op.f("ix_import_draft_sha256"), "import_draft", ["sha256"])
    op.create_index(op.f("ix_import_draft_dropped_at"), "import_draft", ["dropped_at"])


def _mappings() -> None:
    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_import_mapping_account_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint("name", name=op.f("uq_import_mapping_name")),
    )
