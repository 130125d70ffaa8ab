"""The first screen is there before any script has run, and makes room for the live page."""

from __future__ import annotations

import re
import time
import urllib.request
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from scripts.local_server import LocalServer
from tests.browser.conftest import OpenPage, Windows, on_sqlite
from tests.browser.every_page import KEYS


def html_of(server: LocalServer, link: str) -> str:
    with urllib.request.urlopen(server.url + link) as answer:
        return str(answer.read().decode())


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


LINKS = ("/?", "/roadmap?priority=3&", "/assistance?", "/returns?sex=female&", "/reintegration?region=gao&",
         "/territories?measure=returns&", "/frameworks?", "/studio?",
         "/studio?picture=returns.by_region&", "/sources?figure=S006&")  # fmt: skip
ON_A_PHONE = ("/", *(f"/{key}" for key in KEYS[1:]))
PAINTED_WITHIN_S = 60
WIDTHS = "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].map(e => e.scrollWidth)"


def painted(server: LocalServer, link: str) -> str:
    """What the HTML of a link says first; a machine with much to do sends it bare, and has it ready a moment later."""
    end = time.monotonic() + PAINTED_WITHIN_S
    while True:
        if found := re.search(r"<h1>(.*?)</h1>", html_of(server, link)):
            return plain(found[1].replace("&#x27;", "'"))
        assert time.monotonic() < end, f"nothing is painted at {link}"


@on_sqlite
@pytest.mark.parametrize("link", LINKS)
def test_a_page_stands_in_the_html_of_its_link_and_says_what_the_live_page_says(
    server: LocalServer, open_page: OpenPage, link: str
) -> None:
    """In English, and with what the link asks for; below in French."""
    said = painted(server, f"{link}language=en")
    page = open_page(f"{link}language=en", language="en")
    expect(page.locator("#first-paint")).to_have_count(0)
    assert said == plain(page.locator("h1").inner_text())


class OnAPhone(NamedTuple):
    painted: str
    said: str
    width: int


@pytest.fixture(scope="module", params=ON_A_PHONE)
def on_a_phone(request: pytest.FixtureRequest, server: LocalServer, open_once: OpenPage) -> OnAPhone:
    first = painted(server, request.param)
    page = open_once(request.param, screen="phone")
    found = OnAPhone(first, plain(page.locator("h1:visible").inner_text()), max(page.evaluate(WIDTHS)))
    page.close()
    return found


@on_sqlite
def test_a_page_opened_by_its_address_says_at_once_what_it_says_later(on_a_phone: OnAPhone) -> None:
    assert on_a_phone.painted == on_a_phone.said


@on_sqlite
def test_a_page_opened_by_its_address_fits_a_phone_without_sideways_scrolling(on_a_phone: OnAPhone) -> None:
    assert on_a_phone.width <= 390


@on_sqlite
def test_the_pictures_are_drawn_before_any_script_has_run(server: LocalServer) -> None:
    assert html_of(server, "/").count("<svg") >= 2


@on_sqlite
@pytest.mark.parametrize("link", ["/roadmap?priority=3", "/returns", "/territories"])
def test_the_pictures_of_another_page_are_in_its_html_too(server: LocalServer, link: str) -> None:
    assert html_of(server, link).count('<svg class="picture') >= 2


SIZES_OF_WORDS = """() => ["", " .card .subtitle", " .late li", " .side-block p"].map(
    (part) => getComputedStyle(document.querySelector("#root .place:has(.card)" + part)).fontSize)"""


@on_sqlite
@pytest.mark.parametrize(("screen", "size"), [("laptop", "15px"), ("projector", "17px")])
def test_the_live_page_sets_its_words_as_large_as_its_first_paint(open_page: OpenPage, screen: str, size: str) -> None:
    assert set(open_page("/", screen=screen).evaluate(SIZES_OF_WORDS)) == {size}


WORDS_MOVED = """() => {
    const holder = document.querySelector(".slot-half [data-figure][data-live]"), box = holder.getBoundingClientRect();
    const placed = (part) => [...holder.querySelectorAll(part + " text")].map((one) => {
        const { left, top } = one.getBoundingClientRect();
        return [one.textContent, left - box.left, top - box.top];
    });
    const live = placed(".plot");
    delete holder.dataset.live;
    return placed("svg.wide").map(([words, x, y]) => Math.min(...live.filter((one) => one[0] === words).map(
        (one) => Math.hypot(one[1] - x, one[2] - y))));
}"""


@on_sqlite
def test_the_words_of_a_picture_stay_in_place_when_it_becomes_interactive(open_page: OpenPage) -> None:
    page = open_page("/roadmap?priority=3")
    page.locator(".slot-half [data-figure]").scroll_into_view_if_needed()
    expect(page.locator(".slot-half [data-figure][data-live]")).to_be_visible()
    moved = page.evaluate(WORDS_MOVED)
    assert len(moved) > 8
    assert max(moved) < 3


PAINT_FORGOTTEN = """addEventListener("DOMContentLoaded", () =>
    document.querySelectorAll("[data-paint]").forEach((one) => one.removeAttribute("data-paint")))"""
"""What a slow database, or data that moved since, leave of a page’s HTML."""


@on_sqlite
def test_a_live_page_is_whole_even_where_its_paint_is_missing(server: LocalServer, windows: Windows) -> None:
    page = windows.tab("laptop", "fr")
    page.add_init_script(PAINT_FORGOTTEN)
    page.goto(f"{server.url}/")
    expect(page.locator("#root h1")).to_be_visible()
    expect(page.locator("#root svg.picture.wide").first).to_be_visible()
    windows.clear()


@on_sqlite
@pytest.mark.parametrize(
    ("language", "told"), [("fr", "Il n’y a pas de page à cette adresse"), ("en", "There is no page at this address")]
)
def test_an_unknown_address_leads_to_the_first_page_which_says_so_in_its_language(
    open_page: OpenPage, language: str, told: str
) -> None:
    page = open_page(f"/nowhere?language={language}", language=language)
    expect(page.locator(".page-head .notice")).to_contain_text(told)
    assert page.url.partition("//")[2].partition("/")[2].partition("?")[0] == ""
    assert page.get_by_role("dialog").count() == 0
    page.locator(".page-head .chip[data-go]").last.click()
    expect(page.locator(".page-head")).not_to_contain_text(told)
