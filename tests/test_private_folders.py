"""What people sent leaves the disk with the process that held it, however it ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import private_folders
from dashboard.private_folders import OWNER, PREFIXES, private_folder

HOLDING = (
    "import sys, time; from dashboard import private_folders; folder, _ = private_folders.made(sys.argv[1]);"
    "(folder / 'file').write_text('x'); print(folder, flush=True); time.sleep(60)"
)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of the system, for this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture(params=PREFIXES)
def holder(request: pytest.FixtureRequest, place: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process that holds a folder."""
    process = subprocess.Popen([sys.executable, "-c", HOLDING, request.param], stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "TMPDIR": str(place)})  # fmt: skip
    assert process.stdout
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.wait()
    process.stdout.close()


def test_what_a_killed_process_left_is_deleted_and_what_a_living_one_holds_stays(
    holder: tuple[subprocess.Popen[str], Path],
) -> None:
    process, folder = holder
    assert (private_folders.sweep(), (folder / "file").exists()) == (0, True)
    assert (folder / OWNER).read_text() == str(process.pid)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (private_folders.sweep(), folder.exists()) == (1, False)


def test_a_folder_leaves_with_its_use_and_is_not_swept_before() -> None:
    with private_folder(PREFIXES[0]) as folder:
        (folder / "file").write_text("x")
        assert (private_folders.sweep(), folder.exists()) == (0, True)
    assert not folder.exists()


def test_what_is_not_ours_is_never_touched(place: Path) -> None:
    """Another name, no lock, a link to a folder elsewhere."""
    elsewhere = place / "elsewhere"
    for folder in (elsewhere, place / "dashboard-import-without"):
        folder.mkdir()
    (elsewhere / OWNER).write_text("1")
    (place / "dashboard-import-link").symlink_to(elsewhere)
    assert private_folders.sweep() == 0
    assert sorted(path.name for path in place.iterdir()) == [
        "dashboard-import-link", "dashboard-import-without", "elsewhere",
    ]  # fmt: skip


def test_what_an_earlier_version_left_goes_after_a_day(place: Path) -> None:
    left = place / "dashboard-import-before"
    left.mkdir()
    (left / "file").write_text("x")
    assert private_folders.sweep() == 0
    os.utime(left, (0, 0))
    assert (private_folders.sweep(), left.exists()) == (1, False)


def test_what_belongs_to_another_user_is_never_touched(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "dashboard-import-theirs").mkdir()
    (place / "dashboard-import-theirs" / OWNER).write_text("1")
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert private_folders.sweep() == 0
