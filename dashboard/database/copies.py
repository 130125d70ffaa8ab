"""Copies of the whole database: made at one moment while others read and write, checked before they take their name.

A SQLite file is copied as a SQLite file, a PostgreSQL database by `pg_dump` into its own format. A copy holds all that
is protected in the database: it is for its owner's eyes only, and `sealing` encrypts it where the server names a key.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

import sqlalchemy as sa

from dashboard import migrations
from dashboard.database import client, failures, opening, sealing
from dashboard.database.address import address, embedded_path, is_file
from dashboard.errors import DashboardError

Step = Callable[[int, int], None]
"""Told how much is done, of how much; nothing is told where the whole is not known."""
ENDINGS: Final = {"sqlite": ".sqlite", "postgresql": ".dump"}
UNFINISHED: Final = ".unfinished"
PAGES: Final = 2000
"""Copied between two looks at how far a copy is: some 8 MB."""
STARTS: Final = {b"SQLite format 3\x00": "sqlite", b"PGDMP": "postgresql"}


@dataclass(frozen=True)
class Copy:
    """A file that was opened and read: of which engine, and where its tables stand."""

    engine: str
    revision: str


@dataclass(frozen=True)
class Listed:
    """A copy in a folder. `has_shrunk`: it is less than half of the one before, of the same engine."""

    name: str
    made_at: dt.datetime
    size: int
    has_shrunk: bool
    is_sealed: bool = False


def folder() -> Path:
    """Where copies are kept: `DASHBOARD_BACKUPS`, else beside the embedded database."""
    named = os.environ.get("DASHBOARD_BACKUPS")
    return Path(named).resolve() if named else embedded_path().parent / "backups"


def untold(_done: int, _of: int) -> None:
    """For whoever does not wait before a screen."""


def backup(url: str | sa.URL, path: Path, step: Step = untold) -> Copy:
    """A complete copy at one moment, while others read and write; a file that is there is never overwritten."""
    if path.exists():
        raise DashboardError("“{name}” exists already: it was left as it is.", name=path.name)
    where = address(url)
    unfinished = path.with_name(f"{path.name}{UNFINISHED}")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        made = (_sealed if sealing.is_wanted() else _in_clear)(where, unfinished, step)
        os.link(unfinished, path)
    finally:
        unfinished.unlink()
    return made


def _in_clear(where: sa.URL, target: Path, step: Step) -> Copy:
    copy_file(Path(str(where.database)), target, step) if is_file(where) else _dump(where, target)
    return examined(target)


def _sealed(where: sa.URL, target: Path, step: Step) -> Copy:
    """Checked before it is encrypted: nobody here can open it afterwards."""
    sealing.recipient()
    with sealing.private_folder(Path(str(where.database)).parent if is_file(where) else None) as folder:
        clear = folder / target.name.removesuffix(UNFINISHED)
        made = _in_clear(where, clear, step)
        sealing.seal(clear, target)
    return made


def copy_file(source: Path, target: Path, step: Step = untold) -> None:
    """One moment of a SQLite file, however long the copy takes and whoever writes meanwhile."""
    try:
        with closing(opening.open_file(source)) as read, closing(sqlite3.connect(target)) as written:
            opening.refuse_foreign(read)
            read.execute("BEGIN")
            read.execute("SELECT count(*) FROM sqlite_master").fetchone()
            read.backup(written, pages=PAGES, progress=lambda _code, left, of: step(of - left, of))
    except sqlite3.Error as error:
        raise failures.told_as(error) or failures.damaged() from None


def examined(path: Path) -> Copy:
    """What a copy is, read to its end; a file that is none, or is damaged, is refused."""
    with path.open("rb") as opened:
        start = opened.read(16)
    engine = next((name for known, name in STARTS.items() if start.startswith(known)), "")
    found = {"sqlite": _revision_in_file, "postgresql": _revision_in_dump}.get(engine, _none)(path)
    if not found:
        raise not_a_copy(path)
    return Copy(engine, found)


def listed(inside: Path) -> list[Listed]:
    """The copies of a folder, the latest first; what is not finished is none."""
    found = [path for path in inside.glob("*") if _ending(path) in ENDINGS.values() and path.is_file()]
    told: list[Listed] = []
    sizes: dict[str, int] = {}
    for path in sorted(found, key=lambda each: (each.stat().st_mtime, each.name)):
        state = path.stat()
        made_at = dt.datetime.fromtimestamp(state.st_mtime, dt.UTC)
        has_shrunk = 2 * state.st_size < sizes.get(_ending(path), 0)
        told.append(Listed(path.name, made_at, state.st_size, has_shrunk, sealing.is_sealed(path)))
        sizes[_ending(path)] = state.st_size
    return told[::-1]


def not_a_copy(path: Path) -> DashboardError:
    return DashboardError(
        "“{name}” is not a copy of this dashboard: nothing was changed. Choose a file that “database backup” made.",
        name=path.name.removesuffix(UNFINISHED),
    )


def broken(path: Path) -> DashboardError:
    return sealing.broken(path.name.removesuffix(UNFINISHED))


def _ending(path: Path) -> str:
    """Of the copy, encrypted or not."""
    return Path(path.name.removesuffix(sealing.ENDING)).suffix


def _none(_path: Path) -> str | None:
    return None


def _revision_in_file(path: Path) -> str | None:
    """Read as it lies: what a program left beside it would be part of it, and is not made where it is missing."""
    lies_alone = not path.with_name(f"{path.name}-wal").exists()
    uri = f"file:{quote(str(path.resolve()))}?mode=ro{'&immutable=1' if lies_alone else ''}"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as opened:
            if not opening.is_ours(opened):
                return None
            if opened.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise broken(path)
            return str(opened.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.Error, TypeError):
        raise broken(path) from None


def _revision_in_dump(path: Path) -> str | None:
    """The whole is read for its list of contents; the revision comes out of its table as `COPY` writes it."""
    contents = client.run("pg_restore", ["--list", str(path)], failed=broken(path))
    if " TABLE DATA public alembic_version " not in contents or " TABLE DATA public data_version " not in contents:
        return None
    rows = client.run(
        "pg_restore", ["--data-only", "--table=alembic_version", "--file=-", str(path)], failed=broken(path)
    )
    known = {script.revision for script in migrations.scripts().walk_revisions()}
    lines = rows.partition("COPY public.alembic_version")[2].splitlines()
    return next((line for line in lines if line in known), lines[1] if len(lines) > 1 else None)


def _dump(where: sa.URL, target: Path) -> None:
    failed = DashboardError("The copy could not be made: nothing was written. The administrator finds why in the log.")
    client.run("pg_dump", ["--format=custom", f"--file={target}"], where=where, failed=failed)
