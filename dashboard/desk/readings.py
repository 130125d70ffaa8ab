"""Dropped files waiting to be read: one at a time, beside the pages, each in a process of its own that can be ended.

How far a reading is stands in this server alone; what it found goes to the database. A server that stops loses the
first and nothing of the second: the file is there, and one click reads it again.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection

from dashboard import database
from dashboard.errors import DatabaseAway, ImportRefused
from dashboard.imports import reading
from dashboard.imports.reading import ISSUES, ROWS, Order
from dashboard.imports.understood import Outcome
from dashboard.private_folders import private_folder
from dashboard.queries import drafts, known, settings
from dashboard.queries.drafts import Draft, Remembered
from dashboard.texts import Language, percent, text
from dashboard.updates import drafts as updates
from dashboard.updates import import_comparing
from dashboard.updates.drafts import Read

LOGGER = logging.getLogger("dashboard")
WAITING: Final = 8
LEFT_BEHIND: Final = dt.timedelta(minutes=15)
"""Longer than any turn and any reading: a draft that is read since then is read by nobody."""
TRIES: Final = 20
PAUSE_S: Final = 3.0
Result = TypeVar("Result")


@dataclass(eq=False)
class Reading:
    """A file that is read or waits for its turn; `of` is 0 before anything is known."""

    draft: int
    owner: int
    done: int = 0
    of: int = 0
    is_begun: bool = False
    is_wanted_again: bool = False
    is_compared: bool = False
    cancelled: threading.Event = field(default_factory=threading.Event)

    def step(self, done: int, of: int) -> None:
        self.done, self.of = done, of

    @property
    def percent(self) -> int | None:
        if self.is_compared:
            return None
        return min(99, 100 * self.done // self.of) if self.of else None

    def said(self, language: Language) -> str:
        if not self.is_begun:
            return text("It waits for its turn: another file is being read.", language)
        if self.is_compared:
            return text("The file is read; what it would change is being worked out.", language)
        if self.percent is None:
            return text("The file is being opened.", language)
        return text("{percent} of the file is read", language, percent=percent(self.percent, language))


_queue: OrderedDict[int, Reading] = OrderedDict()
_lock = threading.Lock()


def begin(number: int, owner: int) -> None:
    """Have a draft of an account read in its turn; one that waits keeps it, one being read is read once more."""
    with _lock:
        if number in _queue:
            _queue[number].is_wanted_again = True
            return
        _queue[number] = Reading(number, owner)
        if len(_queue) == 1:
            threading.Thread(target=_work, daemon=True, name="imports").start()


def cancel(number: int) -> None:
    with _lock:
        if number in _queue:
            _queue[number].cancelled.set()


def close() -> None:
    """The server stops: so does what it reads."""
    with _lock:
        for under_way in _queue.values():
            under_way.cancelled.set()


def is_full() -> bool:
    return len(_queue) >= WAITING


def has_of(owner: int) -> bool:
    with _lock:
        return any(one.owner == owner and not one.cancelled.is_set() for one in _queue.values())


def under_way(draft: Draft) -> Reading | None:
    """How far its reading and its comparison are; None when neither is under way."""
    with _lock:
        found = _queue.get(draft.number)
    if draft.status != "reading":
        is_compared = found and found.is_compared and not found.cancelled.is_set()
        return found if is_compared else None
    if found is None and dt.datetime.now(dt.UTC) - draft.changed_at > LEFT_BEHIND:
        _interrupt(draft.number, draft.version)
        return None
    return found or Reading(draft.number, 0, is_begun=True)  # another server over the same database reads it


def _work() -> None:
    """Until nothing waits."""
    while True:
        with _lock:
            if not _queue:
                return
            under_way = next(iter(_queue.values()))
            under_way.is_begun, under_way.is_wanted_again = True, False
        try:
            _read(under_way)
        except Exception:
            LOGGER.exception("a dropped file could not be read")
        finally:
            with _lock:
                _leave(under_way)


def _leave(under_way: Reading) -> None:
    """A draft that was answered while its reading ended goes to the end of the queue."""
    _queue.pop(under_way.draft, None)
    if under_way.is_wanted_again:
        _queue[under_way.draft] = Reading(under_way.draft, under_way.owner)


def _read(under_way: Reading) -> None:
    found = _until_it_answers(partial(_wanted, under_way.draft))
    if found is None:
        return
    draft, content, order = found
    with private_folder("dashboard-import-") as folder:
        path = folder / "file"
        path.write_bytes(content)
        told = _told(draft, replace(order, path=path, folder=folder), under_way)
    _until_it_answers(told)
    if under_way.cancelled.is_set():
        return
    under_way.is_compared = True
    _until_it_answers(partial(_compared, draft.number))


def _compared(number: int) -> None:
    """Worked out here, so that no page waits for it."""
    with database.reading() as connection:
        draft = drafts.draft(connection, number)
    if draft and draft.is_open:
        import_comparing.shown(draft)


def _wanted(number: int) -> tuple[Draft, bytes, Order] | None:
    """A draft that is to be read, its bytes, and all that its reading goes by; nothing when it left meanwhile."""
    with database.reading() as connection:
        draft, content = drafts.draft(connection, number), drafts.content(connection, number)
        if draft is None or content is None or draft.status != "reading":
            return None
        limits, names = settings.file_limits(connection), known.known(connection, side=draft.side)
    return draft, content, Order(Path(), draft.file_name, Path(), names, limits, draft.answers, draft.is_valid_only)


def _told(draft: Draft, order: Order, under_way: Reading) -> Callable[[], object]:
    """What the database is told once the file was read, was refused, or was stopped."""
    try:
        first = _run(order, "first", under_way)
        mapping = _mapping(draft, first.outcome)
        if mapping is None:
            return partial(_noted, updates.store, draft, first)
        again = _run(replace(order, answers=mapping.answers), "again", under_way)
        return partial(_noted, _store_with, draft, again, mapping)
    except ImportRefused as refused:
        if under_way.cancelled.is_set():
            return partial(_noted, updates.interrupt, draft)
        return partial(_noted, updates.refuse, draft, refused)
    except Exception:
        LOGGER.exception("a dropped file could not be read")
        return partial(_noted, updates.interrupt, draft)


def _run(order: Order, name: str, under_way: Reading) -> Read:
    folder = order.folder / name
    folder.mkdir()
    outcome = reading.read(
        replace(order, folder=folder), step=under_way.step, cancelled=under_way.cancelled.is_set
    )  # fmt: skip
    return Read(outcome, (folder / ROWS).read_bytes(), (folder / ISSUES).read_bytes())


def _mapping(draft: Draft, outcome: Outcome) -> Remembered | None:
    """The answers last remembered for files of this shape, where nobody has answered yet."""
    if draft.answers or draft.mapping or not outcome.questions:
        return None
    with database.reading() as connection:
        return next(iter(drafts.mappings(connection, signature=outcome.signature)), None)


def _store_with(connection: Connection, number: int, version: int, read: Read, mapping: Remembered) -> None:
    if updates.store(connection, number, version, read):
        updates.take_mapping(connection, number, mapping.name)


def _noted(write: Callable[..., object], draft: Draft, *more: object) -> None:
    with database.noting() as connection:
        write(connection, draft.number, draft.version, *more)


def _interrupt(number: int, version: int) -> None:
    with database.noting() as connection:
        updates.interrupt(connection, number, version)


def _until_it_answers(work: Callable[[], Result]) -> Result:
    """A database that is away for a minute costs a reading nothing."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except DatabaseAway:
            time.sleep(PAUSE_S)
    return work()
