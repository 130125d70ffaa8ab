"""A copy that is put back: all of it or none, with what stood kept aside."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.actors import MACHINE
from dashboard.database import client
from dashboard.errors import DashboardError, DatabaseDamaged
from dashboard.model import AccountSession, Event, Setting
from dashboard.queries import settings as chosen
from dashboard.updates import accounts, sessions, settings

pytestmark = pytest.mark.usefixtures("pg_client")
HOURS = chosen.SESSION_HOURS


def not_on_this_disk(_path: Path, aside: Path) -> None:
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(aside))


@pytest.fixture
def copy(configured: sa.URL, tmp_path: Path) -> Path:
    """A copy with six hours chosen; since then it was twenty."""
    change("6")
    database.backup(configured, tmp_path / "copy")
    change("20")
    return tmp_path / "copy"


def change(hours: str) -> None:
    with database.writing() as connection:
        settings.change(connection, MACHINE, HOURS, hours)


def hours() -> int | str:
    with database.reading() as connection:
        return chosen.value(connection, HOURS)


def version() -> int:
    with database.reading() as connection:
        return database.data_version(connection)


def test_what_the_copy_holds_stands_again_for_servers_that_run(configured: sa.URL, copy: Path, tmp_path: Path) -> None:
    assert hours() == 20
    before = version()
    assert database.restore(configured, copy, tmp_path / "aside")
    assert hours() == 6
    assert version() == before + 1
    with database.writing() as connection:
        settings.change(connection, MACHINE, HOURS, "7")
    assert hours() == 7


def test_what_stood_is_kept_aside_and_can_be_put_back(configured: sa.URL, copy: Path, tmp_path: Path) -> None:
    database.restore(configured, copy, tmp_path / "aside")
    database.restore(configured, tmp_path / "aside", tmp_path / "second")
    assert hours() == 20


def test_whoever_signed_out_since_stays_signed_out_and_the_act_is_told(
    configured: sa.URL, copy: Path, tmp_path: Path
) -> None:
    with database.writing() as connection:
        person = accounts.add(connection, MACHINE, login="awa", name="Awa", side=None, roles=["reader"])
        sessions.begin(connection, person.account_id, secure=False, now=dt.datetime.now(dt.UTC))
    database.backup(configured, tmp_path / "later")
    database.restore(configured, tmp_path / "later", tmp_path / "aside")
    with database.reading() as connection:
        assert connection.scalars(sa.select(AccountSession.ended_at)).one() is not None
        last = connection.execute(sa.select(Event.action, Event.object_key, Event.happened_at).order_by(Event.id)).all()
    assert (last[-1].action, last[-1].object_key) == ("database_restored", "later")
    assert dt.datetime.now(dt.UTC) - last[-1].happened_at < dt.timedelta(minutes=5)


def test_an_empty_place_is_filled(configured: sa.URL, copy: Path, tmp_path: Path) -> None:
    database.forget()
    if configured.get_backend_name() == "sqlite":
        Path(str(configured.database)).unlink()
    else:
        with sa.create_engine(configured, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool).connect() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
    assert not database.restore(configured, copy, tmp_path / "aside")
    assert hours() == 6
    assert version() > 100_000


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("is_elsewhere", [False, True])
def test_a_damaged_file_is_kept_aside_as_it_is_also_on_another_disk(
    configured: sa.URL, copy: Path, tmp_path: Path, is_elsewhere: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_elsewhere:
        monkeypatch.setattr(os, "link", not_on_this_disk)
    database.forget()
    path = Path(str(configured.database))
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    content = bytearray(path.read_bytes())
    content[4096:40_000] = b"\xff" * (40_000 - 4096)
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        database.check(configured)
    assert database.restore(configured, copy, tmp_path / "aside")
    assert (tmp_path / "aside").read_bytes() == bytes(content)
    assert hours() == 6


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("UPDATE alembic_version SET version_num = 'accounts'", "earlier version"),
        ("UPDATE alembic_version SET version_num = 'of_2031'", "later version"),
        ("PRAGMA application_id = 7", "not a copy"),
    ],
)
def test_a_copy_of_another_program_or_version_changes_nothing(
    configured: sa.URL, copy: Path, tmp_path: Path, spoil: str, told: str
) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as opened:
        opened.execute(spoil)
    with pytest.raises(DashboardError, match=told):
        database.restore(configured, copy, tmp_path / "aside")
    assert hours() == 20
    assert not (tmp_path / "aside").exists()


def test_a_copy_that_was_cut_changes_nothing(configured: sa.URL, copy: Path, tmp_path: Path) -> None:
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DashboardError, match=r"damaged|could not be put back"):
        database.restore(configured, copy, tmp_path / "aside")
    assert hours() == 20


def test_a_file_of_words_is_no_copy(configured: sa.URL, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("not a database", "utf-8")
    with pytest.raises(DashboardError, match="not a copy"):
        database.restore(configured, tmp_path / "notes", tmp_path / "aside")


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_a_copy_of_the_other_engine_is_refused(configured: sa.URL, tmp_path: Path) -> None:
    database.initialise(f"sqlite:///{tmp_path / 'other.sqlite'}")
    with pytest.raises(DashboardError, match="sqlite database, and this one is postgresql"):
        database.restore(configured, tmp_path / "other.sqlite", tmp_path / "aside")


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_a_server_takes_all_of_a_copy_or_none(
    configured: sa.URL, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.database.restoring.AFTER", ("SELECT 1 / 0",))
    with pytest.raises(DashboardError, match="nothing was changed"):
        database.restore(configured, copy, tmp_path / "aside")
    assert hours() == 20


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_file_takes_all_of_a_copy_or_none(
    configured: sa.URL, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.database.restoring.AFTER", ("SELECT no_such_column",))
    with pytest.raises(sqlite3.Error):
        database.restore(configured, copy, tmp_path / "aside")
    assert hours() == 20
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy"]


def test_a_client_older_than_its_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    said = b"pg_dump: error: aborting because of server version mismatch"
    monkeypatch.setattr(subprocess, "run", lambda words, **_: subprocess.CompletedProcess(words, 1, b"", said))
    monkeypatch.setattr(shutil, "which", lambda name: name)
    with pytest.raises(DashboardError, match="older than the server"):
        client.run("pg_dump", [], failed=DashboardError("It failed."))


def test_settings_are_rows_that_a_copy_brings_back(configured: sa.URL, copy: Path, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.execute(sa.delete(Setting))
    database.restore(configured, copy, tmp_path / "aside")
    assert hours() == 6
