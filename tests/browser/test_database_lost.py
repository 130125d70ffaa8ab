"""The database goes away under a reader, or is not there at the start, and comes back: nobody restarts anything."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from scripts import chromium, local_server
from tests.browser.conftest import profile
from tests.browser.watcher import Watcher
from tests.conftest import ENGINES
from tests.databases import Fresh

RECOVERY_MS = 25_000
TOLD = re.compile("base de données", re.IGNORECASE)


@dataclass(frozen=True)
class Cable:
    """A database that can be taken away from those who use it, and given back."""

    address: str
    pull: Callable[[], None]
    plug: Callable[[], None]


@pytest.fixture(params=ENGINES)
def cable(request: pytest.FixtureRequest) -> Cable:
    fresh: Fresh = request.getfixturevalue(f"fresh_{request.param}")
    url = fresh("published")
    address = url.render_as_string(hide_password=False)
    if request.param == "sqlite":
        return of_a_file(address, Path(str(url.database)))
    return of_a_server(address, url, request.getfixturevalue("postgresql_server"))


def of_a_file(address: str, path: Path) -> Cable:
    away = path.with_suffix(".away")
    return Cable(address, lambda: void(path.rename(away)), lambda: void(away.rename(path)))


def of_a_server(address: str, url: sa.URL, server: sa.URL) -> Cable:
    def allow(connections: bool) -> None:
        engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"ALTER DATABASE {url.database} WITH ALLOW_CONNECTIONS {connections}")
            ending = sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
            connection.execute(ending, {"name": url.database})

    return Cable(address, lambda: allow(False), lambda: allow(True))


def void(_: object) -> None:
    """A path is given back by `rename`; nobody wants it."""


@pytest.fixture
def open_at(browser: Browser) -> Iterator[Callable[[str], Page]]:
    with ExitStack() as closing:
        watchers: list[Watcher] = []

        def opened(address: str) -> Page:
            context = profile(browser, "laptop", "fr")
            closing.callback(context.close)
            page = context.new_page()
            watchers.append(Watcher(page, address))
            page.goto(address)
            chromium.settle(page)
            return page

        yield opened
        assert not [fault for watcher in watchers for fault in watcher.faults]


def readiness(server: local_server.LocalServer) -> int:
    try:
        with urllib.request.urlopen(f"{server.url}/readyz") as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_reader_is_told_when_the_database_goes_and_reads_on_when_it_returns(
    cable: Cable, open_at: Callable[[str], Page], tmp_path: Path
) -> None:
    with local_server.serving(cable.address, tmp_path / "server.log") as server:
        page = open_at(server.url)
        cable.pull()
        page.get_by_test_id("stSidebarNav").get_by_role("link", name="Cadres et conventions").click()
        expect(page.get_by_test_id("stAlert").first).to_contain_text(TOLD, timeout=RECOVERY_MS)
        assert readiness(server) == 503
        cable.plug()
        expect(page.get_by_test_id("stAlert")).to_have_count(0, timeout=RECOVERY_MS)
        expect(page.locator("h1")).to_be_visible()
        assert readiness(server) == 200
        assert "Traceback" not in page.content()
        assert re.search("DatabaseUnreachable|DatabaseMissing", server.log.read_text())


def test_a_server_starts_without_its_database_and_works_when_it_comes(
    cable: Cable, open_at: Callable[[str], Page], tmp_path: Path
) -> None:
    cable.pull()
    with local_server.serving(cable.address, tmp_path / "server.log") as server:
        page = open_at(server.url)
        expect(page.get_by_test_id("stAlert").first).to_contain_text(TOLD)
        cable.plug()
        expect(page.locator("h1")).to_be_visible(timeout=RECOVERY_MS)
        expect(page.get_by_test_id("stAlert")).to_have_count(0)
