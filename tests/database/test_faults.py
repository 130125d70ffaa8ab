"""What happens when the database is not there, not ours, slow, full or changed by others: words, and nothing lost."""

from __future__ import annotations

import datetime as dt
import inspect
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from dashboard import database, model
from dashboard.database import failures, opening, state
from dashboard.errors import (
    DashboardError,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseUnreachable,
)
from tests.databases import Fresh

NOW = dt.datetime.now(dt.UTC)
SENTENCES = [
    make for _, make in inspect.getmembers(failures, inspect.isfunction)
    if "Database" in str(inspect.signature(make).return_annotation)
    and make.__module__ == failures.__name__
    and not {"cause", "revision"} & set(inspect.signature(make).parameters)
]  # fmt: skip


@pytest.mark.parametrize("make", [*SENTENCES, lambda: failures.too_new("next")])
def test_each_failure_is_told_in_both_languages_in_a_few_words(make: Callable[[], DashboardError]) -> None:
    told = make()
    french, english = told.message("fr"), told.message("en")
    assert french != english
    assert max(len(french.split()), len(english.split())) <= 25


def test_a_configured_file_that_is_not_there_is_never_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    with pytest.raises(DatabaseMissing):
        database.check(f"sqlite:///{path}")
    assert not path.exists()


def test_another_programs_file_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    for act in (database.check, database.initialise, database.upgrade):
        with pytest.raises(DatabaseDamaged):
            act(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.sqlite"
    path.write_text("not a database " * 100, "utf-8")
    for act in (database.check, database.initialise):
        with pytest.raises(DatabaseDamaged):
            act(f"sqlite:///{path}")


def test_what_a_lost_file_left_beside_it_is_put_aside(fresh_sqlite: Fresh) -> None:
    path = Path(str(fresh_sqlite().database))
    path.write_bytes(b"")
    path.with_name(f"{path.name}-wal").write_bytes(b"of before")
    database.initialise(f"sqlite:///{path}")
    database.check(f"sqlite:///{path}")
    assert [left.read_bytes() for left in path.parent.glob(f"{path.name}-wal.*.left")] == [b"of before"]


def test_a_database_with_something_in_it_is_not_made_again(url: sa.URL) -> None:
    with pytest.raises(DashboardError, match="not empty"):
        database.initialise(url)


def test_an_empty_server_database_is_missing_until_it_is_made(fresh_postgresql: Fresh) -> None:
    where = fresh_postgresql()
    with state.one_use(where) as engine, engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    with pytest.raises(DatabaseMissing):
        database.check(where)
    database.initialise(where)
    database.check(where)


def test_a_server_database_that_is_not_there_is_missing(postgresql_server: sa.URL) -> None:
    with pytest.raises(DatabaseMissing):
        database.check(postgresql_server.set(database="no_such_database"))


def test_a_server_that_does_not_answer_is_told_without_its_password(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DatabaseUnreachable) as told:
        database.check("postgresql://me:canary@127.0.0.1:9/name")
    assert "canary" not in caplog.text + str(told.value)
    assert caplog.text


@pytest.mark.postgresql
@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_a_server_that_went_away_comes_back_without_a_restart(
    configured: sa.URL, postgresql_server: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "QUIET_S", 0)
    server = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    drop = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{configured.database}'"
    with server.connect() as admin:
        assert database.health() == "ok"
        admin.exec_driver_sql(drop)
        assert database.health() == "ok"  # a restart in between is not noticed
        admin.exec_driver_sql(f"ALTER DATABASE {configured.database} ALLOW_CONNECTIONS false")
        admin.exec_driver_sql(drop)
        assert database.health() == "unreachable"
        admin.exec_driver_sql(f"ALTER DATABASE {configured.database} ALLOW_CONNECTIONS true")
        assert database.health() == "ok"


def test_a_database_that_does_not_answer_is_not_asked_by_everybody(
    configured: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def fail(_url: object) -> None:
        asked.append(_url)
        raise failures.unreachable()

    monkeypatch.setattr(database, "check", fail)
    assert [database.health() for _ in range(5)] == ["unreachable"] * 5
    assert len(asked) == 1


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000000) SELECT count(*) FROM n"


def test_a_query_that_takes_too_long_is_stopped(configured: sa.URL) -> None:
    with database.reading() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL statement_timeout = 50")
        connection.info["seconds"] = 0.0
        with pytest.raises(failures.DatabaseBusy, match="too long"):
            connection.exec_driver_sql(ENDLESS)
    assert database.health() == "ok"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_query_has_its_whole_time_however_long_the_reading_lasts(
    configured: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(opening, "time", SimpleNamespace(monotonic=lambda: clock.now))
    with database.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
        clock.now = 2.0 * opening.WAIT_S
        assert connection.exec_driver_sql(ENDLESS.replace("50000000", "50000")).scalar_one() == 50_000
    assert database.health() == "ok"


def test_a_pool_without_connections_left_is_told_soon(configured: sa.URL, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "POOL", {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0.1})
    with database.reading(), pytest.raises(failures.DatabaseBusy, match="at once"), database.reading():
        pass
    assert database.health() == "ok"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_full_disk_refuses_the_save_and_keeps_the_rest(configured: sa.URL) -> None:
    with pytest.raises(failures.DatabaseBusy, match="recorded"):
        fill_the_disk()
    database.forget()
    with database.reading() as connection:
        assert database.data_version(connection) == 1
        assert connection.scalar(sa.select(sa.func.count()).select_from(model.Event)) == 0


def fill_the_disk() -> None:
    with database.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        long = {"happened_at": NOW, "action": "x", "object_kind": "x", "reason": "x" * 100_000}
        connection.execute(sa.insert(model.Event), long)


def test_a_file_that_may_not_be_written_is_refused_with_the_reason(
    fresh_sqlite: Fresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(failures.DatabaseBusy, match="not written"):
        database.check(fresh_sqlite())


def test_a_network_drive_is_recognised(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/share {tmp_path} nfs4 rw 0 0\n", "utf-8")
    assert state.filesystem_of(tmp_path / "file.sqlite", mounts) == "nfs4"
    assert state.filesystem_of(Path("/etc/hosts"), mounts) == "ext4"


def test_a_file_on_a_network_drive_is_refused(fresh_sqlite: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "filesystem_of", lambda _path: "cifs")
    with pytest.raises(DatabaseUnreachable, match="network drive"):
        database.check(fresh_sqlite())


def test_a_refused_row_is_not_repeated_in_the_error(engine: sa.Engine) -> None:
    wrong = {"id": 2, "number": 1, "changed_at": NOW}
    with pytest.raises(sa.exc.IntegrityError) as told, engine.begin() as connection:
        connection.execute(sa.insert(model.DataVersion), wrong)
    assert "Failing row" not in str(told.value) + str(told.value.__cause__)


def test_reading_cannot_write(configured: sa.URL) -> None:
    with pytest.raises((sa.exc.DBAPIError, DashboardError)), database.reading() as connection:
        connection.execute(sa.insert(model.Country), {"code": "NE", "alpha3": "NER"})


def test_a_reader_sees_one_moment_while_others_write(configured: sa.URL) -> None:
    with database.reading() as connection:
        before = database.data_version(connection)
        with database.writing():
            pass
        assert database.data_version(connection) == before
    with database.reading() as connection:
        assert database.data_version(connection) == before + 1


def test_writers_at_the_same_moment_lose_nothing(configured: sa.URL) -> None:
    def read_then_write() -> None:
        for _ in range(5):
            with database.writing() as connection:
                database.data_version(connection)

    database.engine()
    threads = [threading.Thread(target=read_then_write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        assert database.data_version(connection) == 1 + 6 * 5


def test_a_write_that_fails_leaves_nothing_and_does_not_move_the_version(configured: sa.URL) -> None:
    with pytest.raises(ZeroDivisionError):
        write_then_fail()
    with database.reading() as connection:
        assert database.data_version(connection) == 1


def write_then_fail() -> None:
    with database.writing() as connection:
        connection.execute(sa.update(model.DataVersion).values(number=99))
        raise ZeroDivisionError


def test_the_moment_of_the_last_write_never_goes_back(configured: sa.URL) -> None:
    later = dt.datetime(2999, 1, 1, tzinfo=dt.UTC)
    with database.writing() as connection:
        connection.execute(sa.update(model.DataVersion).values(changed_at=later))
    with database.writing():
        pass
    assert database.status(configured).changed_at == later


def test_in_memory_holds_every_table() -> None:
    with database.in_memory().connect() as connection:
        assert set(model.Base.metadata.tables) <= set(sa.inspect(connection).get_table_names())
