"""Measure everything in one run and write `benchmarks/results.md`; `--quick` takes minutes instead of an hour."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import psutil
from playwright.sync_api import Browser, sync_playwright

from benchmarks import browser, exporters, exports, imports, report, rivals, scale, server
from benchmarks.rivals import VENV, Measured
from dashboard.door import assets
from scripts import chromium

OUT: Final = Path(__file__).with_name("results.md")
PARTS: Final = ("browser", "server", "exports", "imports", "queries")
ROWS: Final = "100000,1000000,10000000"
NO_OTHER_HOST: Final = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


def main() -> None:
    choices = asked()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end with us
    rivals.install()
    assets.prepare()
    about, found, queries = machine(choices), Measured(), list[dict[str, Any]]()
    with tempfile.TemporaryDirectory(prefix="dashboard-bench-") as name, rivals.database(Path(name)) as database_url:
        if "browser" in choices.parts:
            found |= in_the_browser(database_url, Path(name), choices.quick)
        if "server" in choices.parts:
            found |= at_the_server(database_url, Path(name), choices.quick)
        if "exports" in choices.parts:
            found |= of_exports(database_url, Path(name), choices.quick)
        if "imports" in choices.parts:
            found |= of_imports(database_url, Path(name), choices.quick)
    if "queries" in choices.parts:
        say("page queries")
        queries = scale.run(choices.rows)
    text = report.markdown(found, queries, about)
    choices.out.write_text(text, encoding="utf-8")
    say(f"{text}\nWritten: {choices.out}")


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, 100 000 rows only")
    parser.add_argument("--rows", help=f"sizes at which queries are measured ({ROWS})")
    parser.add_argument("--parts", default=",".join(PARTS), help="some of them only, by comma")
    parser.add_argument("--out", type=Path, default=OUT)
    choices = parser.parse_args()
    choices.parts = choices.parts.split(",")
    if unknown := set(choices.parts) - set(PARTS):
        parser.error(f"unknown parts: {', '.join(sorted(unknown))}")
    choices.rows = [int(words) for words in (choices.rows or ("100000" if choices.quick else ROWS)).split(",")]
    return choices


def in_the_browser(database_url: str, folder: Path, quick: bool) -> Measured:
    with rivals.sites(database_url, folder) as sites, one_browser() as launched:
        say("a first round that does not count")
        browser.rounds(launched, sites, 1)
        say("views, filters, pages")
        found = browser.rounds(launched, sites, 3 if quick else 9)
        say("bytes")
        found |= browser.wire_bytes(launched, sites)
        say("the slow line")
        return found | browser.slow_rounds(launched, sites, 1 if quick else 3)


def at_the_server(database_url: str, folder: Path, quick: bool) -> Measured:
    with rivals.sites(database_url, folder) as sites:
        say("memory")
        found = server.memory(sites[0])
        say("processor and load")
        found |= server.rounds(sites, 2 if quick else 5)
        say("people reading")
        return found | server.reading(sites[0], turns=2 if quick else 6)


def of_exports(database_url: str, folder: Path, quick: bool) -> Measured:
    say("files beside Kaleido")
    found = exports.rounds(database_url, 2 if quick else 7)
    with rivals.site("ours", database_url, folder) as ours:
        say("packs")
        found |= exporters.packs(ours, 2 if quick else 5)
        say("people reading while ten export")
        return found | exporters.beside_readers(ours, 1 if quick else 5)


def of_imports(database_url: str, folder: Path, quick: bool) -> Measured:
    say("files that are brought, and people reading meanwhile")
    with rivals.site("ours", database_url, folder) as ours:
        return imports.rounds(database_url, ours, 2 if quick else 7)


@contextmanager
def one_browser() -> Iterator[Browser]:
    """It knows no other host: Streamlit's default settings would call its makers."""
    with sync_playwright() as playwright:
        options = [*chromium.OPTIONS, NO_OTHER_HOST]
        launched = playwright.chromium.launch(executable_path=chromium.ensure(), args=options)
        yield launched
        launched.close()


def machine(choices: argparse.Namespace) -> dict[str, str]:
    """Where and when; a load beside ours makes every number suspect, so it is told too."""
    memory = psutil.virtual_memory().total / 2**30
    dash = _printed(VENV / "bin" / "python", "-c", "import dash; print(dash.__version__)")
    ours = f"Python {platform.python_version()}, Streamlit {version('streamlit')}"
    versions = f"{ours}, Dash {dash}, Kaleido {version('kaleido')}"
    return {
        "date": f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC{', quick run' if choices.quick else ''}",
        "machine": f"{os.cpu_count()} × {_processor()}, {memory:.0f} GB",
        "load before the run": f"{os.getloadavg()[0]:.1f}",
        "versions": f"{versions}, {_printed(chromium.ensure(), '--version')}",
    }


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _printed(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {words}", flush=True)


if __name__ == "__main__":
    main()
