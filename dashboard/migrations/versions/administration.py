"""A password that its owner has yet to replace; small counts are told from the number that was chosen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dashboard.migrations import reporting

revision = "administration"
down_revision = "reviews"


def upgrade() -> None:
    reporting.drop(op.get_bind())
    temporary: sa.Column[bool] = sa.Column(
        "is_password_temporary", sa.Boolean(), server_default=sa.text("false"), nullable=False
    )
    op.add_column("account", temporary)
    reporting.create(op.get_bind())
