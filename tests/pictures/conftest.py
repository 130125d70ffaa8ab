"""The full database of the views, asked as commands ask it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from dashboard import database, pictures
from dashboard.database import opening
from dashboard.pictures import Ask
from dashboard.provenance import Reading


@pytest.fixture(scope="session")
def ask(full_database: sa.URL) -> Iterator[Ask]:
    """Through a connection that only reads: others may write meanwhile."""
    engine = database.connect(full_database)
    with opening.for_reading(engine) as connection:
        yield pictures.direct(connection)
    engine.dispose()


@pytest.fixture(scope="session")
def reading() -> Reading:
    return Reading(dt.date(2026, 11, 20))
