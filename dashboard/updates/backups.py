"""Copies of the whole database, made by an administrator: each is an event, and one is made at a time in a process.

A copy holds everything, protected counts and hashes of passwords included: only an administrator asks for one, or reads
one.
"""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from dashboard import database
from dashboard.actors import Actor
from dashboard.database import client, copies, restoring, sealing
from dashboard.errors import DashboardError, DatabaseAway
from dashboard.queries import accounts
from dashboard.updates import events

KIND: Final = "database"
LOGGER = logging.getLogger("dashboard")


@dataclass(eq=False)
class Copying:
    """A copy that is being made, or the last one that was; `of` is 0 where nobody knows how much there is."""

    name: str
    began_at: dt.datetime
    done: int = 0
    of: int = 0
    error: DashboardError | None = None
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        return self.over.is_set()

    def step(self, done: int, of: int) -> None:
        self.done, self.of = done, of


_latest: list[Copying] = []
_one_at_a_time = threading.Lock()


def latest() -> Copying | None:
    """The copy under way in this process, or the last one it made."""
    return _latest[-1] if _latest else None


def start(actor: Actor) -> Copying:
    """Begin a copy beside whoever asked; one that is under way already is given back."""
    with _one_at_a_time:
        known = latest()
        if known and not known.is_over:
            return known
        now = dt.datetime.now(dt.UTC)
        _latest[:] = [Copying(name_at(now), now)]
        threading.Thread(target=_work, args=(_latest[0], actor), daemon=True, name="backup").start()
        return _latest[0]


def make(actor: Actor, path: Path, step: copies.Step = copies.untold) -> None:
    """A checked copy at `path`, and the event that it was made.

    A database that this program cannot work with is copied by command all the same, and nobody is told.
    """
    if not actor.is_machine:
        with database.reading() as connection:
            accounts.allowed(connection, actor, "administrator")
    database.backup(database.url(), path, step)
    try:
        with database.noting() as connection:
            after = {"size": path.stat().st_size}
            events.record(connection, actor, "database_copied", KIND, path.name, after=after)
    except DatabaseAway:
        if not actor.is_machine:
            raise


def kept(actor: Actor) -> list[copies.Listed]:
    """The copies in the folder, latest first, for an administrator."""
    with database.reading() as connection:
        accounts.allowed(connection, actor, "administrator")
    return copies.listed(copies.folder())


def handed_over(actor: Actor, name: str) -> Path | None:
    """The file of a copy that an administrator takes away, which is an event; nothing when there is no such copy."""
    if name not in {copy.name for copy in kept(actor)}:
        return None
    with database.noting() as connection:
        events.record(connection, actor, "copy_downloaded", KIND, name)
    return copies.folder() / name


def name_at(moment: dt.datetime, *, why: str = "") -> str:
    """`dashboard_20261122-031500.sqlite`, with a number behind it for a second one in the same second."""
    ending = copies.ENDINGS[database.url().get_backend_name()] + sealing.ending()
    stem = f"dashboard_{moment:%Y%m%d-%H%M%S}{f'_{why}' if why else ''}"
    names = (f"{stem}{f'_{number}' if number else ''}{ending}" for number in itertools.count())
    return next(name for name in names if not (copies.folder() / name).exists())


def hindrance() -> DashboardError | None:
    """Why no copy can be made here; nothing when one can."""
    try:
        if sealing.is_wanted():
            sealing.recipient()
    except DashboardError as wrong:
        return wrong
    return client.lack("pg_dump") if database.url().get_backend_name() == "postgresql" else None


def refuse(path: Path) -> None:
    """Return when a copy can be put back; else say what to do, having changed nothing."""
    restoring.refuse(database.url(), path)


def restore(path: Path) -> Path | None:
    """Put a copy back, by command only; where what stood is kept now, nothing when nothing stood."""
    folder = prepared()
    aside = folder / name_at(dt.datetime.now(dt.UTC), why="before-restore")
    database.forget()
    try:
        return aside if database.restore(database.url(), path, aside) else None
    finally:
        database.forget()


def prepared() -> Path:
    """The folder, for its owner's eyes only, without what killed processes left half made."""
    folder = copies.folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder.glob(f"*{copies.UNFINISHED}"):
        if time.time() - left.stat().st_mtime > sealing.LEFT_S:
            left.unlink(missing_ok=True)
    return folder


def _work(copying: Copying, actor: Actor) -> None:
    try:
        make(actor, prepared() / copying.name, copying.step)
    except Exception as error:  # noqa: BLE001 whatever it is, whoever waits is told
        copying.error = _as_told(error)
        _tell_failure(copying, actor)
    finally:
        copying.over.set()


def _as_told(error: Exception) -> DashboardError:
    if isinstance(error, DashboardError):
        return error
    LOGGER.error("backup failed", exc_info=error)
    return DashboardError("The copy could not be made: nothing was written. The administrator finds why in the log.")


def _tell_failure(copying: Copying, actor: Actor) -> None:
    try:
        with database.noting() as connection:
            present = accounts.present(connection, actor)
            events.record(connection, present, "copy_failed", KIND, copying.name, reason=str(copying.error))
    except DashboardError:
        LOGGER.warning("the failure of a backup is in this log only")
