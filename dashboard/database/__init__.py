"""The shared database: one engine for the process, transactions that read or write, and words for what fails.

SQLite (a file, the embedded default) or PostgreSQL. Nothing here is remembered about a database that failed: the next
use asks again, so that it comes back without a restart.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from dashboard import model
from dashboard.database import failures, opening
from dashboard.database.address import embedded_path, is_configured, url
from dashboard.database.copies import backup
from dashboard.database.making import ensure_embedded, initialise, upgrade
from dashboard.database.opening import connect, in_memory
from dashboard.database.restoring import restore
from dashboard.database.state import Status, check, status
from dashboard.errors import DashboardError, DatabaseUnreachable

__all__ = [
    "Status", "backup", "check", "connect", "data_version", "embedded_path", "engine", "ensure_embedded", "forget",
    "health", "in_memory", "initialise", "is_configured", "move_version", "noting",
    "reading", "restore", "sketching", "status", "upgrade", "url", "version_now", "writing",
]  # fmt: skip

QUIET_S = 2.0  # after a failure, how long others are told the same without asking again

_engines: dict[sa.URL, sa.Engine] = {}
_failed: dict[sa.URL, tuple[float, DashboardError]] = {}
_opening = threading.Lock()


def engine() -> sa.Engine:
    """The engine of this process, checked once; a database that fails is asked again after two seconds."""
    where = url()
    if where not in _engines:
        with _opening:
            if where not in _engines:
                _raise_again(where)
                _engines[where] = _checked(where)
    return _engines[where]


def forget() -> None:
    """Close every connection; the next use opens and checks anew."""
    with _opening:
        for known in _engines.values():
            known.dispose()
        _engines.clear()
        _failed.clear()


@contextmanager
def reading() -> Iterator[sa.Connection]:
    """A connection that sees one moment of the database and cannot write."""
    with _told(), opening.for_reading(engine()) as connection, connection.begin():
        yield connection


@contextmanager
def sketching() -> Iterator[sa.Connection]:
    """A connection that sees one moment of the database and may make tables of its own; nothing of it is kept."""
    with _told(), opening.for_sketching(engine()) as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


@contextmanager
def writing() -> Iterator[sa.Connection]:
    """One transaction: all of it is kept, with one move of the data version, or none of it."""
    with noting() as connection:
        yield connection
        move_version(connection)


@contextmanager
def noting() -> Iterator[sa.Connection]:
    """One transaction for what no page shows (sessions, events): what is kept of the data stays valid."""
    with _told(), engine().begin() as connection:
        yield connection


VERSION = sa.select(model.DataVersion.number)
"""Made once: SQLAlchemy compares the columns of a statement that it has not seen, twice the cost of reading it."""


def data_version(connection: sa.Connection) -> int:
    """The number that moves with every write."""
    number = connection.scalar(VERSION)
    if number is None:
        raise failures.missing()
    return number


def version_now() -> int:
    """The same without a transaction of its own: every view asks it, and twice."""
    with _told(), opening.for_one_answer(engine()) as connection:
        return data_version(connection)


def move_version(connection: sa.Connection) -> None:
    """One more write; its moment never goes back, even when the clock does."""
    now = sa.bindparam("now", dt.datetime.now(dt.UTC), model.UTCDateTime)
    latest = sa.case((model.DataVersion.changed_at > now, model.DataVersion.changed_at), else_=now)
    connection.execute(sa.update(model.DataVersion).values(number=model.DataVersion.number + 1, changed_at=latest))


def health() -> str:
    """`ok`, or one word saying why readers cannot be served."""
    try:
        with reading() as connection:
            data_version(connection)
    except DashboardError as error:
        return type(error).__name__.removeprefix("Database").lower()
    return "ok"


def _checked(where: sa.URL) -> sa.Engine:
    with _remembered(where):
        check(where)
    return connect(where)


@contextmanager
def _told() -> Iterator[None]:
    """A pool that is exhausted is told in words; a database that does not answer spares the next callers the wait."""
    where = url()
    _raise_again(where)
    try:
        with _remembered(where):
            yield
    except sa.exc.TimeoutError:
        raise failures.busy() from None


@contextmanager
def _remembered(where: sa.URL) -> Iterator[None]:
    try:
        yield
    except failures.DatabaseBusy:
        raise
    except DatabaseUnreachable as error:
        _failed[where] = (time.monotonic(), error)
        raise


def _raise_again(where: sa.URL) -> None:
    moment, error = _failed.get(where, (float("-inf"), None))
    if error is not None and time.monotonic() - moment < QUIET_S:
        raise type(error)(error.message_key, **error.holes)
