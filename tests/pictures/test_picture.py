"""A key with link values gives a picture, or one sentence that says why not."""

from __future__ import annotations

import pytest

from dashboard import pictures
from dashboard.errors import NothingToDraw, UnknownFilter, UnknownPicture
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language

KEYS = [entry.key for entry in pictures.entries()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_every_picture_is_drawn_without_any_filter(key: str, language: Language, ask: Ask, reading: Reading) -> None:
    found = pictures.picture(key, ask, reading=reading, language=language)
    assert (found.key, found.language) == (key, language)
    assert not found.rows.empty
    assert found.draw(900)["data"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("key", "name"), [(entry.key, name) for entry in pictures.entries() for name in entry.filters])
def test_a_picture_says_the_filter_in_force(
    key: str, name: str, language: Language, ask: Ask, reading: Reading
) -> None:
    known = pictures.known_values(key, ask, reading=reading, language=language)[name]
    value = "2026-03" if name in ("from", "to") else [*known][1]
    found = pictures.picture(key, ask, reading=reading, language=language, filters={name: value})
    assert known[value] in f"{found.title} · {found.subtitle}"


def test_a_picture_carries_its_filters_in_words_defaults_included(ask: Ask, reading: Reading) -> None:
    found = pictures.picture("returns.routes", ask, reading=reading, language="en", filters={"sex": "f"})
    assert found.filters == (
        ("Register", "IOM-assisted voluntary returns"),
        ("First month", "November 2025"),
        ("Last month", "October 2026"),
        ("Sex", "Women"),
    )


def test_a_picture_of_one_priority_is_of_the_first_until_another_is_asked_for(ask: Ask, reading: Reading) -> None:
    first, asked = (
        pictures.picture("roadmap.timeline", ask, reading=reading, language="fr", filters=filters)
        for filters in ({}, {"priority": "1"})
    )
    assert first.subtitle == asked.subtitle
    assert first.rows.equals(asked.rows)


def refused(kind: type[Exception], key: str, ask: Ask, reading: Reading, **filters: str) -> str:
    with pytest.raises(kind) as caught:
        pictures.picture(key, ask, reading=reading, language="fr", filters=filters)
    return str(caught.value)


def test_an_unknown_picture_is_told_with_those_there_are(ask: Ask, reading: Reading) -> None:
    assert "returns.by_month" in refused(UnknownPicture, "returns.by_moon", ask, reading)


@pytest.mark.parametrize(
    ("key", "filters", "known"),
    [
        ("returns.by_region", {"moon": "full"}, "category, from, to, country, sex, age, form"),
        ("returns.by_region", {"region": "kayes"}, "category, from, to, country, sex, age, form"),
        ("returns.by_region", {"sex": "x"}, "f, m, unknown"),
        ("returns.by_region", {"from": "2026-09", "to": "2026-08"}, "2026-08."),
        ("returns.by_region", {"category": "returns_expelled", "form": "avr"}, "no values"),
        ("territories.by_region", {"measure": "gold"}, "displaced, returns, reintegration"),
        ("roadmap.timeline", {"priority": "10"}, "8, 9"),
        ("roadmap.by_priority", {"priority": "3"}, "has no filter"),
    ],
)
def test_an_unknown_filter_or_value_is_told_with_those_there_are(
    key: str, filters: dict[str, str], known: str, ask: Ask, reading: Reading
) -> None:
    assert known in refused(UnknownFilter, key, ask, reading, **filters)


@pytest.mark.parametrize(
    ("key", "filters", "why"),
    [
        ("returns.by_region", {"from": "2026-07", "to": "2026-07"}, "unknown, not zero"),
        ("returns.by_region", {"category": "returns_expelled", "country": "CI"}, "counted nobody"),
    ],
)
def test_nothing_to_draw_says_why(key: str, filters: dict[str, str], why: str, ask: Ask, reading: Reading) -> None:
    assert why in refused(NothingToDraw, key, ask, reading, **filters)


@pytest.mark.parametrize("key", ["returns.by_month", "reintegration.funnel", "frameworks.matrix", "roadmap.timeline"])
def test_without_the_demonstration_nothing_is_drawn_of_it(key: str, ask: Ask, reading: Reading) -> None:
    refused(NothingToDraw, key, ask, Reading(reading.as_of, "published"))
