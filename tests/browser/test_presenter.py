"""A joint review being held: the projector and the recorder’s screen follow each other, whatever the server does."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from dashboard import database
from dashboard.actors import Actor
from dashboard.queries import accounts, review_room
from dashboard.updates import review_entries, reviews, sessions
from dashboard.updates.review_entries import Decided
from scripts import chromium, local_server
from scripts.local_server import LocalServer
from tests.browser.conftest import profile
from tests.browser.watcher import Watcher, accessibility_faults
from tests.conftest import ENGINES
from tests.updates.review_rows import key

MINISTRY, IOM = "demo:ministry", "demo:iom"
REVIEW = 906
TABLE, SHOW = f"/review?review={REVIEW}", f"/review?review={REVIEW}&view=presenter"
TWO_SECONDS, DRAWN_ANEW = 2000, 20_000
"""ms: a turn, held to the letter; a page drawn anew, which takes 1.3 s where the processors are not shared by tests."""
on_sqlite = pytest.mark.parametrize("room", ["sqlite"], indirect=True)
FOLLOWS = "() => performance.getEntriesByType('resource').some((one) => one.name.endsWith('/position'))"
"""The script asked where the projector stands: from then on it hears keys."""
OVERFLOWING = """() => [...document.querySelectorAll('.screen, .screen .body, .screen .told, .screen .shown')]
    .filter((part) => part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2)
    .map((part) => `${part.className} ${part.textContent.slice(0, 60)}`)"""


class Room:
    """A session that is open, on a server that can be stopped and started at the same address."""

    def __init__(self, url: sa.URL, folder: Path) -> None:
        self.address = url.render_as_string(hide_password=False)
        self.engine, self.log, self.running = database.connect(url), folder / "server.log", ExitStack()
        self.port = local_server.free_port()
        self.server = self.start()
        who = self.who(IOM)
        with self.engine.begin() as connection:
            reviews.open_session(connection, who, key=key(), number=REVIEW)
            database.move_version(connection)

    def start(self) -> LocalServer:
        return self.running.enter_context(local_server.serving(self.address, self.log, port=self.port))

    def stop(self) -> None:
        self.running.close()

    def who(self, login: str) -> Actor:
        with self.engine.connect() as connection:
            found = accounts.by_login(connection, login)
        assert found
        return found

    def token(self, login: str) -> str:
        who, now = self.who(login), dt.datetime.now(dt.UTC)
        with self.engine.begin() as connection:
            return sessions.begin(connection, who.account_id, secure=False, now=now)

    def end_sessions(self, login: str) -> None:
        who = self.who(login)
        with self.engine.begin() as connection:
            sessions.end_all(connection, who.account_id)

    def turned_to(self) -> str:
        with self.engine.connect() as connection:
            return review_room.position(connection, number=REVIEW).screen

    def decide(self, words: str, priority: int | None, count: int = 1) -> None:
        who, due = self.who(IOM), dt.datetime.now(dt.UTC).date() + dt.timedelta(days=9)
        with self.engine.begin() as connection:
            for _ in range(count):
                entry = Decided("mmeia", due, priority=priority, fr=words, en=words)
                review_entries.add(connection, who, key=key(), review=REVIEW, entry=entry)
            database.move_version(connection)


Enter = Callable[..., Page]


@pytest.fixture(scope="module", params=ENGINES)
def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    found = Room(request.getfixturevalue(f"fresh_{request.param}")("signed"), tmp_path_factory.mktemp("presenter"))
    yield found
    found.stop()
    found.engine.dispose()


@pytest.fixture
def enter(browser: Browser, room: Room) -> Iterator[Enter]:
    """Opens a link in a browser of somebody’s own, signed in."""
    with ExitStack() as closing:

        def opened(login: str, link: str, *, screen: str = "laptop") -> Page:
            context = profile(browser, screen, "fr")
            closing.callback(context.close)
            context.add_cookies([{"name": "session", "value": room.token(login), "url": room.server.url}])
            page = context.new_page()
            page.goto(room.server.url + link)
            page.wait_for_selector(".presenter, .remote")
            page.wait_for_function(chromium.SETTLED)
            page.wait_for_function(FOLLOWS)
            return page

        yield opened


def shows(page: Page, key: str) -> None:
    """Within two seconds, on the projector or in the words of the remote."""
    if page.locator(".presenter").count():
        expect(page.locator(f'.screen[data-screen="{key}"]')).to_be_visible(timeout=TWO_SECONDS)
        expect(page.locator(".screen:visible")).to_have_count(1)
    else:
        expect(page.locator("[data-jump]")).to_have_value(key, timeout=TWO_SECONDS)


def test_both_screens_follow_each_other_within_two_seconds(room: Room, enter: Enter) -> None:
    projector, table = enter(MINISTRY, SHOW, screen="projector"), enter(IOM, TABLE)
    watchers = [Watcher(page, room.server.url) for page in (projector, table)]
    projector.keyboard.press("3")
    shows(table, "priority-3")
    expect(table.locator("[data-shown]")).to_have_text("Priorité 3")
    table.get_by_role("button", name="Écran suivant").click()
    shows(projector, "priority-4")
    table.locator("[data-jump]").select_option("decisions")
    shows(projector, "decisions")
    projector.get_by_role("button", name="Écran précédent").click()
    shows(table, "priority-9")
    assert room.turned_to() == "priority-9"
    assert [fault for watcher in watchers for fault in watcher.faults] == []


def test_a_decision_written_on_one_machine_comes_to_the_projector_by_itself(room: Room, enter: Enter) -> None:
    projector = enter(MINISTRY, SHOW, screen="projector")
    projector.keyboard.press("5")
    room.decide("Tenir le forum en mars", 5)
    expect(projector.get_by_text("Tenir le forum en mars").first).to_be_visible(timeout=DRAWN_ANEW)
    shows(projector, "priority-5")


def test_after_a_restart_both_screens_come_back_to_the_same_place(room: Room, enter: Enter) -> None:
    projector, table = enter(MINISTRY, SHOW, screen="projector"), enter(IOM, TABLE)
    projector.keyboard.press("6")
    shows(table, "priority-6")
    room.stop()
    for page in (projector, table):
        expect(page.locator("[data-line]")).to_have_text("Liaison perdue, nouvel essai…", timeout=10_000)
        expect(page.locator(".stDialog:visible")).to_have_count(0)
    shows(projector, "priority-6")
    projector.keyboard.press("PageDown")
    shows(projector, "priority-7")
    room.server = room.start()
    for page in (projector, table):
        expect(page.locator("[data-line]")).to_be_hidden(timeout=20_000)
    shows(table, "priority-7")
    assert room.turned_to() == "priority-7"
    table.get_by_role("button", name="Écran suivant").click()
    shows(projector, "priority-8")
    page = projector.context.new_page()
    page.goto(room.server.url + SHOW)
    expect(page.locator('.screen[data-screen="priority-8"]')).to_be_visible(timeout=20_000)


@on_sqlite
def test_two_hands_at_once_end_on_one_screen(room: Room, enter: Enter) -> None:
    projector, table = enter(MINISTRY, SHOW, screen="projector"), enter(IOM, TABLE)
    projector.keyboard.press("1")
    table.locator("[data-jump]").select_option("priority-8")
    time.sleep(TWO_SECONDS / 1000)
    shows(projector, room.turned_to())
    shows(table, room.turned_to())


TURNS = (
    ("ArrowRight", "priority-1"), ("PageDown", "priority-2"), ("Space", "priority-3"), ("ArrowDown", "priority-4"),
    ("ArrowLeft", "priority-3"), ("PageUp", "priority-2"), ("End", "decisions"), ("ArrowRight", "decisions"),
    ("Home", "opening"), ("PageUp", "opening"), ("9", "priority-9"),
)  # fmt: skip


@on_sqlite
def test_a_key_or_a_clicker_turns_the_screen(enter: Enter) -> None:
    """Each key from the screen where the one before led."""
    page = enter(MINISTRY, SHOW, screen="projector")
    page.locator('[data-turn="opening"]').click()
    page.evaluate("document.activeElement.blur()")
    for pressed, screen in TURNS:
        page.keyboard.press(pressed)
        shows(page, screen)


@on_sqlite
def test_many_turns_in_a_row_are_told_as_the_last_one(room: Room, enter: Enter) -> None:
    projector, table = enter(MINISTRY, SHOW, screen="projector"), enter(IOM, TABLE)
    projector.keyboard.press("Home")
    for _ in range(7):
        projector.keyboard.press("PageDown")
    shows(projector, "priority-7")
    shows(table, "priority-7")
    expect(projector.locator("[data-announced]")).to_have_text("7. Communication et visibilité")
    assert room.turned_to() == "priority-7"


@on_sqlite
def test_the_projector_hides_the_menu_and_is_left_with_escape(enter: Enter) -> None:
    page = enter(MINISTRY, SHOW, screen="projector")
    for chrome in (".stSidebar", ".stAppHeader", ".page-head"):
        expect(page.locator(chrome)).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".presenter")).to_have_count(0, timeout=10_000)
    expect(page.locator(".stSidebar")).to_be_visible()
    page.wait_for_function("() => !location.search.includes('view=presenter')")


@on_sqlite
def test_the_screen_is_filled_with_a_key(enter: Enter) -> None:
    page = enter(MINISTRY, SHOW, screen="projector")
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.get_by_role("button", name="Plein écran (F)").click()
    page.wait_for_function("() => document.fullscreenElement === null")


@on_sqlite
def test_an_ended_session_is_told_with_the_way_back_in(room: Room, enter: Enter) -> None:
    page = enter(MINISTRY, SHOW, screen="projector")
    room.end_sessions(MINISTRY)
    way = page.get_by_role("link", name="Votre session a pris fin")
    expect(way).to_be_visible(timeout=TWO_SECONDS)
    assert "/sign-in?next=%2Freview" in (way.get_attribute("href") or "")


@on_sqlite
def test_nothing_ever_overflows_and_what_does_not_fit_is_counted(room: Room, enter: Enter) -> None:
    words = "Une décision dont les mots sont nombreux, parce que la séance en a longuement parlé avant de la prendre"
    room.decide(words, 3, count=12)
    page = enter(MINISTRY, SHOW, screen="projector")
    for screen in review_screens(page):
        page.locator(f'[data-turn="{screen}"]').click()
        assert page.evaluate(OVERFLOWING) == [], screen
    page.keyboard.press("3")
    expect(page.locator(".screen:visible .others").last).to_contain_text("autres")


def review_screens(page: Page) -> list[str]:
    return (page.locator(".presenter").get_attribute("data-order") or "").split()


@on_sqlite
@pytest.mark.parametrize("screen", ["projector", "phone"])
def test_a_projector_has_no_serious_accessibility_fault(enter: Enter, screen: str) -> None:
    page = enter(MINISTRY, SHOW, screen=screen)
    expect(page.locator("#first-paint")).to_have_count(0)
    for pressed in ("Home", "3", "End"):
        page.keyboard.press(pressed)
        assert accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
