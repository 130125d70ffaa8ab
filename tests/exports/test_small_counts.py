"""No file, pack, slide, bulletin or reporting view reads a protected register but by its fixed, rounded tables."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import database, pictures
from dashboard.exports import frozen, story
from dashboard.migrations import reporting
from dashboard.model import Indicator
from dashboard.provenance import Reading
from dashboard.queries import tallies, tally_registers
from dashboard.texts import LANGUAGES
from tests.databases import TODAY

pytestmark = pytest.mark.usefixtures("filled")
HIDDEN = ("returns_unaccompanied_children", "reintegration_trafficking_victims")


@pytest.fixture
def guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever adds up a protected register fails the test."""
    added_up = tallies._sums

    def refusing(connection: sa.Connection, shown: tally_registers.Register, *more: Any) -> Any:
        assert not shown.is_protected, shown.key
        return added_up(connection, shown, *more)

    monkeypatch.setattr(tallies, "_sums", refusing)


@pytest.mark.usefixtures("guarded")
def test_no_pack_of_a_review_and_so_no_picture_reads_one() -> None:
    with database.reading() as connection:
        content = frozen.freeze(connection, 906).decode()
    assert not any(key in content for key in HIDDEN)


@pytest.mark.usefixtures("guarded")
@pytest.mark.parametrize("language", LANGUAGES)
def test_neither_bulletin_nor_slides_read_one(language: Any) -> None:
    keys = [entry.key for entry in pictures.entries()]
    with database.reading() as connection:
        assert story.story(pictures.direct(connection), reading=Reading(TODAY), language=language, keys=keys)


def test_reporting_views_tell_rounded_months_or_nothing() -> None:
    with database.reading() as connection:
        for view in reporting.VIEWS:
            rows = connection.execute(sa.text(f"SELECT * FROM {view.name}")).mappings()
            told = [row for row in rows if row.get("indicator_key") in HIDDEN]
            assert all(row["count"] is None or row["count"] % 10 == 0 for row in told)
            assert bool(told) is (view is reporting.TALLIES_BY_MONTH)


def test_the_hidden_registers_are_there_to_be_hidden() -> None:
    with database.reading() as connection:
        for key in HIDDEN:
            assert tallies.months(connection, key, Reading(TODAY))
            sensitivity = sa.select(Indicator.sensitivity).where(Indicator.key == key)
            assert connection.scalar(sensitivity) == "protected"
            assert tally_registers.register(connection, key, Reading(dt.date(2026, 6, 30))).is_demonstration
