"""The system's own Chromium, Chrome or Edge: found, installed where that is possible, or asked for in plain words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
UNUSED = (  # the last two draw the address bar's list as a page, a second of processor in every new window;
    # Playwright switches the others off itself, and its list gives way to this one
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter",
    "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch",
    "ThirdPartyStoragePartitioning", "WebUIOmniboxAimPopup", "WebUIOmniboxPopup",
)  # fmt: skip
OPTIONS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    f"--disable-features={','.join(UNUSED)}",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",  # pages are drawn by the processor itself: Debian's browser asks a software graphics card else
    "--enable-unsafe-swiftshader",  # WebGL maps without a graphics card
    "--use-angle=swiftshader",
]
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.dataset.testScriptState === "notRunning" && !document.querySelector('[data-stale="true"]')
        && !document.querySelector('#first-paint, [data-testid="stSkeleton"]') && document.fonts.status === "loaded";
}"""
REMEDY = (
    "No Chromium, Chrome or Edge was found, and none could be installed from here. "
    "Install one (Debian: apt-get install chromium), or name its program in BROWSER_PATH."
)
INSTALLER = Path(__file__).with_name("system_package.sh")


class BrowserMissing(RuntimeError):
    """No browser on this machine: the message says what to install."""


def find() -> str | None:
    """The program of the first browser this machine has; `BROWSER_PATH` goes first."""
    named = os.environ.get("BROWSER_PATH")
    found = (shutil.which(name) for name in (*([named] if named else []), *NAMES, *PLACES))
    return next((program for program in found if program), None)


def ensure() -> str:
    """The browser's program, installed with the system's package manager when there is none."""
    program = find()
    if program is None:
        subprocess.run(["sh", str(INSTALLER), "chromium"], check=False)
        program = find()
    if program is None:
        raise BrowserMissing(REMEDY)
    return program


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure(), args=OPTIONS)
        yield browser
        browser.close()


def settle(page: Page, *, seconds: int = 60) -> None:
    """Wait until the script has run, the first paint is gone, the fonts are there and nothing more is asked for."""
    page.wait_for_function(SETTLED, timeout=seconds * 1000)
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    try:
        ensure()
    except BrowserMissing as error:
        sys.exit(str(error))
