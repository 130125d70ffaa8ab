"""Two people, two browsers, a real provider: in, to the page they came for, and out again on both sides.

On SQLite: on PostgreSQL they come in so to hold a whole review; `tests/door/test_provider.py` has all of it on both.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from scripts import chromium
from tests.browser.conftest import profile
from tests.browser.watcher import Watcher, accessibility_faults
from tests.databases import Fresh
from tests.door.oidc import House, house

PEOPLE = {"ministre": ("ministry", "ministry_editor"), "mission": ("iom", "iom_editor")}


@pytest.fixture(scope="module")
def our(fresh_sqlite: Fresh, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    address = fresh_sqlite("signed").render_as_string(hide_password=False)
    with house(address, tmp_path_factory.mktemp("house")) as opened:
        for subject, (side, role) in PEOPLE.items():
            opened.account(subject, "--side", side, "--role", role)
        yield opened


def sign_in(page: Page, our: House, subject: str) -> None:
    page.get_by_role("link", name="Se connecter avec Essai").click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{our.server.url}/**")


def opened(browser: Browser, screen: str) -> Page:
    """A browser of its own; the provider's page asks another host for its style, and does without."""
    page = profile(browser, screen, "fr").new_page()
    page.route("https://**/*", lambda route: route.fulfill(content_type="text/css", body=""))
    return page


def faults_here(watcher: Watcher, our: House) -> list[str]:
    """What was wrong on our pages: the provider's own are not ours."""
    return [fault for fault in watcher.faults if our.issuer not in fault and "another host: https" not in fault]


def test_both_sides_sign_in_and_out_through_the_provider(browser: Browser, our: House) -> None:
    for subject in PEOPLE:
        page = opened(browser, "laptop")
        watcher = Watcher(page, our.server.url)
        page.goto(f"{our.server.url}/returns?language=fr")
        page.locator(".who a").click()
        sign_in(page, our, subject)
        chromium.settle(page)
        assert page.url.startswith(f"{our.server.url}/returns")
        assert page.locator(".who span").inner_text() == subject.title()
        assert page.locator(".who a").count() == 0  # no password to change
        page.locator(".who button").click()
        page.get_by_role("button", name="End session").click()
        page.wait_for_url(f"{our.server.url}/?language=fr")
        chromium.settle(page)
        assert page.locator(".who").inner_text() == "Se connecter"
        assert not faults_here(watcher, our)
        page.context.close()


@pytest.mark.parametrize("screen", ["laptop", "phone"])
def test_a_stranger_is_given_a_reference_on_a_page_that_everybody_can_use(
    browser: Browser, our: House, screen: str
) -> None:
    page = opened(browser, screen)
    watcher = Watcher(page, our.server.url)
    page.goto(f"{our.server.url}/sign-in")
    assert not accessibility_faults(page)
    sign_in(page, our, "9c1d7d2e-6f7b-4b8e-9a3f-2f4f8f1f0c11")
    assert page.locator(".reference").inner_text() == f"{our.issuer} 9c1d7d2e-6f7b-4b8e-9a3f-2f4f8f1f0c11"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.fonts.check('16px \"Source Sans\"')")
    assert not accessibility_faults(page)
    assert not faults_here(watcher, our)
    page.context.close()
