"""The 2025 results page from its link."""

from __future__ import annotations

import pytest

from dashboard.texts import Language
from tests.pages.opened import opened

pytestmark = pytest.mark.usefixtures("filled")
PICTURES = ("people", "trained", "stock", "repatriations", "displaced", "remittances")


def plain(words: str) -> str:
    return words.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        (
            "fr",
            (
                "L’OIM déclare avoir assisté plus de 41 000 personnes en 2025 ;",
                "le nombre de retours volontaires reste à confirmer",
            ),
        ),
        (
            "en",
            (
                "IOM says it assisted more than 41,000 people in 2025;",
                "how many returned voluntarily remains to be confirmed",
            ),
        ),
    ],
)
def test_the_page_opens_with_what_was_stated_and_what_is_not_settled(
    language: Language, title: tuple[str, str]
) -> None:
    page = opened("assistance", language=language)
    assert page.title == " ".join(title)
    assert [name for name in PICTURES if f'id="assistance-{name}"' not in page.markup] == []


def test_it_says_that_nothing_is_added_and_that_nobody_says_what_is_part_of_what() -> None:
    words = plain(opened("assistance").words)
    assert "ne s’additionnent pas : aucun texte ne dit si les 8 050 ou 8 500 retours, les 4 500 réintégrations" in words
    assert "les 340 victimes de traite font partie des 41 000." in words


def test_every_stated_figure_shows_its_words_its_source_and_who_said_it() -> None:
    words = plain(opened("assistance").words)
    quotes = ("plus de 41.000 personnes", "plus de 8.0500 retours volontaires", "des milliers de migrants vulnérables")
    assert [quote for quote in quotes if f"« {quote} »" not in words] == []
    assert "Déclaration : chef de mission de l’OIM au Mali" in words


def test_contradictions_are_shown_with_their_sources() -> None:
    words = plain(opened("assistance").words)
    assert "Rapatriements de 2024 : de 3 209 à 12 300" in words
    assert "93 enquêtes judiciaires" in words
    assert "points de repère, non des séries officielles" in words


def test_populations_that_must_not_be_mixed_are_said_to_be_distinct() -> None:
    page = opened("assistance")
    assert "des populations distinctes, jamais additionnées" in plain(page.words)
    assert 'id="X023"' in page.markup


def test_before_the_article_the_results_are_not_there_and_earlier_sources_are() -> None:
    page = opened("assistance", as_of="2025-02-15")
    assert page.title == "Le bilan 2025 n’était pas publié à cette date"
    assert 'id="assistance-people"' not in page.markup
    assert 'id="assistance-repatriations"' in page.markup
