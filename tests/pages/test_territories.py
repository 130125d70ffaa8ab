"""The territories page from its link: one measure at a time."""

from __future__ import annotations

import pytest

from dashboard.texts import Language
from tests.pages.opened import opened

pytestmark = pytest.mark.usefixtures("filled")


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Mopti comptait 91 274 des 391 961 personnes déplacées internes (23 %) en septembre 2023"),
        ("en", "Mopti had 91,274 of the 391,961 internally displaced persons (23%) in September 2023"),
    ],
)
def test_the_page_opens_on_the_measure_that_has_published_numbers(language: Language, title: str) -> None:
    page = opened("territories", language=language)
    assert plain(page.title) == title
    assert 'id="territories-by_region"' in page.markup
    assert "données fictives" not in page.words


def test_a_link_chooses_the_measure_and_fictitious_rows_are_said() -> None:
    page = opened("territories", measure="returns")
    assert "retours assistés" in page.title
    assert "données fictives" in page.words


def test_an_unknown_measure_is_dropped_and_said() -> None:
    page = opened("territories", measure="gold")
    assert "measure" in page.notices
    assert "personnes déplacées" in page.title


def test_without_a_register_the_page_says_unknown_and_draws_nothing() -> None:
    page = opened("territories", measure="reintegration", scope="published")
    assert "c’est inconnu, ce n’est pas zéro" in page.words
    assert 'id="territories-by_region"' not in page.markup


def test_the_table_carries_the_numbers_of_the_map_and_names_what_is_missing() -> None:
    words = plain(opened("territories").words)
    assert "Mopti ≥ 144 492 Mopti, Bandiagara et Douentza Douentza" in words
    assert "Kayes non indiqué" in words


def test_the_six_forms_of_mobility_are_told_measured_or_not() -> None:
    words = opened("territories").words
    for form in ("Mobilité interne", "Mobilité régionale", "Mobilité internationale", "Transit", "Retour volontaire",
                 "Déplacement forcé"):  # fmt: skip
        assert form in words
    assert "Non mesuré" in words


def test_kayes_is_never_operational_and_the_map_has_its_note() -> None:
    words = opened("territories").words
    assert "Centre d’accueil des migrants de Kayes Non confirmé" in words
    assert "n’impliquent ni reconnaissance ni acceptation officielles" in words


@pytest.mark.parametrize(
    ("language", "title"),
    [("fr", "Personnes déplacées, sur la carte du Mali"), ("en", "Displaced persons on the map of Mali")],
)
def test_the_live_map_has_a_title_a_unit_a_source_and_its_files(language: Language, title: str) -> None:
    page = opened("territories", language=language)
    assert f"<h2>{title}</h2>" in plain(page.markup)
    assert '<p class="subtitle">' in page.markup
    assert "files/territories.map.png" in page.markup
