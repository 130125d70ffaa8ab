"""A real browser before a real server, on SQLite and on PostgreSQL, with data laid out around a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts import chromium, local_server
from scripts.local_server import LocalServer
from tests.browser.watcher import Watcher
from tests.conftest import ENGINES

PATIENCE_MS = 20_000
"""How long a test waits for what it expects: several of them share the processors. What must be swift says its own."""
LOADED_MS = 60_000
SCREENS = {"laptop": (1366, 768), "phone": (390, 844), "projector": (1920, 1080)}

OpenPage = Callable[..., Page]

on_sqlite = pytest.mark.parametrize("server", ["sqlite"], indirect=True)
"""For what the database has no part in, or what other tests ask of the other one: once is enough."""
on_postgresql = pytest.mark.parametrize("server", ENGINES[1:], indirect=True)
a_language_an_engine = pytest.mark.parametrize(
    ("server", "language"), [("sqlite", "fr"), pytest.param("postgresql", "en", marks=pytest.mark.postgresql)],
    indirect=["server"], scope="module",
)  # fmt: skip
"""Each language and each engine once: no text comes from one engine only."""
each_language_on_each_engine = pytest.mark.parametrize(
    ("server", "language"),
    [pytest.param(engine, language, marks=[pytest.mark.postgresql] if engine == "postgresql" else [])
     for engine in ("sqlite", "postgresql") for language in ("fr", "en")],
    indirect=["server"], scope="module",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with chromium.launched() as launched:
        yield launched


@pytest.fixture(scope="package")
def serve(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], LocalServer]]:
    """The server of an engine, started for the first test that asks for it and kept for those of every file."""
    with ExitStack() as closing:

        @cache
        def started(engine: str) -> LocalServer:
            address = request.getfixturevalue(f"fresh_{engine}")("signed").render_as_string(hide_password=False)
            log = tmp_path_factory.mktemp("server") / "server.log"
            return closing.enter_context(local_server.serving(address, log))

        yield started


@pytest.fixture(scope="module", params=ENGINES)
def server(request: pytest.FixtureRequest, serve: Callable[[str], LocalServer]) -> LocalServer:
    """A server over published figures and the demonstration set."""
    return serve(request.param)


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
                forget_what_was_kept(page)
                page.close()
            one.clear_cookies()


def forget_what_was_kept(page: Page) -> None:
    """Asked of the browser and not of the page, which may be on its way to another; a tab's own store ends with it."""
    if page.url.startswith("http"):
        origin = "/".join(page.url.split("/")[:3])
        page.context.new_cdp_session(page).send(
            "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage"}
        )


@pytest.fixture(scope="package")
def windows(browser: Browser) -> Iterator[Windows]:
    shared = Windows(browser)
    yield shared
    for one in shared.profiles.values():
        one.close()


@pytest.fixture
def open_page(windows: Windows, server: LocalServer) -> Iterator[OpenPage]:
    with opening(windows, server) as opened:
        yield opened


@pytest.fixture(scope="module")
def open_once(windows: Windows, server: LocalServer) -> Iterator[OpenPage]:
    """For what several tests of a module read on one page."""
    with opening(windows, server) as opened:
        yield opened


@contextmanager
def opening(windows: Windows, server: LocalServer) -> Iterator[OpenPage]:
    """Opens a link in a tab of its own, and fails at the end for anything the browser complained of."""
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
    made = browser.new_context(
        viewport={"width": width, "height": height},
        locale="fr-ML" if language == "fr" else "en-GB",
        is_mobile=screen == "phone",
        has_touch=screen == "phone",
    )
    made.set_default_timeout(LOADED_MS)
    return made
