"""The migrations make the tables that the model describes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dashboard import database, migrations
from dashboard.model import Base


def test_a_change_of_the_model_needs_a_migration(connection: sa.Connection) -> None:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    assert compare_metadata(context, Base.metadata) == []


def test_checks_of_the_model_are_in_the_database(connection: sa.Connection) -> None:
    there = sa.inspect(connection)
    for table in Base.metadata.sorted_tables:
        described = {c.name for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        assert {check["name"] for check in there.get_check_constraints(table.name)} == described, table.name


def test_keys_of_wide_tables_are_the_table_itself_on_sqlite(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        made = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE sql LIKE '%WITHOUT ROWID%'").scalars()
        assert set(made) == {"tally", "tally_sum", "tally_change"}


def test_a_new_database_is_at_the_version_the_program_needs(url: sa.URL) -> None:
    assert database.status(url).revision == migrations.head()
    database.check(url)
