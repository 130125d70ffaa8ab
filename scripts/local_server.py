"""The real server on a free port of this machine, over a database of its own: for browser tests and screenshots."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
START_SECONDS = 180


@dataclass(frozen=True)
class LocalServer:
    """Where the server answers, and where it writes what the administrator reads."""

    url: str
    log: Path

    def errors(self) -> list[str]:
        """What the server logged as errors, the last lines of each."""
        logged = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [f"{line['message']}: {line.get('error', '')[-300:]}" for line in logged if line["level"] == "error"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def dashboard(*words: str, database_url: str) -> None:
    """`python -m dashboard …` on a database; a failure stops everything, with what the command said."""
    done = subprocess.run(
        [sys.executable, "-m", "dashboard", *words],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"python -m dashboard {' '.join(words)}: {done.stderr or done.stdout}")


def fill(database_url: str) -> None:
    """The published figures and the demonstration set, in a database that has its tables."""
    for what in ("published", "demonstration"):
        dashboard("database", "load", what, database_url=database_url)


@contextmanager
def serving(database_url: str, log: Path, *, port: int = 0, **environment: str) -> Iterator[LocalServer]:
    """A server in a process of its own, answering before the body starts and gone after it."""
    port = port or free_port()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "serve", "--port", str(port)],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database_url} | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = LocalServer(f"http://127.0.0.1:{port}", log)
    try:
        _wait_until_it_answers(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_it_answers(server: LocalServer, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer. Its log ends with:\n{server.log.read_text()[-3000:]}")
