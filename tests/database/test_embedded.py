"""The embedded database: made once, at the very first start, and never again in silence."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import database, secrets_file
from dashboard.database import opening, state
from dashboard.errors import DatabaseDamaged, DatabaseMissing


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(secrets_file, "PATH", tmp_path / "secrets.toml")
    database.forget()
    yield tmp_path / "data" / "dashboard.sqlite"
    database.forget()


def count_version(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        database.move_version(connection)


def test_it_is_made_and_filled_at_the_first_start_only(embedded: Path) -> None:
    assert database.ensure_embedded(count_version)
    assert not database.ensure_embedded(count_version)
    with database.reading() as connection:
        assert database.data_version(connection) == 2
    assert {path.name for path in embedded.parent.iterdir()} >= {"dashboard.sqlite", "dashboard.made"}


def test_a_start_that_failed_in_the_middle_leaves_nothing_behind(embedded: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        database.ensure_embedded(lambda _engine: 1 // 0)
    assert not embedded.exists()
    assert database.ensure_embedded()
    assert [path for path in embedded.parent.iterdir() if "building" in path.name] == []


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["vanished", "emptied"])
def test_one_that_is_lost_is_told_and_comes_back_without_a_restart(
    embedded: Path, lose: Callable[[Path], object]
) -> None:
    database.ensure_embedded()
    copy = embedded.with_name("copy.sqlite")
    database.backup(database.url(), copy)
    assert database.health() == "ok"
    lose(embedded)
    with pytest.raises(DatabaseMissing), database.reading():
        pass
    assert not database.ensure_embedded()
    assert database.health() == "missing"
    shutil.copy(copy, embedded.with_name("restored.sqlite"))
    embedded.with_name("restored.sqlite").replace(embedded)
    assert database.health() == "ok"


def test_nothing_is_made_when_a_database_is_configured(embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{embedded.parent}/mine.sqlite")
    assert not database.ensure_embedded()
    assert database.health() == "missing"
    assert not embedded.parent.exists()


def test_a_large_file_does_not_hold_up_the_start(embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database.ensure_embedded()
    monkeypatch.setattr(state, "CHECK_S", -1)
    monkeypatch.setattr(opening, "STEPS_BETWEEN_LOOKS", 1)
    database.check(database.url())


def test_a_damaged_file_is_refused_and_not_touched(embedded: Path) -> None:
    database.ensure_embedded()
    whole = embedded.read_bytes()
    broken = whole[:4096] + bytes(range(256)) * 64 + whole[4096 + 256 * 64 :]
    embedded.write_bytes(broken)
    with pytest.raises(DatabaseDamaged):
        database.check(database.url())
    assert embedded.read_bytes() == broken
