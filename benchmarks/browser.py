"""What a reader waits for, in a real browser: the three sites take turns, round after round.

*Painted*: the pictures (the line of text of `bare`) stand on the screen. *Alive*: they stand in the running
application, connected and at rest; the first paint is gone. *Interactive*: the first Plotly chart took its picture's
place. Cold: a browser that was never here; warm: its next visit. One clock and one way of looking for all
(`marks.js`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.rivals import Measured, Name, Site, in_turn
from benchmarks.wire import counted

PICTURES: Final = {
    "summary": ("by_priority", "against_reintegration"),
    "returns": ("by_month", "by_country", "by_age_and_sex", "by_region", "routes"),
}
ADDRESS: Final = {"summary": "/", "returns": "/returns"}
PAGES: Final[dict[Name, tuple[str, ...]]] = {"ours": tuple(ADDRESS), "dash": tuple(ADDRESS), "bare": ("line",)}
MENU: Final = {
    "ours": {page: f'[data-testid="stSidebarNavLink"][href$="{ADDRESS[page]}"]' for page in ADDRESS},
    "dash": {page: f"#to-{page}" for page in ADDRESS},
}
BOX: Final = "#filter-category"
REGISTERS: Final = ("Rapatriements organisés par l’État", "Retours volontaires assistés par l’OIM")
SCREEN: Final = {"width": 1366, "height": 768}
MARKS: Final = (Path(__file__).with_name("marks.js")).read_text(encoding="utf-8")
SLOW: Final = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
QUIET_MILLISECONDS: Final = 1500


def rounds(browser: Browser, sites: Sequence[Site], count: int) -> Measured:
    """Milliseconds of first views, next visits, filters and page switches."""
    found: Measured = defaultdict(list)
    for number in range(count):
        for site in in_turn(sites, number):
            for page in PAGES[site.name]:
                _visits(browser, site, page, found)
            if site.name != "bare":
                _clicks(browser, site, found)
    return found


def slow_rounds(browser: Browser, sites: Sequence[Site], count: int) -> Measured:
    """The first view of each site's first page by a browser that was never here, on 400 kbit/s and 300 ms."""
    found: Measured = defaultdict(list)
    for number in range(count):
        for site in in_turn(sites, number):
            page_name = PAGES[site.name][0]
            with _window(browser) as context, _opened(context, site, page_name, slow=True) as page:
                _note(page, found, f"{site.name}/{page_name}/slow", ("painted", "alive"))
    return found


def wire_bytes(browser: Browser, sites: Sequence[Site]) -> Measured:
    """Bytes that came over the wire, headers and WebSockets included: the first view, then the next visit."""
    found: Measured = defaultdict(list)
    with counted() as wire:
        for site in sites:
            for page_name in PAGES[site.name]:
                with _window(browser, proxy=f"socks5://127.0.0.1:{wire.port}") as context:
                    for visit in ("cold", "warm"):
                        before = wire.received
                        with _opened(context, site, page_name) as page:
                            _until_quiet(page)
                        found[f"{site.name}/{page_name}/{visit}/bytes"].append(wire.received - before)
    return found


def _visits(browser: Browser, site: Site, page_name: str, found: Measured) -> None:
    waited = ("painted", "alive", "interactive")[: 3 if (site.name, page_name) == ("ours", "returns") else 2]
    with _window(browser) as context:
        for visit in ("cold", "warm"):
            with _opened(context, site, page_name) as page:
                _note(page, found, f"{site.name}/{page_name}/{visit}", waited)


def _clicks(browser: Browser, site: Site, found: Measured) -> None:
    """From the summary to returns, another register and back, then to the summary again."""
    with _window(browser) as context, _opened(context, site, "summary") as page:
        _until_quiet(page)
        to = {name: page.locator(selector).first for name, selector in MENU[site.name].items()}
        _press(page, to["returns"].click, found, f"{site.name}/returns/switch", PICTURES["returns"])
        for register in REGISTERS:
            choose = _chooser(page, site, register)
            _press(page, choose, found, f"{site.name}/returns/filter", PICTURES["returns"], changing=True)
        _press(page, to["summary"].click, found, f"{site.name}/summary/switch", PICTURES["summary"])


def _chooser(page: Page, site: Site, register: str) -> Callable[[], object]:
    """Ours is the browser’s own box, which tells a choice once it is made; Dash draws its list in the page."""
    if site.name == "ours":
        return lambda: page.locator(BOX).select_option(label=register)
    page.locator(BOX).first.click()
    option = page.locator(f'[role="option"]:has-text("{register}")').first
    option.wait_for()
    return option.click


def _press(
    page: Page,
    press: Callable[[], object],
    found: Measured,
    key: str,
    pictures: Sequence[str],
    *,
    changing: bool = False,
) -> None:
    page.evaluate("([pictures, how]) => bench.onPress(pictures, how)", [list(pictures), {"changing": changing}])
    press()
    _note(page, found, key, ("painted",))
    _until_quiet(page)


@contextmanager
def _window(browser: Browser, proxy: str = "") -> Iterator[BrowserContext]:
    """A browser that was never here: its own cache, its own storage."""
    context = browser.new_context(
        viewport={"width": SCREEN["width"], "height": SCREEN["height"]}, locale="fr-ML",
        proxy={"server": proxy} if proxy else None,
    )  # fmt: skip
    yield context
    context.close()


@contextmanager
def _opened(context: BrowserContext, site: Site, page_name: str, *, slow: bool = False) -> Iterator[Page]:
    """The page in a tab of its own, painted and alive."""
    page = context.new_page()
    page.add_init_script(f"{MARKS}\nbench.expect({json.dumps(site.name)}, {json.dumps(PICTURES.get(page_name, ()))});")
    if slow:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
    page.goto(site.url + ADDRESS.get(page_name, "/"), wait_until="commit", timeout=120_000)
    page.wait_for_function("() => window.bench?.marks().alive !== undefined", timeout=120_000, polling=100)
    yield page
    page.close()


def _note(page: Page, found: Measured, key: str, waited: Sequence[str]) -> None:
    for mark in waited:
        page.wait_for_function(f"() => bench.marks().{mark} > 0", timeout=30_000, polling=50)
        found[f"{key}/{mark}"].append(page.evaluate(f"bench.marks().{mark}"))


def _until_quiet(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(QUIET_MILLISECONDS)
