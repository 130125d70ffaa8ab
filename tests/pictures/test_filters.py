"""Link values are read without a page: known, default, or named as meaning nothing."""

from __future__ import annotations

import pytest

from dashboard.pictures.filters import Filter, period, unknown, values
from dashboard.queries.registers import months_between

SEX = Filter("sex", "Sex", {"f": "Women", "m": "Men"}, everything="Everyone")
REGISTER = Filter("category", "Register", {"a": "Assisted", "b": "Expelled"}, default="a")
CALENDAR = months_between(202401, 202610)


@pytest.mark.parametrize(
    ("link", "read"),
    [
        ({}, {"sex": "", "category": "a"}),
        ({"sex": "f", "category": "b"}, {"sex": "f", "category": "b"}),
        ({"sex": "x", "category": "x"}, {"sex": "", "category": "a"}),
        ({"sex": "", "category": ""}, {"sex": "", "category": "a"}),
    ],
)
def test_a_value_that_is_unknown_or_not_there_is_the_default(link: dict[str, str], read: dict[str, str]) -> None:
    assert values((SEX, REGISTER), link) == read


def test_what_means_nothing_is_named_even_of_a_filter_not_offered_now() -> None:
    link = {"sex": "x", "category": "b", "form": "avr", "page": "2"}
    assert unknown((SEX, REGISTER), link, ("sex", "category", "form")) == ("sex", "form")


def test_everything_has_no_words_under_a_picture() -> None:
    assert (SEX.told({}), SEX.told({"sex": "f"}), REGISTER.told({})) == ("", "Women", "Assisted")


@pytest.mark.parametrize(
    ("link", "span"),
    [
        ({}, ("2025-11", "2026-10")),
        ({"from": "2026-01"}, ("2026-01", "2026-10")),
        ({"to": "2026-03"}, ("2025-11", "2026-03")),
        ({"to": "2025-03"}, ("2024-04", "2025-03")),
        ({"to": "2024-03"}, ("2024-01", "2024-03")),
        ({"from": "2026-03", "to": "2026-02"}, ("2025-11", "2026-02")),
        ({"from": "2019-01", "to": "2040-01"}, ("2025-11", "2026-10")),
    ],
)
def test_months_are_the_latest_twelve_until_others_are_asked_for(link: dict[str, str], span: tuple[str, str]) -> None:
    assert tuple(values(period(CALENDAR, "en", link), link).values()) == span


def test_a_start_after_the_end_is_named() -> None:
    link = {"from": "2026-03", "to": "2026-02"}
    assert unknown(period(CALENDAR, "en", link), link) == ("from",)
