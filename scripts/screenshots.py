"""Every page as a reader would see it, in files: size × language × theme × data, to be judged by eye.

    make screenshots OUT=/tmp/shots ARGS="--pages summary returns --languages fr --sizes 390x844"

A page scrolls inside Streamlit's own pane, so the window is made as tall as the page before the picture is taken;
`--first-screen` keeps the window as it is and shows what is seen without scrolling.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

from playwright.sync_api import Browser

from dashboard.views import site_map
from scripts import chromium, local_server

PAGES = tuple(page.key for page in site_map.PAGES if not page.roles)
SIZES = ("1366x768", "1920x1080", "390x844")
LANGUAGES = ("fr", "en")
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SCOPES = ("all", "published")
TALLEST = 12_000
HEIGHT = """() => {
    const pane = document.querySelector('[data-testid="stMain"]');
    return Math.ceil(pane.scrollHeight + pane.getBoundingClientRect().top);
}"""


@dataclass(frozen=True)
class Shot:
    """One picture to take."""

    page: str
    size: str
    language: str
    theme: Literal["light", "dark"]
    scope: str

    @property
    def file_name(self) -> str:
        return f"{self.page}_{self.size}_{self.language}_{self.theme}_{self.scope}.png"

    @property
    def link(self) -> str:
        return f"/{self.page}?{urlencode({'language': self.language, 'scope': self.scope})}"

    @property
    def width_and_height(self) -> tuple[int, int]:
        width, height = self.size.split("x")
        return int(width), int(height)


def take(browser: Browser, url: str, shot: Shot, out: Path, *, first_screen: bool) -> None:
    width, height = shot.width_and_height
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=shot.theme,
        locale=f"{shot.language}-{'ML' if shot.language == 'fr' else 'GB'}",
        reduced_motion="reduce",
        has_touch=width < 600,
        is_mobile=width < 600,
    )
    page = context.new_page()
    page.goto(url + shot.link)
    chromium.settle(page)
    if not first_screen:
        page.set_viewport_size({"width": width, "height": min(TALLEST, max(height, page.evaluate(HEIGHT)))})
        page.wait_for_timeout(600)
    page.screenshot(path=out / shot.file_name, animations="disabled")
    context.close()


@contextmanager
def server_with_everything() -> Iterator[str]:
    """The address of a server of our own, over published figures and the demonstration set."""
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite:///{folder}/screenshots.sqlite"
        local_server.dashboard("database", "init", database_url=database_url)
        local_server.fill(database_url)
        with local_server.serving(database_url, Path(folder) / "server.log") as server:
            yield server.url
        sys.stderr.writelines(f"{error}\n" for error in server.errors())


def wanted(choices: argparse.Namespace) -> list[Shot]:
    kinds = itertools.product(choices.pages, choices.sizes, choices.languages, choices.themes, choices.scopes)
    return [Shot(*kind) for kind in kinds]


def read_choices() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pictures of every page, as its readers see it.")
    parser.add_argument("--out", type=Path, default=Path("/tmp/shots"))
    parser.add_argument("--url", help="a server that runs already; without it, one is started over a new database")
    parser.add_argument("--pages", nargs="+", default=PAGES, metavar="PAGE")
    parser.add_argument("--sizes", nargs="+", default=SIZES, metavar="WIDTHxHEIGHT")
    parser.add_argument("--languages", nargs="+", default=LANGUAGES, choices=LANGUAGES)
    parser.add_argument("--themes", nargs="+", default=THEMES, choices=THEMES)
    parser.add_argument("--scopes", nargs="+", default=SCOPES, choices=SCOPES)
    parser.add_argument("--first-screen", action="store_true", help="only what is seen without scrolling")
    return parser.parse_args()


def photograph(url: str, choices: argparse.Namespace) -> None:
    choices.out.mkdir(parents=True, exist_ok=True)
    with chromium.launched() as browser:
        for shot in wanted(choices):
            take(browser, url, shot, choices.out, first_screen=choices.first_screen)
            print(choices.out / shot.file_name, flush=True)


def main() -> None:
    choices = read_choices()
    if choices.url:
        photograph(choices.url.rstrip("/"), choices)
        return
    with server_with_everything() as url:
        photograph(url, choices)


if __name__ == "__main__":
    main()
