"""What tests of every page share: the pages that all may read, a walk through them by the menu, the words on one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from dashboard.texts import Language
from dashboard.views import site_map
from scripts import chromium

KEYS = [page.key for page in site_map.PAGES if not page.roles]
FICTITIOUS = re.compile("Démonstration – données fictives|Demonstration – fictitious data")


def menu_entry(page: Page, key: str, language: Language) -> None:
    name = site_map.BY_KEY[key].named(language)
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(re.compile(rf"/{key}(\?|$)" if key != site_map.HOME else r":\d+/(summary)?(\?|$)"))
    expect(page.locator(".kicker").first).to_contain_text(name)
    page.wait_for_function(chromium.SETTLED)


def walked(page: Page, language: Language) -> Iterator[str]:
    """The key of each page, once it stands; the one that is open comes last."""
    for key in [*KEYS[1:], site_map.HOME]:
        menu_entry(page, key, language)
        yield key


def words_of(page: Page) -> str:
    """What stands on the page, with ordinary spaces."""
    return re.sub(r"\s+", " ", page.locator('[data-testid="stMain"]').inner_text())
