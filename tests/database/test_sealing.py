"""Copies encrypted to a public key: nothing of the database can be read in them, and only the secret key opens one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from pyrage import x25519

from dashboard import database
from dashboard.actors import MACHINE
from dashboard.database import copies, sealing
from dashboard.errors import DashboardError
from dashboard.queries import settings as chosen
from dashboard.updates import accounts, backups, settings

pytestmark = pytest.mark.usefixtures("pg_client")
NAME = "Cellule de suivi des retours"


@pytest.fixture(autouse=True)
def public_key(key: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = x25519.Identity.from_str(key.read_text("utf-8").splitlines()[-1])
    monkeypatch.setenv(sealing.SETTING, str(secret.to_public()))
    monkeypatch.setenv("DASHBOARD_BACKUPS", str(tmp_path / "kept"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return a_key(tmp_path / "key.txt")


def a_key(path: Path) -> Path:
    """A file as `age-keygen` writes it."""
    path.write_text(f"# created: 2026-11-22\n{x25519.Identity.generate()}\n", "utf-8")
    return path


@pytest.fixture
def copy(configured: sa.URL, tmp_path: Path) -> Path:
    """A copy with an account; since then it was closed."""
    with database.writing() as connection:
        accounts.add(connection, MACHINE, login="awa", name=NAME, side=None, roles=["reader"])
    backups.make(MACHINE, tmp_path / "copy.age")
    with database.writing() as connection:
        settings.change(connection, MACHINE, "session-hours", "9")
    return tmp_path / "copy.age"


def hours() -> object:
    with database.reading() as connection:
        return chosen.value(connection, "session-hours")


def test_what_was_encrypted_is_put_back_whole_and_what_stood_is_encrypted_too(copy: Path, key: Path) -> None:
    assert hours() == 9
    with sealing.readable(copy, key) as clear:
        aside = backups.restore(clear)
    assert hours() != 9
    assert aside
    assert (aside.suffix, sealing.is_sealed(aside)) == (sealing.ENDING, True)
    with sealing.readable(aside, key) as clear:
        backups.restore(clear)
    assert hours() == 9


def test_nothing_of_the_database_can_be_read_in_a_copy_or_beside_it(
    configured: sa.URL, copy: Path, key: Path, tmp_path: Path
) -> None:
    with sealing.readable(copy, key) as clear:
        assert NAME.encode() in clear.read_bytes() or clear.read_bytes().startswith(b"PGDMP")
    content = copy.read_bytes()
    for words in (NAME.encode(), b"SQLite format", b"PGDMP", b"alembic_version"):
        assert words not in content
    assert copy.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"copy.age", "key.txt"}
    assert not list(Path(str(configured.database)).parent.glob(f"{sealing.PREFIX}*"))


def test_without_its_key_an_encrypted_copy_says_what_to_add(copy: Path) -> None:
    with pytest.raises(DashboardError, match="--identity"), sealing.readable(copy, None):
        pass


def test_another_key_opens_nothing(copy: Path, tmp_path: Path) -> None:
    other = a_key(tmp_path / "other.txt")
    with pytest.raises(DashboardError, match=r"not encrypted to the key in “other.txt”"), sealing.readable(copy, other):
        pass


@pytest.mark.parametrize("length", [30, 150, 300, -16, -1])
def test_a_copy_that_was_cut_is_damaged(copy: Path, key: Path, length: int) -> None:
    copy.write_bytes(copy.read_bytes()[:length])
    with pytest.raises(DashboardError, match="damaged"), sealing.readable(copy, key):
        pass


@pytest.mark.parametrize("words", ["", "a secret", f"{sealing.SECRET}XX"])
def test_a_file_without_a_secret_key_is_told(copy: Path, key: Path, words: str) -> None:
    key.write_text(words, "utf-8")
    with pytest.raises(DashboardError, match="no secret key"), sealing.readable(copy, key):
        pass


def test_a_public_key_that_is_none_stops_a_copy_before_it_begins(
    configured: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(sealing.SETTING, "age1nothing")
    with pytest.raises(DashboardError, match=sealing.SETTING):
        database.backup(configured, tmp_path / "copy.age")
    assert not list(tmp_path.glob("copy*"))
    hindrance = backups.hindrance()
    assert hindrance
    assert sealing.SETTING in str(hindrance)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_damaged_file_is_kept_aside_encrypted(configured: sa.URL, copy: Path, key: Path, tmp_path: Path) -> None:
    database.forget()
    path = Path(str(configured.database))
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 40_000)
    with sealing.readable(copy, key) as clear:
        aside = backups.restore(clear)
    assert aside
    assert aside.stat().st_mode & 0o777 == 0o600
    with sealing.readable(aside, key) as kept:
        assert kept.read_bytes().endswith(b"\xff" * 40_000)
    assert hours() != 9


def test_the_list_tells_which_copies_are_encrypted(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "listed"
    folder.mkdir()
    copy.rename(folder / "a.sqlite.age")
    (folder / "b.sqlite").write_bytes(b"x")
    found = {one.name: (one.is_sealed, one.has_shrunk) for one in copies.listed(folder)}
    assert found == {"a.sqlite.age": (True, False), "b.sqlite": (False, True)}
