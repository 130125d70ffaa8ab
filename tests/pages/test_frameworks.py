"""The frameworks page from its link: the matrix, what a cell opens, and one card a system."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dashboard.texts import Language
from tests.pages.opened import opened

DAY = "2026-11-20"
SYSTEMS = Path(__file__).parents[2] / "data" / "published" / "frameworks.csv"
pytestmark = pytest.mark.usefixtures("filled")


@pytest.mark.parametrize("scope", ["all", "published"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_system_the_texts_name_has_its_card(language: Language, scope: str) -> None:
    markup = opened("frameworks", as_of=DAY, language=language, scope=scope).markup
    with SYSTEMS.open(encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    assert [key for key in keys if f'<article class="system" id="{key}">' not in markup] == []


@pytest.mark.parametrize(("language", "name"), [("fr", "y contribuent"), ("en", "Served by")])
def test_cards_say_what_serves_them_and_what_is_not_known(language: Language, name: str) -> None:
    words = opened("frameworks", as_of=DAY, language=language).words
    assert name in words
    assert {"fr": "Non connu : ", "en": "Not known: "}[language] in words


def test_a_cell_opens_its_activities() -> None:
    page = opened("frameworks", as_of=DAY, priority="4", framework="convention_2")
    assert 'class="opened"' in page.markup
    assert "4. Révision de la Politique nationale de migration (Ponam) → Convention n° 2" in page.words
    assert 'aria-current="true"' in page.markup


def test_without_a_cell_nothing_is_open() -> None:
    assert 'class="opened"' not in opened("frameworks", as_of=DAY).markup


@pytest.mark.parametrize("name", ["priority", "framework"])
def test_an_unknown_choice_is_dropped_and_said(name: str) -> None:
    page = opened("frameworks", as_of=DAY, **{name: "nothing"})
    assert name in page.notices
    assert 'class="opened"' not in page.markup


def test_published_only_links_nothing_and_says_so() -> None:
    page = opened("frameworks", scope="published")
    assert page.title == "Aucune activité n’est encore reliée à un engagement"
    assert 'id="frameworks-matrix"' not in page.markup
    assert "fictif" not in page.words
