"""What a link carries is read once, checked, and written back without its defaults."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.views.link_values import read

TODAY = dt.date(2026, 11, 21)


def test_an_empty_link_is_french_now_and_everything() -> None:
    carried = read({}, today=TODAY)
    assert (carried.language, carried.reading.as_of, carried.reading.scope, carried.dropped) == ("fr", None, "all", ())


def test_what_is_read_is_written_back_the_same() -> None:
    link = {"language": "en", "as-of": "2026-10-15", "scope": "published"}
    assert read(link, today=TODAY).query() == link


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "de"),
        ("as-of", "2027-01-01"),
        ("as-of", "hier"),
        ("as-of", "1999-01-01"),
        ("scope", "secret"),
        ("as-of", "2026-02-31"),
    ],
)
def test_a_value_that_means_nothing_is_dropped_and_named(name: str, value: str) -> None:
    carried = read({name: value}, today=TODAY)
    assert carried.dropped == (name,)
    assert carried.query() == {}


def test_today_is_now_and_stays_out_of_the_link() -> None:
    assert read({"as-of": TODAY.isoformat()}, today=TODAY).reading.as_of is None
