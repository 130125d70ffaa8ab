"""The product as its readers walk through it: by its menu, its links, its filters and its switches."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from dashboard.texts import Language, text
from scripts import chromium
from tests.browser.conftest import OpenPage, a_language_an_engine, on_postgresql, on_sqlite
from tests.browser.every_page import FICTITIOUS, menu_entry, words_of


@on_sqlite
def test_the_cabinet_reads_a_number_s_source_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/", screen="phone")
    card = page.locator("details.source", has=page.locator("blockquote")).first
    card.locator("summary").click()
    expect(card.locator("blockquote")).to_be_visible()
    expect(card).to_contain_text("plus de 41.000")


@on_postgresql
def test_the_cabinet_follows_a_late_activity_to_its_priority(open_page: OpenPage) -> None:
    page = open_page("/")
    page.locator("ul.late a").first.click()
    expect(page).to_have_url(re.compile(r"/roadmap\?.*priority=\d"))
    expect(page.locator(".kicker").first).to_contain_text("Feuille de route")
    expect(page.locator("h1")).to_be_visible()


@on_sqlite
def test_the_first_screen_holds_its_main_message_without_scrolling(open_page: OpenPage) -> None:
    page = open_page("/")
    bars = page.locator('[data-figure="roadmap.by_priority"] svg').first.bounding_box()
    assert bars is not None
    assert bars["y"] + bars["height"] <= 768


@on_sqlite
def test_the_summary_loads_no_chart_or_map_library(open_page: OpenPage) -> None:
    page = open_page("/")
    loaded = page.evaluate("() => performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if re.search("plotly|deck|mapbox|maplibre", name, re.IGNORECASE)]


@on_postgresql
def test_filters_write_themselves_into_the_link_and_come_back_from_it(open_page: OpenPage) -> None:
    page = open_page("/returns?from=2026-01&to=2026-06&sex=f")
    assert "sex=f" in page.url
    assert "from=2026-01" in page.url
    menu_entry(page, "reintegration", "fr")
    assert "sex=f" not in page.url


@on_sqlite
def test_filters_that_were_cleared_stay_cleared_when_another_one_moves(open_page: OpenPage) -> None:
    page = open_page("/returns?sex=f")
    people = page.locator("#filter-people")
    people.locator("summary").click()
    people.get_by_role("link", name=text("Clear these filters", "fr")).click()
    expect(page).not_to_have_url(re.compile("sex="))
    expect(people.locator("summary")).to_have_text(text("Who and where", "fr"))
    page.get_by_label(text("First month", "fr"), exact=True).select_option("2026-02")
    expect(page).to_have_url(re.compile("from=2026-02"))
    assert "sex=" not in page.url


@on_sqlite
def test_a_filter_keeps_its_place_on_the_page_and_going_back_takes_it_off(open_page: OpenPage) -> None:
    page = open_page("/returns")
    title = page.locator("h1").inner_text()
    page.locator("#filter-people summary").click()
    page.get_by_label(text("Sex", "fr"), exact=True).select_option("f")
    expect(page.locator("h1")).to_contain_text("(Femmes)")
    expect(page.get_by_label(text("Sex", "fr"), exact=True)).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text(title)
    expect(page).not_to_have_url(re.compile("sex="))


@a_language_an_engine
def test_the_day_and_the_scope_stay_from_page_to_page(open_page: OpenPage, language: Language) -> None:
    page = open_page(f"/roadmap?language={language}&as-of=2026-06-30&scope=published", language=language)
    menu_entry(page, "sources", language)
    assert "as-of=2026-06-30" in page.url
    assert "scope=published" in page.url
    expect(page.locator(".as-of").first).to_contain_text("30 juin 2026" if language == "fr" else "30 June 2026")


def test_demonstration_data_leave_the_page_by_one_switch(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_test_id("stSidebar").get_by_text(text("Demonstration data", "fr")).click()
    expect(page).to_have_url(re.compile("scope=published"))
    expect(page.locator(".demo-badge")).to_have_count(0)
    chromium.settle(page)
    assert not FICTITIOUS.search(words_of(page))
