"""What every page owes its readers, whichever database is behind it: one is enough."""

from __future__ import annotations

from playwright.sync_api import expect

from dashboard.views import site_map
from tests.browser.conftest import OpenPage, on_sqlite
from tests.browser.every_page import every_page
from tests.browser.watcher import accessibility_faults


@on_sqlite
@every_page
def test_a_page_has_no_serious_accessibility_fault_of_ours(open_page: OpenPage, key: str) -> None:
    assert accessibility_faults(open_page(f"/{key}")) == []


@on_sqlite
@every_page
def test_a_page_fits_a_phone_without_sideways_scrolling(open_page: OpenPage, key: str) -> None:
    page = open_page(f"/{key}", screen="phone")
    wide = "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"
    assert max(page.evaluate(wide)) <= 390
    assert page.locator("h1").is_visible()


@on_sqlite
@every_page
def test_values_that_a_link_made_up_are_dropped_and_told(open_page: OpenPage, key: str) -> None:
    page = open_page(f"/{key}?as-of=2031-02-31&scope=everything")
    expect(page.locator("#root .notice")).to_contain_text("as-of")
    assert "2031" not in page.url
    assert "everything" not in page.url


@on_sqlite
@every_page
def test_the_language_is_switched_on_the_page_itself(open_page: OpenPage, key: str) -> None:
    page = open_page(f"/{key}")
    page.locator('.chip[lang="en"]').click()
    expect(page.locator(".kicker").first).to_contain_text(site_map.BY_KEY[key].named("en"))
    assert page.locator("html").get_attribute("lang") == "en"
