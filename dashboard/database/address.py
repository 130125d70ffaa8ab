"""Which database: the one that is configured, else the embedded file."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from dashboard import secrets_file
from dashboard.errors import DashboardError

ROOT = Path(__file__).resolve().parents[2]
DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+pysqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def is_configured() -> bool:
    """True when the installation names its database, so that nothing is made or filled without being asked."""
    return bool(_configured())


def url() -> sa.URL:
    """Address of the database; printing it hides the password."""
    configured = _configured()
    return address(configured) if configured else address_of(embedded_path())


def embedded_path() -> Path:
    """The file used when no database is configured; `DASHBOARD_DATA` moves its folder."""
    return _file_in(os.environ.get("DASHBOARD_DATA", ""))


def address_of(path: Path) -> sa.URL:
    return sa.URL.create("sqlite", database=str(path))


@lru_cache(maxsize=16)
def _file_in(folder: str) -> Path:
    return (Path(folder) if folder else ROOT / "data" / "local").resolve() / "dashboard.sqlite"


@lru_cache(maxsize=16)
def address(written: str | sa.URL) -> sa.URL:
    """An address as people and hosts write it, with the driver that is used and a full path."""
    try:
        parsed = sa.make_url(written)
    except sa.exc.ArgumentError:
        raise unreadable() from None  # the cause would repeat what was written
    if parsed.drivername not in DRIVERS:
        raise unreadable()
    parsed = parsed.set(drivername=DRIVERS[parsed.drivername])
    return address_of(Path(str(parsed.database)).resolve()) if is_file(parsed) else parsed


def is_file(address: sa.URL) -> bool:
    return address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")


def unreadable() -> DashboardError:
    return DashboardError("The address of the database cannot be read. Write sqlite:///file or postgresql://host/name.")


def _configured() -> str:
    return os.environ.get("DATABASE_URL", "").strip() or _in_secrets()


def _in_secrets() -> str:
    return str(secrets_file.section("connections", "dashboard").get("url", ""))
