"""What every page owes its readers: it says what the data say, in both languages, on any screen, on both databases."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dashboard.texts import Language
from dashboard.views import site_map
from tests.browser.conftest import OpenPage, on_sqlite
from tests.browser.every_page import FICTITIOUS, KEYS, both_languages, menu_entry, walked, words_of
from tests.browser.watcher import accessibility_faults

WITH_DEMONSTRATION = {"summary", "roadmap", "returns", "reintegration", "frameworks", "review", "studio", "sources"}
WITHOUT_FIGURES = {"studio", "review"}
SOURCE = "details.source summary"
WIDTHS = "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"


@both_languages
def test_the_menu_leads_through_every_page_and_each_says_what_the_data_say(
    open_page: OpenPage, language: Language
) -> None:
    page = open_page(f"/?language={language}", language=language)
    for key in walked(page, language):
        expect(page.locator("h1")).to_have_count(1)
        assert len(page.locator("h1").inner_text()) > 10, key
        assert page.locator("html").get_attribute("lang") == language, key
        assert ("language=en" in page.url) == (language == "en"), key
        assert bool(page.locator(SOURCE).count()) == (key not in WITHOUT_FIGURES), key
        assert bool(FICTITIOUS.search(words_of(page))) == (key in WITH_DEMONSTRATION), key
        assert not page.locator('[data-testid="stException"], [role="dialog"]').count(), key


def test_published_data_alone_carry_no_demonstration_label(open_page: OpenPage) -> None:
    page = open_page("/?scope=published")
    for key in walked(page, "fr"):
        words = words_of(page)
        assert not FICTITIOUS.search(words), key
        assert "(fictif)" not in words, key
        assert "(fictive)" not in words, key


@on_sqlite
def test_no_page_has_a_serious_accessibility_fault_of_ours(open_page: OpenPage) -> None:
    page = open_page("/")
    assert {key: faults for key in walked(page, "fr") if (faults := accessibility_faults(page))} == {}


@on_sqlite
@pytest.mark.parametrize("key", KEYS)
def test_a_page_opened_by_its_address_fits_a_phone_without_sideways_scrolling(open_page: OpenPage, key: str) -> None:
    page = open_page(f"/{key}", screen="phone")
    assert max(page.evaluate(WIDTHS)) <= 390
    assert page.locator("h1").is_visible()


@on_sqlite
@pytest.mark.parametrize("key", ["summary", "returns", "studio", "review"])
def test_values_that_a_link_made_up_are_dropped_and_told(open_page: OpenPage, key: str) -> None:
    page = open_page(f"/{key}?as-of=2031-02-31&scope=everything")
    expect(page.locator("#root .notice")).to_contain_text("as-of")
    assert "2031" not in page.url
    assert "everything" not in page.url


@on_sqlite
def test_the_language_is_switched_on_every_page_itself(open_page: OpenPage) -> None:
    page = open_page("/")
    for key in KEYS:
        menu_entry(page, key, "fr")
        page.locator('.chip[lang="en"]').click()
        expect(page.locator(".kicker").first).to_contain_text(site_map.BY_KEY[key].named("en"))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.locator('.chip[lang="fr"]').click()
        expect(page.locator(".kicker").first).to_contain_text(site_map.BY_KEY[key].named("fr"))
