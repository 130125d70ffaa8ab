"""The returns page from its link: registers, filters, and what stands in when none was loaded."""

from __future__ import annotations

import pytest

from dashboard.texts import Language
from tests.pages.opened import opened

DAY = "2026-11-20"
pytestmark = pytest.mark.usefixtures("filled")


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "sont rentrées avec l’aide de l’OIM entre"), ("en", "people returned with IOM’s assistance between")],
)
def test_the_page_opens_on_twelve_months_of_assisted_returns(language: Language, said: str) -> None:
    page = opened("returns", as_of=DAY, language=language)
    assert said in page.title
    for picture in ("by_month", "by_country", "by_age_and_sex", "by_region", "routes"):
        assert f'id="returns-{picture}"' in page.markup


def test_a_link_carries_register_months_and_people() -> None:
    page = opened("returns", as_of=DAY, category="returns_expelled", country="MR", sex="m", **{"from": "2026-01"})
    assert "expulsées vers le Mali entre janvier 2026" in page.title
    assert page.title.endswith("(Mauritanie · Hommes)")


def test_registers_are_never_shown_together_and_the_page_says_why() -> None:
    page = opened("returns", as_of=DAY)
    assert "ne s’additionnent jamais" in page.words


def test_unknown_values_of_a_link_are_dropped_and_said() -> None:
    page = opened("returns", as_of=DAY, country="XX", age="7")
    assert "country" in page.notices
    assert "age" in page.notices


def test_nobody_for_these_filters_is_told_apart_from_not_reported() -> None:
    page = opened("returns", as_of=DAY, category="returns_expelled", country="CI")
    assert page.title.startswith("Personne pour ces filtres")
    assert 'id="returns-by_country"' not in page.markup


def test_a_chosen_country_leaves_out_the_pictures_that_would_say_it_again() -> None:
    markup = opened("returns", as_of=DAY, country="NE").markup
    assert 'id="returns-by_region"' in markup
    assert 'id="returns-by_country"' not in markup
    assert 'id="returns-routes"' not in markup


def test_a_month_nobody_reported_is_a_sentence_without_pictures() -> None:
    page = opened("returns", as_of=DAY, to="2026-07", **{"from": "2026-07"})
    assert page.title == "Ce registre n’a pas été transmis en juillet 2026"
    assert "<figure" not in page.markup


def test_every_picture_of_fictitious_rows_says_so() -> None:
    page = opened("returns", as_of=DAY)
    assert page.markup.count("Démonstration – données fictives") >= page.markup.count("<figure")


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Aucun registre mensuel des retours"), ("en", "No monthly register of returns")],
)
def test_without_a_register_the_page_shows_what_sources_stated(language: Language, said: str) -> None:
    page = opened("returns", scope="published", language=language)
    assert said in page.title
    assert "8.0500 retours volontaires" in page.words
    assert "<svg" not in page.markup
    assert "données fictives" not in page.words


def test_places_of_stated_figures_are_named_in_the_language_of_the_page() -> None:
    words = opened("returns", language="en", scope="published").words
    assert "Mauritania" in words
    assert not {"Mauritanie", "Algérie", "Tchad", "Libye"} & set(words.split())
