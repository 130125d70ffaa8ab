"""The ways to start the product, and what each leaves open."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from dashboard import serving
from scripts import chromium
from tests.door.conftest import ROOT, free_port, running

COMMANDS = {
    "serve": [sys.executable, "-c", "import sys; from dashboard.serving import serve; serve(port=int(sys.argv[1]))"],
    "streamlit run": [sys.executable, "-m", "streamlit", "run", "dashboard", "--server.port"],
}


@pytest.mark.parametrize("way", COMMANDS)
def test_both_ways_start_the_same_product(way: str, tmp_path: Path) -> None:
    port = free_port()
    log = tmp_path / "log"
    with running([*COMMANDS[way], str(port)], port, log) as base:
        page = httpx.get(base)
        assert '<html lang="fr">' in page.text
        assert "script-src 'self';" in page.headers["content-security-policy"]
        ready = httpx.get(f"{base}/readyz")
        assert (ready.status_code, ready.json()) == (503, {"status": "missing"})
        assert httpx.get(f"{base}/_stcore/metrics").status_code == 404
        assert httpx.get(base, headers={"host": "evil.example"}).status_code == 400
    assert "Traceback" not in log.read_text()


def test_serving_listens_to_this_machine_only_unless_told(tmp_path: Path) -> None:
    port = free_port()
    with running([*COMMANDS["serve"], str(port)], port, tmp_path / "log"):
        listening = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        addresses = {
            line.split()[1]
            for line in listening
            if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
        }
    assert addresses == {f"0100007F:{port:04X}"}


def test_a_taken_port_is_told_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit, match="Choose another port"):
        serving.serve(port=taken.getsockname()[1])


def test_the_server_leaves_what_makes_files_to_other_processes() -> None:
    script = (
        "import sys, dashboard.streamlit_app; from dashboard.door import life; life.import_all(); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "dashboard.exports.makers" in loaded
    assert not loaded & {"typst", "pptx", "docx", "xlsxwriter", "lxml", "dashboard.exports.files"}


def test_the_root_is_where_the_options_are() -> None:
    assert (ROOT / ".streamlit" / "config.toml").is_file()


@pytest.mark.browser
@pytest.mark.parametrize("address", ["/returns", "/summary", "/frame_script"])
def test_no_address_opens_a_page_without_the_frame_right_after_a_start(address: str, tmp_path: Path) -> None:
    """The first request that the process ever gets: what Streamlit guesses before the frame has run."""
    port = free_port()
    with running([*COMMANDS["serve"], str(port)], port, tmp_path / "log") as base, chromium.launched() as browser:
        page = browser.new_page()
        page.goto(base + address)
        page.get_by_text("Base de données").first.wait_for(timeout=15_000)
        assert page.locator("h1").count() == 0
