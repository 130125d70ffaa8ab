"""A database with the published figures and the demonstration set around a fixed day, as pages read it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.updates import demonstration, published
from dashboard.views import fetch

TODAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="session")
def full_database(fresh_sqlite: Callable[[], sa.URL]) -> sa.URL:
    """Filled once; tests work on copies."""
    url = fresh_sqlite()
    engine = database.connect(url)
    with engine.begin() as connection:
        published.load(connection, now=dt.datetime.combine(TODAY, dt.time(8), tzinfo=dt.UTC))
        demonstration.load(connection, today=TODAY)
    engine.dispose()
    return url


@pytest.fixture
def filled(
    full_database: sa.URL, fresh_sqlite: Callable[[], sa.URL], monkeypatch: pytest.MonkeyPatch
) -> Iterator[sa.URL]:
    """The program's own database is a copy of the full one."""
    url = fresh_sqlite()
    shutil.copy(str(full_database.database), str(url.database))
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(hide_password=False))
    database.forget()
    fetch.forget()
    yield url
    database.forget()
    fetch.forget()
