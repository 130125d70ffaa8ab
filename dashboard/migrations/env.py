"""Run by Alembic at each step, on the connection it was given."""

from __future__ import annotations

from alembic import context

from dashboard.model import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
