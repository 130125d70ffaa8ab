"""Engines as this program needs them: durable, patient for five seconds, and unable to make a database by accident."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from dashboard import model
from dashboard.database import failures
from dashboard.database.address import address, is_file
from dashboard.errors import DashboardError

WAIT_S = 5
CONNECT_S = 3
FOREVER = float("inf")
STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine: about a millisecond
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "temp_store=MEMORY", "cache_size=-16384")
SETTINGS = (
    f"statement_timeout={WAIT_S}s",
    f"lock_timeout={WAIT_S}s",
    "timezone=UTC",
    "jit=off",  # these queries take milliseconds: compiling them or calling helpers takes longer
    "max_parallel_workers_per_gather=0",
    "random_page_cost=1.1",
)
POSTGRESQL = {
    "connect_timeout": CONNECT_S,
    "application_name": "mmeia-iom-dashboard",
    "options": " ".join(f"-c {setting}" for setting in SETTINGS),
    "tcp_user_timeout": 4000,
    "keepalives_idle": 30,
}
POOL: dict[str, Any] = {"pool_size": 5, "max_overflow": 10, "pool_timeout": 3}


def connect(url: str | sa.URL, *, foreign_keys: bool = True) -> sa.Engine:
    """An engine for an address. Nothing is opened yet, and a file that is not there is never made.

    A transaction writes unless `for_reading` gave its connection: SQLite then takes the write lock at once, so
    that nobody reads, waits and finds the lock gone.
    """
    where = address(url)
    engine = _for_file(where) if where.get_backend_name() == "sqlite" else _for_server(where)
    failures.listen(engine)
    if where.get_backend_name() == "sqlite":
        _listen_sqlite(engine, foreign_keys)
    return engine


def in_memory() -> sa.Engine:
    """An engine over a database that lives as long as it does, with all tables; for tests."""
    engine = connect("sqlite://")
    model.Base.metadata.create_all(engine)
    with engine.begin() as connection:
        start_counting(connection)
    return engine


def for_reading(engine: sa.Engine) -> sa.Connection:
    """A connection that sees one moment of the database and cannot write."""
    if engine.dialect.name == "sqlite":
        return engine.connect().execution_options(dashboard_reads=True)
    return engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def for_sketching(engine: sa.Engine) -> sa.Connection:
    """A connection that sees one moment and may make temporary tables; its time has no end, as a writer's."""
    if engine.dialect.name == "sqlite":
        return engine.connect().execution_options(dashboard_sketches=True)
    return engine.connect().execution_options(isolation_level="REPEATABLE READ")


def for_one_answer(engine: sa.Engine) -> sa.Connection:
    """A connection for one statement that reads: no transaction is begun for it."""
    return engine.connect().execution_options(dashboard_reads=True, dashboard_alone=True)


def start_counting(connection: sa.Connection) -> None:
    """The one row whose number moves with every write."""
    connection.execute(sa.insert(model.DataVersion).values(id=1, number=1, changed_at=dt.datetime.now(dt.UTC)))


def _for_file(where: sa.URL) -> sa.Engine:
    if not is_file(where):
        connect_args = {"isolation_level": None, "check_same_thread": False}
        return sa.create_engine("sqlite://", poolclass=StaticPool, connect_args=connect_args, hide_parameters=True)
    path = Path(str(where.database))
    engine = sa.create_engine(where, creator=lambda: open_file(path), hide_parameters=True, **POOL)
    sa.event.listen(engine, "checkout", _same_file)
    return engine


def open_file(path: Path) -> sqlite3.Connection:
    """A SQLite file that is there; transactions are begun by hand."""
    identity(str(path))
    uri = f"file:{quote(str(path))}?mode=rw"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_S, check_same_thread=False)


def _for_server(where: sa.URL) -> sa.Engine:
    try:
        return sa.create_engine(
            where,
            connect_args=POSTGRESQL,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_recycle=1800,
            pool_use_lifo=True,
            **POOL,
        )
    except ModuleNotFoundError:
        raise DashboardError("PostgreSQL needs one more part: pip install psycopg[binary]") from None


def _listen_sqlite(engine: sa.Engine, foreign_keys: bool) -> None:
    @sa.event.listens_for(engine, "connect")
    def prepare(opened: sqlite3.Connection, entry: ConnectionPoolEntry) -> None:
        if is_file(engine.url):
            entry.info["path"], entry.info["file"] = engine.url.database, identity(str(engine.url.database))
            refuse_foreign(opened)
        _prepare(opened, entry.info, foreign_keys)

    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "before_cursor_execute", _start_clock)


def is_ours(opened: sqlite3.Connection) -> bool:
    return bool(opened.execute("PRAGMA application_id").fetchone()[0] == model.APPLICATION_ID)


def refuse_foreign(opened: sqlite3.Connection) -> None:
    if not is_ours(opened):
        raise failures.foreign()


def _prepare(opened: sqlite3.Connection, info: dict[str, Any], foreign_keys: bool) -> None:
    for pragma in PRAGMAS:
        opened.execute(f"PRAGMA {pragma}")
    opened.execute(f"PRAGMA foreign_keys={int(foreign_keys)}")
    opened.set_progress_handler(lambda: time.monotonic() > info.get("deadline", FOREVER), STEPS_BETWEEN_LOOKS)


def _begin(connection: sa.Connection) -> None:
    options = connection.get_execution_options()
    reads = bool(options.get("dashboard_reads"))
    connection.info["seconds"] = WAIT_S if reads else FOREVER
    if options.get("dashboard_alone"):
        return
    connection.exec_driver_sql(f"PRAGMA query_only={int(reads)}")
    waits = reads or bool(options.get("dashboard_sketches"))
    connection.exec_driver_sql("BEGIN" if waits else "BEGIN IMMEDIATE")


def _start_clock(connection: sa.Connection, *_asked: object) -> None:
    """Each query has the whole time, as on PostgreSQL: what reads for a pack of files reads for minutes."""
    connection.info["deadline"] = time.monotonic() + connection.info.get("seconds", FOREVER)


def identity(path: str) -> tuple[int, int]:
    """Which file stands at a path: a restored copy is another one. One that vanished or is empty is refused."""
    try:
        found = os.stat(path)  # noqa: PTH116 asked at every use, and a Path costs twice as much
    except FileNotFoundError:
        raise failures.missing() from None
    if found.st_size == 0:
        raise failures.missing()
    return found.st_dev, found.st_ino


def _same_file(_opened: object, entry: ConnectionPoolEntry, _proxy: object) -> None:
    """A file that was replaced is opened anew."""
    if identity(entry.info["path"]) != entry.info["file"]:
        raise sa.exc.DisconnectionError("another file stands at the address")
