"""What is frozen for signature: complete, in both languages, and the same bytes for the same rows."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import database, pictures
from dashboard.actors import MACHINE
from dashboard.exports import frozen
from dashboard.queries import packs
from dashboard.texts import LANGUAGES
from dashboard.updates import settings


@pytest.fixture(scope="module")
def bytes_frozen(full_database: sa.URL) -> bytes:
    engine = database.connect(full_database)
    with engine.connect() as connection:
        made = frozen.freeze(connection, 905)
    engine.dispose()
    return made


@pytest.fixture(scope="module")
def pack(bytes_frozen: bytes) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(bytes_frozen)
    return content


def test_every_picture_is_frozen_a_priority_at_a_time(pack: dict[str, Any]) -> None:
    keys = {key.split("?")[0] for key in pack["pictures"]}
    assert keys == {entry.key for entry in pictures.entries()}
    assert {f"roadmap.timeline?priority={number}" for number in range(1, 10)} <= set(pack["pictures"])


def test_every_picture_says_what_it_is_in_both_languages(pack: dict[str, Any]) -> None:
    drawn = [one for one in pack["pictures"].values() if "missing" not in one]
    assert all(one[language][word] for one in drawn for language in LANGUAGES for word in ("title", "alt", "citation"))
    assert all(one["rows"] for one in drawn)


def test_a_picture_without_rows_says_why_in_both_languages(pack: dict[str, Any]) -> None:
    missing = [one["missing"] for one in pack["pictures"].values() if "missing" in one]
    assert missing
    assert all(one["fr"] != one["en"] for one in missing)


def test_it_is_read_as_of_the_day_of_the_review(pack: dict[str, Any]) -> None:
    assert pack["day"] == pack["review"]["held_on"] == "2026-10-15"
    assert {one["day"] for one in pack["pictures"].values() if "missing" not in one} == {"2026-10-15"}


def test_it_is_written_the_canonical_way(bytes_frozen: bytes, pack: dict[str, Any]) -> None:
    assert packs.canonical(pack) == bytes_frozen
    assert "établis à l’extérieur".encode() in bytes_frozen


def test_nothing_that_moves_by_itself_is_frozen(pack: dict[str, Any]) -> None:
    assert not {"version", "frozen_at", "recorded_at"} & {name for row in pack["decisions"] for name in row}
    assert "version" not in pack["review"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (float("nan"), None), (0.1 + 0.2, 0.3), (40.0, 40), (Decimal("8050.00"), 8050), (True, True),
        (dt.date(2026, 1, 2), "2026-01-02"), ({"a": (1, None)}, {"a": [1, None]}),
    ],
)  # fmt: skip
def test_values_are_plain_and_alike_on_both_engines(value: object, told: object) -> None:
    found = frozen.plain(value)
    assert found == told
    assert type(found) is type(told)


def test_differences_name_parts_and_pictures() -> None:
    before = {"decisions": [1], "day": "d", "pictures": {"a": 1, "b": 2}}
    after = {"decisions": [2], "day": "d", "pictures": {"a": 1, "c": 3}}
    assert frozen.differences(before, after) == ["decisions", "pictures/b", "pictures/c"]


def test_thresholds_chosen_later_judge_no_past_review_anew(full_database: sa.URL) -> None:
    engine = database.connect(full_database)
    with engine.connect() as connection:
        before = frozen.freeze(connection, 905, with_pictures=False)
        settings.change_all(connection, MACHINE, {"status-watch-points": "1", "status-late-points": "2"})
        assert frozen.freeze(connection, 905, with_pictures=False) == before
        connection.rollback()
    engine.dispose()
