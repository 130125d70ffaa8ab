"""A database is made and brought up to date by explicit command only, whole or not at all."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from dashboard import migrations, model
from dashboard.database import failures, opening, sealing, state
from dashboard.database.address import address, address_of, embedded_path, is_configured, is_file
from dashboard.database.copies import backup
from dashboard.errors import DashboardError, DatabaseOutdated

ONE_AT_A_TIME = 0x4D4D4F49  # PostgreSQL's advisory lock for whoever changes the tables


def initialise(url: str | sa.URL) -> None:
    """Make all tables in a database that is not there yet, or is there and empty."""
    where = address(url)
    if is_file(where):
        make_file(Path(str(where.database)))
    with state.one_use(where) as engine:
        with opening.for_reading(engine) as connection:
            if sa.inspect(connection).get_table_names():
                raise DashboardError("This database is not empty: it was left as it is.")
        _migrate(engine)


def make_file(path: Path) -> None:
    """A file that is ours and has nothing in it, for its owner's eyes only; one with something in it is left alone.

    It takes its name when it is complete: a file that is there is never half made.
    """
    if path.exists() and path.stat().st_size:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    put_aside_remains(path)
    building = path.with_name(f"{path.name}.{os.getpid()}.new")
    building.unlink(missing_ok=True)
    os.close(os.open(building, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(building, isolation_level=None)) as opened:
        opened.execute(f"PRAGMA application_id={model.APPLICATION_ID}")
        opened.execute("PRAGMA journal_mode=WAL")
    building.replace(path)


def put_aside_remains(path: Path) -> None:
    """What a lost file leaves beside it would be replayed into a new one; it may help to recover the old one."""
    for ending in ("-wal", "-journal"):
        remains = path.with_name(path.name + ending)
        if remains.exists():
            remains.rename(path.with_name(f"{remains.name}.{_moment()}.left"))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)


def upgrade(url: str | sa.URL) -> list[str]:
    """Bring an older database to this version, a copy of a file made beside it first; the steps that were taken."""
    where = address(url)
    if is_file(where):
        state.check_file(Path(str(where.database)))
    with state.one_use(where, foreign_keys=False) as engine:
        with opening.for_reading(engine) as connection:
            try:
                state.check_revision(connection)
            except DatabaseOutdated:
                found = migrations.revision(connection)
            else:
                return []
        if is_file(where):
            backup(where, _copy_before(Path(str(where.database)), str(found)))
        return _migrate(engine)


def _copy_before(path: Path, revision: str) -> Path:
    return path.with_name(f"{path.stem}.before-{revision}.{_moment()}{path.suffix}{sealing.ending()}")


def _moment() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")


def _migrate(engine: sa.Engine) -> list[str]:
    """Every step in a transaction of its own, so that one that is killed leaves the database at the step before."""
    with opening.for_reading(engine) as connection:
        coming = migrations.steps_from(migrations.revision(connection))
    for name in coming:
        with engine.begin() as connection:
            _alone(connection)
            if name in migrations.steps_from(migrations.revision(connection)):
                migrations.step(connection, name)
            _refuse_orphans(connection)
    return coming


def _alone(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def _refuse_orphans(connection: sa.Connection) -> None:
    """SQLite rebuilds tables with its foreign keys off: what they hold is checked before the step counts."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise failures.damaged()


def ensure_embedded(fill: Callable[[sa.Engine], object] | None = None) -> bool:
    """Make the embedded database at the very first start, filled by `fill`; true when it was made now.

    It is built under another name and takes its own only when complete. A marker beside it remembers that it was made:
    one that vanishes later is told, never replaced in silence by an empty one.
    """
    path = embedded_path()
    marker = path.with_suffix(".made")
    if is_configured() or marker.exists():
        return False
    is_new = not path.exists() and _build(path, fill)
    marker.touch()
    return is_new


def _build(path: Path, fill: Callable[[sa.Engine], object] | None) -> bool:
    building = path.with_name(f"{path.stem}.{os.getpid()}.building")
    building.unlink(missing_ok=True)
    initialise(address_of(building))
    if fill:
        with state.one_use(address_of(building)) as engine:
            fill(engine)
    try:
        os.link(building, path)
    except FileExistsError:  # another process was quicker
        return False
    finally:
        building.unlink()
    return True
