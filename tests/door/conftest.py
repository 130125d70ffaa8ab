"""A real server on a free port, and a browser that nothing may leave."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.door import assets

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, log: Path) -> Iterator[str]:
    """The server's address while it runs, on the database beside its log; the log is told when it does not start."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{log.parent}/database.sqlite"}
    base = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if httpx.get(f"{base}/_stcore/health").status_code == 200:
                    break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            pytest.fail(f"server did not start:\n{log.read_text()}")
        yield base
    finally:
        process.terminate()
        process.wait(15)


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("door") / "server.log"


@pytest.fixture(scope="session")
def server(server_log: Path) -> Iterator[str]:
    assets.prepare()
    database.initialise(sa.make_url(f"sqlite:///{server_log.parent}/database.sqlite"))
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "tests.door.stand_in:app", "--port", str(port), "--no-server-header"]
    with running(command, port, server_log) as base:
        yield base
