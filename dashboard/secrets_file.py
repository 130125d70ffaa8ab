"""Streamlit's file of secrets: where it is, and what stands in it.

`DASHBOARD_SECRETS` names another file than `.streamlit/secrets.toml` at the root; nothing else is read.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.errors import DashboardError

ROOT = Path(__file__).resolve().parents[1]
PATH = Path(os.environ.get("DASHBOARD_SECRETS") or ROOT / ".streamlit" / "secrets.toml").resolve()


def section(*names: str) -> Mapping[str, Any]:
    """The table of that name; empty where the file or the table is not there."""
    try:
        found: Any = _read(PATH, PATH.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise DashboardError("The secrets file cannot be read: correct it.") from None
