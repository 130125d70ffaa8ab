"""What a browser must never have to say: errors, failed requests, requests to another host, accessibility faults."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, Response

LOCAL = {"data", "blob", "about", "chrome", "chrome-extension"}  # the last two show a PDF in Chromium
HARMLESS = re.compile(r"^/[a-z]+/_stcore/(host-config|health)$")  # Streamlit looks for them beside a deep link first
STREAMLIT_FAULTS = {
    "list": '[data-testid="stSidebarNav"]',
    "listitem": '[data-testid="stSidebarNav"]',
    "svg-img-alt": '[data-testid="stMetric"]',
}


class Watcher:
    """Listens to one page; `faults` is what went wrong so far."""

    def __init__(self, page: Page, url: str) -> None:
        self.host = urlsplit(url).netloc
        self.faults: list[str] = []
        self.requested: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not HARMLESS.match(urlsplit(message.location.get("url", "")).path):
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        self.requested.append(request.url)
        if address.scheme not in LOCAL and address.netloc != self.host:
            self.faults.append(f"another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not HARMLESS.match(urlsplit(response.url).path):
            self.faults.append(f"{response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader left the page meanwhile
            self.faults.append(f"failed: {request.url} ({request.failure})")


def accessibility_faults(page: Page) -> list[str]:
    """Serious faults that are ours: Streamlit's own menu and metric are known for theirs."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
        if not _is_streamlits(page, fault["id"], node)
    ]


def _is_streamlits(page: Page, fault: str, node: dict[str, Any]) -> bool:
    around = STREAMLIT_FAULTS.get(fault)
    target = node["target"][0]
    if around is None or not isinstance(target, str):
        return False
    return bool(page.locator(target).first.evaluate("(node, around) => !!node.closest(around)", around))
