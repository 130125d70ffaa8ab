"""What tests of every page share: the pages that all may read, and the words on one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from dashboard.texts import LANGUAGES
from dashboard.views import site_map

KEYS = [page.key for page in site_map.PAGES if not page.roles]
FICTITIOUS = re.compile("Démonstration – données fictives|Demonstration – fictitious data")

every_page = pytest.mark.parametrize("key", KEYS)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def words_of(page: Page) -> str:
    """What stands on the page, with ordinary spaces."""
    return re.sub(r"\s+", " ", page.locator('[data-testid="stMain"]').inner_text())
