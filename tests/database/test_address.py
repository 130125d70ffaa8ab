"""Which database is used, and how it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import database, secrets_file
from dashboard.database import address
from dashboard.errors import DashboardError


@pytest.fixture(autouse=True)
def nothing_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path))
    monkeypatch.setattr(secrets_file, "PATH", tmp_path / "secrets.toml")


def test_without_settings_the_embedded_file_is_used(tmp_path: Path) -> None:
    assert not database.is_configured()
    assert database.url().database == str(tmp_path / "dashboard.sqlite")


def test_streamlits_secrets_name_the_database_and_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secrets.toml").write_text('[connections.dashboard]\nurl = "postgresql://host/secret"\n', "utf-8")
    assert database.url().database == "secret"
    monkeypatch.setenv("DATABASE_URL", "postgres://host/environment")
    assert database.url().database == "environment"
    assert database.is_configured()


@pytest.mark.parametrize("written", ["postgres://h/d", "postgresql://h/d", "postgresql+psycopg://h/d"])
def test_each_way_to_write_a_server_means_the_same(written: str) -> None:
    assert address.address(written).drivername == "postgresql+psycopg"


@pytest.mark.parametrize("written", ["mysql://h/d", "no address", "postgresql+asyncpg://h/d"])
def test_an_address_that_cannot_be_used_is_told_without_repeating_it(written: str) -> None:
    with pytest.raises(DashboardError) as told:
        address.address(written)
    assert written not in str(told.value)


def test_secrets_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "secrets.toml").write_text("not toml", "utf-8")
    with pytest.raises(DashboardError, match="secrets file"):
        database.url()


def test_a_printed_address_hides_its_password() -> None:
    assert "word" not in repr(address.address("postgresql://me:word@host/name"))
