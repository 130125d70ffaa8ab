"""Every page says what the data say: both languages, both databases."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.every_page import FICTITIOUS, both_languages, every_page, words_of

WITH_DEMONSTRATION = {"summary", "roadmap", "returns", "reintegration", "frameworks", "review", "studio", "sources"}
WITHOUT_FIGURES = {"studio", "review"}
SOURCE = "details.source summary"


@every_page
@both_languages
def test_a_page_opens_by_its_address_and_says_what_the_data_say(open_page: OpenPage, key: str, language: str) -> None:
    page = open_page(f"/{key}?language={language}", language=language)
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == language
    assert len(page.locator("h1").inner_text()) > 10
    assert bool(page.locator(SOURCE).count()) == (key not in WITHOUT_FIGURES)
    assert bool(FICTITIOUS.search(words_of(page))) == (key in WITH_DEMONSTRATION)
    assert not page.locator('[data-testid="stException"], [role="dialog"]').count()


@every_page
def test_published_data_alone_carry_no_demonstration_label(open_page: OpenPage, key: str) -> None:
    words = words_of(open_page(f"/{key}?scope=published"))
    assert not FICTITIOUS.search(words)
    assert "(fictif)" not in words
    assert "(fictive)" not in words
