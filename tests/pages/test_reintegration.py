"""The reintegration page from its link."""

from __future__ import annotations

import pytest

from dashboard.texts import Language
from tests.pages.opened import opened

DAY = "2026-11-20"
pytestmark = pytest.mark.usefixtures("filled")


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "L’aide à la réintégration a commencé pour"), ("en", "Reintegration assistance started for")],
)
def test_the_page_opens_on_twelve_months_of_starts(language: Language, said: str) -> None:
    page = opened("reintegration", as_of=DAY, language=language)
    assert said in page.title
    for picture in ("funnel", "by_month", "lag", "by_form", "by_region"):
        assert f'id="reintegration-{picture}"' in page.markup


def test_a_link_carries_months_and_people() -> None:
    page = opened("reintegration", as_of=DAY, region="kayes", sex="f", to="2026-06")
    assert page.title.endswith("juin 2026 (Kayes · Femmes)")


def test_the_page_says_that_stages_are_not_one_cohort() -> None:
    assert "ne sont pas celles dont elle commence" in opened("reintegration", as_of=DAY).words


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Aucun registre de la réintégration"), ("en", "No register of reintegration")]
)
def test_without_a_register_the_page_shows_what_was_stated(language: Language, said: str) -> None:
    page = opened("reintegration", scope="published", language=language)
    assert said in page.title
    assert "4.500 réintégrations durables" in page.words
    assert "<svg" not in page.markup
