"""The three sites, each a server process of its own over the same database, gone when the run ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import psutil

from scripts.local_server import ROOT, dashboard, fill, free_port

Name = Literal["ours", "bare", "dash"]
Measured = dict[str, list[float]]
"""Keys name site, page or load, what was done and what was waited for: `ours/returns/cold/painted`."""
VENV: Final = ROOT / ".cache" / "bench-venv"
REQUIREMENTS: Final = ROOT / "benchmarks" / "requirements.txt"
START_SECONDS: Final = 60


@dataclass(frozen=True)
class Site:
    """A running server: where it answers, and its processes."""

    name: Name
    url: str
    pid: int

    def processes(self) -> list[psutil.Process]:
        first = psutil.Process(self.pid)
        return [first, *first.children(recursive=True)]

    def cpu_seconds(self) -> float:
        """Processor time used so far by the server and its workers."""
        return sum(times.user + times.system for times in (one.cpu_times() for one in self.processes()))

    def megabytes(self) -> float:
        """Memory of its own and its share of what is shared (PSS)."""
        return sum(one.memory_full_info().pss for one in self.processes()) / 1e6


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Published figures and the demonstration set in a file of their own."""
    address = f"sqlite:///{folder / 'bench.sqlite'}"
    dashboard("database", "init", database_url=address)
    fill(address)
    yield address


@contextmanager
def sites(database_url: str, folder: Path, names: Sequence[Name] = ("ours", "bare", "dash")) -> Iterator[list[Site]]:
    with ExitStack() as running:
        yield [running.enter_context(site(name, database_url, folder)) for name in names]


@contextmanager
def site(name: Name, database_url: str, folder: Path) -> Iterator[Site]:
    """One site, answering before the body starts and ended after it."""
    port = free_port()
    with (folder / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(
            command(name, port),
            cwd=folder if name == "bare" else ROOT,
            env=os.environ | {"DATABASE_URL": database_url},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(f"http://127.0.0.1:{port}/", process, folder / f"{name}.log")
        yield Site(name, f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def in_turn(sites: Sequence[Site], number: int) -> list[Site]:
    """Another one first each round."""
    first = number % len(sites)
    return [*sites[first:], *sites[:first]]


def command(name: Name, port: int) -> list[str]:
    """Each as its makers say to serve it; `bare` runs outside our folder, so that our options do not reach it."""
    return {
        "ours": [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
        "bare": [sys.executable, "-m", "streamlit", "run", str(ROOT / "benchmarks" / "rivals" / "bare.py"),
                 "--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)],
        "dash": [str(VENV / "bin" / "gunicorn"), "benchmarks.rivals.dash_app:server", "--workers", "1",
                 "--threads", "8", "--no-control-socket", "--bind", f"127.0.0.1:{port}"],
    }[name]  # fmt: skip


def install() -> None:
    """Dash into a venv that also sees what .venv holds, once for each state of the requirements."""
    done = VENV / "installed.txt"
    if done.is_file() and done.read_bytes() == REQUIREMENTS.read_bytes():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    theirs = next((VENV / "lib").glob("python*/site-packages"))
    ours = next(path for path in sys.path if path.endswith("site-packages"))
    (theirs / "of-the-dashboard.pth").write_text(ours + "\n", encoding="utf-8")
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", str(REQUIREMENTS)], check=True)
    shutil.copy(REQUIREMENTS, done)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer. Its log ends with:\n{log.read_text()[-3000:]}")
