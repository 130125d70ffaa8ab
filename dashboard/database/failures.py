"""What people are told when the database fails; the log keeps the reason, without values, queries or passwords."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.engine import ExceptionContext

from dashboard.errors import (
    DashboardError,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseOutdated,
    DatabaseTooNew,
    DatabaseUnreachable,
)

LOGGER = logging.getLogger(__name__)


class DatabaseBusy(DatabaseUnreachable):
    """It is there, but this request cannot be served now; the requests of others can."""


def unreachable() -> DatabaseUnreachable:
    return DatabaseUnreachable("The database does not answer. A new attempt follows within 10 seconds.")


def busy() -> DatabaseBusy:
    return DatabaseBusy("Too many requests at once: nothing was recorded. Try again in a moment.")


def occupied() -> DatabaseBusy:
    return DatabaseBusy(
        "Somebody else is recording at this moment: nothing of this was recorded. Try again in a moment."
    )


def slow() -> DatabaseBusy:
    return DatabaseBusy("The answer took too long and was stopped. Choose a shorter period or try again later.")


def full() -> DatabaseBusy:
    return DatabaseBusy("Nothing can be recorded at the moment. Keep this page open and call the administrator.")


def missing() -> DatabaseMissing:
    return DatabaseMissing(
        "The database is missing or empty. The administrator restores a copy, or makes a new one: "
        "python -m dashboard database init"
    )


def outdated() -> DatabaseOutdated:
    return DatabaseOutdated(
        "The database comes from an earlier version. The administrator must run: python -m dashboard database upgrade"
    )


def too_new(revision: str) -> DatabaseTooNew:
    return DatabaseTooNew(
        "The database comes from a later version of this program. Install the version that knows “{revision}”.",
        revision=revision,
    )


def damaged() -> DatabaseDamaged:
    return DatabaseDamaged("The database is damaged. Nothing was changed in it; the administrator must restore a copy.")


def foreign() -> DatabaseDamaged:
    return DatabaseDamaged("This database belongs to another program. Nothing was changed in it; correct the address.")


def read_only() -> DatabaseBusy:
    return DatabaseBusy(
        "The database can be read but not written. The administrator must give the program the right to write."
    )


def network_share() -> DatabaseUnreachable:
    return DatabaseUnreachable(
        "The database file is on a network drive, where it can be damaged. Move it to a disk of this computer."
    )


SQLITE: dict[int, Callable[[], DashboardError]] = {
    sqlite3.SQLITE_BUSY: occupied,
    sqlite3.SQLITE_LOCKED: occupied,
    sqlite3.SQLITE_INTERRUPT: slow,
    sqlite3.SQLITE_FULL: full,
    sqlite3.SQLITE_IOERR: full,
    sqlite3.SQLITE_CORRUPT: damaged,
    sqlite3.SQLITE_NOTADB: damaged,
    sqlite3.SQLITE_CANTOPEN: missing,
    sqlite3.SQLITE_PERM: read_only,
    sqlite3.SQLITE_READONLY: read_only,
}
POSTGRESQL: dict[str, Callable[[], DashboardError]] = {
    "57014": slow,
    "55P03": occupied,
    "40001": busy,
    "40P01": busy,
    "53300": busy,
    "53100": full,
    "53200": full,
    "3D000": missing,
    "XX001": damaged,
    "XX002": damaged,
}
ANSWERS_AGAIN = ("08", "28", "57P")  # classes of states in which the server refuses or drops a connection


def listen(engine: sa.Engine) -> None:
    """From now on the engine raises errors that people can read, and never one that repeats values."""
    sa.event.listen(engine, "handle_error", _handle)


def _handle(context: ExceptionContext) -> None:
    if context.is_pre_ping:  # the pool itself opens another connection
        return
    told = told_as(context.original_exception, is_disconnect=context.is_disconnect)
    if told is None:
        _forget_values(context)
        return
    LOGGER.error("%s: %s", type(told).__name__, reason(context.original_exception))
    raise told


def told_as(cause: BaseException, *, is_disconnect: bool = False) -> DashboardError | None:
    """The readable error for a driver's, or nothing when the fault is in what was asked."""
    if isinstance(cause, DashboardError):
        return cause
    if isinstance(cause, sqlite3.Error):
        told = SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        return told() if told else None
    return _told_by_state(cause, is_disconnect)


def _told_by_state(cause: BaseException, is_disconnect: bool) -> DashboardError | None:
    state = getattr(cause, "sqlstate", None)
    if state in POSTGRESQL:
        return POSTGRESQL[state]()
    is_refusal = type(cause).__name__ == "OperationalError" and state is None
    if is_refusal and "does not exist" in str(cause):
        return missing()
    return unreachable() if is_disconnect or is_refusal or (state or "").startswith(ANSWERS_AGAIN) else None


def reason(cause: BaseException) -> str:
    """The driver's own words on one line, without the row that a refused write shows."""
    diagnosis = getattr(getattr(cause, "diag", None), "message_primary", None)
    return " ".join(str(diagnosis or cause).split("DETAIL:")[0].split())


def _forget_values(context: ExceptionContext) -> None:
    """PostgreSQL repeats the refused row ("Failing row contains…"): it must not reach a log."""
    context.original_exception.args = (reason(context.original_exception),)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = context.original_exception.args
