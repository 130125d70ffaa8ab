"""A copy is put back by explicit command only: what stands is kept aside first, and all of the copy stands or none.

A SQLite file that can be read is filled in one transaction, so that running servers see the copy at their next click; a
missing or damaged one is replaced by a whole file. PostgreSQL takes the copy in one transaction.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from dashboard import migrations
from dashboard.database import client, copies, failures, making, opening, sealing, state
from dashboard.database.address import address, is_file
from dashboard.database.copies import Copy
from dashboard.errors import DashboardError, DatabaseDamaged, DatabaseMissing, DatabaseOutdated, DatabaseTooNew

BEYOND: Final = 100_000
"""Added to the data version when nobody can tell which numbers are still remembered."""
RENUMBER: Final = (
    "UPDATE data_version SET changed_at = :moment,"
    " number = CASE WHEN number < :present THEN :present ELSE number END + 1"
)
SIGN_OUT: Final = "UPDATE account_session SET ended_at = :moment WHERE ended_at IS NULL"
TELL: Final = (
    "INSERT INTO event (happened_at, action, object_kind, object_key)"
    " VALUES (:moment, 'database_restored', 'database', :name)"
)
AFTER: Final = (RENUMBER, SIGN_OUT, TELL)
"""Done to the copy before anybody sees it: nothing kept by an older data version is taken for it, and who signed out
since stays signed out."""


def refuse(url: str | sa.URL, path: Path) -> None:
    """Return when a copy can be put back at an address; else say what to do. Nothing is changed."""
    where, copy = address(url), copies.examined(path)
    if copy.engine != where.get_backend_name():
        raise DashboardError(
            "“{name}” is a copy of a {found} database, and this one is {wanted}: nothing was changed. Choose another "
            "copy, or correct the address of the database.",
            name=path.name, found=copy.engine, wanted=where.get_backend_name(),
        )  # fmt: skip
    _refuse_revision(copy, path)
    _present(where)


def restore(url: str | sa.URL, path: Path, aside: Path) -> bool:
    """Put a copy back; true when what stood was kept in `aside`, false when nothing stood."""
    refuse(url, path)
    where = address(url)
    present = _present(where)
    values = {"present": _number(where, present), "name": path.name, "moment": _moment()}
    if is_file(where):
        return _restore_file(Path(str(where.database)), path, aside, present, values)
    return _restore_server(where, path, aside, present, values)


def _refuse_revision(copy: Copy, path: Path) -> None:
    if copy.revision == migrations.head():
        return
    if migrations.is_known(copy.revision):
        raise DashboardError(
            "“{name}” comes from an earlier version ({found}): nothing was changed. Put it back with the version of "
            "this program that made it, then run: python -m dashboard database upgrade",
            name=path.name, found=copy.revision,
        )  # fmt: skip
    raise DashboardError(
        "“{name}” comes from a later version ({found}): nothing was changed. Install the version that knows it.",
        name=path.name, found=copy.revision,
    )  # fmt: skip


def _present(where: sa.URL) -> str:
    """What stands there: `sound`, `damaged`, `missing`. Another program's database is refused, and left alone."""
    try:
        state.check(where)
    except DatabaseMissing:
        return "missing"
    except DatabaseDamaged as damaged:
        if damaged.message_key == failures.foreign().message_key:
            raise
        return "damaged"
    except (DatabaseOutdated, DatabaseTooNew):
        pass
    return "sound"


def _number(where: sa.URL, present: str) -> int:
    """The data version that servers may remember."""
    found = state.status(where).data_version if present == "sound" else None
    return BEYOND if found is None else found


def _moment() -> str:
    return f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S.%f}"


def _restore_file(path: Path, copy: Path, aside: Path, present: str, values: Mapping[str, object]) -> bool:
    building = path.with_name(f"{path.name}.{os.getpid()}.restoring")
    building.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(building, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        copies.copy_file(copy, building)
        _finish(building, values)
        if present == "sound":
            copies.backup(f"sqlite:///{path}", aside)
            _pour(building, path)
        else:
            _replace(building, path, aside)
    finally:
        building.unlink(missing_ok=True)
    return aside.exists()


def _finish(building: Path, values: Mapping[str, object]) -> None:
    with closing(sqlite3.connect(building, isolation_level=None)) as opened:
        opened.execute("PRAGMA journal_mode=DELETE")  # its own file is then all there is of it
        opened.execute("BEGIN")
        for statement in AFTER:
            opened.execute(statement, {name: value for name, value in values.items() if f":{name}" in statement})
        opened.execute("COMMIT")
    copies.examined(building)
    with closing(sqlite3.connect(building)) as opened:
        opened.execute("PRAGMA journal_mode=WAL")


def _pour(building: Path, path: Path) -> None:
    """The whole content in one transaction of the file that others have open."""
    try:
        with closing(sqlite3.connect(building)) as read, closing(opening.open_file(path)) as written:
            read.backup(written)
    except sqlite3.Error as error:
        raise failures.told_as(error) or failures.damaged() from None


def _replace(building: Path, path: Path, aside: Path) -> None:
    """A file that cannot be read is set aside as it is, with what lies beside it."""
    making.put_aside_remains(path)
    if path.exists() and sealing.is_wanted():
        os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        sealing.seal(path, aside)
    elif path.exists():
        _keep(path, aside)
    building.replace(path)


def _keep(path: Path, aside: Path) -> None:
    """A second name for the file; a copy of it where copies are kept on another disk."""
    try:
        os.link(path, aside)
    except OSError as elsewhere:
        if elsewhere.errno != errno.EXDEV:
            raise
        with (
            path.open("rb") as old,
            os.fdopen(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new,
        ):
            shutil.copyfileobj(old, new)
            os.fsync(new.fileno())


def _restore_server(where: sa.URL, copy: Path, aside: Path, present: str, values: Mapping[str, object]) -> bool:
    if present != "missing":
        copies.backup(where, aside)
    failed = DashboardError(
        "The copy could not be put back: nothing was changed. The administrator finds why in the log."
    )
    with tempfile.TemporaryDirectory(prefix="dashboard-restore-") as folder:  # for its owner's eyes only
        script, after = Path(folder) / "copy.sql", Path(folder) / "after.sql"
        taken = ["--clean", "--if-exists", "--no-owner", f"--file={script}", str(copy)]
        client.run("pg_restore", taken, failed=failed)
        after.write_text(_after_for_server(), "utf-8")
        variables = [f"--set={name}={value}" for name, value in {**values, "ON_ERROR_STOP": 1}.items()]
        files = ["--no-psqlrc", "--quiet", "--single-transaction", f"--file={script}", f"--file={after}"]
        client.run("psql", [*variables, *files], where=where, failed=failed)
    return aside.exists()


def _after_for_server() -> str:
    """`psql` writes the values itself, quoted. The script before it left no schema to look names up in."""
    quoted = [line.replace(":moment", ":'moment'").replace(":name", ":'name'") for line in AFTER]
    return "SET search_path = public;\n" + "".join(f"{line};\n" for line in quoted)
