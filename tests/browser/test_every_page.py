"""What every page owes its readers: it says what the data say, in both languages, on any screen, on both databases."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from dashboard.texts import Language
from dashboard.views import site_map
from scripts.local_server import LocalServer
from tests.browser.conftest import OpenPage, each_language_on_each_engine, on_postgresql, on_sqlite
from tests.browser.every_page import FICTITIOUS, KEYS, menu_entry, walked, words_of
from tests.browser.watcher import accessibility_faults

WITH_DEMONSTRATION = {"summary", "roadmap", "returns", "reintegration", "frameworks", "review", "studio", "sources"}
WITHOUT_FIGURES = {"studio", "review"}
SOURCE = "details.source summary"


@dataclass(frozen=True)
class Seen:
    """What a reader meets on a page."""

    headings: list[str]
    spoken: str | None
    address: str
    sources: int
    words: str
    disturbances: int
    faults: list[str]


Walk = dict[str, Seen]


def seen(page: Page, faults: list[str]) -> Seen:
    return Seen(
        page.locator("h1").all_inner_texts(),
        page.locator("html").get_attribute("lang"),
        page.url,
        page.locator(SOURCE).count(),
        words_of(page),
        page.locator('[data-testid="stException"], [role="dialog"]').count(),
        faults,
    )


@pytest.fixture(scope="module")
def walk(open_once: OpenPage, server: LocalServer, language: Language) -> Walk:
    """Every page by the menu; the checker of accessibility, which is slow, goes along once."""
    page = open_once(f"/?language={language}", language=language)
    return {key: seen(page, accessibility_faults(page) if language == "fr" else []) for key in walked(page, language)}


@each_language_on_each_engine
def test_the_menu_leads_to_every_page(walk: Walk) -> None:
    assert set(walk) == set(KEYS)
    assert [key for key, seen in walk.items() if seen.disturbances] == []


@each_language_on_each_engine
def test_every_page_says_what_the_data_say_in_one_heading(walk: Walk) -> None:
    assert [key for key, seen in walk.items() if len(seen.headings) != 1 or len(seen.headings[0]) <= 10] == []


@each_language_on_each_engine
def test_every_page_and_its_link_are_in_the_language_of_the_reader(walk: Walk, language: Language) -> None:
    for key, seen in walk.items():
        assert (seen.spoken, "language=en" in seen.address) == (language, language == "en"), key


@each_language_on_each_engine
def test_every_page_with_figures_names_its_sources(walk: Walk) -> None:
    assert {key for key, seen in walk.items() if not seen.sources} == WITHOUT_FIGURES


@each_language_on_each_engine
def test_what_is_fictitious_is_said_to_be_where_it_stands(walk: Walk) -> None:
    assert {key for key, seen in walk.items() if FICTITIOUS.search(seen.words)} == WITH_DEMONSTRATION


@pytest.mark.parametrize(("server", "language"), [("sqlite", "fr")], indirect=["server"], scope="module")
def test_no_page_has_a_serious_accessibility_fault_of_ours(walk: Walk) -> None:
    assert {key: seen.faults for key, seen in walk.items() if seen.faults} == {}


@on_postgresql
def test_published_data_alone_carry_no_demonstration_label(open_page: OpenPage) -> None:
    page = open_page("/?scope=published")
    for key in walked(page, "fr"):
        words = words_of(page)
        assert not FICTITIOUS.search(words), key
        assert "(fictif)" not in words, key
        assert "(fictive)" not in words, key


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
