"""The history of the tables, run step by step on a connection handed over; no settings file is needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

LOCATION = str(Path(__file__).parent)


def head() -> str:
    """The revision that this program needs."""
    return str(scripts().get_current_head())


def revision(connection: sa.Connection) -> str | None:
    """The revision the database stands at; nothing when it has no history of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known(name: str) -> bool:
    return name in {script.revision for script in scripts().walk_revisions()}


def steps_from(name: str | None) -> list[str]:
    """The revisions still to come after `name`, oldest first."""
    coming = scripts().iterate_revisions("head", name or "base")
    return [script.revision for script in coming if script.revision != name][::-1]


def step(connection: sa.Connection, name: str) -> None:
    """Take the database to revision `name`, inside the transaction of `connection`."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, name)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", LOCATION)
    config.set_main_option("path_separator", "os")
    return config


@cache
def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
