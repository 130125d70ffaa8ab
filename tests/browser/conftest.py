"""A real browser before a real server, on SQLite and on PostgreSQL, with data laid out around a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from scripts import chromium, local_server
from scripts.local_server import LocalServer
from tests.browser.watcher import Watcher
from tests.conftest import ENGINES

SCREENS = {"laptop": (1366, 768), "phone": (390, 844), "projector": (1920, 1080)}

OpenPage = Callable[..., Page]

on_sqlite = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
"""For what the database has no part in: once is enough."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium.launched() as launched:
        yield launched


@pytest.fixture(scope="package", params=ENGINES)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A server over published figures and the demonstration set."""
    address = request.getfixturevalue(f"fresh_{request.param}")("signed").render_as_string(hide_password=False)
    with local_server.serving(address, tmp_path_factory.mktemp("server") / "server.log") as started:
        yield started


class Windows:
    """One browser profile a screen and language, so that what every page loads is fetched once; tabs come and go."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.profiles: dict[tuple[str, str], BrowserContext] = {}

    def tab(self, screen: str, language: str) -> Page:
        place = (screen, language)
        if place not in self.profiles:
            self.profiles[place] = profile(self.browser, screen, language)
        return self.profiles[place].new_page()

    def clear(self) -> None:
        """Close every tab; nothing that one test stored is there for the next."""
        for one in self.profiles.values():
            for page in one.pages:
                page.evaluate("try { localStorage.clear(); sessionStorage.clear() } catch {}")
                page.close()
            one.clear_cookies()


@pytest.fixture(scope="package")
def windows(browser: Browser) -> Iterator[Windows]:
    shared = Windows(browser)
    yield shared
    for one in shared.profiles.values():
        one.close()


@pytest.fixture
def open_page(windows: Windows, server: LocalServer) -> Iterator[OpenPage]:
    """Opens a link in a tab of its own, and fails the test at its end for anything the browser complained of."""
    with ExitStack() as closing:
        watchers: list[Watcher] = []
        closing.callback(windows.clear)

        def opened(link: str, *, screen: str = "laptop", language: str = "fr") -> Page:
            page = windows.tab(screen, language)
            watchers.append(Watcher(page, server.url))
            page.goto(server.url + link)
            chromium.settle(page)
            return page

        yield opened
        assert not [fault for watcher in watchers for fault in watcher.faults]


def profile(browser: Browser, screen: str, language: str) -> BrowserContext:
    width, height = SCREENS[screen]
    return browser.new_context(
        viewport={"width": width, "height": height},
        locale="fr-ML" if language == "fr" else "en-GB",
        is_mobile=screen == "phone",
        has_touch=screen == "phone",
    )
