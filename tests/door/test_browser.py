"""The door and the host element in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from scripts import chromium

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.launched() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """Fails the test on a console error, an uncaught one, or a request to any other host."""
    opened = browser.new_page(base_url=server)
    faults: list[str] = []
    opened.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda r: None if r.url.startswith((server, "data:", "blob:")) else faults.append(r.url))
    yield opened
    opened.close()
    assert faults == []


def open_page(page: Page, address: str) -> list[str]:
    """Opens it; the list grows with every request made."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    return asked


def test_a_picture_is_shown_and_becomes_interactive_in_its_place(page: Page) -> None:
    open_page(page, "/")
    page.wait_for_selector("#seen")
    page.wait_for_selector("[data-figure][data-live] .main-svg")
    assert page.locator("[data-figure] > svg").is_hidden()
    assert page.locator(".plot").get_attribute("aria-label") == "Deux barres"


def test_the_first_paint_is_there_at_once_and_leaves_when_the_page_stands(page: Page) -> None:
    held: list[Route] = []
    page.route("**/host.js", lambda route: held.append(route))
    open_page(page, "/")
    page.wait_for_selector("[data-testid=stBaseButton-secondary]", state="attached")
    assert page.inner_text("#painted") == "Première image"
    page.wait_for_timeout(1000)
    assert page.locator("#first-paint").count() == 1
    for route in held:
        route.continue_()
    page.wait_for_selector("#first-paint", state="detached")
    assert page.is_visible("#seen")


def test_the_first_paint_leaves_a_page_that_places_nothing(page: Page) -> None:
    open_page(page, "/plain")
    page.wait_for_selector("#first-paint", state="detached")
    assert page.is_visible("text=Rien de placé")


def test_the_first_paint_stays_readable_when_scripts_are_off(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=server)
    without = context.new_page()
    without.goto("/")
    assert without.is_visible("#painted")
    assert without.locator("noscript p").first.is_visible()
    context.close()


def test_a_narrow_container_gets_the_narrow_figure_and_follows_the_window(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, "/")
    page.wait_for_selector("[data-live] .main-svg")
    assert page.locator(".plot .main-svg").first.get_attribute("height") == "420"
    page.set_viewport_size({"width": 1366, "height": 768})
    page.wait_for_selector(".plot .main-svg[height='300']")


def test_the_dark_theme_reaches_pages_and_figures(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    open_page(page, "/")
    page.wait_for_selector("[data-live] .main-svg")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "127, 178, 255" in (page.locator(".plot .point path").first.get_attribute("style") or "")


def test_a_link_changes_the_page_without_a_reload(page: Page) -> None:
    open_page(page, "/")
    page.evaluate("window.stillHere = true")
    page.click("#go")
    page.wait_for_selector("#second")
    assert page.inner_text("#second") == "priorité 3"
    assert page.evaluate("window.stillHere") is True
    assert page.url.endswith("/second?priority=3&language=fr")


def test_a_link_inside_a_fragment_changes_the_page_too(page: Page) -> None:
    open_page(page, "/fragment")
    page.click("#out")
    page.wait_for_selector("#second")
    assert page.inner_text("#second") == "priorité 7"


def test_a_link_still_leads_there_when_the_connection_is_lost(page: Page) -> None:
    open_page(page, "/")
    page.wait_for_selector("#go")
    page.evaluate("document.querySelector('[data-test-connection-state]').dataset.testConnectionState = 'DISCONNECTED'")
    page.evaluate("window.stillHere = true")
    page.click("#go")
    page.wait_for_selector("#second")
    assert page.evaluate("window.stillHere") is None


def test_details_stay_open_and_popovers_close(page: Page) -> None:
    open_page(page, "/")
    page.click("#kept summary")
    page.click("text=Source A")
    page.click("text=Source B")
    assert page.locator("details.source[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.source[open]").count() == 0
    page.click("text=Encore")
    page.wait_for_timeout(700)
    assert page.locator("#kept[open]").count() == 1


def test_a_copy_button_says_that_it_copied(page: Page) -> None:
    open_page(page, "/")
    page.click("#copy")
    page.wait_for_selector("#copy:has-text('Fait')")
    page.wait_for_selector("#copy:has-text('Copier')")


def test_a_page_without_figures_never_loads_plotly(page: Page) -> None:
    asked = open_page(page, "/second")
    page.wait_for_selector("#second")
    page.wait_for_timeout(1500)
    assert not [address for address in asked if "plotly" in address.lower()]


def test_maps_tables_and_widgets_of_streamlit_work_under_the_policy(page: Page) -> None:
    open_page(page, "/widgets")
    page.wait_for_selector("canvas#deckgl-overlay, [data-testid=stDeckGlJsonChart] canvas")
    page.wait_for_selector("[data-testid=stDataFrame] canvas")
    page.wait_for_selector(".js-plotly-plot .main-svg")


def test_an_unexpected_error_shows_one_sentence_and_a_code_found_in_the_log(page: Page, server_log: Path) -> None:
    open_page(page, "/broken?language=en")
    box = page.wait_for_selector("[data-testid=stAlert]")
    assert box
    shown = box.inner_text()
    assert "This page could not be shown" in shown
    code = shown.rstrip(".").split()[-1]
    assert f'"incident": "{code}"' in server_log.read_text()
    assert not [word for word in ("secret", "passwd", "SELECT", "Traceback", "ValueError") if word in page.content()]


def test_an_expected_error_shows_its_own_sentence(page: Page) -> None:
    open_page(page, "/unreachable?language=en")
    box = page.wait_for_selector("[data-testid=stAlert]")
    assert box
    assert box.inner_text().strip() == "The database cannot be reached; it is tried again in 10 s."
