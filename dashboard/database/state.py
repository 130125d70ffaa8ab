"""Is the database there, ours, sound and of this version? Asked before anything is read or written."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from dashboard import migrations, model
from dashboard.database import failures, opening
from dashboard.database.address import address, is_file

NETWORK = {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "afs", "ceph", "glusterfs", "davfs"}
CHECK_S = 3
COUNTED = (model.Source, model.Figure, model.Tally, model.Activity, model.ProgressReport, model.Review, model.Batch)


@dataclass(frozen=True)
class Status:
    """What `database status` prints. `revision` is nothing when the database is empty."""

    address: str  # without the password
    revision: str | None
    revision_needed: str
    data_version: int | None
    changed_at: dt.datetime | None
    counts: dict[str, int]
    has_demonstration: bool


def check(url: str | sa.URL) -> None:
    """Return when the database can be used; else raise what people must know, having changed nothing."""
    where = address(url)
    if is_file(where):
        check_file(Path(str(where.database)))
    with one_use(where) as engine, opening.for_reading(engine) as connection:
        check_revision(connection)


def check_file(path: Path) -> None:
    """Refuse a file that is missing, empty, foreign, damaged, on a network share or not ours to write."""
    opening.identity(str(path))
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise failures.read_only()
    if filesystem_of(path) in NETWORK:
        raise failures.network_share()
    try:
        with closing(opening.open_file(path)) as opened:
            opening.refuse_foreign(opened)
            if not is_sound(opened):
                raise failures.damaged()
    except sqlite3.DatabaseError as error:
        raise failures.told_as(error) or failures.damaged() from None


def is_sound(opened: sqlite3.Connection) -> bool:
    """Whether nothing damaged was found in three seconds, which see some 200 MB; a copy is checked to its end."""
    until = time.monotonic() + CHECK_S
    opened.set_progress_handler(lambda: time.monotonic() > until, opening.STEPS_BETWEEN_LOOKS)
    try:
        return bool(opened.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return True
        raise


def filesystem_of(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """The kind of file system a path is on; '' where the system does not tell."""
    if not mounts.exists():
        return ""
    lines = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    over = [(point, kind) for _, point, kind, *_ in lines if path.resolve().is_relative_to(point)]
    return max(over, key=lambda mount: len(mount[0]), default=("", ""))[1]


def check_revision(connection: sa.Connection) -> None:
    """Refuse an empty database, another program's, an older one, a newer one."""
    tables = sa.inspect(connection).get_table_names()
    if not tables:
        raise failures.missing()
    found = migrations.revision(connection) if "alembic_version" in tables else None
    if found is None:
        raise failures.foreign()
    if not migrations.is_known(found):
        raise failures.too_new(found)
    if found != migrations.head():
        raise failures.outdated()


def status(url: str | sa.URL) -> Status:
    """What is in the database, whatever its version."""
    where = address(url)
    with one_use(where) as engine, opening.for_reading(engine) as connection:
        tables = set(sa.inspect(connection).get_table_names())
        revision = migrations.revision(connection)
        version = connection.execute(sa.select(model.DataVersion)).one() if "data_version" in tables else None
        return Status(
            address=where.render_as_string(hide_password=True),
            revision=revision,
            revision_needed=migrations.head(),
            data_version=version.number if version else None,
            changed_at=version.changed_at if version else None,
            counts={m.__tablename__: _count(connection, m) for m in COUNTED if m.__tablename__ in tables},
            has_demonstration="source" in tables and _has_demonstration(connection),
        )


def _count(connection: sa.Connection, table: type[model.Base]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _has_demonstration(connection: sa.Connection) -> bool:
    return bool(connection.scalar(sa.select(sa.exists().where(model.Source.kind == "demonstration"))))


@contextmanager
def one_use(where: str | sa.URL, *, foreign_keys: bool = True) -> Iterator[sa.Engine]:
    """An engine for one piece of work, closed after it."""
    engine = opening.connect(where, foreign_keys=foreign_keys)
    try:
        yield engine
    finally:
        engine.dispose()
