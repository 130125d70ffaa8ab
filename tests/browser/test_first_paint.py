"""The first screen is there before any script has run, and makes room for the live page."""

from __future__ import annotations

import re
import urllib.request

import pytest
from playwright.sync_api import expect

from dashboard.texts import LANGUAGES
from scripts.local_server import LocalServer
from tests.browser.conftest import OpenPage, Windows, on_sqlite


def html_of(server: LocalServer, link: str) -> str:
    with urllib.request.urlopen(server.url + link) as answer:
        return str(answer.read().decode())


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


LINKS = ("/?", "/roadmap?priority=3&", "/assistance?", "/returns?sex=female&", "/reintegration?region=gao&",
         "/territories?measure=returns&", "/frameworks?", "/studio?",
         "/studio?picture=returns.by_region&", "/sources?figure=S006&")  # fmt: skip


@on_sqlite
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("link", LINKS)
def test_a_page_stands_in_the_html_of_its_link_and_says_what_the_live_page_says(
    server: LocalServer, open_page: OpenPage, link: str, language: str
) -> None:
    painted = re.search(r"<h1>(.*?)</h1>", html_of(server, f"{link}language={language}"))
    page = open_page(f"{link}language={language}", language=language)
    expect(page.locator("#first-paint")).to_have_count(0)
    assert painted
    assert plain(painted[1].replace("&#x27;", "'")) == plain(page.locator("h1").inner_text())


@on_sqlite
def test_the_pictures_are_drawn_before_any_script_has_run(server: LocalServer) -> None:
    assert html_of(server, "/").count("<svg") >= 2


@on_sqlite
@pytest.mark.parametrize("link", ["/roadmap?priority=3", "/returns", "/territories"])
def test_the_pictures_of_another_page_are_in_its_html_too(server: LocalServer, link: str) -> None:
    assert html_of(server, link).count('<svg class="picture') >= 2


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
