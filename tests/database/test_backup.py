"""A copy is complete, made while others write, and never replaces anything."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard import database, migrations
from dashboard.database import copies
from dashboard.errors import DashboardError


def test_a_copy_holds_what_was_committed(configured: sa.URL, pg_client: None, tmp_path: Path) -> None:
    with database.writing():
        pass
    copy = tmp_path / "copy"
    with database.reading():
        database.backup(configured, copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [copy]
    if configured.get_backend_name() == "sqlite":
        assert database.status(f"sqlite:///{copy}").data_version == 2
    else:
        assert copy.read_bytes().startswith(b"PGDMP")


def test_a_copy_never_replaces_a_file(url: sa.URL, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine", "utf-8")
    with pytest.raises(DashboardError, match="exists already"):
        database.backup(url, there)
    assert there.read_text("utf-8") == "mine"


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_without_its_program_a_server_is_not_copied(
    url: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(DashboardError, match="pg_dump"):
        database.backup(url, tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_a_copy_that_fails_leaves_nothing(url: sa.URL, pg_client: None, tmp_path: Path) -> None:
    with pytest.raises(DashboardError, match="could not be made"):
        database.backup(url.set(database="no_such_database"), tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("pg_client")
def test_a_copy_says_where_its_tables_stand(url: sa.URL, tmp_path: Path) -> None:
    made = database.backup(url, tmp_path / "copy")
    assert (made.engine, made.revision) == (url.get_backend_name(), migrations.head())


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_how_far_a_copy_is_can_be_told(url: sa.URL, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    database.backup(url, tmp_path / "copy", lambda done, of: seen.append((done, of)))
    assert seen[-1][0] == seen[-1][1] > 0


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_copy_is_of_one_moment_while_others_write(
    url: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "PAGES", 5)
    with database.connect(url).connect() as other:

        def written(_done: int, _of: int) -> None:
            with other.begin():
                database.move_version(other)

        database.backup(url, tmp_path / "copy", written)
    assert database.status(f"sqlite:///{tmp_path / 'copy'}").data_version == 1
    assert (database.status(url).data_version or 0) > 2


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.postgresql
def test_a_password_stands_on_no_command_line_and_in_no_log(
    url: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    called: dict[str, Any] = {}

    def run(words: list[str], **more: Any) -> subprocess.CompletedProcess[bytes]:
        called.update(words=words, env=more["env"])
        return subprocess.CompletedProcess(words, 1, b"", b"refused")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda name: name)
    with pytest.raises(DashboardError, match="could not be made"):
        database.backup(url.set(username="u", password="s3cret"), tmp_path / "copy")
    assert "s3cret" not in repr(called["words"]) + caplog.text
    assert called["env"]["PGPASSWORD"] == "s3cret"


def test_copies_are_listed_latest_first_and_one_that_shrank_is_told(tmp_path: Path) -> None:
    for moment, (name, size) in enumerate(
        [("a.sqlite", 1000), ("b.dump", 10), ("c.sqlite", 400), ("d.sqlite.unfinished", 1), ("note.txt", 5)]
    ):
        (tmp_path / name).write_bytes(b"x" * size)
        os.utime(tmp_path / name, (moment, moment))
    found = [(copy.name, copy.size, copy.has_shrunk) for copy in copies.listed(tmp_path)]
    assert found == [("c.sqlite", 400, True), ("b.dump", 10, False), ("a.sqlite", 1000, False)]
