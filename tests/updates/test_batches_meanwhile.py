"""While a large file is being recorded on SQLite, readers read on and what others send waits its turn."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.actors import Actor
from dashboard.database import opening
from dashboard.database.failures import DatabaseBusy
from dashboard.model import Batch, Tally
from dashboard.updates import batches, progress
from tests.queries.roadmap_rows import activity
from tests.updates.editors import editor
from tests.updates.import_files import KEYS, cells, compared, one, ready
from tests.updates.progress_rows import reports, typed
from tests.updates.registers import prepare

MONTHS = [year * 100 + month for year in range(2000, 2026) for month in range(1, 13)]
ROWS = [one(count, month, place) for count, month in enumerate(MONTHS) for place in ("gao", "kayes")]
FORM = "form-of-the-ministry"
on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def ministry(configured: sa.URL) -> Actor:
    with database.writing() as connection:
        prepare(connection)
        activity(connection, "a")
        return editor(connection, "ministry")


@contextmanager
def being_recorded() -> Iterator[None]:
    """A file of the other side whose rows are written, and kept at the end."""
    with database.writing() as connection:
        actor = editor(connection, "iom")
        draft = ready(connection, actor, cells(*ROWS))
        basis = compared(connection, draft).basis
    written, end = threading.Event(), threading.Event()

    def record() -> None:
        with database.writing() as connection:
            batches.accept(connection, actor, draft.number, version=draft.version, basis=basis, request=next(KEYS))
            written.set()
            end.wait()

    with ThreadPoolExecutor(1) as pool:
        recording = pool.submit(record)
        try:
            while not written.wait(0.05):
                assert not recording.done(), recording.exception()
            yield
        finally:
            end.set()
        recording.result()


def send(actor: Actor) -> int:
    with database.reading() as connection:
        form = typed(connection)
    with database.writing() as connection:
        return progress.declare(connection, actor, form, request=FORM)


def counted() -> tuple[int, int, int]:
    """Files, cells, reports."""
    with database.reading() as connection:
        files, rows = (connection.scalar(sa.select(sa.func.count()).select_from(table)) for table in (Batch, Tally))
        return files or 0, rows or 0, reports(connection)


@on_sqlite
def test_readers_read_what_stood_before(ministry: Actor) -> None:
    with being_recorded():
        assert counted() == (0, 0, 0)
    assert counted() == (1, len(ROWS), 0)


@on_sqlite
def test_a_form_waits_its_turn_and_is_recorded(ministry: Actor) -> None:
    with ThreadPoolExecutor(1) as pool:
        with being_recorded():
            sent = pool.submit(send, ministry)
            assert not wait([sent], timeout=1).done
        assert sent.result()
    assert counted() == (1, len(ROWS), 1)


@on_sqlite
def test_a_form_that_waited_too_long_is_told_so_and_recorded_once_when_it_is_sent_again(
    ministry: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_S", 0.2)
    database.forget()
    with being_recorded():
        for _ in range(2):
            with pytest.raises(DatabaseBusy, match="is recording at this moment"):
                send(ministry)
    assert send(ministry) == send(ministry)
    assert counted() == (1, len(ROWS), 1)
